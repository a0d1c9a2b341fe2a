"""The head of an administrative document: two columns that stand side by side (Decree 30/2020/NĐ-CP, Annex I).

Left: the issuing agency, below it the number. Right: the nation's name and motto, below them place and date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.geometry import Box, around
from models.page import Line, Page, Word
from pipeline.vietnamese import alike, fold, holds

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
HEAD_SHARE = 0.45
"""The head lies in this upper share of the page."""

_NUMBER_LABEL = re.compile(r"\W*s[o06ø]\s*(?:[:;.]|[^a-z]*$|\W*\d|.*/)")


@dataclass(frozen=True, slots=True)
class Row:
    """Words of one printed line within one column."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        return around([word.box for word in self.words])

    @property
    def confidence(self) -> float:
        return min(word.confidence for word in self.words)


@dataclass(frozen=True, slots=True)
class Head:
    """``top``: where the nation's name stands; rows of each column from there on, in reading order."""

    top: float
    split: float
    left: tuple[Row, ...]
    right: tuple[Row, ...]


def find_head(page: Page) -> Head | None:
    """The head of a first page, None where there is none."""
    for line in page.lines:
        if line.box.top > HEAD_SHARE or not holds(line.text, NATION):
            continue
        split = _split(line, page.lines)
        if split is None:
            continue
        top = min(word.box.top for word in line.words)
        left, right = columns(page, split, top=top - 0.03, bottom=min(1.0, top + HEAD_SHARE))
        return Head(top, split, left, right)
    return None


def columns(page: Page, split: float, *, top: float, bottom: float) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The page's rows between two heights, parted at ``split``; each column ordered downwards."""
    left: list[Row] = []
    right: list[Row] = []
    for line in page.lines:
        words = [word for word in line.words if top <= word.box.middle[1] <= bottom]
        for column, part in (
            (left, [word for word in words if word.box.middle[0] < split]),
            (right, [word for word in words if word.box.middle[0] >= split]),
        ):
            if part:
                column.append(Row(tuple(part)))
    return _downwards(left), _downwards(right)


def _split(line: Line, lines: Sequence[Line]) -> float | None:
    """Just left of the nation's first word, and of the motto's: either may share its line with the agency's."""
    nation = _begin_of(line, NATION)
    if nation is None:
        return None
    motto = next((other for other in lines if holds(other.text, MOTTO) and other.box.top < line.box.top + 0.08), None)
    begins = [nation, _begin_of(motto, MOTTO) if motto is not None else None]
    return min(word.box.left for word in begins if word is not None) - 0.02


def _begin_of(line: Line, phrase: str) -> Word | None:
    """The word of the line at which the phrase begins, as well as it can be told."""
    length = len(phrase.split())
    scores = [
        (alike(" ".join(word.text for word in line.words[index : index + length]), phrase), -index)
        for index in range(len(line.words))
    ]
    score, index = max(scores)
    return line.words[-index] if score >= 70 else None


def _downwards(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: row.box.middle[1]))


def names_number(row: Row) -> bool:
    """Whether a row begins like the line of the number: ``Số:``, marks and colon perhaps lost; ``SỞ NỘI VỤ`` not."""
    return _NUMBER_LABEL.match(fold(row.text)) is not None
