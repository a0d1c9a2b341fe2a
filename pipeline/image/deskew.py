"""How far a page's text runs from the horizontal, and turning it back.

Lines of text make the rows' ink rise and fall most sharply when they lie level; the angle at which they do is
searched for on a small copy, coarse to fine. (Better on office scans than minimal rectangles, Hough lines or the usual
packages.)
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np

from pipeline.image.ink import ink_of
from pipeline.source.document import Pixels

WIDEST_DEGREES = 6.0
WORTH_DEGREES = 0.15
"""Below this a turn mends nothing that a reader would notice, and resampling costs a little sharpness."""
_LONGEST = 1100
_STEPS_DEGREES = (1.0, 0.25, 0.05)
_LEAST_INK = 0.002
_CONTRAST = 40


def skew_degrees(grey: Pixels) -> float:
    """Clockwise degrees by which text lines run from the horizontal; 0 for pages with too little ink to tell."""
    ink = ink_of(grey, longest=_LONGEST, contrast=_CONTRAST)
    if float(ink.mean()) < _LEAST_INK * 255:
        return 0.0
    best = _sharpest(ink[::2, ::2], 0.0, WIDEST_DEGREES, _STEPS_DEGREES[0])  # half as fine, for a quarter of the time
    for width, step in pairwise(_STEPS_DEGREES):
        best = _sharpest(ink, best, width, step)
    return round(best, 2) if abs(best) < WIDEST_DEGREES else 0.0


def _sharpest(ink: Pixels, middle: float, width: float, step: float) -> float:
    """Of the angles ``width`` degrees around ``middle`` that at which the rows' ink rises and falls most sharply."""
    angles = np.arange(middle - width, middle + width + step / 2, step)
    return max(map(float, angles), key=lambda angle: _sharpness(ink, angle))


def straighten(pixels: Pixels, degrees: float) -> Pixels:
    """The page (grey or in colour) turned back by ``degrees``, same size, white where nothing was."""
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    flags = cv2.INTER_LINEAR
    return np.asarray(cv2.warpAffine(pixels, turn, (width, height), flags=flags, borderValue=(255, 255, 255)), np.uint8)


def _sharpness(ink: Pixels, degrees: float) -> float:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_NEAREST)
    rows = cv2.reduce(turned, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F).ravel()
    steps = np.diff(rows)
    return float(np.dot(steps, steps))
