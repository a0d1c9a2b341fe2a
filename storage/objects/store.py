"""What an object store promises, whatever stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

Mode = Literal["GOVERNANCE", "COMPLIANCE"]


@dataclass(frozen=True, slots=True)
class Stored:
    """``created`` is False when the same bytes were there already."""

    key: str
    created: bool


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    key: str
    size: int
    sha256: str | None
    """The digest recorded at writing; None where the store keeps none."""


@dataclass(frozen=True, slots=True)
class Retention:
    until: datetime
    mode: Mode


class ObjectStore(Protocol):
    """Create-only: a key is written once; writing other bytes under it is IntegrityBroken.

    Every method may raise Unreachable (retryable); reading a key that is not there raises NotFound.
    """

    @property
    def enforces_retention(self) -> bool:
        """Whether a lock binds everybody, or is only remembered."""
        ...

    def put_file(self, key: str, path: Path, *, sha256: str, media_type: str) -> Stored:
        """Writes a file whose digest is ``sha256``, reads it back and compares. Raises IntegrityBroken."""
        ...

    def put_bytes(self, key: str, data: bytes, *, sha256: str, media_type: str) -> Stored: ...

    def open(self, key: str) -> BinaryIO:
        """A stream to be closed by the caller."""
        ...

    def fetch_to(self, key: str, path: Path, *, sha256: str) -> None:
        """Writes the object to ``path``, whole or not at all. Raises IntegrityBroken when its digest differs."""
        ...

    def stat(self, key: str) -> ObjectInfo | None: ...

    def retain(self, key: str, *, until: datetime, mode: Mode) -> None: ...

    def retention(self, key: str) -> Retention | None: ...

    def hold(self, key: str, *, on: bool) -> None:
        """A legal hold: nothing is deleted while it stands, whatever the retention."""
        ...

    def versions(self, key: str) -> list[str]: ...

    def delete_version(self, key: str, version: str, *, bypass_governance: bool = False) -> None:
        """Raises NotPermitted while a lock or hold forbids it."""
        ...

    def purge(self, key: str) -> None:
        """Removes every version; nothing there is success. Raises NotPermitted while a lock or hold forbids it."""
        ...

    def list_keys(self, prefix: str) -> list[str]:
        """For proofs and audits only: no decision of the running system rests on a listing."""
        ...

    def describe(self) -> str:
        """Where it is, for people; no secrets."""
        ...

    def ping(self) -> None:
        """Raises Unreachable or UsageError when it cannot be used."""
        ...
