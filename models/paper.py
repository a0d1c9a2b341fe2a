"""A paper (giấy tờ) as the machine proposes it: which pages, which kind, which fields."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Bounded

from models.field import Field
from models.findings import Finding, Severity

UNKNOWN_KIND = "unknown"
ADMINISTRATIVE_FIELDS = ("issuer", "number", "issued_on", "document_type", "subject", "signer")
"""Fields of an administrative document in the layout of Decree 30/2020, Annex I."""


class ProposedPaper(BaseModel):
    """``pages`` are 1-based in the file, in order; ``kind`` is a code of the catalogue or ``unknown``; ``component``:
    of the dossier, where a separator sheet names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    kind_confidence: float = Bounded(ge=0, le=1)
    pages: tuple[int, ...] = Bounded(min_length=1)
    fields: dict[str, Field] = {}
    findings: tuple[Finding, ...] = ()
    component: str | None = None

    @property
    def needs_review(self) -> bool:
        """Whether a person should look: at the paper as a whole, or at one of its fields."""
        doubted = any(item.severity is not Severity.NOTE for item in self.findings)
        return doubted or any(field.needs_review for field in self.fields.values())
