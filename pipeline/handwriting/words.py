"""What a reader made of a pen's strokes, taken out of the lines of print.

Readers take a pen's digits for letters, and run them into the print beside them: ``ngàyAA``, ``2,tháng``, ``Số:fổ``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from models.geometry import Box
from models.page import Filling, FillingPlace, Line, Word, line_of
from pipeline.handwriting.places import LABEL, NOTATION
from pipeline.page_image import PageImage
from pipeline.vietnamese import fold

_INSIDE = 0.5
"""A word with more of its width within the pen's ink is the pen's."""
_FROM_YEAR_OR_NOTATION = re.compile(rf"(?:/(?:19|20)\d\d)?\s*{NOTATION.pattern}.*$")


def without_pen(
    image: PageImage, lines: Sequence[Line], fillings: Iterable[Filling]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of print without what a pen wrote into the letterhead's places; that, a line a filling."""
    penned: list[Line] = []
    for filling in fillings:
        if filling.handwritten:
            lines, own = _without(image, lines, filling)
            line = line_of(own)
            penned += [line] if line is not None else []
    return tuple(lines), tuple(penned)


def _without(image: PageImage, lines: Sequence[Line], filling: Filling) -> tuple[list[Line], list[Word]]:
    ink = image.from_source(filling.box)
    kept: list[Line] = []
    own: list[Word] = []
    for line in lines:
        parts = [_part(image, word, filling.place, ink) for word in line.words]
        taken = [word for _, pen in parts for word in pen]
        own += taken
        rest = line_of([word for print_, _ in parts for word in print_]) if taken else line
        kept += [rest] if rest is not None else []
    return kept, own


def _part(image: PageImage, word: Word, place: FillingPlace, ink: Box) -> tuple[list[Word], list[Word]]:
    """The word's print and its pen: all or nothing of it, or cut where the print ends and begins."""
    box = image.from_source(word.box)
    shared = min(box.right, ink.right) - max(box.left, ink.left)
    if shared <= 0 or not _level(box, ink):
        return [word], []
    before, after = _print_around(place, word.text)
    pen = word.text[before : len(word.text) - after]
    if before == after == 0:
        return ([], [word]) if shared > _INSIDE * box.width else ([word], [])
    if not any(letter.isalnum() for letter in pen):
        return [word], []

    def piece(text: str, left: float, right: float) -> list[Word]:
        there = Box(left, box.top, max(left + 1, right), box.bottom)
        return [word.model_copy(update={"text": text, "box": image.to_source(there).rounded()})] if text else []

    left = ink.left if before else box.left
    right = ink.right if after else box.right
    print_ = piece(word.text[:before], box.left, left) + piece(word.text[len(word.text) - after :], right, box.right)
    return print_, piece(pen, left, right)


def _level(box: Box, ink: Box) -> bool:
    """Whether word and ink stand in one row."""
    middle, other = box.middle[1], ink.middle[1]
    return ink.top <= middle <= ink.bottom or box.top <= other <= box.bottom


def _print_around(place: FillingPlace, text: str) -> tuple[int, int]:
    """How many letters at the word's beginning and end are the print that stands before and after the place."""
    folded = fold(text)
    if len(folded) != len(text):  # spaces within a word: nothing is known of it
        return 0, 0
    before, after = _PRINT[place]
    begin = before(folded)
    return begin, after(text[begin:], folded[begin:])


def _label(folded: str) -> int:
    match = LABEL.match(folded)
    return match.end() if match else 0


def _notation(text: str, _folded: str) -> int:
    match = _FROM_YEAR_OR_NOTATION.search(text)
    return len(text) - match.start() if match else 0


def _begins_with(letters: str) -> Callable[[str], int]:
    return lambda folded: len(letters) if folded.startswith(letters) else 0


def _ends_with(letters: str) -> Callable[[str, str], int]:
    return lambda _text, folded: len(letters) if folded.endswith(letters) else 0


_PRINT: dict[FillingPlace, tuple[Callable[[str], int], Callable[[str, str], int]]] = {
    FillingPlace.NUMBER: (_label, _notation),
    FillingPlace.DAY: (_begins_with("ngay"), _ends_with("thang")),
    FillingPlace.MONTH: (_begins_with("thang"), _ends_with("nam")),
}
