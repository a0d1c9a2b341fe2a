"""A field of a paper: its value, where it comes from, what speaks against it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, computed_field, model_validator
from pydantic import Field as Bounded

from models.findings import FINDING_ADVICE, Finding, FindingCode, Severity
from models.geometry import Box

REVIEW_BELOW = 0.96
"""A value less sure than this needs a person, findings or not: of those that pass at most one in 200 is wrong, as
docs/reliability-of-fields.md and docs/papers.md show."""

Source = Literal["ocr", "qr", "mrz", "text_layer", "keyed"]


class Evidence(BaseModel):
    """One place that says what the value is. ``page`` is 1-based in the file; ``rule`` names what found it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Source
    reader: str
    page: int = Bounded(ge=1)
    box: Box
    text: str
    confidence: float = Bounded(ge=0, le=1)
    rule: str


class Unit(BaseModel):
    """An administrative unit: the state's code and its name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    name: str


class AdministrativeUnits(BaseModel):
    """Where an address lies, as far as it says: before July 2025 (three levels) and since (two). None: not found."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    province: Unit | None = None
    ward: Unit | None = None
    old_province: Unit | None = None
    old_district: Unit | None = None
    old_ward: Unit | None = None


class Field(BaseModel):
    """``value`` in normal form (dates ISO, possibly partial: 1998 or 1998-05), None when not found."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: str | None
    confidence: float = Bounded(ge=0, le=1)
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()
    units: AdministrativeUnits | None = None
    """Of an address alone."""

    @model_validator(mode="before")
    @classmethod
    def _drop_computed(cls, data: Any) -> Any:
        # Verdicts are written out for readers of the JSON and computed anew on the way in, never taken over.
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if key not in {"needs_review", "reasons"}}
        return data

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented pairing with property
    @property
    def needs_review(self) -> bool:
        """Whether a person should look: a doubt, an error, or too little confidence."""
        doubted = any(item.severity is not Severity.NOTE for item in self.findings)
        return doubted or (self.value is not None and self.confidence < REVIEW_BELOW)

    @computed_field  # type: ignore[prop-decorator]  # as above
    @property
    def reasons(self) -> tuple[str, ...]:
        """Why a person should look, a Vietnamese sentence each; empty when nobody needs to."""
        told = [_told(item) for item in self.findings if item.severity is not Severity.NOTE]
        if self.value is not None and self.confidence < REVIEW_BELOW and not told:
            told.append(f"{FINDING_ADVICE[FindingCode.CONFIDENCE_LOW]} (Độ tin cậy {self.confidence:.0%}.)")
        return tuple(told)


def _told(item: Finding) -> str:
    compared = [
        f"{label}: {text}" for label, text in (("Cần có", item.expected), ("Đọc được", item.seen)) if text is not None
    ]
    return f"{item.message} ({'; '.join(compared)}.)" if compared else item.message
