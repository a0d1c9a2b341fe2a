"""Stores with one named fault each, around a sound one: how the rest of the system bears them is tested with these."""

from __future__ import annotations

import hashlib
import io
import threading
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from models.errors import IntegrityBroken, Unreachable
from storage.objects.store import Mode, ObjectInfo, ObjectStore, Retention, Stored


class Around(ObjectStore):
    """Hands everything to the store within; the faults change single methods."""

    def __init__(self, inner: ObjectStore) -> None:
        self._inner = inner

    @property
    def enforces_retention(self) -> bool:
        return self._inner.enforces_retention

    def put_file(self, key: str, path: Path, *, sha256: str, media_type: str) -> Stored:
        return self.put_bytes(key, path.read_bytes(), sha256=sha256, media_type=media_type)

    def put_bytes(self, key: str, data: bytes, *, sha256: str, media_type: str) -> Stored:
        return self._inner.put_bytes(key, data, sha256=sha256, media_type=media_type)

    def open(self, key: str) -> BinaryIO:
        return self._inner.open(key)

    def stat(self, key: str) -> ObjectInfo | None:
        return self._inner.stat(key)

    def retain(self, key: str, *, until: datetime, mode: Mode) -> None:
        self._inner.retain(key, until=until, mode=mode)

    def retention(self, key: str) -> Retention | None:
        return self._inner.retention(key)

    def hold(self, key: str, *, on: bool) -> None:
        self._inner.hold(key, on=on)

    def versions(self, key: str) -> list[str]:
        return self._inner.versions(key)

    def delete_version(self, key: str, version: str, *, bypass_governance: bool = False) -> None:
        self._inner.delete_version(key, version, bypass_governance=bypass_governance)

    def purge(self, key: str) -> None:
        self._inner.purge(key)

    def list_keys(self, prefix: str) -> list[str]:
        return self._inner.list_keys(prefix)

    def describe(self) -> str:
        return f"{type(self).__name__}: {self._inner.describe()}"

    def ping(self) -> None:
        self._inner.ping()


class TornStore(Around):
    """Keeps but the first half of what it is given; the reading back finds out. The half stays under its key."""

    def put_bytes(self, key: str, data: bytes, *, sha256: str, media_type: str) -> Stored:
        half = data[: len(data) // 2]
        self._inner.put_bytes(key, half, sha256=hashlib.sha256(half).hexdigest(), media_type=media_type)
        raise IntegrityBroken(f"object {key} was damaged in writing")


class FlakyStore(Around):
    """Is Unreachable the first ``failures`` times, then sound.

    With ``after_writing`` a put is done before its answer is lost: a retry finds its own bytes there.
    """

    def __init__(self, inner: ObjectStore, *, failures: int, after_writing: bool = False) -> None:
        super().__init__(inner)
        self._left = failures
        self._after_writing = after_writing
        self._counting = threading.Lock()

    def put_bytes(self, key: str, data: bytes, *, sha256: str, media_type: str) -> Stored:
        if not self._after_writing:
            self._fail()
        stored = super().put_bytes(key, data, sha256=sha256, media_type=media_type)
        if self._after_writing:
            self._fail()
        return stored

    def open(self, key: str) -> BinaryIO:
        self._fail()
        return super().open(key)

    def stat(self, key: str) -> ObjectInfo | None:
        self._fail()
        return super().stat(key)

    def retain(self, key: str, *, until: datetime, mode: Mode) -> None:
        self._fail()
        super().retain(key, until=until, mode=mode)

    def purge(self, key: str) -> None:
        self._fail()
        super().purge(key)

    def ping(self) -> None:
        self._fail()
        super().ping()

    def _fail(self) -> None:
        with self._counting:
            if self._left <= 0:
                return
            self._left -= 1
        raise Unreachable("the store does not answer, as it was told")


class LyingStore(Around):
    """Says that everything was written and is there, and gives other bytes back: a disk that rots in silence."""

    def open(self, key: str) -> BinaryIO:
        with super().open(key) as stream:
            data = bytearray(stream.read())
        if data:
            data[len(data) // 2] ^= 1
        else:
            data = bytearray(b"?")
        return io.BytesIO(bytes(data))
