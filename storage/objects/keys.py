"""Keys: agency and digest, never a code, a name or a number. Equal bytes of two agencies are two objects.

<agency>/originals/ab/cd/<sha256>
<agency>/readings/ab/cd/<sha256>.json.zst
<agency>/results/ab/cd/<sha256>.pdf or .json
"""

from __future__ import annotations

import re

from models.errors import UsageError

RESULT_SUFFIXES = frozenset({".pdf", ".json"})

_AGENCY = re.compile(r"[A-Z0-9]+(?:\.[A-Z0-9]+)*")  # as models.agency has it: Decision 20/2020/QĐ-TTg
_AGENCY_LONGEST = 35
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_KEY_LONGEST = 512


def original_key(agency: str, sha256: str) -> str:
    """Where the bytes received are kept. Raises UsageError, as all here do, for what is no agency or no digest."""
    return _key(agency, "originals", sha256, "")


def reading_key(agency: str, sha256: str) -> str:
    return _key(agency, "readings", sha256, ".json.zst")


def result_key(agency: str, sha256: str, *, suffix: str) -> str:
    """``suffix``: .pdf for a rendition, .json for the document of a result."""
    if suffix not in RESULT_SUFFIXES:
        raise UsageError(f"no suffix of a result: {suffix!r}")
    return _key(agency, "results", sha256, suffix)


def require_key(key: str) -> str:
    """The key itself. Raises UsageError for what no store takes: no part may start with a dot or leave the folder."""
    if len(key) > _KEY_LONGEST or _KEY.fullmatch(key) is None:
        raise UsageError(f"no object key: {key[:80]!r}")
    return key


def require_sha256(sha256: str) -> str:
    """The digest itself. Raises UsageError for anything but 64 lower-case hexadecimal digits."""
    if _SHA256.fullmatch(sha256) is None:
        raise UsageError(f"no SHA-256 digest: {sha256[:80]!r}")
    return sha256


def _key(agency: str, folder: str, sha256: str, suffix: str) -> str:
    if len(agency) > _AGENCY_LONGEST or _AGENCY.fullmatch(agency) is None:
        raise UsageError(f"no agency code: {agency[:80]!r}")
    require_sha256(sha256)
    return f"{agency}/{folder}/{sha256[:2]}/{sha256[2:4]}/{sha256}{suffix}"
