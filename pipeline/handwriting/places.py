"""Where a printed letterhead leaves room for a pen: between ``Số:`` and ``/QĐ-UBND``, ``ngày`` and ``tháng``,
``tháng`` and ``năm`` (Decree 30/2020/NĐ-CP, Annex I, part II).

Everything here is in pixels of the page image, which is upright and straight.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from models.geometry import Box
from models.page import Line, Page, Word
from pipeline.letterhead import HEAD_SHARE, Head, Row, find_head, names_number
from pipeline.page_image import PageImage
from pipeline.source.document import Pixels
from pipeline.vietnamese import fold

PlaceName = Literal["number", "day", "month"]

CAPITAL = 0.67
"""Height of capitals and digits of Times, in ems."""
_DATE_DEPTH = 0.16
_SLASHES = "/⁄|\\"
NOTATION = re.compile(r"[/⁄|\\]?\s*[A-ZĐÐ][A-Za-zĐđÐ&]{0,11}\s*[-–]")
LABEL = re.compile(r"\W*s[o06ø]\W*")
_ADVANCES = {
    **dict.fromkeys("AĂÂDĐÐGHKNOÔƠQUƯVXY", 0.722), **dict.fromkeys("BCR", 0.667), **dict.fromkeys("EÊLTZ", 0.611),
    **dict.fromkeys("FPS", 0.556), "M": 0.889, "W": 0.944, "J": 0.389, "&": 0.778,
    **dict.fromkeys("-–Ir", 0.333), **dict.fromkeys("/⁄|\\:;.,tijl", 0.278), "m": 0.75,
}  # fmt: skip
"""Advance widths of Times in ems; whatever is not here is half an em wide, as digits are."""
_SMALLEST_PIXELS = 8
_SWOLLEN, _SWOLLEN_LONG = 1.2, 1.12
"""A word's box so much wider than its letters has swallowed something; a long word's width is better known."""


@dataclass(frozen=True, slots=True)
class Place:
    """Between ``left`` and ``right`` print leaves room; ``capital`` is how tall the print's capitals and digits are.

    ``clear``: whether words end where the place begins and ends, so that its edges are seen and not reckoned.
    """

    name: PlaceName
    left: float
    right: float
    baseline: float
    capital: float
    clear: bool

    @property
    def em(self) -> float:
        return self.capital / CAPITAL


def find_places(image: PageImage, lines: Sequence[Line]) -> tuple[Place, ...]:
    """The places of a page's letterhead; none on pages without one."""
    seen = _as_seen(image, lines)
    head = find_head(seen)
    if head is None:
        return ()
    number = next((row for row in head.left if names_number(row) and _within(row, head)), None)
    day = next((row for row in head.right if _names_date(row) and _within(row, head)), None)
    found = [_number_place(image, number) if number else None, *(_date_places(image, day) if day else ())]
    return tuple(place for place in found if place is not None and place.right - place.left > 0.3 * place.em)


def _within(row: Row, head: Head) -> bool:
    return head.top < row.box.middle[1] < head.top + _DATE_DEPTH


def _as_seen(image: PageImage, lines: Sequence[Line]) -> Page:
    """The upper lines with their boxes as fractions of the straight page image."""
    width, height = image.size

    def fractions(box: Box) -> Box:
        pixels = image.from_source(box)
        return Box(pixels.left / width, pixels.top / height, pixels.right / width, pixels.bottom / height)

    kept = []
    for line in lines:
        box = fractions(line.box)
        if box.top < HEAD_SHARE + _DATE_DEPTH:
            words = tuple(word.model_copy(update={"box": fractions(word.box)}) for word in line.words)
            kept.append(line.model_copy(update={"box": box, "words": words}))
    return Page(index=0, width=width, height=height, dpi=image.dpi, lines=tuple(kept))


def _number_place(image: PageImage, row: Row) -> Place | None:
    notation = next((word for word in row.words if NOTATION.search(word.text)), None)
    label = row.words[0]
    if notation is None or LABEL.match(fold(label.text)) is None:
        return None
    match = NOTATION.search(notation.text)
    written = notation.text[match.start() :] if match else notation.text
    box, own = _pixels(image, notation.box), _pixels(image, label.box)
    print_box = Box(box.right - 0.75 * (box.right - box.left) * len(written) / len(notation.text), *box[1:])
    measured = _measured(image.grey, print_box) or _measured(image.grey, own)
    if measured is None:
        return None
    em = measured[0] / CAPITAL
    alone = LABEL.fullmatch(fold(label.text)) is not None and label is not notation
    left, left_seen = own.right, alone and own.right - own.left <= _SWOLLEN * _advance("Số:") * em
    if not left_seen:
        left = _gap_near(image.grey, own.left + _advance("Số:") * em, measured)
    after = "/" + written.lstrip(_SLASHES + " ")
    wide = _advance(after) * em
    right, right_seen = box.left, written == notation.text and written[0] in _SLASHES
    if not right_seen or box.right - box.left > _SWOLLEN_LONG * wide:
        right, right_seen = _slash_near(image.grey, box.right - wide, measured), False
    return Place("number", left, right, measured[1], measured[0], left_seen and right_seen)


def _slash_near(grey: Pixels, reckoned: float, measured: tuple[float, float]) -> float:
    """The left edge of the printed slash that stands near a place: thin, as tall as a capital, and leaning."""
    capital, baseline = measured
    em = capital / CAPITAL
    top, bottom = max(0, round(baseline - 1.3 * capital)), round(baseline + 0.4 * capital)
    first = max(0, round(reckoned - em))
    piece = grey[top:bottom, first : round(reckoned + em)]
    if min(piece.shape) < _SMALLEST_PIXELS:
        return reckoned
    _, ink = cv2.threshold(piece, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = [
        float(first + stats[label, cv2.CC_STAT_LEFT])
        for label in range(1, count)
        if _is_slash(labels == label, em, baseline - top)
    ]
    near = [left for left in found if abs(left - reckoned) < 0.55 * em]
    return min(near, key=lambda left: abs(left - reckoned)) if near else reckoned


def _is_slash(mask: NDArray[np.bool_], em: float, baseline: float) -> bool:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    high, wide = rows[-1] + 1 - rows[0], columns[-1] + 1 - columns[0]
    level = abs(rows[-1] + 1 - baseline) < 0.12 * em
    third = max(1, high // 3)
    above = np.flatnonzero(mask[rows[0] : rows[0] + third].any(axis=0)).mean()
    below = np.flatnonzero(mask[rows[-1] + 1 - third : rows[-1] + 1].any(axis=0)).mean()
    return bool(level and 0.58 * em < high < 0.82 * em and 0.18 * em < wide < 0.42 * em and above - below > 0.1 * em)


def _date_places(image: PageImage, row: Row) -> list[Place]:
    words = row.words
    day_at = _index_of(words, "ngay")
    month_at = _index_of(words, "thang")
    if month_at is None and day_at is not None:
        month_at = _index_of(words, "ang", after=day_at)  # a pen's stroke across the first letters
    year_at = _index_of(words, "nam", after=None if month_at is None else month_at - 1)
    if month_at is None or year_at is None:
        return []
    references = [word for word in words[year_at:] if word.text.strip(".,").isdigit()] or [words[year_at]]
    measured = _measured(image.grey, _pixels(image, references[0].box))
    if measured is None:
        return []
    year = _edges(image, words[year_at], "nam", measured)
    day = _edges(image, words[day_at], "ngay", measured) if day_at is not None and day_at <= month_at else None
    box = _pixels(image, words[month_at].box)
    day_nearer = day is None or box.left - day.right < year.left - box.right  # than the year: it has no room to itself
    month = _edges(image, words[month_at], "thang", measured, swallows_left=day_nearer)
    places = [_between("day", day, month, measured)] if day is not None else []
    return [*places, _between("month", month, year, measured)]


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where the letters of a word begin and end, and whether that is seen or was reckoned."""

    left: float
    right: float
    left_seen: bool
    right_seen: bool


def _between(name: PlaceName, before: _Edges, after: _Edges, measured: tuple[float, float]) -> Place:
    return Place(name, before.right, after.left, measured[1], measured[0], before.right_seen and after.left_seen)


def _edges(
    image: PageImage, word: Word, letters: str, measured: tuple[float, float], *, swallows_left: bool = False
) -> _Edges:
    """The letters' edges within a word whose box, or text too, may have swallowed what a pen wrote beside them.

    ``swallows_left``: on which side that is, where the text does not tell.
    """
    box, folded = _pixels(image, word.box), fold(word.text).strip(".,")
    wide = _advance(letters) * measured[0] / CAPITAL
    before, known, after = folded.partition(letters)
    swollen = not known or box.right - box.left > _SWOLLEN * wide
    if not swollen and not before and not after:
        return _Edges(box.left, box.right, left_seen=True, right_seen=True)
    at_right = bool(before) if known and (before or after) else swallows_left
    if at_right:
        left = _gap_near(image.grey, box.right - wide, measured)
        return _Edges(left, box.right, left_seen=False, right_seen=not after)
    return _Edges(box.left, _gap_near(image.grey, box.left + wide, measured), left_seen=True, right_seen=False)


def _gap_near(grey: Pixels, reckoned: float, measured: tuple[float, float]) -> float:
    """The emptiest column near where an edge is reckoned to be: between two letters there is less ink than in them."""
    capital, baseline = measured
    reach = max(2, round(0.3 * capital))
    top, bottom = max(0, round(baseline - capital)), round(baseline + 0.3 * capital)
    first = max(0, round(reckoned) - reach)
    piece = grey[top:bottom, first : round(reckoned) + reach + 1]
    if min(piece.shape) < 1:
        return reckoned
    paper = float(piece.max())
    ink = (paper - piece.astype(np.float32)).mean(axis=0)
    away = np.abs(np.arange(piece.shape[1]) + first - reckoned) / reach
    return float(first + np.argmin(ink + 0.08 * paper * away))


def _advance(text: str) -> float:
    return sum(_ADVANCES.get(letter, 0.5) for letter in text) - 0.06


def _index_of(words: Sequence[Word], letters: str, *, after: int | None = -1) -> int | None:
    if after is None:
        return None
    return next((i for i, word in enumerate(words) if i > after and letters in fold(word.text)), None)


def _names_date(row: Row) -> bool:
    folded = fold(row.text)
    years = any(word.text[:2] in ("19", "20") for word in row.words)
    return years and "nam" in folded and ("ngay" in folded or "thang" in folded)


def _pixels(image: PageImage, box: Box) -> Box:
    width, height = image.size
    return Box(box.left * width, box.top * height, box.right * width, box.bottom * height)


def _measured(grey: Pixels, box: Box) -> tuple[float, float] | None:
    """Height of the capitals or digits in a box of print, and where they stand; None where nothing is that tall."""
    top, bottom = max(0, int(box.top) - 2), int(box.bottom) + 3
    left, right = max(0, int(box.left) - 1), int(box.right) + 2
    piece = grey[top:bottom, left:right]
    if min(piece.shape) < _SMALLEST_PIXELS:
        return None
    _, ink = cv2.threshold(piece, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    tall = heights >= max(_SMALLEST_PIXELS, 0.6 * heights.max(initial=0))
    if not tall.any():
        return None
    bottoms = (stats[1:, cv2.CC_STAT_TOP] + stats[1:, cv2.CC_STAT_HEIGHT])[tall]
    return float(np.median(heights[tall])), top + float(np.median(bottoms))
