"""How far a page's text runs from the horizontal, and turning it back.

Lines of text make the rows' ink rise and fall most sharply when they lie level; the angle at which they do is
searched for on a small copy, coarse to fine. (Better on office scans than minimal rectangles, Hough lines or the usual
packages.)
"""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.source.document import Pixels

WIDEST_DEGREES = 6.0
WORTH_DEGREES = 0.15
"""Below this a turn mends nothing that a reader would notice, and resampling costs a little sharpness."""
_SEARCH_HEIGHT = 1100
_STEPS_DEGREES = (1.0, 0.25, 0.05)
_LEAST_INK = 0.002


def skew_degrees(grey: Pixels) -> float:
    """Clockwise degrees by which text lines run from the horizontal; 0 for pages with too little ink to tell."""
    ink = _ink(grey)
    if float(ink.mean()) < _LEAST_INK * 255:
        return 0.0
    best, width = 0.0, WIDEST_DEGREES
    for step in _STEPS_DEGREES:
        angles = np.arange(best - width, best + width + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(ink, float(angle))))
        width = step
    return best if abs(best) < WIDEST_DEGREES else 0.0


def straighten(grey: Pixels, degrees: float) -> Pixels:
    """The page turned back by ``degrees``, same size, white where nothing was."""
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    flags = cv2.INTER_LINEAR
    return np.asarray(cv2.warpAffine(grey, turn, (width, height), flags=flags, borderValue=(255,)), np.uint8)


def _ink(grey: Pixels) -> Pixels:
    """Ink as white on black, small; large dark areas (scanner borders, photographs) count for little."""
    scale = _SEARCH_HEIGHT / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((15, 15), np.uint8)), 21)
    _, ink = cv2.threshold(cv2.subtract(paper, small), 40, 255, cv2.THRESH_BINARY)
    return np.asarray(ink, np.uint8)


def _sharpness(ink: Pixels, degrees: float) -> float:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_NEAREST)
    rows = cv2.reduce(turned, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F).ravel()
    steps = np.diff(rows)
    return float(np.dot(steps, steps))
