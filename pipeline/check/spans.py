"""Dates that may be partial, as the days they may mean: what cannot be told from them contradicts nothing."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

_ISO = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Span:
    """One day, or all days of a month or a year where no more is said."""

    first: date
    last: date


def span_of(value: str | None) -> Span | None:
    """``2025-02-05``, ``2025-02`` or ``2025``; None for what is no date, and for a day that never was."""
    match = _ISO.fullmatch(value or "")
    if match is None:
        return None
    year, month, day = (match[part] for part in ("year", "month", "day"))
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if day is not None:
        return Span(first, first)
    last_month = first.month if month is not None else 12
    return Span(first, date(first.year, last_month, monthrange(first.year, last_month)[1]))


def months_later(day: date, months: int) -> date:
    """The same day of a later month (an earlier for less than none), or its last where it has no such day.

    So the Civil Code of 2015 counts months, Article 148.3.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if year > MAXYEAR else date.min
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def same_date(one: str, other: str) -> bool:
    """Whether two dates, of which either may be partial, agree in what both say."""
    return all(left == right for left, right in zip(one.split("-"), other.split("-"), strict=False))
