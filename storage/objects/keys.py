"""Keys: agency and digest, never a code, a name or a number. Equal bytes of two agencies are two objects."""

from __future__ import annotations

import re

from models.errors import UsageError

_AGENCY = re.compile(r"[A-Z0-9]+(?:\.[A-Z0-9]+)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
RESULT_SUFFIXES = frozenset({".pdf", ".json"})


def original_key(agency: str, sha256: str) -> str:
    return _key(agency, "originals", sha256, "")


def reading_key(agency: str, sha256: str) -> str:
    return _key(agency, "readings", sha256, ".json.zst")


def result_key(agency: str, sha256: str, *, suffix: str) -> str:
    if suffix not in RESULT_SUFFIXES:
        raise UsageError(f"no suffix of a result: {suffix!r}")
    return _key(agency, "results", sha256, suffix)


def _key(agency: str, folder: str, sha256: str, suffix: str) -> str:
    if len(agency) > 35 or _AGENCY.fullmatch(agency) is None:
        raise UsageError(f"no agency code: {agency!r}")
    if _SHA256.fullmatch(sha256) is None:
        raise UsageError("no SHA-256 digest")
    return f"{agency}/{folder}/{sha256[:2]}/{sha256[2:4]}/{sha256}{suffix}"
