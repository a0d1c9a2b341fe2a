"""An S3 server's answers in our words: which errors mean what, and what the SDK does not read itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException

import urllib3
from minio.error import InvalidResponseError, MinioException, S3Error

from models.errors import NotFound, NotPermitted, SohoaError, Unreachable, UsageError
from storage.objects.store import Retention

NO_LOCK_CODES = frozenset(
    {
        "ObjectLockConfigurationNotFoundError", "NoSuchObjectLockConfiguration", "InvalidRequest", "NotImplemented",
        "MethodNotAllowed",
    }
)  # fmt: skip
"""The bucket has no object lock, or the object none of its own; Ceph's gateway says InvalidRequest for the former.
The last two come from servers that know no object lock at all."""

NO_VERSION = "null"
"""The id of an object's only version where the bucket keeps none."""

_MISSING = frozenset({"NoSuchKey", "NoSuchVersion", "NoSuchBucket", "NoSuchUpload"})
_REFUSED = frozenset(
    {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "AllAccessDisabled", "ObjectLocked"}
)
_PASSING = frozenset(
    {
        "SlowDown", "InternalError", "ServiceUnavailable", "RequestTimeout", "OperationAborted",
        "ConditionalRequestConflict", "XMinioServerNotInitialized",
    }
)  # fmt: skip
_NOT_IMPLEMENTED = 501
"""What a server cannot do it will not do at the next try either."""
_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"
_MODE = re.compile(r"<(?:\w+:)?Mode>\s*(GOVERNANCE|COMPLIANCE)\s*<")
_UNTIL = re.compile(r"<(?:\w+:)?RetainUntilDate>\s*([^<]+?)\s*<")
_ENTRY = re.compile(r"<(Version|DeleteMarker)>(.*?)</\1>", re.DOTALL)
_KEY = re.compile(r"<Key>([^<]*)</Key>")
_VERSION_ID = re.compile(r"<VersionId>([^<]*)</VersionId>")


@dataclass(frozen=True, slots=True)
class Version:
    """One entry of an object's history: bytes, or the mark that it was deleted."""

    id: str
    is_deletion: bool


@contextmanager
def asking(what: str, *, passing: frozenset[str] = frozenset()) -> Iterator[None]:
    """Whatever the SDK or the connection raises leaves as one of the errors of models.errors, naming ``what``.

    S3 errors whose code is in ``passing`` are the caller's to read.
    """
    try:
        yield
    except S3Error as error:
        if error.code in passing:
            raise
        raise from_s3_error(error, what) from error
    except InvalidResponseError as error:
        raise Unreachable(
            f"{what}: the server at the endpoint does not speak S3 (HTTP {error.args[0][:90]})"
        ) from error
    except (MinioException, urllib3.exceptions.HTTPError, HTTPException, OSError) as error:
        raise Unreachable(f"{what}: {_cause(error)}") from error


def from_s3_error(error: S3Error, what: str) -> SohoaError:
    """The error to raise instead. Codes are S3's; messages of servers are not repeated: they may hold keys."""
    message = f"{what}: {error.code}"
    if error.code in _MISSING:
        return NotFound(message)
    if error.code in _REFUSED:
        return NotPermitted(message)
    if error.code in _PASSING or (error.response.status >= 500 and error.response.status != _NOT_IMPLEMENTED):
        return Unreachable(message)
    return NotPermitted(message) if error.response.status == 403 else UsageError(message)


def retention_in(answer: bytes) -> Retention | None:
    """Reads GetObjectRetention's XML; the SDK stumbles over moments given in nanoseconds. Raises Unreachable."""
    text = answer.decode("utf-8", "replace")
    found_mode, found_until = _MODE.search(text), _UNTIL.search(text)
    if found_mode is None or found_until is None:
        return None
    try:
        return Retention(_moment(found_until[1]), "COMPLIANCE" if found_mode[1] == "COMPLIANCE" else "GOVERNANCE")
    except ValueError as error:
        raise Unreachable("the server's answer about retention cannot be read") from error


def retention_xml(retention: Retention) -> bytes:
    """PutObjectRetention's body, to the second, rounded up: an object is never free before its time."""
    until = retention.until.astimezone(UTC)
    seconds = int(until.timestamp()) + (1 if until.microsecond else 0)
    moment = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'<Retention xmlns="{_NAMESPACE}"><Mode>{retention.mode}</Mode>'
        f"<RetainUntilDate>{moment}</RetainUntilDate></Retention>"
    ).encode()


def versions_in(answer: bytes, key: str) -> list[Version]:
    """Reads ListObjectVersions' XML in its order, newest first; other keys that begin alike are left out."""
    found = []
    for kind, entry in _ENTRY.findall(answer.decode("utf-8", "replace")):
        its_key, its_id = _KEY.search(entry), _VERSION_ID.search(entry)
        if its_key is not None and its_key[1] == key:
            found.append(Version(its_id[1] if its_id and its_id[1] else NO_VERSION, kind == "DeleteMarker"))
    return found


def legal_hold_xml(*, on: bool) -> bytes:
    """PutObjectLegalHold's body."""
    status = "ON" if on else "OFF"
    return f'<LegalHold xmlns="{_NAMESPACE}"><Status>{status}</Status></LegalHold>'.encode()


def _cause(error: Exception) -> str:
    """The class at the bottom of what the SDK wrapped: refused, timed out, unknown name, untrusted certificate."""
    found: BaseException = error
    while True:
        within = found.reason if isinstance(found, urllib3.exceptions.MaxRetryError) else next(iter(found.args), None)
        if not isinstance(within, BaseException):
            return type(found).__name__
        found = within


def _moment(text: str) -> datetime:
    """ISO 8601; digits beyond microseconds are cut off, and UTC is meant where no time zone stands."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
