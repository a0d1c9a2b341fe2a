"""Treating a drawn page for reading: turned upright, straightened, scaled to the size at which reading is best."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from pipeline.image.deskew import WORTH_DEGREES, skew_degrees, straighten
from pipeline.image.leaders import without_leaders
from pipeline.image.mend import mended, mended_otherwise
from pipeline.image.orientation import turned
from pipeline.image.resolution import READING_DPI
from pipeline.page_image import PageImage
from pipeline.source.document import Pixels

COARSE_DPI = 170
"""Below this a scan is enlarged to READING_DPI: Tesseract loses marks on letters of a few pixels."""
_FINE_DPI = 240
"""Up to this a scan is left as it is: resampling by so little blurs more than it saves."""
FINEST_DRAWN_DPI = 300


def drawing_dpi(scan_dpi: int | None) -> int:
    """At which resolution to draw a page whose scan has ``scan_dpi`` (None: no scan, or unknown).

    A coarse scan is drawn at READING_DPI: what looks like one may be a background with print drawn over it.
    """
    if scan_dpi is None or scan_dpi > FINEST_DRAWN_DPI:
        return FINEST_DRAWN_DPI
    return scan_dpi if scan_dpi >= COARSE_DPI else READING_DPI


def treat(grey: Pixels, dpi: int, *, rotation: int = 0, mending: bool = True) -> PageImage:
    """The page image for a reader; ``rotation`` is by how many clockwise degrees the shown page must be turned.

    ``mending``: whether defects are looked for and mended.
    """
    whole, mends = mended(grey) if mending else (grey, ())
    upright = turned(whole, rotation)
    skew = skew_degrees(upright)
    if abs(skew) < WORTH_DEGREES:
        skew = 0.0
    else:
        upright = straighten(upright, skew)
    if not COARSE_DPI <= dpi <= _FINE_DPI:
        upright, dpi = _scaled(upright, READING_DPI / dpi), READING_DPI
    if mending:
        upright, dotted = without_leaders(upright, dpi)
        mends += ("leaders",) if dotted else ()
    return PageImage(np.ascontiguousarray(upright), dpi, rotation, skew, mends)


def treat_otherwise(image: PageImage, *, confidence: float) -> PageImage | None:
    """The same page with one more treatment for a second reading, if it was read weakly and shows a reason."""
    other = mended_otherwise(image.grey, image.treatments, confidence=confidence)
    if other is None:
        return None
    return replace(image, grey=np.ascontiguousarray(other[0]), treatments=(*image.treatments, other[1]))


def _scaled(grey: Pixels, scale: float) -> Pixels:
    size = max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, size, interpolation=how), np.uint8)
