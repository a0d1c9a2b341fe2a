"""The printed rows of a paper: every word of one height side by side, whatever lines recognition made of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from models.geometry import Box, around
from models.page import Page, Word
from pipeline.vietnamese import fold

_LEVEL = 0.5
"""Of the lower one's height: words that share so much height stand in one row."""
_CROSSING, _HALF = 0.02, 0.25
"""Of a page's words: how many may cross a gutter, and how many stand on each side at least."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its letters alone, folded: what labels are compared with."""

    word: Word
    level: Box
    """The word's box once its row runs level: scans are read as they lie, a little askew."""

    bare: str
    ends_label: bool
    """Whether a colon follows, as after a label."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """Words of one height from left to right. ``page`` is the place of the page in the paper; the box is level."""

    page: int
    tokens: tuple[Token, ...]
    box: Box = field(repr=False)

    def part(self, start: int, end: int | None = None) -> tuple[Word, ...]:
        return tuple(token.word for token in self.tokens[start:end])

    @property
    def text(self) -> str:
        return " ".join(token.word.text for token in self.tokens)


def printed_rows(pages: Sequence[Page]) -> tuple[PrintedRow, ...]:
    """Rows of all pages, downwards, page after page."""
    return tuple(row for place, page in enumerate(pages) for row in _page_rows(place, page))


def within(rows: Iterable[PrintedRow], left: float, right: float) -> tuple[PrintedRow, ...]:
    """The rows as they stand between two vertical lines; rows without a word there are left out."""
    kept = []
    for row in rows:
        tokens = tuple(token for token in row.tokens if left <= token.word.box.middle[0] < right)
        if tokens:
            kept.append(_row(row.page, tokens))
    return tuple(kept)


def bare(text: str) -> str:
    """Letters and digits of a word, folded: ``tên:`` becomes ``ten``."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _page_rows(place: int, page: Page) -> Iterator[PrintedRow]:
    words = [part for word in page.words for part in _parted(word)]
    gutter = _gutter(words) if page.width > page.height else None
    halves = [words]
    if gutter is not None:
        left = [word for word in words if word.box.middle[0] < gutter]
        halves = [left, [word for word in words if word.box.middle[0] >= gutter]]
    fall = _fall(page)
    for half in halves:
        yield from _level_rows(place, [_Levelled(word, _levelled(word.box, fall)) for word in half])


class _Levelled(NamedTuple):
    word: Word
    box: Box


def _fall(page: Page) -> float:
    """How far the print falls across the page's whole width, as share of its height."""
    width, height = (page.width, page.height) if page.rotation in {0, 180} else (page.height, page.width)
    return math.tan(math.radians(page.skew_degrees)) * width / height


def _levelled(box: Box, fall: float) -> Box:
    drop = fall * (box.middle[0] - 0.5)
    return box._replace(top=box.top - drop, bottom=box.bottom - drop)


def _level_rows(place: int, words: Sequence[_Levelled]) -> Iterator[PrintedRow]:
    rows: list[list[_Levelled]] = []
    for word in sorted(words, key=lambda item: item.box.middle[1]):
        home = next((row for row in reversed(rows[-4:]) if _is_level(word, row)), None)
        if home is None:
            rows.append([word])
        else:
            home.append(word)
    for row in rows:
        row.sort(key=lambda item: item.box.left)
        yield _row(place, tuple(_tokens(row)))


def _row(place: int, tokens: tuple[Token, ...]) -> PrintedRow:
    return PrintedRow(place, tokens, around([token.level for token in tokens]))


def _is_level(word: _Levelled, row: Sequence[_Levelled]) -> bool:
    """Compared with the row's last word, the nearest in height so far, and its first."""
    for other in (row[-1], row[0]):
        shared = min(word.box.bottom, other.box.bottom) - max(word.box.top, other.box.top)
        if shared >= _LEVEL * min(word.box.height, other.box.height):
            return True
    return False


def _parted(word: Word) -> Iterator[Word]:
    """``tên:NGUYỄN``, ``sinhVõ`` and ``ngày23`` as the two words that they are, their box shared out by letters."""
    start = 0
    for place in range(1, len(word.text)):
        if _runs_together(word.text, place, start):
            yield _part(word, start, place)
            start = place
    yield _part(word, start, len(word.text)) if start else word


def _runs_together(text: str, place: int, start: int) -> bool:
    """Whether another word begins here: behind a label's colon; a capital, or a number, behind small letters."""
    before, letter, after = text[place - 1], text[place], text[place + 1 : place + 2]
    if before == ":":
        return place - start > 2 and letter.isalnum() and not text[place - 2].isdigit()
    if text[start:place].count("/") == 2 and before.isdigit():
        return letter.isalpha()  # a date
    if place - start < 3 or not text[place - 3 : place].islower() or not text[place - 3 : place].isalpha():
        return False
    return (letter.isupper() and after.islower()) or (letter.isdigit() and after.isdigit())


def _part(word: Word, start: int, end: int) -> Word:
    step = word.box.width / len(word.text)
    box = word.box._replace(left=word.box.left + start * step, right=word.box.left + end * step)
    return word.model_copy(update={"text": word.text[start:end], "box": box})


def _gutter(words: Sequence[Word]) -> float | None:
    """Where a page that lies across parts into two halves which each say their own; None where it does not."""
    for place in (0.5, 0.49, 0.51, 0.48, 0.52, 0.47, 0.53, 0.46, 0.54):
        crossing = sum(word.box.left < place < word.box.right for word in words)
        left = sum(word.box.right <= place for word in words)
        if crossing <= _CROSSING * len(words) and _HALF * len(words) <= left <= (1 - _HALF) * len(words):
            return place
    return None


def _tokens(row: Sequence[_Levelled]) -> Iterator[Token]:
    for place, (word, level) in enumerate(row):
        following = row[place + 1].word.text if place + 1 < len(row) else ""
        ends = word.text.rstrip(" .…_").endswith(":") or following.startswith(":")
        yield Token(word, level, bare(word.text), ends)
