"""The digital result that is stored beside its PDF (sohoa.result/1) and handed to other agencies."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Bounded

from models.field import Field


class HolderData(BaseModel):
    """The holder's number; where there is none, identifying data stand in for it (Circular 01/2023, Article 10)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scheme: str | None = None
    value: str | None = None
    identifying: dict[str, str] = {}


class Descriptive(BaseModel):
    """The minimum descriptive fields of Circular 01/2023/TT-VPCP, Article 9; None where the paper has none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind_code: str
    holder: HolderData
    name: str | None
    number: str | None
    issued_on: str | None
    issuer: str | None
    subject: str | None
    valid_until: str | None = None
    scope: str | None = None


class Verification(BaseModel):
    """Who stands for the values: operator, time, whether somebody looked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    operator: str
    verified_at: datetime
    seen: bool
    reason: str | None = None


class RenditionRef(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Literal["original", "signed_scan", "searchable"]
    sha256: str
    key: str
    media_type: str


class DigitalResult(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_name: Literal["sohoa.result/1"] = Bounded(default="sohoa.result/1", alias="schema")
    code: str
    version: int = Bounded(ge=1)
    result_number: str | None
    dossier: str
    agency: str
    procedure: str | None
    role: Literal["component", "result"]
    component: str | None
    descriptive: Descriptive
    fields: dict[str, Field]
    pages: tuple[int, ...]
    file_sha256: str
    reading_sha256: str
    signed_on_arrival: bool
    verification: Verification
    published_at: datetime
    renditions: tuple[RenditionRef, ...]

    def to_json(self) -> str:
        return self.model_dump_json(by_alias=True)
