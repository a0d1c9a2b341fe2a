"""A store in memory, for tests: the same contract and, unlike a folder, locks that bind."""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from models.errors import IntegrityBroken, NotFound, UsageError
from storage.objects.keys import require_key, require_sha256
from storage.objects.locks import UNLOCKED, Lock
from storage.objects.store import Mode, ObjectInfo, ObjectStore, Retention, Stored

_VERSION = "1"


def _now() -> datetime:
    return datetime.now(UTC)


class MemoryStore(ObjectStore):
    """Gone with the process. ``now`` gives the moment by which locks are judged."""

    def __init__(self, *, now: Callable[[], datetime] = _now) -> None:
        self._now = now
        self._objects: dict[str, bytes] = {}
        self._locks: dict[str, Lock] = {}
        self._changing = threading.RLock()

    @property
    def enforces_retention(self) -> bool:
        return True

    def put_file(self, key: str, path: Path, *, sha256: str, media_type: str) -> Stored:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UsageError(f"the file to store cannot be read: {error.strerror}") from error
        return self.put_bytes(key, data, sha256=sha256, media_type=media_type)

    def put_bytes(self, key: str, data: bytes, *, sha256: str, media_type: str) -> Stored:
        require_key(key)
        if hashlib.sha256(data).hexdigest() != require_sha256(sha256):
            raise IntegrityBroken(f"what is to become object {key} has another digest")
        with self._changing:
            if key not in self._objects:
                self._objects[key] = data
                return Stored(created=True)
            if self._objects[key] != data:
                raise IntegrityBroken(f"object {key} holds other bytes already")
            return Stored(created=False)

    def open(self, key: str) -> BinaryIO:
        return io.BytesIO(self._bytes(key))

    def stat(self, key: str) -> ObjectInfo | None:
        data = self._objects.get(require_key(key))
        return None if data is None else ObjectInfo(key, len(data), hashlib.sha256(data).hexdigest())

    def retain(self, key: str, *, until: datetime, mode: Mode) -> None:
        with self._changing:
            self._bytes(key)
            self._locks[key] = self._lock(key).retained(until=until, mode=mode, now=self._now())

    def retention(self, key: str) -> Retention | None:
        self._bytes(key)
        return self._lock(key).retention

    def hold(self, key: str, *, on: bool) -> None:
        with self._changing:
            self._bytes(key)
            self._locks[key] = Lock(self._lock(key).retention, on)

    def versions(self, key: str) -> list[str]:
        return [_VERSION] if self.exists(key) else []

    def delete_version(self, key: str, version: str, *, bypass_governance: bool = False) -> None:
        with self._changing:
            if version != _VERSION or not self.exists(key):
                return
            self._lock(key).require_deletable(key, bypass_governance=bypass_governance, now=self._now())
            self._locks.pop(key, None)
            del self._objects[key]

    def purge(self, key: str) -> None:
        self.delete_version(key, _VERSION, bypass_governance=True)

    def list_keys(self, prefix: str) -> list[str]:
        return sorted(key for key in [*self._objects] if key.startswith(prefix))

    def describe(self) -> str:
        return "bộ nhớ (mất khi chương trình kết thúc)"

    def ping(self) -> None:
        """Always there."""

    def _bytes(self, key: str) -> bytes:
        try:
            return self._objects[require_key(key)]
        except KeyError as error:
            raise NotFound(f"no object {key}") from error

    def _lock(self, key: str) -> Lock:
        return self._locks.get(key, UNLOCKED)
