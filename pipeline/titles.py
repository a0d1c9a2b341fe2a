"""Which title of the catalogue a page bears: a kind's name in capitals, on lines of its own, where titles stand.

A title's words within running text, in a list or in the title of something else ("ĐƠN ĐỀ NGHỊ CẤP / GIẤY PHÉP XÂY
DỰNG") are none. Letters may be misread; where several titles fit, the one that explains most of the print wins.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from models.geometry import Box, around
from models.page import Line, Page
from pipeline.catalogue.loading import kinds
from pipeline.letterhead import MOTTO, NATION, Row, find_head, names_number
from pipeline.phrases import runs
from pipeline.vietnamese import alike, fold, holds, is_capitals

LOWEST = 0.45
"""A form's title begins above this height of the page."""
LOWEST_OF_CARD = 0.6
"""A card may have been laid anywhere on the glass."""
LIKE = 0.86
"""Share of letters in common, above which print is taken for a title."""
LIKE_AT_ENDS = 0.6
"""And of its first and last letters, where titles differ: ``... TÌNH TRẠNG HÔN NHÂN`` is not ``... NHÀ Ở``."""
ENDS = 8
MOST_LINES = 5
OFF_CENTRE = 0.17
OFF_NATION = 0.1
GRANTS = "cấp"
"""On degrees, alone on a line between who grants and what is granted."""
SAME_SIZE = 0.35
"""Print of one title differs in height by its marks alone."""
LINE_SPACE = 1.9
"""Between two lines of one title at most, in heights of its print."""
_ENUMERATED = re.compile(r"\W*(?:\d{1,2}|[ivx]{1,4}|[a-h])\s?[.)/]")
_BESIDE_TITLE = re.compile(r"[\s(]*(?:ban\s?(?:sao|chinh)|(?:so|no)\s?[:.].*|(?:mau|form)\b.*)[\s).]*")
_AFTER_TITLE = re.compile(r"(?:[\s(]*ban\s?(?:sao|chinh)[\s).]*|\s*\(.*|\s(?:so|no)\s?[:.].*|[\s.:*]+)$")
_LEADS_ON = re.compile(
    r".*\b(?:cap|lai|doi|ve viec|ve|viec|cho|va|xin|yeu cau|nhan|ban sao|theo|cua|trong|mau|kem|tren|hoac)$"
)
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Title:
    """``text``: as read, on one line; ``score``: 0 to 1; ``line``: the page's line on which it begins."""

    kind: str
    text: str
    score: float
    box: Box
    line: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A title as it is looked for: letters alone. ``begins``: only its beginning is known; ``typed``: of a letter."""

    kind: str
    letters: str
    digits: tuple[str, ...]
    begins: bool
    card: bool
    typed: bool


@dataclass(frozen=True, slots=True)
class _Print:
    """A run of capitals; ``alone``: nothing else on its line but what stands beside titles."""

    row: Row
    line: int
    alone: bool


def find_title(page: Page) -> Title | None:
    """The title that this page bears, None where it bears none. The page as it stands upright."""
    best: tuple[float, Title] | None = None
    letter, prints = _is_letter(page), _prints(page)
    for start in prints:
        if not _begins_title(start, page):
            continue
        block = _block(start, prints)
        for count in range(1, len(block) + 1):
            for weight, title in _fitting(block[:count], page, letter=letter):
                if best is None or weight > best[0]:
                    best = (weight, _whole(title, block))
    return best[1] if best else None


def _whole(title: Title, block: Sequence[_Print]) -> Title:
    """Of a title of which the catalogue knows the beginning alone, what goes on below it in print of its size."""
    if not any(wanted.begins and wanted.kind == title.kind for wanted in _wanted()):
        return title
    first = _height(block[0].row)
    rows = [block[0].row]
    for item in block[1:]:
        if abs(_height(item.row) - first) > SAME_SIZE * first or not item.alone:
            break
        rows.append(item.row)
    box = around([row.box for row in rows])
    return Title(title.kind, " ".join(row.text for row in rows), title.score, box.rounded(), title.line)


def _height(row: Row) -> float:
    """Of its words' boxes, the middle: a line that runs askew has a box higher than its print."""
    heights = sorted(word.box.height for word in row.words)
    return heights[len(heights) // 2]


@functools.cache
def _wanted() -> tuple[_Wanted, ...]:
    found = []
    for kind in kinds().values():
        titles = [(text, False, False) for text in kind.titles]
        titles += [(text, True, False) for text in kind.title_begins]
        titles += [(text, False, True) for text in kind.types.values()]
        for text, begins, typed in titles:
            digits = tuple(_DIGITS.findall(text))
            found.append(_Wanted(kind.code, _letters(text), digits, begins, kind.layout == "card", typed))
    return tuple(found)


def _is_letter(page: Page) -> bool:
    """Whether it bears the letterhead of Decree 30/2020: an agency or a number on the left of the nation's name."""
    head = find_head(page)
    return head is not None and any(names_number(row) or is_capitals(row.text) for row in head.left)


def _prints(page: Page) -> list[_Print]:
    """Runs of capitals in the upper part, and lines that are capitals throughout though their words stand wide."""
    found = []
    for index, line in enumerate(page.lines):
        if line.box.top > LOWEST_OF_CARD:
            continue
        rows = list(runs(page, [line]))
        found += [_Print(row, index, _is_alone(row, rows)) for row in rows if _is_print(row.text)]
        if len(rows) > 1 and _is_print(line.text):
            found.append(_Print(Row(line.words), index, alone=True))
    return sorted(found, key=lambda item: item.row.box.top)


def _is_print(text: str) -> bool:
    return is_capitals(text) and len(_letters(text)) >= 2 and not _ENUMERATED.match(fold(text))


def _is_alone(title: Row, rows: Sequence[Row]) -> bool:
    return all(_may_stand_beside(other, title) for other in rows if other != title)


def _may_stand_beside(other: Row, title: Row) -> bool:
    """A number's label, ``(BẢN SAO)``, which form it is; the column of the agency on the left."""
    if names_number(other) or _BESIDE_TITLE.fullmatch(fold(other.text)) or len(_letters(other.text)) < 3:
        return True
    return other.box.right < title.box.left and is_capitals(other.text)


def _block(start: _Print, prints: Sequence[_Print]) -> list[_Print]:
    """The run and the runs of capitals that follow it closely, each under the one before."""
    block = [start]
    while len(block) < MOST_LINES:
        below = next((item for item in prints if item not in block and _follows(block[-1].row, item.row)), None)
        if below is None:
            break
        block.append(below)
    return block


def _follows(above: Row, below: Row) -> bool:
    one, other = above.box, below.box
    height = max(one.height, other.height)
    overlap = min(one.right, other.right) - max(one.left, other.left)
    near = 0.3 * height < other.middle[1] - one.middle[1] < (LINE_SPACE + 1) * height
    return near and overlap > 0.5 * min(one.width, other.width)


def _begins_title(start: _Print, page: Page) -> bool:
    """Whether the line above does not lead on to this one, as within the title of something else."""
    for row in runs(page, _above(start, page.lines)):
        if not _follows(row, start.row) or holds(row.text, NATION) or holds(row.text, MOTTO):
            continue
        if _LEADS_ON.match(fold(row.text)) and row.text != GRANTS:
            return False
        if is_capitals(row.text) and _is_begun(_variants(row.text)):
            return False
    return True


def _is_begun(variants: frozenset[str]) -> bool:
    return any(_likeness(variants, wanted) >= LIKE for wanted in _wanted() if wanted.begins)


def _above(start: _Print, lines: Sequence[Line]) -> list[Line]:
    top = start.row.box.top
    return [line for line in lines if line.box.top < top and line.box.bottom > top - 0.06]


def _fitting(rows: Sequence[_Print], page: Page, *, letter: bool) -> Iterator[tuple[float, Title]]:
    """The titles that these lines together may be, each with how much of the print it explains."""
    text = " ".join(item.row.text for item in rows)
    variants = _variants(text)
    box = around([item.row.box for item in rows])
    alone = all(item.alone for item in rows)
    centred = _is_centred(box, page)
    for wanted in _wanted():
        if wanted.typed and not letter:
            continue
        lowest = LOWEST_OF_CARD if wanted.card else LOWEST
        if box.top > lowest or not (wanted.card or (alone and (centred or wanted.typed))):
            continue
        score = _likeness(variants, wanted)
        if score >= LIKE:
            size = len(wanted.letters)
            yield size * (2 * score - 1), Title(wanted.kind, text, score, box.rounded(), rows[0].line)


def _is_centred(box: Box, page: Page) -> bool:
    """About the middle of the page, of one of its halves where it lies across, or under the nation's name."""
    middles = [0.5] if page.height >= page.width else [0.25, 0.5, 0.75]
    middle = box.middle[0]
    if any(abs(middle - place) <= OFF_CENTRE for place in middles):
        return True
    for line in page.lines:
        if line.box.bottom <= box.top + 0.01 and holds(line.text, NATION):
            own = next((row for row in runs(page, [line]) if alike(row.text, NATION) >= 70), None)
            if own is not None and abs(own.box.middle[0] - middle) <= OFF_NATION:
                return True
    return False


def _variants(text: str) -> frozenset[str]:
    """The letters of a text as it is, and without what may stand behind a title."""
    folded = fold(text)
    return frozenset({_LETTERS.sub("", folded), _LETTERS.sub("", _AFTER_TITLE.sub("", folded))})


def _likeness(variants: frozenset[str], wanted: _Wanted) -> float:
    """0 to 1, of the better variant."""
    return max(_share(letters, wanted) for letters in variants)


def _share(letters: str, wanted: _Wanted) -> float:
    whole = wanted.letters
    if wanted.begins:
        letters = letters[: len(whole)]
    if abs(len(letters) - len(whole)) > 0.3 * len(whole):
        return 0.0
    digits = _DIGITS.findall(letters)
    if digits and not wanted.begins and tuple(digits) != wanted.digits:
        return 0.0
    ends = ((letters[:ENDS], whole[:ENDS]), (letters[-ENDS:], whole[-ENDS:]))
    if any(LCSseq.similarity(one, other) < LIKE_AT_ENDS * len(other) for one, other in ends):
        return 0.0
    return 2 * LCSseq.similarity(letters, whole) / (len(letters) + len(whole))


def _letters(text: str) -> str:
    """Without spaces and marks: readers part words, and join them, where the print is wide or narrow."""
    return _LETTERS.sub("", fold(text))
