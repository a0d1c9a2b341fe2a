"""Whom a paper is about or belongs to."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict

from models.errors import UsageError

_SCHEMES: dict[str, re.Pattern[str]] = {
    "CCCD": re.compile(r"\d{12}"),
    "CMND": re.compile(r"\d{9}"),
    "MST": re.compile(r"\d{10}(?:-\d{3})?|\d{12}"),
    "HC": re.compile(r"[A-Z]\d{7}"),
    "OTHER": re.compile(r"[^\s:][^\n]{0,63}"),
}
"""Personal number, old identity card, tax or enterprise number, passport, anything else."""


class HolderId(BaseModel):
    """An identifier of a holder: scheme and value. Printing it shows no number, so that logs never hold one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scheme: str
    value: str

    def __repr__(self) -> str:
        return f"HolderId({self.scheme}:…)"

    __str__ = __repr__

    @property
    def text(self) -> str:
        """``SCHEME:VALUE``, for the database and answers only."""
        return f"{self.scheme}:{self.value}"


def parse_holder(text: str) -> HolderId:
    """``SCHEME:VALUE`` as typed, for example ``CCCD:000199000000``. Raises UsageError, without repeating the number."""
    scheme, colon, value = text.strip().partition(":")
    scheme = scheme.upper()
    if not colon or scheme not in _SCHEMES:
        raise UsageError(f"a holder is written SCHEME:VALUE with SCHEME one of {', '.join(_SCHEMES)}")
    if _SCHEMES[scheme].fullmatch(value) is None:
        raise UsageError(f"the holder's {scheme} number does not have the form of one")
    return HolderId(scheme=scheme, value=value)
