"""The two laws of conservation: no file and no page disappears."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, NonNegativeInt

from models.errors import IntegrityBroken


class FileLedger(BaseModel):
    """received = opened + duplicate + quarantined."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    received: NonNegativeInt = 0
    opened: NonNegativeInt = 0
    duplicate: NonNegativeInt = 0
    quarantined: NonNegativeInt = 0

    @property
    def balanced(self) -> bool:
        return self.received == self.opened + self.duplicate + self.quarantined

    def __add__(self, other: FileLedger) -> FileLedger:
        return FileLedger(**{name: getattr(self, name) + getattr(other, name) for name in FileLedger.model_fields})


class PageLedger(BaseModel):
    """Pages of opened files: scanned = kept + separators + blank + quarantined."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scanned: NonNegativeInt = 0
    kept: NonNegativeInt = 0
    separators: NonNegativeInt = 0
    blank: NonNegativeInt = 0
    quarantined: NonNegativeInt = 0

    @property
    def balanced(self) -> bool:
        return self.scanned == self.kept + self.separators + self.blank + self.quarantined

    def __add__(self, other: PageLedger) -> PageLedger:
        return PageLedger(**{name: getattr(self, name) + getattr(other, name) for name in PageLedger.model_fields})


def require_balance(ledger: FileLedger | PageLedger, *, where: str) -> None:
    """Raises IntegrityBroken when something was lost or counted twice."""
    if not ledger.balanced:
        raise IntegrityBroken(f"{where}: the ledger does not balance: {ledger.model_dump()}")
