"""Digests of streams, and copying that checks them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from models.errors import IntegrityBroken

BLOCK = 1024 * 1024


def digest_of(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := stream.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def require_digest(stream: BinaryIO, sha256: str, *, key: str) -> None:
    """Raises IntegrityBroken when the stream holds anything else."""
    if digest_of(stream) != sha256:
        raise IntegrityBroken(f"object {key} does not hold what its digest says")


def copy_checked(stream: BinaryIO, target: Path, sha256: str, *, key: str) -> None:
    """Copies to ``target`` under another name first, so that it is whole or absent. Raises IntegrityBroken."""
    partial = target.with_name(f"{target.name}.partial-{os.getpid()}")
    digest = hashlib.sha256()
    try:
        with partial.open("wb") as out:
            while block := stream.read(BLOCK):
                digest.update(block)
                out.write(block)
        if digest.hexdigest() != sha256:
            raise IntegrityBroken(f"object {key} does not hold what its digest says")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
