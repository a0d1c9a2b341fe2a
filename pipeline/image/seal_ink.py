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
_FULL_COLOUR, _DARKEST, _BRIGHT = 110.0, 120.0, 190.0
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
        lighter = _ink_over_paper(patch)
        size = cleared[place].shape[1], cleared[place].shape[0]
        cleared[place] = cv2.add(cleared[place], cv2.resize(lighter, size, interpolation=cv2.INTER_LINEAR))
    return cleared, (NAME,)


def _ink_over_paper(patch: Pixels) -> Pixels:
    """How much lighter each place is without its coloured ink; nothing where print is dark in all colours."""
    brightest, darkest = patch.max(axis=2), patch.min(axis=2)
    coloured = np.clip((brightest.astype(np.float32) - darkest) / _FULL_COLOUR, 0, 1)
    bright = np.clip((brightest.astype(np.float32) - _DARKEST) / (_BRIGHT - _DARKEST), 0, 1)
    rest = (255.0 - brightest) * coloured * bright  # what the ink takes from its own colour too
    lighter = cv2.subtract(brightest, cv2.cvtColor(patch, cv2.COLOR_RGB2GRAY)) + rest
    return np.asarray(np.rint(lighter), np.uint8)


def _slices(pixels: Pixels, box: Box) -> tuple[slice, slice]:
    height, width = pixels.shape[:2]
    rows = slice(round(box.top * height), round(box.bottom * height))
    return rows, slice(round(box.left * width), round(box.right * width))
