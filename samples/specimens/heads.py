"""Heads of papers: the national name beside the agency, or alone above the title."""

from __future__ import annotations

from dataclasses import dataclass

from samples.fonts import width_mm
from samples.sheet import Rule
from samples.specimens.blocks import Cell, Line, placed_day
from samples.specimens.setting import Look, Strip, centred, fitted, run_width, set_line, words
from samples.specimens.sheet import Mark, Picture

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_LINE = 5.2


@dataclass(frozen=True, slots=True)
class Head:
    """Agency (``parent`` above it in thin capitals) beside the national name; number and day below where given."""

    issuer: tuple[str, ...]
    parent: tuple[str, ...] = ()
    number: Cell | None = None
    place_date: Cell | None = None
    about: tuple[str, ...] = ()
    share: float = 0.42
    points: float = 12.0

    def strips(self, look: Look) -> list[Strip]:
        middle = look.left + look.width * self.share
        left, right = (look.left + middle) / 2, (middle + look.right) / 2
        room = (middle - look.left - 2.0, look.right - middle - 2.0)
        y, marks = 4.2, list[Mark]()
        for line in self.parent:
            marks.append(centred(line, left, y, fitted(line, "regular", self.points, room[0])))
            y += _LINE
        for line in self.issuer:
            marks.append(centred(line, left, y, fitted(line, "bold", self.points, room[0]), "bold"))
            y += _LINE
        marks.append(Rule(left - 11, y - 3.3, 22))
        size = fitted(NATION, "bold", self.points, room[1])
        marks += [centred(NATION, right, 4.2, size, "bold"), centred(MOTTO, right, 4.2 + _LINE, size * 1.06, "bold")]
        half = width_mm(MOTTO, "bold", size * 1.06) / 2
        marks.append(Rule(right - half, 4.2 + _LINE + 1.9, 2 * half))
        y = max(y, 4.2 + 2 * _LINE) + 3.0
        below = y
        if self.number is not None:
            marks += numbered(self.number, left, y, look, room=room[0])
            below = y + 4.0
        for index, line in enumerate(self.about):
            marks.append(centred(line, left, y + 5.4 + 5.0 * index, fitted(line, "regular", 12.0, room[0])))
            below = y + 8.0 + 5.0 * index
        if self.place_date is not None:
            marks += placed_day(self.place_date, right, y, look)
            below = max(below, y + 4.0)
        return [Strip(tuple(marks), below)]


@dataclass(frozen=True, slots=True)
class NationalHead:
    """The national name alone, centred, with a star in a circle where the emblem would stand."""

    star: bool = False
    points: float = 13.0

    def strips(self, look: Look) -> list[Strip]:
        centre, y = (look.left + look.right) / 2, 5.0
        size = fitted(NATION, "bold", self.points, look.width)
        half = width_mm(MOTTO, "bold", size) / 2
        marks: list[Mark] = [centred(NATION, centre, y, size, "bold"), centred(MOTTO, centre, y + 6.0, size, "bold")]
        marks.append(Rule(centre - half, y + 8.0, 2 * half))
        if not self.star:
            return [Strip(tuple(marks), y + 10.0)]
        marks.append(Picture(centre - 8.0, y + 10.5, 16.0, 16.0, "star"))
        return [Strip(tuple(marks), y + 29.0)]


@dataclass(frozen=True, slots=True)
class Aside:
    """One cell at the right or left edge, or in the middle, on a line of its own: where a number may stand."""

    cell: Cell
    at: float = 1.0

    def strips(self, look: Look) -> list[Strip]:
        label, value = self.cell.run(look)
        run = [*label, *value]
        room = look.width - run_width(run, look.points)
        if room < 0:
            return Line((self.cell,)).strips(look)
        start = look.left + room * self.at
        return [Strip(tuple(set_line(run, start, look.line * 0.74, look.points, hand=look.hand + 7)), look.line)]


def numbered(cell: Cell, centre: float, y: float, look: Look, *, room: float) -> list[Mark]:
    """``Số: 12/TLKS-BS`` round a centre, with the number's digits by pen where the cell says so."""
    run = words(f"{cell.label}: {cell.value}", "regular", pen=cell.pen)
    points = min(look.points, look.points * room / max(run_width(run, look.points), 0.1))
    return set_line(run, centre - run_width(run, points) / 2, y, points, hand=look.hand + 6)
