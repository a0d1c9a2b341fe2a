"""From a setting to a store."""

from __future__ import annotations

from pathlib import Path

from models.errors import UsageError
from storage.objects.folder import FolderStore
from storage.objects.settings import S3Settings
from storage.objects.store import ObjectStore

__all__ = ["S3Settings", "open_store"]


def open_store(spec: str, *, s3: S3Settings | None, root: Path) -> ObjectStore:
    """``spec``: empty for a folder at ``root``, ``file:PATH``, or ``s3://BUCKET``. Raises UsageError, Unreachable.

    An S3 server is not spoken to before the first use: ``ping`` does.
    """
    if not spec:
        return FolderStore(root)
    scheme, _, rest = spec.partition(":")
    if scheme == "file" and rest:
        return FolderStore(Path(rest))
    bucket = rest.removeprefix("//").removesuffix("/")
    if scheme == "s3" and bucket and "/" not in bucket:
        if s3 is None:
            raise UsageError("SOHOA_STORE names a bucket but SOHOA_S3_ENDPOINT is empty")
        from storage.objects.s3 import S3Store

        return S3Store(s3, bucket)
    raise UsageError(f"SOHOA_STORE is empty, file:PATH or s3://BUCKET, not {spec!r}")
