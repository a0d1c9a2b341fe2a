"""Whether a page is blank. A blank page is flagged and kept, never dropped."""

from __future__ import annotations

import cv2

from pipeline.image.ink import ink_of
from pipeline.source.document import Pixels

_EDGE = 0.04
"""Share of each side left out: scanner borders, shadows and punch holes live there."""
_LEAST_INK = 0.0004
"""One printed line of an A4 page is about four times this."""
_LEAST_MARK_PIXELS = 6
_CONTRAST = 45
_DARK, _MOST_DARK = 100, 0.05
"""So much of a sheet as dark as this is no paper: coloured all over, blackened, a photograph."""
_LONGEST = 1200


def is_blank(grey: Pixels) -> bool:
    """Whether nothing is written or stamped on it: too little ink stands out from the paper around it.

    Specks smaller than a letter and shine-through from the back (low contrast) do not count.
    """
    height, width = grey.shape
    inner = grey[round(height * _EDGE) : round(height * (1 - _EDGE)), round(width * _EDGE) : round(width * (1 - _EDGE))]
    if inner.size == 0:
        return True
    if float((inner < _DARK).mean()) > _MOST_DARK:
        return False
    ink = ink_of(inner, longest=_LONGEST, contrast=_CONTRAST)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    areas = stats[1:count, cv2.CC_STAT_AREA]
    return float(areas[areas >= _LEAST_MARK_PIXELS].sum()) < _LEAST_INK * ink.size
