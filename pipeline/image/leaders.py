"""Dotted lines that forms print for values to be filled in: readers make letters of them and lose the words beside.

They are taken out of the image that is read: rows of small flat marks on one height, close together, eight at least.
Points within text stand alone or in threes, marks of letters not at one height.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.source.document import Pixels

LEAST_DOTS = 8
_HIGHEST_MM, _WIDEST_MM = 1.0, 2.2
"""Of one mark: a point, or some that blur has joined."""
_APART_MM = 1.9
_LEVEL_MM = 0.3
_LEAST_MM = 9.0
"""Of the whole row."""
_UNEVEN, _MOSTLY = 0.3, 0.75
_AROUND_MM = 2.5
_CONTRAST = 24
"""Darker by so much than the middle of what is around it, print is ink."""
_MARGIN = 1

Stats = NDArray[np.int32]


def without_leaders(grey: Pixels, dpi: int) -> tuple[Pixels, bool]:
    """The upright, straight page without dotted lines, and whether it had any; the same object if not."""
    per_mm = dpi / 25.4
    around = 2 * round(_AROUND_MM * per_mm) + 1
    ink = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, _CONTRAST)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    marks = _flat_marks(np.asarray(stats[1:], np.int32), per_mm)
    rows = list(_rows(marks, per_mm))
    if not rows:
        return grey, False
    size = 2 * round(_HIGHEST_MM * per_mm) + 1
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((size, 3), np.uint8))
    cleaned = grey.copy()
    for row in rows:
        for left, top, width, height in row[:, :4].tolist():
            area = np.s_[
                max(0, top - _MARGIN) : top + height + _MARGIN, max(0, left - _MARGIN) : left + width + _MARGIN
            ]
            cleaned[area] = np.maximum(cleaned[area], paper[area])
    return cleaned, True


def _flat_marks(stats: Stats, per_mm: float) -> Stats:
    """Marks no higher than a point."""
    low = stats[:, cv2.CC_STAT_HEIGHT] <= _HIGHEST_MM * per_mm
    narrow = stats[:, cv2.CC_STAT_WIDTH] <= _WIDEST_MM * per_mm
    return stats[low & narrow & (stats[:, cv2.CC_STAT_AREA] >= 2)]


def _rows(marks: Stats, per_mm: float) -> Iterator[Stats]:
    """Marks that follow each other at one height, closely, and are many."""
    if len(marks) < LEAST_DOTS:
        return
    middles = marks[:, cv2.CC_STAT_TOP] + marks[:, cv2.CC_STAT_HEIGHT] / 2
    bins = np.rint(middles / (_LEVEL_MM * per_mm)).astype(np.int64)
    for height in np.unique(bins):
        # Two neighbouring heights together: a row may lie on the edge between them.
        of_height = marks[(bins == height) | (bins == height + 1)]
        if len(of_height) < LEAST_DOTS:
            continue
        ordered = of_height[np.argsort(of_height[:, cv2.CC_STAT_LEFT], kind="stable")]
        lefts = ordered[:, cv2.CC_STAT_LEFT]
        rights = lefts + ordered[:, cv2.CC_STAT_WIDTH]
        breaks = np.flatnonzero(lefts[1:] - rights[:-1] > _APART_MM * per_mm) + 1
        for part in np.split(ordered, breaks):
            if len(part) >= LEAST_DOTS and _is_dotted(part, per_mm):
                yield part


def _is_dotted(part: Stats, per_mm: float) -> bool:
    """Long, and even: the marks of letters come neither at one step nor at one size."""
    lefts = part[:, cv2.CC_STAT_LEFT]
    steps = np.diff(lefts)
    even = np.abs(steps - np.median(steps)) <= _UNEVEN * np.median(steps) + 1
    heights = part[:, cv2.CC_STAT_HEIGHT]
    alike = np.abs(heights - np.median(heights)) <= _UNEVEN * np.median(heights) + 1
    length = lefts[-1] + part[-1, cv2.CC_STAT_WIDTH] - lefts[0]
    return bool(length >= _LEAST_MM * per_mm and even.mean() >= _MOSTLY and alike.mean() >= _MOSTLY)
