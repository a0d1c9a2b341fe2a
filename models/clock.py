"""Time: UTC inside, the desk's calendar outside, and a clock that is handed in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

DESK_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Now, aware, in UTC."""
        ...


def system_clock() -> datetime:
    return datetime.now(UTC)


def desk_day(moment: datetime) -> date:
    """The calendar day at the desk; ``moment`` must be aware."""
    if moment.tzinfo is None:
        raise ValueError("a naive time has no day")
    return moment.astimezone(DESK_ZONE).date()


def yymmdd(day: date) -> str:
    return day.strftime("%y%m%d")
