"""Runs of words that stand together on one line, apart from what else the line happens to cross.

Recognition joins what lies at one height: a recipient on the left with a name on the right, a stamp with a title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.page import Line, Page, Word
from pipeline.letterhead import Row

WIDEST_SPACE = 1.6
"""In heights of the line's words: justified text spaces its words less than this, columns stand further apart."""


def runs(page: Page, lines: Iterable[Line]) -> Iterator[Row]:
    """The runs of each line, from left to right."""
    aspect = page.height / page.width
    for line in lines:
        apart = WIDEST_SPACE * _height(line) * aspect
        started: list[Word] = []
        for word in sorted(line.words, key=lambda word: word.box.left):
            if started and gap(started[-1], word) > apart:
                yield Row(tuple(started))
                started = []
            started.append(word)
        if started:
            yield Row(tuple(started))


def gap(before: Word, after: Word) -> float:
    """Empty width between two words, in fractions of the page's width; negative when they overlap."""
    return after.box.left - before.box.right


def _height(line: Line) -> float:
    """The middle height of the line's words: one stray mark counts little."""
    heights = sorted(word.box.height for word in line.words)
    return heights[len(heights) // 2]
