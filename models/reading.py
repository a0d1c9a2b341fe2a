"""A reading: everything the machine says about one file. Immutable; the format of ``NAME.json`` (sohoa.read/1)."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Bounded

from models.findings import Finding
from models.ledger import FileLedger, PageLedger
from models.page import Page
from models.paper import ProposedPaper


class Step(BaseModel):
    """Who did what: each stage names its tool, version and a digest of its options."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: str
    tool: str
    version: str
    options_sha256: str
    seconds: float = Bounded(ge=0)


class Reading(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_name: Literal["sohoa.read/1"] = Bounded(default="sohoa.read/1", alias="schema")
    files: FileLedger
    pages: tuple[Page, ...]
    papers: tuple[ProposedPaper, ...]
    ledger: PageLedger
    findings: tuple[Finding, ...] = ()
    steps: tuple[Step, ...] = ()

    def to_json(self, *, indent: int | None = None) -> str:
        return self.model_dump_json(by_alias=True, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Reading:
        return cls.model_validate_json(text)

    @property
    def text(self) -> str:
        """The text of all pages, parted by form feeds: the format of ``NAME.txt``."""
        return "\f".join(page.text for page in self.pages)
