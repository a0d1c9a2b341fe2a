"""Coloured seals taken off the print beneath them, where they stand and nowhere else: red print elsewhere stays.

A red seal is light in the page's red channel and print is dark in it. What colour adds to the grey is taken from the
(perhaps smaller) colour image and added to the grey one, so that print keeps its sharp edges.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from models.geometry import Box
from pipeline.source.document import Pixels

_MARGIN = 0.06
"""Of the seal's size: ink runs a little beyond its ring."""
NAME = "seal_ink"


def without_seal_ink(grey: Pixels, colour: Pixels, seals: Sequence[Box]) -> tuple[Pixels, tuple[str, ...]]:
    """``colour``: the same page in RGB, of any size; ``seals``: boxes as fractions of the page. A copy, if any."""
    if not seals:
        return grey, ()
    cleared = grey.copy()
    for seal in seals:
        wide = Box(
            seal.left - _MARGIN * seal.width, seal.top - _MARGIN * seal.height,
            seal.right + _MARGIN * seal.width, seal.bottom + _MARGIN * seal.height,
        ).clamped()  # fmt: skip
        place, source = _slices(grey, wide), _slices(colour, wide)
        patch = colour[source]
        if min(patch.shape[:2]) == 0 or min(cleared[place].shape) == 0:
            continue
        lighter = np.asarray(cv2.subtract(patch.max(axis=2), cv2.cvtColor(patch, cv2.COLOR_RGB2GRAY)), np.uint8)
        size = cleared[place].shape[1], cleared[place].shape[0]
        cleared[place] = cv2.add(cleared[place], cv2.resize(lighter, size, interpolation=cv2.INTER_LINEAR))
    return cleared, (NAME,)


def _slices(pixels: Pixels, box: Box) -> tuple[slice, slice]:
    height, width = pixels.shape[:2]
    rows = slice(round(box.top * height), round(box.bottom * height))
    return rows, slice(round(box.left * width), round(box.right * width))
