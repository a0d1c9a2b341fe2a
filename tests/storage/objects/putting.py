"""What the tests of objects write, and a put to be killed in."""

from __future__ import annotations

import hashlib
import os
import random
from pathlib import Path

from storage import crash_points
from storage.objects.keys import original_key
from storage.objects.open import S3Settings, open_store
from storage.objects.store import ObjectStore, Stored

AGENCY = "H01.2"
DATA = b"a scanned page " * 30_000


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def key_of(data: bytes) -> str:
    return original_key(AGENCY, digest(data))


def put(store: ObjectStore, data: bytes, *, key: str | None = None) -> Stored:
    return store.put_bytes(key_of(data) if key is None else key, data, sha256=digest(data), media_type="image/png")


def put_and_die(spec: str, s3: S3Settings | None, root: Path, crash_at: str) -> None:
    """In a process of its own: it ends by SIGKILL at the crash point."""
    os.environ[crash_points.VARIABLE] = crash_at
    put(open_store(spec, s3=s3, root=root), DATA)


def put_forever(root: Path, seed: int) -> None:
    """In a process of its own, until it is killed: objects of differing sizes."""
    store, chance = open_store("", s3=None, root=root), random.Random(seed)
    while True:
        put(store, chance.randbytes(chance.randrange(1, 600_000)))
