"""Objects on an S3 server, through the MinIO SDK; nothing here belongs to one vendor.

The SDK has no conditional put, no deletion of one version past GOVERNANCE and no reading of moments in nanoseconds:
these requests go through its inner method (see docs/decisions/004). A bucket may have versions and object lock, or not.
"""

from __future__ import annotations

import base64
import hashlib
import io
import itertools
import mmap
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

import urllib3
from minio import Minio
from minio.error import S3Error
from minio.helpers import DictType, check_bucket_name

from models.errors import IntegrityBroken, NotFound, NotPermitted, Unreachable, UsageError
from storage.crash_points import reach
from storage.objects.digests import require_digest
from storage.objects.keys import require_key, require_sha256
from storage.objects.s3_answers import (
    NO_LOCK_CODES,
    NO_VERSION,
    Version,
    asking,
    legal_hold_xml,
    retention_in,
    retention_xml,
    versions_in,
)
from storage.objects.s3_stranger import S3Stranger
from storage.objects.s3_stream import S3Stream
from storage.objects.settings import S3Settings
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

CONNECT_SECONDS = 5.0
READ_SECONDS = 60.0
MOST_BYTES = 5 * 1024**3
"""What S3 takes in one put. Limits of intake lie far below."""

_DIGEST_HEADER = "x-amz-meta-sha256"


class S3Store(ObjectStore):
    """One bucket. Nothing is asked of the server before the first use; threads may share the store."""

    def __init__(self, settings: S3Settings, bucket: str) -> None:
        self._settings = settings
        self._bucket = bucket
        self._locks: bool | None = None
        try:
            check_bucket_name(bucket, strict=True)
        except ValueError as error:
            raise UsageError(f"no S3 bucket's name: {bucket[:80]!r}") from error
        try:
            self._client = connect(settings)
        except ValueError as error:
            raise UsageError(f"no S3 endpoint: {settings.endpoint!r}") from error

    @property
    def enforces_retention(self) -> bool:
        """Whether the bucket has object lock: asked once."""
        if self._locks is None:
            self._locks = self._has_object_lock()
        return self._locks

    def put_file(self, key: str, path: Path, *, sha256: str, media_type: str) -> Stored:
        with _mapped(path) as body:
            return self._put(key, body, sha256, media_type)

    def put_bytes(self, key: str, data: bytes, *, sha256: str, media_type: str) -> Stored:
        return self._put(key, data, sha256, media_type)

    def open(self, key: str) -> BinaryIO:
        return self._open(key, None)

    def stat(self, key: str) -> ObjectInfo | None:
        require_key(key)
        try:
            with self._asking(key):
                found = self._client.stat_object(self._bucket, key)
        except NotFound:
            self._require_bucket()
            return None
        return ObjectInfo(key, found.size or 0, (found.metadata or {}).get(_DIGEST_HEADER))

    def retain(self, key: str, *, until: datetime, mode: Mode) -> None:
        if until.tzinfo is None:
            raise UsageError("a retention ends at a moment with a time zone")
        self._set(key, "retention", retention_xml(Retention(until, mode)))

    def retention(self, key: str) -> Retention | None:
        require_key(key)
        try:
            with self._asking(key, passing=NO_LOCK_CODES):
                answer = self._request("GET", key, {"retention": ""})
        except S3Error:
            self._require(key)
            return None
        return retention_in(answer.data)

    def hold(self, key: str, *, on: bool) -> None:
        self._set(key, "legal-hold", legal_hold_xml(on=on))

    def versions(self, key: str) -> list[str]:
        return [version.id for version in self._versions(key) if not version.is_deletion]

    def delete_version(self, key: str, version: str, *, bypass_governance: bool = False) -> None:
        headers: DictType = {"x-amz-bypass-governance-retention": "true"} if bypass_governance else {}
        try:
            with self._asking(require_key(key)):
                self._request("DELETE", key, {"versionId": version}, headers=headers)
        except NotFound:
            self._require_bucket()

    def purge(self, key: str) -> None:
        """The marks of earlier deletions go last: had they gone first, an old version would be the newest again."""
        for version in sorted(self._versions(key), key=lambda version: version.is_deletion):
            self.delete_version(key, version.id, bypass_governance=True)
        if self._versions(key):
            raise Unreachable(f"object {key}: versions are left after deletion")

    def list_keys(self, prefix: str) -> list[str]:
        with self._asking(prefix):
            return sorted(item.object_name for item in self._client.list_objects(self._bucket, prefix, recursive=True))

    def describe(self) -> str:
        return f"s3://{self._bucket} tại {'https' if self._settings.secure else 'http'}://{self._settings.endpoint}"

    def ping(self) -> None:
        """Raises Unreachable, NotFound (no such bucket) or NotPermitted (keys refused)."""
        self._require_bucket()

    def stranger(self) -> S3Stranger:
        """For proofs only: the bucket without any rule of ours."""
        return S3Stranger(self._client, self._bucket)

    def _put(self, key: str, body: bytes | mmap.mmap, sha256: str, media_type: str) -> Stored:
        require_key(key)
        require_sha256(sha256)
        found = hashlib.sha256(body).hexdigest()
        if found != sha256:
            raise IntegrityBroken(f"what is to become object {key}: digest {found}")
        reach(PUT_BEFORE)
        # Looked for first: servers that ignore the condition exist, and a repeated put need not send its bytes again.
        created, version = (False, None) if self.exists(key) else self._create(key, body, sha256, media_type)
        reach(PUT_AFTER_BYTES)
        with self._open(key, version) as stream:
            require_digest(stream, sha256, of=f"object {key}, {'just written' if created else 'there already'}")
        reach(PUT_AFTER)
        return Stored(created)

    def _create(self, key: str, body: bytes | mmap.mmap, sha256: str, media_type: str) -> tuple[bool, str | None]:
        """Whether the key was still free, and which version to re-read (None: the only one)."""
        headers: DictType = {"If-None-Match": "*", "Content-Type": media_type, _DIGEST_HEADER: sha256}
        if not isinstance(body, bytes):
            body.seek(0)
        try:
            with self._asking(key, passing=frozenset({"PreconditionFailed"})):
                made = self._request("PUT", key, headers=headers, body=body).headers.get("x-amz-version-id")
        except S3Error:
            return False, None
        if made in {None, NO_VERSION}:
            return True, None
        first = self._first_version(key)
        if first not in {None, made}:
            self._withdraw(key, str(made))
            return False, first
        return True, made

    def _first_version(self, key: str) -> str | None:
        """The oldest since the last deletion: whoever wrote it created the object.

        Servers that heed If-None-Match only in buckets without versions (Ceph 16) let later writers pile up on it.
        """
        standing = list(itertools.takewhile(lambda version: not version.is_deletion, self._versions(key)))
        return standing[-1].id if standing else None

    def _withdraw(self, key: str, version: str) -> None:
        """Takes back a version of ours that came second. One that was locked meanwhile stays: a lock outranks order."""
        with suppress(NotPermitted):
            self.delete_version(key, version)

    def _open(self, key: str, version: str | None) -> BinaryIO:
        with self._asking(require_key(key)):
            answer = self._client.get_object(self._bucket, key, version_id=version)
        return io.BufferedReader(S3Stream(answer, f"object {key}"), 1024 * 1024)

    def _set(self, key: str, what: str, body: bytes) -> None:
        if not self.enforces_retention:
            self._require(key)
            raise UsageError(f"bucket {self._bucket} has no object lock")
        headers: DictType = {
            "Content-MD5": base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
        }
        with self._asking(require_key(key)):
            self._request("PUT", key, {what: ""}, headers=headers, body=body)

    def _versions(self, key: str) -> list[Version]:
        """Every version, newest first (a thousand at most).

        The SDK's own listing puts the marks of deletions behind all versions, and so loses their order.
        """
        query: DictType = {"versions": "", "prefix": require_key(key), "max-keys": "1000"}
        with self._asking(key):
            answer = self._request("GET", None, query)
        return versions_in(answer.data, key)

    def _has_object_lock(self) -> bool:
        try:
            with self._asking("object lock", passing=NO_LOCK_CODES):
                self._request("GET", None, {"object-lock": ""})
        except S3Error:
            return False
        return True

    def _request(
        self,
        method: str,
        key: str | None,
        query: DictType | None = None,
        *,
        headers: DictType | None = None,
        body: bytes | mmap.mmap | None = None,
    ) -> urllib3.BaseHTTPResponse:
        """A signed request that the SDK has no method for."""
        payload = cast("bytes", body)  # a mapped file is hashed, measured and sent the same way
        return self._client._execute(  # noqa: SLF001  # see the module
            method, self._bucket, key, body=payload, headers=headers, query_params=query
        )

    def _require(self, key: str) -> None:
        if not self.exists(key):
            raise NotFound(f"no object {key}")

    def _require_bucket(self) -> None:
        """A bucket that vanished must not pass for objects that were never there."""
        with asking(f"bucket {self._bucket}"):
            if not self._client.bucket_exists(self._bucket):
                raise NotFound(f"no bucket {self._bucket}")

    @contextmanager
    def _asking(self, key: str, *, passing: frozenset[str] = frozenset()) -> Iterator[None]:
        """S3 errors whose code is in ``passing`` are the caller's to read; all others become ours."""
        with asking(f"{key} in bucket {self._bucket}", passing=passing):
            yield


def connect(settings: S3Settings) -> Minio:
    """A client with time limits of ours (the SDK's own are five minutes). Trusts what the system trusts."""
    retries = urllib3.Retry(
        total=2, connect=1, backoff_factor=0.2, status_forcelist=(500, 502, 503, 504), allowed_methods=None,
        raise_on_status=False, redirect=0,
    )  # fmt: skip
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    return Minio(
        settings.endpoint,
        access_key=settings.access_key,
        secret_key=settings.secret_key,
        secure=settings.secure,
        region=settings.region,
        http_client=urllib3.PoolManager(timeout=timeout, retries=retries, maxsize=16),
    )


@contextmanager
def _mapped(path: Path) -> Iterator[bytes | mmap.mmap]:
    """The file's bytes without reading them all into memory. Raises UsageError when they cannot be read or sent."""
    try:
        with path.open("rb") as stream:
            size = path.stat().st_size
            if size > MOST_BYTES:
                raise UsageError(f"a file of {size} bytes is more than S3 takes at once")
            body = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
    except OSError as error:
        raise UsageError(f"the file to store cannot be read: {error.strerror}") from error
    try:
        yield body
    finally:
        if not isinstance(body, bytes):
            body.close()
