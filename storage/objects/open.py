"""From a setting to a store."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from models.errors import UsageError
from storage.objects.folder import FolderStore
from storage.objects.store import ObjectStore


@dataclass(frozen=True, slots=True)
class S3Settings:
    """How to reach an S3 server; printing it shows no secret."""

    endpoint: str
    access_key: str
    secret_key: str = field(repr=False)
    secure: bool = True
    region: str | None = None


def open_store(spec: str, *, s3: S3Settings | None, root: Path) -> ObjectStore:
    """``spec``: empty for a folder at ``root``, ``file:PATH``, or ``s3://BUCKET``. Raises UsageError."""
    if not spec:
        return FolderStore(root)
    scheme, _, rest = spec.partition(":")
    if scheme == "file" and rest:
        return FolderStore(Path(rest))
    bucket = rest.removeprefix("//").strip("/")
    if scheme == "s3" and bucket and "/" not in bucket:
        if s3 is None:
            raise UsageError("SOHOA_STORE names a bucket but SOHOA_S3_ENDPOINT is empty")
        from storage.objects.s3 import S3Store

        return S3Store(
            s3.endpoint, bucket,
            access_key=s3.access_key, secret_key=s3.secret_key, secure=s3.secure, region=s3.region,
        )  # fmt: skip
    raise UsageError(f"SOHOA_STORE is empty, file:PATH or s3://BUCKET, not {spec!r}")
