"""Words into lines: runs of print and of the pen, wrapped at a width, with the dots that are left to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from samples.fonts import Style, Typeface, width_mm
from samples.sheet import PenDigits
from samples.specimens.sheet import BLACK, Colour, Dots, Mark, Print, moved

PEN_HEIGHT = 5.4
_PEN_ADVANCE, _PEN_MARGIN = 0.66, 2.4
_LEAST_DOTS = 8.0
"""A shorter rest of a line than this is left without dots, mm."""
Dotting = Literal["", "after", "under"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a specimen is set; mm and points. ``hang``: further lines begin under the value, not at the margin."""

    face: Typeface
    points: float
    line: float
    left: float
    right: float
    label: Style
    value: Style
    dotted: Dotting
    hang: bool
    colon: str
    hand: int

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Word:
    """A run without spaces; ``glued`` to the one before it, or written with the pen (digits alone)."""

    text: str
    style: Style
    pen: bool = False
    glued: bool = False
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Strip:
    """Marks of one line or block, ``y`` from its top, and the height that it takes."""

    marks: tuple[Mark, ...]
    height: float


def words(text: str, style: Style, *, pen: str = "", colour: Colour = BLACK) -> list[Word]:
    """The words of a text; the first occurrence of ``pen`` in it is handwritten."""
    if not pen:
        return [Word(word, style, colour=colour) for word in text.split()]
    before, _, after = text.partition(pen)
    found = [Word(word, style, colour=colour) for word in before.split()]
    found.append(Word(pen, style, pen=True, glued=bool(before) and not before.endswith(" ")))
    rest = [Word(word, style, colour=colour) for word in after.split()]
    if rest and not after.startswith(" "):
        rest[0] = Word(rest[0].text, style, glued=True, colour=colour)
    return [*found, *rest]


def word_width(word: Word, points: float) -> float:
    if word.pen:
        return _PEN_MARGIN + PEN_HEIGHT * _PEN_ADVANCE * (len(word.text) + 0.3)
    return width_mm(word.text, word.style, points)


def run_width(run: Sequence[Word], points: float) -> float:
    """The width of words on one line, mm."""
    return sum(word_width(word, points) + _space(word, points, first=index == 0) for index, word in enumerate(run))


def wrapped(run: Sequence[Word], points: float, *, first: float, others: float) -> list[list[Word]]:
    """Words in lines, the first ``first`` mm wide and the others ``others``."""
    lines: list[list[Word]] = [[]]
    taken = 0.0
    for word in run:
        wide = word_width(word, points) + _space(word, points, first=not lines[-1])
        if lines[-1] and taken + wide > (first if len(lines) == 1 else others) and not word.glued:
            lines.append([])
            taken, wide = 0.0, word_width(word, points)
        lines[-1].append(word)
        taken += wide
    return lines


def set_line(line: Sequence[Word], x: float, y: float, points: float, *, hand: int = 0) -> list[Mark]:
    """The marks of one line; neighbours of one style are one run of print."""
    marks: list[Mark] = []
    for index, word in enumerate(line):
        x += _space(word, points, first=index == 0)
        if word.pen:
            marks.append(PenDigits(x + 0.6, y + 0.4, word.text, PEN_HEIGHT, hand + index))
            x += word_width(word, points)
            continue
        last = marks[-1] if marks else None
        if index and isinstance(last, Print) and (last.style, last.colour) == (word.style, word.colour):
            start, text = last.x, f"{last.text}{'' if word.glued else ' '}{word.text}"
            marks[-1] = Print(start, y, text, word.style, points, word.colour)
            x = start + width_mm(text, word.style, points)
        else:
            marks.append(Print(x, y, word.text, word.style, points, word.colour))
            x += word_width(word, points)
    return marks


def dots(x: float, y: float, right: float, look: Look) -> list[Mark]:
    """What is left of a line to fill in: printed full stops, or a fine dotted line."""
    room = right - x
    if not look.dotted or room < _LEAST_DOTS:
        return []
    if look.dotted == "under":
        return [Dots(x + 1.0, y + 0.9, room - 1.0)]
    count = int((room - 2.0) / width_mm(".", "regular", look.points))
    return [Print(x + 1.6, y, "." * count, "regular", look.points)]


def centred(text: str, centre: float, y: float, points: float, style: Style = "regular") -> Print:
    return Print(centre - width_mm(text, style, points) / 2, y, text, style, points)


def fitted(text: str, style: Style, points: float, limit: float) -> float:
    """The type size at which a text is no wider than ``limit`` mm."""
    return min(points, points * limit / max(width_mm(text, style, points), 0.1))


def shifted(strip: Strip, y: float) -> list[Mark]:
    return [moved(mark, 0.0, y) for mark in strip.marks]


def _space(word: Word, points: float, *, first: bool) -> float:
    return 0.0 if first or word.glued else width_mm(" ", word.style, points)
