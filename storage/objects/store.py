"""What an object store promises, whatever stands behind it.

Bytes are written once, under a key that carries their digest (see keys), re-read and compared after every write.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from storage.crash_points import register
from storage.objects.digests import copy_checked

Mode = Literal["GOVERNANCE", "COMPLIANCE"]

PUT_BEFORE = register("put.before")
PUT_AFTER_BYTES = register("put.after_bytes")
PUT_AFTER = register("put.after")


@dataclass(frozen=True, slots=True)
class Stored:
    """``created`` is False when the same bytes were there already."""

    created: bool


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """``size`` in bytes; ``sha256`` as recorded at writing, None where the store keeps none beside the key."""

    key: str
    size: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Retention:
    """``until`` is aware of its time zone. GOVERNANCE yields to a privileged bypass, COMPLIANCE to nobody."""

    until: datetime
    mode: Mode


class ObjectStore(Protocol):
    """Create-only: a key is written once; other bytes under it are IntegrityBroken.

    Every method may raise Unreachable (the only error worth a retry), NotPermitted where the store's rights or locks
    forbid it, and UsageError for what is no key. Reading or locking a key that is not there raises NotFound.
    Stores may be used by several threads and processes at once.
    """

    @property
    def enforces_retention(self) -> bool:
        """Whether a lock binds everybody, or is only remembered."""
        ...

    def put_file(self, key: str, path: Path, *, sha256: str, media_type: str) -> Stored:
        """Writes a file whose digest is ``sha256``, reads it back and compares.

        Raises IntegrityBroken when the file, what was stored, or what already stands there has another digest.
        """
        ...

    def put_bytes(self, key: str, data: bytes, *, sha256: str, media_type: str) -> Stored:
        """Like ``put_file``."""
        ...

    def open(self, key: str) -> BinaryIO:
        """A stream for a ``with`` statement; it may not be seekable. Its digest is not checked."""
        ...

    def stat(self, key: str) -> ObjectInfo | None: ...

    def retain(self, key: str, *, until: datetime, mode: Mode) -> None:
        """Binds the object; a bond may be prolonged or hardened, and is NotPermitted to be loosened.

        Raises UsageError where the bucket has no object lock.
        """
        ...

    def retention(self, key: str) -> Retention | None: ...

    def hold(self, key: str, *, on: bool) -> None:
        """A legal hold: nothing is deleted while it stands, whatever the retention."""
        ...

    def versions(self, key: str) -> list[str]:
        """Newest first; empty when nothing is there. A store without versions knows one."""
        ...

    def delete_version(self, key: str, version: str, *, bypass_governance: bool = False) -> None:
        """Nothing there is success. Raises NotPermitted while a lock or hold forbids it."""
        ...

    def purge(self, key: str) -> None:
        """Removes every version; nothing there is success.

        Lawful erasure passes GOVERNANCE. COMPLIANCE and a hold forbid it: NotPermitted.
        """
        ...

    def list_keys(self, prefix: str) -> list[str]:
        """Sorted. For proofs and audits only: no decision of the running system rests on a listing."""
        ...

    def describe(self) -> str:
        """Where it is, for people; no secrets."""
        ...

    def ping(self) -> None:
        """Raises Unreachable, NotFound (no such bucket) or NotPermitted when it cannot be used."""
        ...

    def exists(self, key: str) -> bool:
        return self.stat(key) is not None

    def read_bytes(self, key: str) -> bytes:
        """The whole object in memory; its digest is not checked."""
        with self.open(key) as stream:
            return stream.read()

    def fetch_to(self, key: str, path: Path, *, sha256: str) -> None:
        """Writes the object to ``path``, whole or not at all. Raises IntegrityBroken when its digest differs."""
        with self.open(key) as stream:
            copy_checked(stream, path, sha256, key=key)
