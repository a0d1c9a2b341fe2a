"""What stands in a place: the ink cut out of the page, and whether it was printed or written."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.geometry import Box
from pipeline.handwriting.digits import Ink
from pipeline.handwriting.places import Place
from pipeline.source.document import Pixels

_ABOVE, _BELOW = 1.5, 0.6
"""Ems above and below the baseline within which a pen stays."""
_BEYOND = 0.35
"""Ems to each side that are looked at, for strokes that run over the print."""
_INK = 0.35
_SPECK = 0.17
_THIN = 0.13
_RULE = 0.6
_STRADDLES = 0.14
_SLIVER = 0.22
"""What is left of print that reaches into the place is narrower than this."""
_INSIDE = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """One connected piece of ink: left, top, right, bottom in pixels of the cut-out."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Filled:
    """``ink``: coverage, everything but the filling blanked; ``labels``: which part each pixel belongs to, 0 none.

    ``origin``: (left, top) of the cut-out in the page image; part i has the label i + 1.
    """

    place: Place
    ink: Ink
    labels: NDArray[np.int32]
    parts: tuple[Part, ...]
    origin: tuple[int, int]

    @property
    def box(self) -> Box:
        """Around all the ink, in pixels of the page image."""
        left, top = self.origin
        return Box(
            left + min(part.left for part in self.parts),
            top + min(part.top for part in self.parts),
            left + max(part.right for part in self.parts),
            top + max(part.bottom for part in self.parts),
        )


def cut_out(grey: Pixels, place: Place) -> Filled | None:
    """The ink of a place without the print beside it; None where nothing was filled in."""
    em = place.em
    top, bottom = max(0, round(place.baseline - _ABOVE * em)), round(place.baseline + _BELOW * em)
    left, right = max(0, round(place.left - _BEYOND * em)), round(place.right + _BEYOND * em)
    piece = grey[top:bottom, left:right]
    if min(piece.shape) < 4:
        return None
    ink = _coverage(piece)
    bounds = (place.left - left, place.right - left)
    labels, parts = _kept_parts(ink, bounds, em)
    if not parts:
        return None
    return Filled(place, np.where(_near(labels), ink, 0).astype(np.float32), labels, parts, (left, top))


def looks_printed(filled: Filled) -> bool:
    """Whether nearly all the ink stands as printed digits do: on the baseline, as tall as the print's, as wide.

    Digits that touch count by how many of them would fit.
    """
    place = filled.place
    baseline = place.baseline - filled.origin[1]
    total = sum(part.width * part.height for part in filled.parts)
    like = sum(part.width * part.height for part in filled.parts if _is_digit_of_print(part, place, baseline))
    return like >= 0.85 * total


def _is_digit_of_print(part: Part, place: Place, baseline: float) -> bool:
    slack = max(2.0, 0.1 * place.capital)
    tall = abs(part.height - place.capital) <= slack
    level = abs(part.bottom - baseline) <= slack
    count = max(1, round(part.width / (0.5 * place.em)))
    wide = part.width <= (0.5 * count + 0.12) * place.em
    return tall and level and wide


def _coverage(piece: Pixels) -> Ink:
    """From 0 on the paper to 1 at the darkest ink of the piece."""
    paper = float(np.percentile(piece, 80))
    dark = float(np.percentile(piece, 1))
    return np.asarray(np.clip((paper - piece.astype(np.float32)) / max(30.0, paper - dark), 0, 1), np.float32)


def _kept_parts(ink: Ink, bounds: tuple[float, float], em: float) -> tuple[NDArray[np.int32], tuple[Part, ...]]:
    mask = (ink >= _INK).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    kept = np.zeros_like(labels)
    first, last = max(0, round(bounds[0])), min(mask.shape[1], round(bounds[1]))
    parts: list[Part] = []
    for label in range(1, count):
        left, width = int(stats[label, cv2.CC_STAT_LEFT]), int(stats[label, cv2.CC_STAT_WIDTH])
        own = labels == label
        clipped = left < first - _STRADDLES * em or left + width > last + _STRADDLES * em
        if clipped:
            own[:, :first] = False
            own[:, last:] = False
        part = _worth(own, bounds, em)
        if part is not None and not (clipped and part.width < _SLIVER * em):
            parts.append(part)
            kept[own] = len(parts)
    order = np.argsort([part.left for part in parts], kind="stable")
    renamed = np.zeros(len(parts) + 1, np.int32)
    renamed[order + 1] = np.arange(1, len(parts) + 1)
    return renamed[kept], tuple(parts[index] for index in order)


def _worth(own: NDArray[np.bool_], bounds: tuple[float, float], em: float) -> Part | None:
    """The piece of ink as a part, unless it is a speck, a dot, a rule, or lies outside."""
    rows, columns = np.flatnonzero(own.any(axis=1)), np.flatnonzero(own.any(axis=0))
    if not rows.size:
        return None
    part = Part(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    speck = part.width < _SPECK * em and part.height < _SPECK * em * 1.3
    rule = part.height < _THIN * em and part.width > _RULE * em
    inside = min(part.right, bounds[1]) - max(part.left, bounds[0])
    cut_by_edge = part.top == 0 and part.bottom < 0.35 * own.shape[0]
    if speck or rule or cut_by_edge or inside < _INSIDE * part.width:
        return None
    touches_side = part.left <= bounds[0] + 1 or part.right >= bounds[1] - 1
    return None if touches_side and part.height < 0.35 * em and part.width < 0.3 * em else part


def _near(labels: NDArray[np.int32]) -> NDArray[np.bool_]:
    """The kept ink and the soft edge around it."""
    return np.asarray(cv2.dilate((labels > 0).astype(np.uint8), np.ones((3, 3), np.uint8)), np.bool_)
