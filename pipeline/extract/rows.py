"""The printed rows of a paper: every word of one height side by side, whatever lines recognition made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from models.geometry import Box, around
from models.page import Page, Word
from pipeline.vietnamese import fold

_LEVEL = 0.5
"""Of the lower one's height: words that share so much height stand in one row."""
_EDGES = " .,:;…_-–—·•*|()[]\"'“”‘’"


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its letters alone, folded: what labels are compared with."""

    word: Word
    bare: str
    ends_label: bool
    """Whether a colon follows, as after a label."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """Words of one height from left to right. ``page`` is the place of the page in the paper."""

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
    rows: list[list[Word]] = []
    for word in sorted(page.words, key=lambda item: item.box.middle[1]):
        home = next((row for row in reversed(rows[-4:]) if _is_level(word, row)), None)
        if home is None:
            rows.append([word])
        else:
            home.append(word)
    for row in rows:
        row.sort(key=lambda item: item.box.left)
        yield _row(place, tuple(_tokens(row)))


def _row(place: int, tokens: tuple[Token, ...]) -> PrintedRow:
    return PrintedRow(place, tokens, around([token.word.box for token in tokens]))


def _is_level(word: Word, row: Sequence[Word]) -> bool:
    """Compared with the row's last word, the nearest in height so far, and its first."""
    for other in (row[-1], row[0]):
        shared = min(word.box.bottom, other.box.bottom) - max(word.box.top, other.box.top)
        if shared >= _LEVEL * min(word.box.height, other.box.height):
            return True
    return False


def _tokens(row: Sequence[Word]) -> Iterator[Token]:
    for place, word in enumerate(row):
        following = row[place + 1].text if place + 1 < len(row) else ""
        yield Token(word, bare(word.text), word.text.rstrip(" .…_").endswith(":") or following.startswith(":"))
