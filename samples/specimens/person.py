"""People of the specimens: nobody exists ("Mẫu" in every name), yet what is said of one agrees on every paper.

The personal number fits province, birth year and sex (DOMAIN 4.1); its six last digits begin with 000.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from samples.specimens.days import some_day
from samples.specimens.places import TWO_LEVELS_SINCE, Home, Place, home_in, place_before, place_since

SexName = Literal["Nam", "Nữ"]
Relation = Literal["father", "mother", "spouse", "child"]

_FAMILY = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    "Lý", "Đinh", "Trịnh", "Đoàn", "Lương",
)  # fmt: skip
_MEN = ("Hải", "Sơn", "Hưởng", "Đức", "Cẩn", "Nghĩa", "Tuệ", "Thắng", "Đạt", "Hiếu", "Vỹ", "Quyết", "Dũng", "Quốc Ấn",
        "Hữu Ích", "Gia Bảo", "Minh Khôi")  # fmt: skip
_WOMEN = ("Khuê", "Ngọc", "Thủy", "Hằng", "Mỹ", "Phượng", "Quỳnh", "Tuyết", "Ánh", "Yến", "Diễm My", "Thu Uyên",
          "Bảo Ngọc", "Như Ý")  # fmt: skip
_ETHNICITIES = ("Kinh",) * 12 + ("Tày", "Thái", "Mường", "Khơ-me", "Hoa", "Nùng", "Ê-đê")
_YOUNGEST, _OLDEST = date(1972, 1, 1), date(2001, 12, 31)
_CENTURY_OF_MEN = {19: 0, 20: 2}


@dataclass(frozen=True, slots=True)
class Person:
    """One person; ``before`` and ``since`` are the home's address until June and since July 2025."""

    name: str
    sex: SexName
    born: date
    number: str
    old_number: str
    ethnicity: str
    nationality: str
    birth_place: Place
    home_town: Place
    before: Home
    since: Home

    def home(self, day: date) -> Home:
        """The home as a paper of that day names it."""
        return self.before if day < TWO_LEVELS_SINCE else self.since

    @property
    def title(self) -> str:
        return "Ông" if self.sex == "Nam" else "Bà"


def person(seed: int | str, *, sex: SexName | None = None, born: tuple[date, date] = (_YOUNGEST, _OLDEST)) -> Person:
    """Somebody grown up, the same for the same arguments."""
    draw = random.Random(f"person/{seed}")
    drawn: SexName = "Nam" if draw.random() < 0.5 else "Nữ"
    chosen = sex or drawn
    day = some_day(draw, *born)
    birth_place = place_before(draw)
    home = place_before(draw) if draw.random() < 0.4 else birth_place
    return Person(
        name=f"{draw.choice(_FAMILY)} Mẫu {draw.choice(_MEN if chosen == 'Nam' else _WOMEN)}",
        sex=chosen,
        born=day,
        number=personal_number(birth_place.code, chosen, day.year, draw),
        old_number=f"{birth_place.code}000{draw.randint(0, 999):03d}",
        ethnicity=draw.choice(_ETHNICITIES),
        nationality="Việt Nam",
        birth_place=birth_place,
        home_town=birth_place if draw.random() < 0.5 else place_before(draw),
        before=home_in(home, draw),
        since=home_in(place_since(draw), draw),
    )


def personal_number(province: str, sex: SexName, year: int, draw: random.Random) -> str:
    """Province, century and sex, year, then six digits that begin with 000."""
    century = _CENTURY_OF_MEN[year // 100] + (sex == "Nữ")
    return f"{province}{century}{year % 100:02d}000{draw.randint(0, 999):03d}"


def relative(of: Person, relation: Relation) -> Person:
    """A parent, the spouse or a child of somebody; always the same one."""
    seed = f"{of.number}/{relation}"
    year = of.born.year
    if relation in ("father", "mother"):
        sex: SexName = "Nam" if relation == "father" else "Nữ"
        found = person(seed, sex=sex, born=(date(year - 33, 1, 1), date(year - 22, 12, 31)))
        shares_name = relation == "father"
    elif relation == "spouse":
        sex = "Nữ" if of.sex == "Nam" else "Nam"
        found = person(seed, sex=sex, born=(date(year - 3, 1, 1), date(year + 3, 12, 31)))
        shares_name = False
    else:
        born = (date(max(year + 22, 2004), 1, 1), date(min(max(year + 30, 2019), 2024), 12, 31))
        found = person(seed, born=born)
        shares_name = of.sex == "Nam"
    name = f"{of.name.split()[0]} {found.name.split(' ', 1)[1]}" if shares_name else found.name
    return replace(found, name=name, ethnicity=of.ethnicity, before=of.before, since=of.since)
