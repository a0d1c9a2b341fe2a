"""Formats of pages: a card after a letter, or a sheet laid across, looks unlike the page before."""

from __future__ import annotations

from dataclasses import dataclass

from models.page import Page

ANOTHER_AREA = 1.6
ANOTHER_SHAPE = 1.2
"""Ratios beyond which two formats differ clearly; scanners trim sheets by some millimetres."""


@dataclass(frozen=True, slots=True)
class Format:
    """``shape``: width by height of the upright page; ``area``: square inches, None where the resolution is unknown."""

    shape: float
    area: float | None


def format_of(page: Page) -> Format:
    area = page.width * page.height / page.dpi**2 if page.dpi else None
    return Format(page.width / page.height, area)


def differs_in_size(one: Format, other: Format) -> bool:
    """Another sheet of paper, not the same one laid across."""
    if one.area is not None and other.area is not None and _ratio(one.area, other.area) > ANOTHER_AREA:
        return True
    straight, across = _ratio(one.shape, other.shape), _ratio(one.shape, 1 / other.shape)
    return min(straight, across) > ANOTHER_SHAPE


def lies_otherwise(one: Format, other: Format) -> bool:
    """Upright after across, or the other way round."""
    return (one.shape > 1) != (other.shape > 1) and _ratio(one.shape, other.shape) > ANOTHER_SHAPE


def _ratio(one: float, other: float) -> float:
    return max(one, other) / min(one, other)
