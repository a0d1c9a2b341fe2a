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
    return np.asarray(cv2.blur(cv2.medianBlur(np.asarray(bright, np.uint8), min(size, 255)), (size, size)), np.uint8)


def small_copy(grey: Pixels) -> Pixels:
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
    marked = (np.abs(tile.astype(np.int16) - int(np.median(tile))) > _SPECK_CONTRAST).astype(np.float32)
    around = cv2.boxFilter(marked, -1, (_WINDOW, _WINDOW), normalize=False)
    empty = around <= _EMPTY
    alone = (marked > 0) & (around <= _ALONE)
    return float(alone.sum()) / max(1.0, float(empty.sum()))


def _print(depth: NDArray[np.integer[Any] | np.floating[Any]], dark: Pixels) -> tuple[float, float]:
    """Contrast of most print, and how many faint letters there are for each strong one."""
    depth = np.where(dark > 0, 0, depth).astype(np.uint8)
    ink = np.asarray((depth > _FAINT) * 255, np.uint8)
    if float((ink > 0).mean()) < _LEAST_PRINT:
        return 0.0, 0.0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    deepest = np.zeros(count, np.uint8)
    np.maximum.at(deepest, np.asarray(labels, np.intp).ravel(), depth.ravel())
    letters = np.flatnonzero(stats[:, cv2.CC_STAT_AREA] >= _LETTER_PIXELS)
    depths = deepest[letters[letters > 0]]
    strong = int((depths >= _STRONG).sum())
    if not len(depths):
        return 0.0, 0.0
    return float(np.percentile(depths, 75)), float((depths < _STRONG).sum()) / max(1, strong)
