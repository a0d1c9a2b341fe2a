"""Boxes on a page."""

from __future__ import annotations

from typing import NamedTuple


class Box(NamedTuple):
    """Left, top, right, bottom as fractions of the source page as its viewer shows it (after /Rotate, before deskew).

    Serialised as ``[left, top, right, bottom]``.
    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, (x, y)."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def clamped(self) -> Box:
        """The part that lies on the page; never inverted."""
        left, top = min(max(self.left, 0.0), 1.0), min(max(self.top, 0.0), 1.0)
        return Box(left, top, min(max(self.right, left), 1.0), min(max(self.bottom, top), 1.0))

    def rounded(self) -> Box:
        """Five decimals: 0.002 mm on A4, and a third of the JSON."""
        return Box(*(round(side, 5) for side in self))

    def holds_middle(self, other: Box) -> bool:
        x, y = other.middle
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def overlap(self, other: Box) -> float:
        """Area shared with another box, in fractions of the page's area."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def turned(self, degrees: int) -> Box:
        """Where it lies once the page is turned clockwise by quarters."""
        left, top, right, bottom = self
        if degrees == 90:
            return Box(1 - bottom, left, 1 - top, right)
        if degrees == 180:
            return Box(1 - right, 1 - bottom, 1 - left, 1 - top)
        if degrees == 270:
            return Box(top, 1 - right, bottom, 1 - left)
        return self


WHOLE_PAGE = Box(0.0, 0.0, 1.0, 1.0)


def around(boxes: list[Box]) -> Box:
    """The smallest box around all; the list must not be empty."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
