"""The blocks that forms are made of, as data: titles, lines of labels and values, columns, tables, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from samples.fonts import Style, width_mm
from samples.sheet import Rule, Seal, Signature
from samples.specimens.setting import (
    Look,
    Strip,
    Word,
    centred,
    dots,
    fitted,
    run_width,
    set_line,
    shifted,
    words,
    wrapped,
)
from samples.specimens.sheet import BLACK, Colour, Frame, Mark, Print, Upright

_CELL_GAP = 5.0
_SIGN_SPACE = 33.0


class Block(Protocol):
    """A part of a page, which becomes strips from top to bottom."""

    def strips(self, look: Look) -> list[Strip]: ...


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty space, mm."""

    height: float

    def strips(self, look: Look) -> list[Strip]:
        return [Strip((), self.height)]


@dataclass(frozen=True, slots=True)
class Title:
    """Centred lines, shrunk where the width would not hold them."""

    lines: tuple[str, ...]
    points: float = 15.0
    style: Style = "bold"
    colour: Colour = BLACK
    ruled: bool = False

    def strips(self, look: Look) -> list[Strip]:
        centre, found = (look.left + look.right) / 2, []
        for line in self.lines:
            points = fitted(line, self.style, self.points, look.width)
            text = replace(centred(line, centre, points * 0.36, points, self.style), colour=self.colour)
            found.append(Strip((text,), points * 0.46))
        if self.ruled:
            found.append(Strip((Rule(centre - 18, 0.2, 36),), 2.0))
        return found


@dataclass(frozen=True, slots=True)
class Cell:
    """A label and what stands behind it. ``pen`` is the part of the value which is handwritten; ``tail`` follows."""

    label: str
    value: str = ""
    style: Style | None = None
    pen: str = ""
    tail: str = ""
    colon: bool = True

    def run(self, look: Look) -> tuple[list[Word], list[Word]]:
        label = words(f"{self.label}{look.colon if self.colon and self.label else ''}", look.label)
        value = words(self.value, self.style or look.value, pen=self.pen)
        if self.tail:
            tail = words(self.tail, look.label)
            if self.tail[0] in ",;." and value:
                tail[0] = replace(tail[0], glued=True)
            value += tail
        return label, value


@dataclass(frozen=True, slots=True)
class Line:
    """One cell that may wrap, or several beside each other; those that do not fit beside each other stand below."""

    cells: tuple[Cell, ...]
    indent: float = 0.0

    def strips(self, look: Look) -> list[Strip]:
        if self.indent:
            look = replace(look, left=look.left + self.indent)
        if len(self.cells) == 1:
            return _wrapped_cell(self.cells[0], look)
        widths = [run_width([*label, *value], look.points) for label, value in (cell.run(look) for cell in self.cells)]
        room = look.width - sum(widths)
        if room < _CELL_GAP * (len(widths) - 1):
            return [strip for cell in self.cells for strip in _wrapped_cell(cell, look)]
        marks: list[Mark] = []
        x = look.left
        for index, (cell, width) in enumerate(zip(self.cells, widths, strict=True)):
            share = room / len(widths)
            label, value = cell.run(look)
            marks += set_line([*label, *value], x, _base(look), look.points, hand=look.hand + index)
            end = x + width + share - (2.0 if index + 1 < len(widths) else 0.0)
            marks += dots(x + width, _base(look), end, look)
            x += width + share
        return [Strip(tuple(marks), look.line)]


def cells(*found: Cell, indent: float = 0.0) -> Line:
    return Line(found, indent)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    style: Style = "regular"
    indent: float = 0.0
    points: float = 0.0
    centred: bool = False

    def strips(self, look: Look) -> list[Strip]:
        points = self.points or look.points
        run = words(self.text, self.style)
        lines = wrapped(run, points, first=look.width - self.indent, others=look.width)
        found = []
        for index, line in enumerate(lines):
            start = look.left + (self.indent if index == 0 else 0.0)
            if self.centred:
                start = (look.left + look.right - run_width(line, points)) / 2
            height = look.line * points / look.points
            found.append(Strip(tuple(set_line(line, start, height * 0.72, points)), height))
        return found


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns of blocks beside each other, ``share`` of the width to the left one; kept on one page."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    share: float = 0.5
    framed: bool = False

    def strips(self, look: Look) -> list[Strip]:
        middle = look.left + look.width * self.share
        pad = 2.5
        halves = (
            (self.left, replace(look, left=look.left + (pad if self.framed else 0.0), right=middle - pad)),
            (self.right, replace(look, left=middle + pad, right=look.right - (pad if self.framed else 0.0))),
        )
        marks: list[Mark] = []
        height = 0.0
        for blocks, narrow in halves:
            found, taken = stacked(blocks, narrow)
            marks += found
            height = max(height, taken)
        if self.framed:
            frame = Frame(look.left, -1.0, look.width, height + 2.0)
            marks += [frame, Upright(middle, -1.0, height + 2.0)]
        return [Strip(tuple(marks), height + (2.5 if self.framed else 0.0))]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; ``shares`` of the width, the first row in bold. A row is kept whole."""

    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    points: float = 11.0
    empty_height: float = 0.0

    def strips(self, look: Look) -> list[Strip]:
        found = []
        for number, row in enumerate(self.rows):
            style: Style = "bold" if number == 0 else "regular"
            marks: list[Mark] = []
            x, height = look.left, self.empty_height if number else 0.0
            line = self.points * 0.46
            for share, text in zip(self.shares, row, strict=True):
                room = look.width * share - 3.0
                lines = wrapped(words(text, style), self.points, first=room, others=room)
                for index, each in enumerate(lines):
                    marks += set_line(each, x + 1.5, 1.0 + line * (index + 0.78), self.points)
                height = max(height, line * len(lines) + 2.2)
                x += look.width * share
            x = look.left
            for share in self.shares:
                marks.append(Frame(x, 0.0, look.width * share, height))
                x += look.width * share
            found.append(Strip(tuple(marks), height))
        return [*found, Strip((), 2.0)]


@dataclass(frozen=True, slots=True)
class Signing:
    """The foot of a paper: place and day, office, room for signature and seal, the full name; a note on the left."""

    office: tuple[str, ...]
    signer: str
    agency: str
    place_date: Cell | None = None
    note: tuple[str, ...] = ()
    centre: float = 0.72
    seal_right: float = 0.0

    def strips(self, look: Look) -> list[Strip]:
        middle, y = look.left + look.width * self.centre, look.line * 0.8
        marks: list[Mark] = []
        if self.place_date is not None:
            marks += placed_day(self.place_date, middle, y, look)
            y += look.line
        top = y
        for line in self.office:
            points = fitted(line, "bold", look.points, 2 * min(middle - look.left, look.right - middle))
            style: Style = "italic" if line.startswith("(") else "bold"
            marks.append(centred(line, middle, y, points if style == "bold" else points * 0.85, style))
            y += look.line * 0.9
        marks.append(Signature(middle + 2, y + _SIGN_SPACE / 2 - 4, 40.0, look.hand + 2))
        if self.agency:
            marks.append(Seal(middle - 20 + self.seal_right, y + _SIGN_SPACE / 2 - 4, 14.5, self.agency, look.hand + 3))
        y += _SIGN_SPACE - look.line * 0.4
        marks.append(centred(self.signer, middle, y, look.points, "bold"))
        for index, line in enumerate(self.note):
            style = "bold_italic" if index == 0 else "regular"
            marks.append(Print(look.left, top + 5.0 * index, line, style, look.points * 0.85))
        return [Strip(tuple(marks), max(y, top + 5.0 * len(self.note)) + look.line * 0.6)]


def placed_day(cell: Cell, centre: float, y: float, look: Look) -> list[Mark]:
    """Place and day in italics round a centre, kept inside the margins."""
    run = words(cell.value, "italic", pen=cell.pen)
    width = run_width(run, look.points)
    start = max(look.left, min(centre - width / 2, look.right - width))
    return set_line(run, start, y, look.points, hand=look.hand + 5)


def stacked(blocks: Sequence[Block], look: Look) -> tuple[list[Mark], float]:
    """Blocks below each other on one page: their marks from y 0 on, and the height."""
    marks: list[Mark] = []
    y = 0.0
    for block in blocks:
        for strip in block.strips(look):
            marks += shifted(strip, y)
            y += strip.height
    return marks, y


def _wrapped_cell(cell: Cell, look: Look) -> list[Strip]:
    label, value = cell.run(look)
    run = [*label, *value]
    start = run_width(label, look.points) + width_mm(" ", look.label, look.points) if look.hang else 0.0
    if start > look.width * 0.45:
        start = 0.0
    lines = wrapped(run, look.points, first=look.width, others=look.width - start)
    found = []
    for index, line in enumerate(lines):
        x = look.left + (start if index else 0.0)
        marks = set_line(line, x, _base(look), look.points, hand=look.hand + index)
        if index + 1 == len(lines):
            marks += dots(x + run_width(line, look.points), _base(look), look.right, look)
        found.append(Strip(tuple(marks), look.line))
    return found


def _base(look: Look) -> float:
    """The baseline within a line's height."""
    return look.line * 0.74
