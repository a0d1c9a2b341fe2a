"""Receiving a file: one descriptor, from the check of what it is to the last byte digested."""

from __future__ import annotations

import hashlib
import os
import stat
import uuid
from dataclasses import dataclass
from pathlib import Path

from models.errors import InputRefused, NotFound, Unreachable
from models.verdict import Verdict
from pipeline.source.limits import Limits

BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """A synced copy in the spool, named by its digest."""

    sha256: str
    size: int
    path: Path
    name: str


def receive(path: Path, spool: Path, *, limits: Limits) -> Received:
    """Copies ``path`` into the spool while digesting it.

    Raises InputRefused (not_regular_file, empty, too_many_bytes), NotFound, or Unreachable (retryable) for a file that
    grew or changed meanwhile: somebody is still writing it.
    """
    descriptor = _open_regular(path)
    partial = spool / f"receiving-{uuid.uuid4().hex}"
    try:
        before = os.fstat(descriptor)
        if before.st_size > limits.max_bytes:
            raise InputRefused(Verdict.TOO_MANY_BYTES, f"{before.st_size} bytes")
        digest, size = _copy(descriptor, partial, most=limits.max_bytes)
        after = os.fstat(descriptor)
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != after.st_size:
            raise Unreachable("the file is still being written")
        if size == 0:
            raise InputRefused(Verdict.EMPTY)
        kept = spool / digest
        partial.rename(kept)
        sync_folder(spool)
        return Received(digest, size, kept, path.name)
    finally:
        os.close(descriptor)
        partial.unlink(missing_ok=True)


def _open_regular(path: Path) -> int:
    """A descriptor of a regular file; never follows a link, never waits for a pipe's other end."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise NotFound(f"no such file: {path.name}") from error
    except OSError as error:
        if path.is_symlink() or not path.is_file():
            raise InputRefused(Verdict.NOT_REGULAR_FILE) from error
        raise NotFound(f"cannot be opened: {path.name}: {error.strerror}") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise InputRefused(Verdict.NOT_REGULAR_FILE)
    return descriptor


def _copy(descriptor: int, target: Path, *, most: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as out:
        while block := os.read(descriptor, BLOCK):
            digest.update(block)
            size += len(block)
            if size > most:
                raise InputRefused(Verdict.TOO_MANY_BYTES, f"more than {most} bytes")
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), size


def sync_folder(folder: Path) -> None:
    """Makes a rename inside the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
