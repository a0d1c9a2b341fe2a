"""Lines cut into pieces that stand together, in millimetres: to a reader an overlay and the head are one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.geometry import Box, around
from models.page import Line, Word
from pipeline.vietnamese import fold

_WIDEST_SPACE = 1.4
"""In heights of the words before and after: justified text spaces its words less."""
_WRITTEN_DATE = re.compile(r"\bngay\b.*\bthang\b|\bthang\b.*\bnam\b")
_NUMBER = re.compile(r"\W*s[o06ø]\s*[:;.]|.{0,12}/[a-z]{2,5}-[a-z]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring words of one line; sides in millimetres from the page's upper left corner."""

    words: tuple[Word, ...]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def box(self) -> Box:
        return around([word.box for word in self.words])


def pieces(lines: Iterable[Line], *, width_mm: float, height_mm: float) -> Iterator[Piece]:
    """The pieces of each line, from left to right."""
    for line in lines:
        taken: list[Word] = []
        for word in sorted(line.words, key=lambda item: item.box.left):
            if taken and _space(taken[-1], word, width_mm) > _WIDEST_SPACE * _height(taken[-1], word, height_mm):
                yield _piece(taken, width_mm, height_mm)
                taken = []
            taken.append(word)
        if taken:
            yield _piece(taken, width_mm, height_mm)


def print_height(found: Sequence[Piece]) -> float:
    """The middle height of pieces, each counted by its letters: how tall most of the page's print is. 0 without any."""
    heights = sorted((piece.height, len(piece.text)) for piece in found)
    half = sum(letters for _, letters in heights) / 2
    for height, letters in heights:
        half -= letters
        if half <= 0:
            return height
    return 0.0


def tells_number_or_date(line: Line) -> bool:
    """Whether a line is that of the paper's number or of its place and date.

    What a pen wrote there comes out as rubbish, and that is the evidence that a person must look: it stays.
    """
    folded = fold(line.text)
    return _WRITTEN_DATE.search(folded) is not None or _NUMBER.match(folded) is not None


def _space(before: Word, after: Word, width_mm: float) -> float:
    return (after.box.left - before.box.right) * width_mm


def _height(before: Word, after: Word, height_mm: float) -> float:
    return max(before.box.height, after.box.height) * height_mm


def _piece(words: list[Word], width_mm: float, height_mm: float) -> Piece:
    box = around([word.box for word in words])
    return Piece(tuple(words), box.left * width_mm, box.top * height_mm, box.right * width_mm, box.bottom * height_mm)
