"""Objects in a folder: complete or absent at every instant, whoever writes and whatever kills them.

Bytes go to a temporary file on the same filesystem, are synced, re-read, and get their name by a hard link, which fails
if the name is taken: creation is atomic and never overwrites. A folder cannot bind its owner: retention and holds are
remembered beside the objects and obeyed here, and ``enforces_retention`` says that this is all.
"""

from __future__ import annotations

import fcntl
import io
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from models.errors import IntegrityBroken, NotFound, Unreachable, UsageError
from storage.crash_points import reach
from storage.objects.digests import BLOCK, require_digest
from storage.objects.keys import require_key, require_sha256
from storage.objects.locks import UNLOCKED, Lock
from storage.objects.store import (
    PUT_AFTER,
    PUT_AFTER_BYTES,
    PUT_BEFORE,
    Mode,
    ObjectInfo,
    ObjectStore,
    Retention,
    Stored,
)

STALE_SECONDS = 3600
_TEMPORARY, _LOCKS = ".tmp", ".locks"
_VERSION = "1"


class _LockNote(BaseModel):
    """The file beside a locked object."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    retention: tuple[AwareDatetime, Mode] | None
    held: bool


class FolderStore(ObjectStore):
    """``root`` is made when absent. Raises Unreachable when it cannot be."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._named: set[Path] = set()
        """Folders whose own name this process has seen synced: they are never removed, so once is enough."""
        with _disk():
            # Papers of citizens: for the owner alone, unless an administrator has made the folder with other rights.
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name in (_TEMPORARY, _LOCKS):
                (root / name).mkdir(exist_ok=True)
            _sync_folder(root)
            self._sweep_temporary()

    @property
    def enforces_retention(self) -> bool:
        return False

    def put_file(self, key: str, path: Path, *, sha256: str, media_type: str) -> Stored:
        try:
            stream = path.open("rb")
        except OSError as error:
            raise UsageError(f"the file to store cannot be read: {error.strerror}") from error
        with stream:
            return self._put(key, stream, sha256)

    def put_bytes(self, key: str, data: bytes, *, sha256: str, media_type: str) -> Stored:
        return self._put(key, io.BytesIO(data), sha256)

    def open(self, key: str) -> BinaryIO:
        path = self._path(key)
        with _disk():
            try:
                return path.open("rb")
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
                raise NotFound(f"no object {key}") from error

    def stat(self, key: str) -> ObjectInfo | None:
        path = self._path(key)
        with _disk():
            return ObjectInfo(key, path.stat().st_size, None) if path.is_file() else None

    def retain(self, key: str, *, until: datetime, mode: Mode) -> None:
        with self._changing_locks(key):
            lock = self._lock(key).retained(until=until, mode=mode, now=datetime.now(UTC))
            self._write_lock(key, lock)

    def retention(self, key: str) -> Retention | None:
        self._require(key)
        return self._lock(key).retention

    def hold(self, key: str, *, on: bool) -> None:
        with self._changing_locks(key):
            self._write_lock(key, Lock(self._lock(key).retention, on))

    def versions(self, key: str) -> list[str]:
        return [_VERSION] if self.exists(key) else []

    def delete_version(self, key: str, version: str, *, bypass_governance: bool = False) -> None:
        path = self._path(key)
        if version != _VERSION or not self.exists(key):
            return
        with self._changing_locks(key):
            self._lock(key).require_deletable(key, bypass_governance=bypass_governance, now=datetime.now(UTC))
            # The lock goes first: left behind by a kill, it would bind the bytes of a later writing.
            self._lock_path(key).unlink(missing_ok=True)
            path.unlink(missing_ok=True)
            _sync_folder(path.parent)

    def purge(self, key: str) -> None:
        self.delete_version(key, _VERSION, bypass_governance=True)

    def list_keys(self, prefix: str) -> list[str]:
        with _disk():
            paths = (path for top in self._root.iterdir() if not top.name.startswith(".") for path in _files(top))
            keys = (path.relative_to(self._root).as_posix() for path in paths)
            return sorted(key for key in keys if key.startswith(prefix))

    def describe(self) -> str:
        return f"thư mục {self._root}"

    def ping(self) -> None:
        """Raises Unreachable unless a file can be made, synced, linked (FAT knows no links) and removed."""
        probe, linked = self._temporary(), self._temporary()
        with _disk():
            try:
                _write_synced(probe, io.BytesIO(b"?"))
                os.link(probe, linked)
            finally:
                probe.unlink(missing_ok=True)
                linked.unlink(missing_ok=True)

    def _put(self, key: str, stream: BinaryIO, sha256: str) -> Stored:
        target = self._path(key)
        require_sha256(sha256)
        reach(PUT_BEFORE)
        partial = self._temporary()
        with _disk():
            try:
                _write_synced(partial, stream)
                _require_on_disk(partial, sha256, of=f"what was written for object {key}")
                reach(PUT_AFTER_BYTES)
                created = self._link(partial, target)
            finally:
                partial.unlink(missing_ok=True)
            if not created:
                _require_on_disk(target, sha256, of=f"object {key}, which is there already")
        reach(PUT_AFTER)
        return Stored(created)

    def _link(self, partial: Path, target: Path) -> bool:
        """Gives the bytes their name unless it is taken. The name is on the disk either way when this returns.

        A name given by another writer is synced too: that writer may die before it does so itself.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(partial, target)
            created = True
        except FileExistsError:
            created = False
        self._sync_names(target.parent)
        return created

    def _sync_names(self, folder: Path) -> None:
        _sync_folder(folder)
        while folder != self._root and folder not in self._named:
            _sync_folder(folder.parent)
            self._named.add(folder)
            folder = folder.parent

    def _temporary(self) -> Path:
        return self._root / _TEMPORARY / uuid.uuid4().hex

    def _path(self, key: str) -> Path:
        return self._root / require_key(key)

    def _require(self, key: str) -> None:
        if not self.exists(key):
            raise NotFound(f"no object {key}")

    def _lock_path(self, key: str) -> Path:
        return self._root / _LOCKS / f"{key}.json"

    def _lock(self, key: str) -> Lock:
        with _disk():
            try:
                noted = self._lock_path(key).read_bytes()
            except FileNotFoundError:
                return UNLOCKED
        return _read_lock(noted, key)

    def _write_lock(self, key: str, lock: Lock) -> None:
        partial, target = self._temporary(), self._lock_path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_synced(partial, io.BytesIO(_lock_note(lock)))
        partial.replace(target)
        _sync_folder(target.parent)

    @contextmanager
    def _changing_locks(self, key: str) -> Iterator[None]:
        """One at a time, of all processes: a hold must not fall between a deletion's look and its deed."""
        with _disk():
            descriptor = os.open(self._root / _LOCKS, os.O_RDONLY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                self._require(key)
                yield
            finally:
                os.close(descriptor)

    def _sweep_temporary(self) -> None:
        oldest = time.time() - STALE_SECONDS
        for path in (self._root / _TEMPORARY).iterdir():
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except FileNotFoundError:
                continue  # another process sweeps too, or its writer ended


@contextmanager
def _disk() -> Iterator[None]:
    """What the disk refuses (full, unplugged, read-only) may pass: Unreachable."""
    try:
        yield
    except OSError as error:
        raise Unreachable(f"the store's folder: {error.strerror}") from error


def _lock_note(lock: Lock) -> bytes:
    bond = lock.retention
    return _LockNote(retention=(bond.until, bond.mode) if bond else None, held=lock.held).model_dump_json().encode()


def _read_lock(noted: bytes, key: str) -> Lock:
    """Raises IntegrityBroken: a lock that cannot be read is not taken for none."""
    try:
        note = _LockNote.model_validate_json(noted)
    except ValidationError as error:
        raise IntegrityBroken(f"what is noted about the lock of object {key} cannot be read") from error
    return Lock(Retention(*note.retention) if note.retention else None, note.held)


def _files(top: Path) -> Iterator[Path]:
    return (path for path in ([top] if top.is_file() else top.rglob("*")) if path.is_file())


def _write_synced(path: Path, stream: BinaryIO) -> None:
    with path.open("xb") as out:
        while block := stream.read(BLOCK):
            out.write(block)
        out.flush()
        os.fchmod(out.fileno(), os.fstat(out.fileno()).st_mode & 0o444)  # what the umask leaves of it
        os.fsync(out.fileno())


def _require_on_disk(path: Path, sha256: str, *, of: str) -> None:
    """Reads from the disk rather than from memory: synced pages are dropped from the cache first."""
    with path.open("rb") as stream:
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        require_digest(stream, sha256, of=of)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
