"""Objects in a folder: complete or absent at every instant, whoever writes and whatever kills them.

Bytes go to a temporary file, are synced, and get their name by a hard link, which fails if the name is taken: creation
is atomic and never overwrites. A folder cannot bind its owner: retention is remembered and politely obeyed, and `doctor`
says so.
"""

from __future__ import annotations

import json
import os
import time
import uuid
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from models.errors import IntegrityBroken, NotFound, NotPermitted, Unreachable, UsageError
from storage.crash_points import reach, register
from storage.objects.digests import BLOCK, copy_checked, require_digest
from storage.objects.store import Mode, ObjectInfo, Retention, Stored

PUT_BEFORE = register("put.before")
PUT_AFTER_BYTES = register("put.after_bytes")
PUT_AFTER = register("put.after")
STALE_SECONDS = 3600
_TEMPORARY, _LOCKS = ".tmp", ".locks"
_VERSION = "1"


class FolderStore:
    """See ObjectStore."""

    enforces_retention = False

    def __init__(self, root: Path) -> None:
        self._root = root
        for name in (_TEMPORARY, _LOCKS):
            (root / name).mkdir(parents=True, exist_ok=True)
        self._sweep_temporary()

    def put_file(self, key: str, path: Path, *, sha256: str, media_type: str) -> Stored:
        with path.open("rb") as stream:
            return self._put(key, stream, sha256)

    def put_bytes(self, key: str, data: bytes, *, sha256: str, media_type: str) -> Stored:
        import io

        return self._put(key, io.BytesIO(data), sha256)

    def open(self, key: str) -> BinaryIO:
        try:
            return self._path(key).open("rb")
        except FileNotFoundError as error:
            raise NotFound(f"no object {key}") from error
        except OSError as error:
            raise Unreachable(f"the store's folder: {error.strerror}") from error

    def fetch_to(self, key: str, path: Path, *, sha256: str) -> None:
        with self.open(key) as stream:
            copy_checked(stream, path, sha256, key=key)

    def stat(self, key: str) -> ObjectInfo | None:
        try:
            return ObjectInfo(key, self._path(key).stat().st_size, None)
        except FileNotFoundError:
            return None

    def retain(self, key: str, *, until: datetime, mode: Mode) -> None:
        before = self.retention(key)
        if before is not None and until < before.until:
            raise NotPermitted("a retention is never shortened")
        self._write_lock(key, {**self._lock(key), "until": until.isoformat(), "mode": mode})

    def retention(self, key: str) -> Retention | None:
        lock = self._lock(key)
        return Retention(datetime.fromisoformat(str(lock["until"])), lock["mode"]) if "until" in lock else None  # type: ignore[arg-type]  # written by retain

    def hold(self, key: str, *, on: bool) -> None:
        self._write_lock(key, {**self._lock(key), "hold": on})

    def versions(self, key: str) -> list[str]:
        return [_VERSION] if self._path(key).exists() else []

    def delete_version(self, key: str, version: str, *, bypass_governance: bool = False) -> None:
        lock, retention = self._lock(key), self.retention(key)
        bound = retention is not None and retention.until > datetime.now(retention.until.tzinfo)
        if lock.get("hold") or (bound and not (bypass_governance and lock["mode"] == "GOVERNANCE")):
            raise NotPermitted(f"object {key} is under retention or hold")
        with suppress(FileNotFoundError):
            self._path(key).unlink()
            _sync_folder(self._path(key).parent)
        self._lock_path(key).unlink(missing_ok=True)

    def purge(self, key: str) -> None:
        self.delete_version(key, _VERSION)

    def list_keys(self, prefix: str) -> list[str]:
        base = self._path(prefix) if prefix else self._root
        found = base.rglob("*") if base.is_dir() else iter(())
        keys = (path.relative_to(self._root) for path in found if path.is_file())
        return sorted(str(key) for key in keys if key.parts[0] not in {_TEMPORARY, _LOCKS})

    def describe(self) -> str:
        return f"folder {self._root}"

    def ping(self) -> None:
        if not os.access(self._root, os.W_OK):
            raise Unreachable("the store's folder cannot be written")

    def _put(self, key: str, stream: BinaryIO, sha256: str) -> Stored:
        reach(PUT_BEFORE)
        target = self._path(key)
        partial = self._root / _TEMPORARY / uuid.uuid4().hex
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_synced(partial, stream)
            with partial.open("rb") as written:
                require_digest(written, sha256, key=key)
            reach(PUT_AFTER_BYTES)
            created = _link(partial, target)
        except OSError as error:
            raise Unreachable(f"the store's folder: {error.strerror}") from error
        finally:
            partial.unlink(missing_ok=True)
        self._require_same(key, sha256, created=created)
        reach(PUT_AFTER)
        return Stored(key, created)

    def _require_same(self, key: str, sha256: str, *, created: bool) -> None:
        with self.open(key) as stream:
            try:
                require_digest(stream, sha256, key=key)
            except IntegrityBroken as error:
                held = "was damaged in writing" if created else "already holds other bytes"
                raise IntegrityBroken(f"object {key} {held}") from error

    def _path(self, key: str) -> Path:
        if not key or key.startswith(("/", ".")) or ".." in Path(key).parts:
            raise UsageError(f"no object key: {key!r}")
        return self._root / key

    def _lock_path(self, key: str) -> Path:
        return self._root / _LOCKS / key.replace("/", "_")

    def _lock(self, key: str) -> dict[str, object]:
        try:
            return dict(json.loads(self._lock_path(key).read_text("utf-8")))
        except FileNotFoundError:
            return {}

    def _write_lock(self, key: str, lock: dict[str, object]) -> None:
        if not self._path(key).exists():
            raise NotFound(f"no object {key}")
        partial = self._root / _TEMPORARY / uuid.uuid4().hex
        partial.write_text(json.dumps(lock), "utf-8")
        partial.replace(self._lock_path(key))

    def _sweep_temporary(self) -> None:
        oldest = time.time() - STALE_SECONDS
        for path in (self._root / _TEMPORARY).iterdir():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()


def _write_synced(path: Path, stream: BinaryIO) -> None:
    with path.open("xb") as out:
        while block := stream.read(BLOCK):
            out.write(block)
        out.flush()
        os.fchmod(out.fileno(), 0o444)
        os.fsync(out.fileno())


def _link(partial: Path, target: Path) -> bool:
    try:
        os.link(partial, target)
    except FileExistsError:
        return False
    folder = target.parent
    for _ in range(3):  # the two fan-out folders above may be new as well
        _sync_folder(folder)
        folder = folder.parent
    return True


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
