"""Ink on paper: it darkens what lies under it and does not hide it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.float32]
"""Coverage of ink, 0 (none) to 1 (full), shape (height, width)."""


def stamp_ink(pixels: NDArray[np.uint8], mask: Mask, *, at: tuple[int, int], colour: tuple[int, int, int]) -> None:
    """Multiply the ink into an RGB page in place; ``at`` is the mask's (left, top) in pixels, and may lie outside."""
    left, top = at
    height, width = pixels.shape[:2]
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(width, left + mask.shape[1]), min(height, top + mask.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    cover = mask[y0 - top : y1 - top, x0 - left : x1 - left, None]
    through = 1.0 - cover * (1.0 - np.asarray(colour, np.float32) / 255.0)
    under = pixels[y0:y1, x0:x1].astype(np.float32)
    pixels[y0:y1, x0:x1] = np.rint(under * through).astype(np.uint8)
