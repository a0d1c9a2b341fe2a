"""Dates as letters write them: ``Quảng Ngãi, ngày 05 tháng 02 năm 2025``. What cannot be read stays open."""

from __future__ import annotations

import re
from datetime import date

from pipeline.vietnamese import fold

_WRITTEN = re.compile(
    r"ng[aà]y\W*(?P<day>\d{1,2})?(?P<rest>.{0,8}?)\W*th[aá]ng\W*(?P<month>\d{1,2})?.{0,6}?n[aă]m\W*(?P<year>(?:19|20)\d{2})"
)
_PLACE_AND_DATE = re.compile(r"^\W*(?:[^\W\d].{0,60}?,\s*)?ngay\b.{0,12}?thang\b.{0,10}?nam\b.{0,3}?\d{4}\W*$")


def parse_written_date(text: str) -> str | None:
    """ISO date, or as much of it as is certain: ``2025-02`` without the day, ``2025`` without the month.

    None when there is no such phrase, or when its day does not exist.
    """
    match = _WRITTEN.search(fold(text))
    if match is None:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    if month is None or not 1 <= int(month) <= 12:
        return year
    if day is None or match["rest"].strip(" .,_|-"):
        return f"{year}-{int(month):02d}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def is_full(value: str) -> bool:
    """Whether day, month and year are all there."""
    return len(value) == len("2025-02-05")


def is_place_and_date(folded: str) -> bool:
    """Whether a row, folded, is nothing but place and date, as in a head or above a signature."""
    return _PLACE_AND_DATE.match(folded) is not None
