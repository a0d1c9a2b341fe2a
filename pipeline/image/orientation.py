"""Turning a page by quarters, as its letters stand."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.source.document import Pixels

QUARTERS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def turned(pixels: Pixels, degrees: int) -> Pixels:
    """The page turned clockwise by 0, 90, 180 or 270 degrees; nothing is resampled."""
    return np.asarray(cv2.rotate(pixels, QUARTERS[degrees]), np.uint8) if degrees else pixels
