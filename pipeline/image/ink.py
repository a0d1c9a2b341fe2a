"""The ink of a page, small, as white on black: what deskewing, orientation and blankness are judged by."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.source.document import Pixels

_COARSER = 3
_NEIGHBOURHOOD = 5
_SMOOTHING = 7


def ink_of(grey: Pixels, *, longest: int, contrast: int) -> Pixels:
    """255 where something is darker by ``contrast`` than the paper around it, else 0; at most ``longest`` pixels long.

    The paper is estimated place by place: shadows, grey borders and the middle of photographs count for little.
    """
    scale = longest / max(grey.shape)
    size = max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale))
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8) if scale < 1 else grey
    paper = cv2.resize(_paper_of(small), (small.shape[1], small.shape[0]), interpolation=cv2.INTER_LINEAR)
    _, ink = cv2.threshold(cv2.subtract(paper, small), contrast, 255, cv2.THRESH_BINARY)
    return np.asarray(ink, np.uint8)


def _paper_of(small: Pixels) -> Pixels:
    """The lightest shades of each neighbourhood, smoothed: a third as fine, for a tenth of the time."""
    size = max(1, small.shape[1] // _COARSER), max(1, small.shape[0] // _COARSER)
    coarse = cv2.resize(cv2.dilate(small, np.ones((_COARSER, _COARSER), np.uint8)), size, interpolation=cv2.INTER_AREA)
    lightest = cv2.dilate(coarse, np.ones((_NEIGHBOURHOOD, _NEIGHBOURHOOD), np.uint8))
    return np.asarray(cv2.medianBlur(lightest, _SMOOTHING), np.uint8)
