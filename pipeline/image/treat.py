"""Treating a drawn page for reading: turned upright, straightened, scaled to the size at which reading is best."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.image.deskew import WORTH_DEGREES, skew_degrees, straighten
from pipeline.image.orientation import turned
from pipeline.page_image import PageImage
from pipeline.source.document import Pixels

READING_DPI = 225
"""Tesseract reads office scans better and a fifth faster at 225 dpi than at 300 (docs/decisions/005)."""
COARSE_DPI = 150
"""Below this a scan is enlarged to READING_DPI: Tesseract loses marks on letters of a few pixels."""
FINEST_DRAWN_DPI = 300


def drawing_dpi(scan_dpi: int | None) -> int:
    """At which resolution to draw a page whose scan has ``scan_dpi`` (None: no scan, or unknown)."""
    if scan_dpi is None or scan_dpi > FINEST_DRAWN_DPI:
        return FINEST_DRAWN_DPI
    return max(scan_dpi, READING_DPI) if scan_dpi < COARSE_DPI else scan_dpi


def treat(grey: Pixels, dpi: int, *, rotation: int = 0) -> PageImage:
    """The page image for a reader; ``rotation`` is by how many clockwise degrees the shown page must be turned."""
    upright = turned(grey, rotation)
    skew = skew_degrees(upright)
    if abs(skew) < WORTH_DEGREES:
        skew = 0.0
    else:
        upright = straighten(upright, skew)
    if dpi > READING_DPI:
        scale = READING_DPI / dpi
        upright = np.asarray(cv2.resize(upright, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        dpi = READING_DPI
    return PageImage(np.ascontiguousarray(upright), dpi, rotation, skew)
