"""What a scanner does to a page: skew, shade, blur, noise, a lower resolution, the wrong way up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.sheet import Pixels

_PAPER = (250, 250, 247)


@dataclass(frozen=True, slots=True)
class Wear:
    """How a page suffers. ``shade`` is the share of light lost at the darker edge; sigmas are in grey levels and px."""

    skew_degrees: float = 0.0
    shade: float = 0.0
    noise_sigma: float = 0.0
    blur_sigma: float = 0.0
    upside_down: bool = False


CLEAN = Wear()


def wear_page(page: Pixels, wear: Wear, *, rng: np.random.Generator) -> Pixels:
    """The page as the scanner gives it, same size; positive skew turns the print clockwise."""
    image: NDArray[Any] = page
    if wear.skew_degrees:
        height, width = image.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), -wear.skew_degrees, 1.0)
        image = cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=_PAPER)
    if wear.blur_sigma:
        image = cv2.GaussianBlur(image, (0, 0), wear.blur_sigma)
    if wear.shade or wear.noise_sigma:
        image = _light(image, wear, rng)
    if wear.upside_down:
        image = cv2.rotate(image, cv2.ROTATE_180)
    return np.ascontiguousarray(image, dtype=np.uint8)


def to_grey(page: Pixels) -> Pixels:
    """Luma of the page, still as three equal channels."""
    grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)


def _light(image: NDArray[Any], wear: Wear, rng: np.random.Generator) -> Pixels:
    """Uneven light from the left edge to the right one, and grain that is equal in all channels."""
    height, width = image.shape[:2]
    falloff = np.linspace(0.0, 1.0, width, dtype=np.float32)[None, :] ** 2
    tilt = np.linspace(0.4, 1.0, height, dtype=np.float32)[:, None]
    lit = 1.0 - np.float32(wear.shade) * falloff * tilt
    grain = rng.standard_normal((height, width), dtype=np.float32) * np.float32(wear.noise_sigma)
    worn = image.astype(np.float32) * lit[:, :, None] + grain[:, :, None]
    return np.asarray(np.clip(np.rint(worn), 0, 255), dtype=np.uint8)
