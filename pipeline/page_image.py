"""A page ready for a reader: grey, upright, straight; and the way back to the source page."""

from __future__ import annotations

import math
from dataclasses import dataclass

from models.geometry import Box
from pipeline.source.document import Pixels


@dataclass(frozen=True, slots=True)
class PageImage:
    """``grey``: (height, width) at ``dpi``. ``rotation``: clockwise degrees by which the shown source page was turned
    to stand upright; ``skew_degrees``: how far, clockwise, its text then ran from the horizontal and was turned back.
    """

    grey: Pixels
    dpi: int
    rotation: int = 0
    skew_degrees: float = 0.0
    treatments: tuple[str, ...] = ()
    """What was mended, by name, in order; turning, straightening and scaling are told by the other fields."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.grey.shape[1], self.grey.shape[0]

    def to_source(self, box: Box) -> Box:
        """A box in pixels of this image as fractions of the source page as shown.

        The middle is carried back exactly and the size kept: on a skewed page a word's box stays as tight as it was.
        """
        width, height = self.size
        x, y = turn_point(*box.middle, centre=(width / 2, height / 2), degrees=self.skew_degrees)
        u, v, w, h = x / width, y / height, box.width / width, box.height / height
        if self.rotation == 90:
            u, v, w, h = v, 1 - u, h, w
        elif self.rotation == 180:
            u, v = 1 - u, 1 - v
        elif self.rotation == 270:
            u, v, w, h = 1 - v, u, h, w
        return Box(u - w / 2, v - h / 2, u + w / 2, v + h / 2).clamped()

    def from_source(self, box: Box) -> Box:
        """The way back from `to_source`: a box as fractions of the source page in pixels of this image."""
        width, height = self.size
        (u, v), w, h = box.middle, box.width, box.height
        if self.rotation == 90:
            u, v, w, h = 1 - v, u, h, w
        elif self.rotation == 180:
            u, v = 1 - u, 1 - v
        elif self.rotation == 270:
            u, v, w, h = v, 1 - u, h, w
        x, y = turn_point(u * width, v * height, centre=(width / 2, height / 2), degrees=-self.skew_degrees)
        w, h = w * width, h * height
        return Box(x - w / 2, y - h / 2, x + w / 2, y + h / 2)


def turn_point(x: float, y: float, *, centre: tuple[float, float], degrees: float) -> tuple[float, float]:
    """The point after a clockwise turn (as seen, y downwards) about ``centre``."""
    angle = math.radians(degrees)
    dx, dy = x - centre[0], y - centre[1]
    cos, sin = math.cos(angle), math.sin(angle)
    return centre[0] + dx * cos - dy * sin, centre[1] + dx * sin + dy * cos
