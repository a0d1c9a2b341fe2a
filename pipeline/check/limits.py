"""Lists and limits of the checks: data, not code."""

from __future__ import annotations

import functools
import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_FOLDER = Path(__file__).parent / "data"
_FROZEN = ConfigDict(frozen=True, extra="forbid")


class ParentAges(BaseModel):
    """In full years on the day of the child's birth."""

    model_config = _FROZEN

    youngest: int
    oldest_mother: int
    oldest_father: int


class OldNumber(BaseModel):
    model_config = _FROZEN

    last_day: date


class Limits(BaseModel):
    model_config = _FROZEN

    parents: ParentAges
    old_number: OldNumber


@functools.cache
def limits() -> Limits:
    return Limits.model_validate(tomllib.loads((_FOLDER / "limits.toml").read_text("utf-8")))


@functools.cache
def provinces() -> dict[str, str]:
    """Names by the three digits with which personal numbers begin."""
    names: dict[str, str] = tomllib.loads((_FOLDER / "provinces.toml").read_text("utf-8"))["provinces"]
    return names
