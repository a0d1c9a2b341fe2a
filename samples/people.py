"""Who and where: people, a commune and numbers drawn from the seed. Nobody and no place here exists.

Every person bears "Mẫu" (specimen) in the middle of the name; commune and province names are inventions.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Vũ", "Đỗ", "Bùi", "Huỳnh", "Ngô", "Dương")
_GIVEN = ("Hải", "Sơn", "Hưởng", "Đức", "Cẩn", "Khuê", "Nghĩa", "Lữ", "Tuệ", "Thắng", "Đạt", "Hiếu", "Ngọc", "Vỹ")
_COMMUNES = ("Lạc Vân Khê", "Mộc Điền Thượng", "Suối Quế Hạ", "Đồng Sậy Tây", "Phúc Lũng Mây")
_HAMLETS = ("Gò Duối", "Bến Chuối", "Đồi Sim", "Ngõ Trúc", "Xóm Lụa", "Cầu Mít")


@dataclass(frozen=True, slots=True)
class Cast:
    """The people, places, numbers and days of one dossier. ``numbers`` and ``days`` are taken by position."""

    commune: str
    province: str
    hamlet: str
    chair: str
    vice_chair: str
    director: str
    officer: str
    citizen: str
    numbers: tuple[int, ...]
    days: tuple[date, ...]
    plot: int
    sheet: int
    area: int
    hand: int

    @property
    def committee(self) -> tuple[str, str]:
        """The commune's people's committee, in the two lines of a letter's head."""
        return "ỦY BAN NHÂN DÂN", f"XÃ {self.commune.upper()}"

    @property
    def agency(self) -> str:
        """The same in one line."""
        return " ".join(self.committee)


def cast_for(seed: int, dossier: str) -> Cast:
    """The cast of a dossier, the same for the same seed."""
    draw = random.Random(f"{seed}/{dossier}")
    people = [
        f"{family} Mẫu {given}" for family, given in zip(draw.sample(_FAMILY, 5), draw.sample(_GIVEN, 5), strict=True)
    ]
    numbers = (draw.randint(2, 9), *draw.sample(range(12, 480), 5))
    days = sorted(date(2026, draw.randint(1, 10), draw.randint(1, 28)) for _ in range(6))
    return Cast(
        commune=draw.choice(_COMMUNES),
        province="Bạch Mai Giang",
        hamlet=draw.choice(_HAMLETS),
        chair=people[0],
        vice_chair=people[1],
        director=people[2],
        officer=people[3],
        citizen=people[4],
        numbers=numbers,
        days=tuple(days),
        plot=draw.randint(21, 640),
        sheet=draw.randint(2, 38),
        area=draw.randint(96, 420),
        hand=draw.randint(1, 2**31),
    )
