"""Dates as codes write them: ddMMyyyy or dd/MM/yyyy, day or month zero or absent where a card does not say."""

from __future__ import annotations

import re
from datetime import date

_WRITTEN = re.compile(r"(?:(?:([0-9]{2})[/-]?)?([0-9]{2})[/-]?)?((?:18|19|20)[0-9]{2})")


def parse_code_date(text: str) -> str | None:
    """ISO date, or ``1960-05``, ``1960`` where no more is said; None for what is no date, or a day that never was."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    day, month, year = (int(part or 0) for part in match.groups())
    if month == 0:
        return f"{year}" if day == 0 else None
    if day == 0:
        return f"{year}-{month:02d}" if month <= 12 else None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
