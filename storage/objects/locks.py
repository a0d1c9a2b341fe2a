"""What retention and hold forbid: the rules of S3 object lock, for the stores that have no server to keep them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from models.errors import NotPermitted, UsageError
from storage.objects.store import Mode, Retention


@dataclass(frozen=True, slots=True)
class Lock:
    retention: Retention | None = None
    held: bool = False

    def retained(self, *, until: datetime, mode: Mode, now: datetime) -> Lock:
        """Raises NotPermitted when that would loosen a bond still in force, UsageError for a moment of no time zone."""
        if until.tzinfo is None:
            raise UsageError("a retention ends at a moment with a time zone")
        before = self.retention
        if before is not None and before.until > now:
            softer = before.mode == "COMPLIANCE" and mode == "GOVERNANCE"
            if softer or until < before.until:
                raise NotPermitted("a retention in force is neither shortened nor softened")
        return replace(self, retention=Retention(until, mode))

    def require_deletable(self, key: str, *, bypass_governance: bool, now: datetime) -> None:
        """Raises NotPermitted."""
        if self.held:
            raise NotPermitted(f"object {key} is under legal hold")
        bond = self.retention
        if bond is None or bond.until <= now or (bypass_governance and bond.mode == "GOVERNANCE"):
            return
        raise NotPermitted(f"object {key} is retained until {bond.until:%Y-%m-%d %H:%M:%S%z} ({bond.mode})")


UNLOCKED = Lock()
