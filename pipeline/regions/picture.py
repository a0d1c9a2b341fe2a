"""The page as regions are looked for: small, in colour, with sizes in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from models.geometry import Box
from pipeline.source.document import Pixels

MM_PER_INCH = 25.4
_DPI = 110
_LEAST_RED = 40
"""By how much red must outshine green and blue; the tint of paper and of JPEG stays below 25."""
_LEAST_BLUE = 50
_CONTRAST = 50
_PAPER_MM = 3.0
_FEWEST = 40
_LEAST_FOR_LINEAR = 0.6

Values = NDArray[np.integer[Any] | np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Picture:
    """Masks of equal size, 255 where there is such ink: ``red``, ``blue``, ``ink`` (of any colour).

    ``mm``: millimetres a pixel. ``grey`` is the picture itself; ``tint`` how far its colours are from grey (0 to 255).
    All upright, as the lines' boxes are.
    """

    grey: Pixels
    tint: Pixels
    red: Pixels
    blue: Pixels
    ink: Pixels
    mm: float

    @property
    def coloured(self) -> bool:
        """Whether there is any red or blue ink."""
        return bool(self.red.any() or self.blue.any())

    @property
    def width_mm(self) -> float:
        return float(self.grey.shape[1] * self.mm)

    @property
    def height_mm(self) -> float:
        return float(self.grey.shape[0] * self.mm)

    def pixels(self, mm: float) -> int:
        """A length in pixels, at least one."""
        return max(1, round(mm / self.mm))

    def fraction(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A box in pixels as fractions of the page."""
        height, width = self.grey.shape
        return Box(left / width, top / height, right / width, bottom / height).clamped().rounded()

    def cut(self, mask: Pixels, box: Box) -> Pixels:
        """The part of a mask that a box (fractions) covers; at least one pixel."""
        height, width = mask.shape
        left, top = min(int(box.left * width), width - 1), min(int(box.top * height), height - 1)
        return mask[top : max(top + 1, round(box.bottom * height)), left : max(left + 1, round(box.right * width))]


def has_colour(pixels: Pixels) -> bool:
    """Whether anything on the page (RGB) is red or blue, looked for on every fourth pixel each way."""
    sample = pixels[::4, ::4].astype(np.int16)
    red, green, blue = (sample[:, :, channel] for channel in range(3))
    return bool((np.abs(red - blue) > _LEAST_BLUE).sum() + (np.abs(red - green) > _LEAST_BLUE).sum() > _FEWEST)


def shrunk(pixels: Pixels, dpi: float) -> tuple[Pixels, float]:
    """The page as small as regions need it, and its resolution then."""
    scale = _DPI / dpi
    if scale >= 1:
        return pixels, dpi
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    how = cv2.INTER_AREA if scale < _LEAST_FOR_LINEAR else cv2.INTER_LINEAR  # five times as fast
    small = np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)
    return small, dpi * size[0] / pixels.shape[1]


def picture_of(pixels: Pixels, dpi: float) -> Picture:
    """``pixels``: the upright page, RGB or grey, at ``dpi``."""
    small, dpi = shrunk(pixels, dpi)
    mm = MM_PER_INCH / dpi
    if small.ndim == 2:
        nothing = np.zeros_like(small)
        return Picture(small, nothing, nothing, nothing, _ink(small, mm), mm)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    red, green, blue = (small[:, :, channel] for channel in range(3))
    redder = cv2.subtract(red, cv2.max(green, blue))
    bluer = cv2.subtract(blue, cv2.max(red, green))
    tint = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
    return Picture(
        grey, np.asarray(tint, np.uint8), _above(redder, _LEAST_RED), _above(bluer, _LEAST_BLUE), _ink(grey, mm), mm
    )


def _above(values: Values, least: int) -> Pixels:
    return np.asarray(cv2.threshold(values, least, 255, cv2.THRESH_BINARY)[1], np.uint8)


def _ink(grey: Pixels, mm: float) -> Pixels:
    """What is clearly darker than the lightest paper around it."""
    size = max(3, round(_PAPER_MM / mm)) | 1
    paper = cv2.blur(cv2.dilate(grey, np.ones((size, size), np.uint8)), (size, size))
    return _above(cv2.subtract(paper, grey), _CONTRAST)
