"""Dotted lines that forms print for values to be filled in: readers make letters of them and lose the words beside.

They are taken out of the image that is read: rows of small flat marks on one height, close together, eight at least.
Points within text stand alone or in threes, marks of letters not at one height.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.source.document import Pixels

_AROUND_MM = 2.5
_UNEVEN = 0.3
_MARGIN = 1

Stats = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Search:
    """What counts as a mark, and as a row of them."""

    least_area: int = 2
    contrast: int = 24
    """Darker by so much than the middle of what is around it, print is ink."""
    highest_mm: float = 1.0
    widest_mm: float = 2.2
    """Of one mark: a point, or some that blur has joined."""
    apart_mm: float = 1.9
    level_mm: float = 0.3
    least_dots: int = 8
    least_mm: float = 9.0
    """Of the whole row."""
    mostly: float = 0.75
    """Of its marks so many are of one size and in one step."""


_FULL = _Search()
_GLANCE = _Search(
    least_area=1,
    contrast=16,
    highest_mm=1.2,
    widest_mm=2.4,
    apart_mm=2.2,
    level_mm=0.4,
    least_dots=7,
    least_mm=8.0,
    mostly=0.5,
)
"""At half the size, in a quarter of the time: what a full search finds shows here as well."""


def without_leaders(grey: Pixels, dpi: int) -> tuple[Pixels, bool]:
    """The upright, straight page without dotted lines, and whether it had any; the same object if not."""
    if min(grey.shape) < 2 or next(_rows(_halved(grey), dpi / 2 / 25.4, _GLANCE), None) is None:
        return grey, False
    per_mm = dpi / 25.4
    rows = list(_rows(grey, per_mm, _FULL))
    if not rows:
        return grey, False
    size = 2 * round(_FULL.highest_mm * per_mm) + 1
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((size, 3), np.uint8))
    cleaned = grey.copy()
    for row in rows:
        for left, top, width, height in row[:, :4].tolist():
            area = np.s_[
                max(0, top - _MARGIN) : top + height + _MARGIN, max(0, left - _MARGIN) : left + width + _MARGIN
            ]
            cleaned[area] = np.maximum(cleaned[area], paper[area])
    return cleaned, True


def _halved(grey: Pixels) -> Pixels:
    """Two by two pixels become one: of an even size, which is scaled five times as fast."""
    height, width = grey.shape[0] // 2, grey.shape[1] // 2
    even = grey[: 2 * height, : 2 * width]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _rows(grey: Pixels, per_mm: float, search: _Search) -> Iterator[Stats]:
    """Marks that follow each other at one height, closely, and are many."""
    marks = _flat_marks(grey, per_mm, search)
    middles = marks[:, cv2.CC_STAT_TOP] + marks[:, cv2.CC_STAT_HEIGHT] / 2
    levels = np.rint(middles / (search.level_mm * per_mm)).astype(np.int64)
    for shift in (0, 1):  # two neighbouring heights together, each with both: a row may lie on the edge between them
        for run in _runs(marks, (levels + shift) // 2, search.apart_mm * per_mm):
            if len(run) < search.least_dots or _length(run) < search.least_mm * per_mm:
                continue
            row = _without_strangers(run)
            if len(row) >= search.least_dots and _length(row) >= search.least_mm * per_mm and _is_even(row, search):
                yield row


def _runs(marks: Stats, levels: NDArray[np.int64], apart: float) -> list[Stats]:
    """Marks of one level from left to right, parted where they stand ``apart``."""
    order = np.lexsort((marks[:, cv2.CC_STAT_LEFT], levels))
    ordered, level = marks[order], levels[order]
    lefts = ordered[:, cv2.CC_STAT_LEFT]
    gaps = lefts[1:] - (lefts[:-1] + ordered[:-1, cv2.CC_STAT_WIDTH])
    ends = np.flatnonzero((np.diff(level) != 0) | (gaps > apart)) + 1
    edges = np.concatenate(([0], ends, [len(ordered)]))
    return [ordered[start:end] for start, end in itertools.pairwise(edges.tolist())]


def _flat_marks(grey: Pixels, per_mm: float, search: _Search) -> Stats:
    """Marks no higher than a point."""
    around = 2 * round(_AROUND_MM * per_mm) + 1
    ink = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, search.contrast)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    marks = np.asarray(stats[1:], np.int32)
    low = marks[:, cv2.CC_STAT_HEIGHT] <= search.highest_mm * per_mm
    narrow = marks[:, cv2.CC_STAT_WIDTH] <= search.widest_mm * per_mm
    return marks[low & narrow & (marks[:, cv2.CC_STAT_AREA] >= search.least_area)]


def _without_strangers(part: Stats) -> Stats:
    """Without marks at the ends that stand out of step: the lower point of a colon, the point of a last letter."""
    steps = np.diff(part[:, cv2.CC_STAT_LEFT])
    in_step = np.flatnonzero(_alike(steps)) if len(steps) else steps
    return part[in_step[0] : in_step[-1] + 2] if len(in_step) else part[:0]


def _length(run: Stats) -> int:
    return int(run[-1, cv2.CC_STAT_LEFT] + run[-1, cv2.CC_STAT_WIDTH] - run[0, cv2.CC_STAT_LEFT])


def _is_even(row: Stats, search: _Search) -> bool:
    """The marks of letters come neither at one step nor at one size."""
    measures = np.diff(row[:, cv2.CC_STAT_LEFT]), row[:, cv2.CC_STAT_HEIGHT]
    return all(_alike(values).mean() >= search.mostly for values in measures)


def _alike(values: NDArray[np.int32]) -> NDArray[np.bool_]:
    middle = np.median(values)
    return np.asarray(np.abs(values - middle) <= _UNEVEN * middle + 1, np.bool_)
