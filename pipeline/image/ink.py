"""The ink of a page, small, as white on black: what deskewing, orientation and blankness are judged by."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.source.document import Pixels

_NEIGHBOURHOOD = 15
_SMOOTHING = 21


def ink_of(grey: Pixels, *, longest: int, contrast: int) -> Pixels:
    """255 where something is darker by ``contrast`` than the paper around it, else 0; at most ``longest`` pixels long.

    The paper is estimated place by place: shadows, grey borders and the middle of photographs count for little.
    """
    scale = longest / max(grey.shape)
    size = max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    around = np.ones((_NEIGHBOURHOOD, _NEIGHBOURHOOD), np.uint8)
    paper = cv2.medianBlur(cv2.dilate(small, around), _SMOOTHING)
    _, ink = cv2.threshold(cv2.subtract(paper, small), contrast, 255, cv2.THRESH_BINARY)
    return np.asarray(ink, np.uint8)
