"""Digests of streams, and copying that checks them."""

from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path
from typing import BinaryIO

from models.errors import IntegrityBroken, Unreachable

BLOCK = 1024 * 1024


def digest_of(stream: BinaryIO) -> str:
    """SHA-256, in hexadecimal, of what is left of the stream."""
    digest = hashlib.sha256()
    while block := stream.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def require_digest(stream: BinaryIO, sha256: str, *, of: str) -> None:
    """Raises IntegrityBroken, naming what was read as ``of``, when the stream holds anything else."""
    found = digest_of(stream)
    if found != sha256:
        raise IntegrityBroken(f"{of}: digest {found}, not {sha256}")


def copy_checked(stream: BinaryIO, target: Path, sha256: str, *, key: str) -> None:
    """Copies to ``target`` under another name first, so that it is whole or absent. Raises IntegrityBroken."""
    partial = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        with partial.open("xb") as out:
            found = _copy(stream, out)
            out.flush()
            os.fsync(out.fileno())
        if found != sha256:
            raise IntegrityBroken(f"object {key}: digest {found}")
        partial.replace(target)
    except OSError as error:
        raise Unreachable(f"object {key} cannot be fetched: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)


def _copy(stream: BinaryIO, out: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := stream.read(BLOCK):
        digest.update(block)
        out.write(block)
    return digest.hexdigest()
