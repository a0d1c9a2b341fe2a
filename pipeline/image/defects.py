"""What is wrong with a page image, measured: the gates of treatments, all shut for a clean page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.source.document import Pixels

_LONGEST = 900
_BORDER_DARK = 75
_BORDER_SHARE = 0.006
"""As a solid stripe of half a millimetre along one long edge."""
_SOLID = 0.004
"""Of the longer side, 1.2 mm: thicker than any print that runs over the edge."""
_PAPER = 0.03
_PRINT_CONTRAST = 45
_LEAST_PRINT = 0.002
_SPECK_CONTRAST = 40
_DEEP = 8
_WINDOW, _ALONE, _EMPTY = 7, 4, 7
"""Marked pixels in a square of so many by so many: the dot of an i has more than ``_ALONE``."""
_GAP_DARK = 140
_FAINT, _STRONG = 30, 110
_LETTER_PIXELS = 12
_STROKE = 5
_COARSER = 3


@dataclass(frozen=True, slots=True)
class Defects:
    """``border``: share of the page that is solid dark and touches an edge.
    ``shade``: by how many grey levels the paper differs from place to place.
    ``specks``: share of the paper's pixels that stick out alone.
    ``contrast``: by how many grey levels most print is darker than paper, 0 without print.
    ``show_through``: faint letters for each strong one.
    ``gaps``: share of print that is light though print surrounds it closely.
    """

    border: float
    shade: float
    specks: float
    contrast: float
    show_through: float
    gaps: float


def defects_of(grey: Pixels) -> Defects:
    small = small_copy(grey)
    dark = border_mask(small)
    paper = paper_of(small, dark)
    inner = paper[dark == 0]
    shade = float(np.percentile(inner, 97) - np.percentile(inner, 3)) if inner.size else 0.0
    contrast, show_through = _print(cv2.subtract(paper, small), dark)
    middle = _middle(grey)
    return Defects(float((dark > 0).mean()), shade, _specks(middle), contrast, show_through, _gaps(middle))


def border_mask(small: Pixels) -> Pixels:
    """255 where scanner lids and table tops show: solid dark stripes that touch an edge."""
    size = max(2, round(_SOLID * max(small.shape)))
    dark = np.asarray((small < _BORDER_DARK) * 255, np.uint8)
    framed = cv2.copyMakeBorder(dark, size, size, size, size, cv2.BORDER_REPLICATE)
    solid = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))[size:-size, size:-size]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(solid), connectivity=8)
    touching = np.unique(np.concatenate((labels[0], labels[-1], labels[:, 0], labels[:, -1])))
    kept = np.zeros(count, np.uint8)
    for label in touching:
        if label and stats[label, cv2.CC_STAT_AREA] >= _BORDER_SHARE / 4 * solid.size:
            kept[label] = 255
    return np.asarray(kept[labels], np.uint8)


def paper_of(small: Pixels, dark: Pixels) -> Pixels:
    """The paper's shade at each place: print and dark borders filled from around them."""
    size = max(3, round(_PAPER * max(small.shape))) | 1
    bright = cv2.dilate(np.where(dark > 0, 0, small).astype(np.uint8), np.ones((size, size), np.uint8))
    tiny = max(1, small.shape[1] // _COARSER), max(1, small.shape[0] // _COARSER)
    coarse = cv2.resize(bright, tiny, interpolation=cv2.INTER_AREA)
    around = max(3, size // _COARSER) | 1
    smooth = cv2.blur(cv2.medianBlur(coarse, around), (around, around))
    return np.asarray(cv2.resize(smooth, small.shape[::-1], interpolation=cv2.INTER_LINEAR), np.uint8)


def small_copy(grey: Pixels) -> Pixels:
    if max(grey.shape) >= 2 * _LONGEST:  # halved first, for a third of the time
        halves = max(1, grey.shape[1] // 2), max(1, grey.shape[0] // 2)
        grey = np.asarray(cv2.resize(grey, halves, interpolation=cv2.INTER_AREA), np.uint8)
    scale = min(1.0, _LONGEST / max(grey.shape))
    size = max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def _middle(grey: Pixels) -> Pixels:
    """The middle of the page, where specks and gaps are counted: a fifth of its pixels."""
    height, width = grey.shape
    return np.ascontiguousarray(grey[height // 4 : height * 3 // 4, width * 3 // 10 : width * 7 // 10])


def _gaps(tile: Pixels) -> float:
    """The share of print that is light though print surrounds it closely."""
    if min(tile.shape) < _DEEP:
        return 0.0
    closed = cv2.morphologyEx(tile, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    dark = closed < _GAP_DARK
    return float(((cv2.subtract(tile, closed) > _SPECK_CONTRAST) & dark).sum()) / max(1.0, float(dark.sum()))


def _specks(tile: Pixels) -> float:
    """The share of empty paper where single pixels are darker than it by far, or lighter."""
    if min(tile.shape) < _DEEP:
        return 0.0
    paper = int(np.median(tile[::4, ::4]))
    plain = cv2.inRange(tile, (max(0, paper - _SPECK_CONTRAST),), (min(255, paper + _SPECK_CONTRAST),))
    marked = np.asarray(plain == 0, np.uint8)
    around = cv2.boxFilter(marked, -1, (_WINDOW, _WINDOW), normalize=False)
    empty = cv2.countNonZero(cv2.inRange(around, (0,), (_EMPTY,)))
    alone = cv2.countNonZero(cv2.bitwise_and(marked, cv2.inRange(around, (0,), (_ALONE,))))
    return alone / max(1, empty)


def _print(depth: NDArray[np.integer[Any] | np.floating[Any]], dark: Pixels) -> tuple[float, float]:
    """Contrast of most print, and how many faint letters there are for each strong one."""
    depth = np.where(dark > 0, 0, depth).astype(np.uint8)
    ink = np.asarray((depth > _FAINT) * 255, np.uint8)
    if float((ink > 0).mean()) < _LEAST_PRINT:
        return 0.0, 0.0
    depths = cv2.dilate(depth, np.ones((_STROKE, _STROKE), np.uint8))[ink > 0]  # of a stroke's edges too
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    strong = np.zeros(count, bool)
    strong[np.unique(labels[depth >= _STRONG])] = True
    letters = stats[:, cv2.CC_STAT_AREA] >= _LETTER_PIXELS
    letters[0] = False
    faint = int((letters & ~strong).sum())
    return float(np.percentile(depths, 75)), faint / max(1, int((letters & strong).sum()))
