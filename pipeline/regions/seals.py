"""Round seals: by their colour where the page has any, by their rings where it is black and white."""

from __future__ import annotations

import cv2
import numpy as np

from models.geometry import Box
from models.page import Region, RegionType
from pipeline.regions.picture import Picture
from pipeline.source.document import Pixels

LEAST_MM, MOST_MM = 10.0, 52.0
"""Agencies' seals measure 30 to 42 mm (Decree 99/2016/NĐ-CP with its circulars); those drawn into signature overlays
are often smaller."""
_MOST_OBLONG = 1.35
_JOINED_MM = 2.0
"""Letters and rings of one seal stand this close."""
_SECTORS = 48
_LEAST_ROUND = 0.70
"""Of the directions from the middle, those in which the outermost ink lies on the circle."""
_CIRCLE = (0.80, 1.12)
_LEAST_INK = 0.06
_RING_MM = 0.7
_LEAST_RING = 0.80
_AS_WIDE = 0.93
_APART_MM = 1.0
_NEARLY_ALL = 0.9
_LEAST_VOTES = 25
_MOST_CIRCLES = 150
_PURE_GREY = 1
_LEAST_TINTED = 0.5
_BLACK_TINT = 24
"""Tints of the ink of black seals, of 255: see docs/decisions/015."""


def find_seals(picture: Picture, *, black: bool = True) -> tuple[Region, ...]:
    """Seals in red or blue; only where there are none, black ones (unless ``black`` is false)."""
    coloured = [*_round_stains(picture, picture.red), *_round_stains(picture, picture.blue)]
    if coloured or not black:
        return tuple(Region(type=RegionType.SEAL, box=box, coloured=True) for box in coloured)
    return tuple(Region(type=RegionType.SEAL, box=box, coloured=_colour_known(picture, box)) for box in _rings(picture))


def _colour_known(picture: Picture, box: Box) -> bool | None:
    """Of a seal that is neither red nor blue: False where the scan would show its colour, None where it cannot.

    A scanner that sees colours never gives pure grey: black ink has a tint too, if a faint one. Pure grey is a grey
    scan, whatever an electronic signature drew on it in colour since. A faded seal is neither black nor clearly red.
    """
    plain = (picture.cut(picture.ink, box) > 0) & (picture.cut(picture.red | picture.blue, box) == 0)
    tints = picture.cut(picture.tint, box)[plain]
    if not tints.size or float((tints > _PURE_GREY).mean()) < _LEAST_TINTED:
        return None
    return False if float(np.median(tints)) < _BLACK_TINT else None


def _round_stains(picture: Picture, mask: Pixels) -> list[Box]:
    """Boxes of round clusters of coloured ink."""
    if not mask.any():
        return []
    size = picture.pixels(_JOINED_MM)
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for label in range(1, count):
        left, top, width, height = (int(value) for value in stats[label, : cv2.CC_STAT_AREA])
        if not _seal_sized(picture, width, height):
            continue
        place = (slice(top, top + height), slice(left, left + width))
        if _is_round(np.where(labels[place] == label, mask[place], 0)):
            found.append(picture.fraction(left, top, left + width, top + height))
    return found


def _seal_sized(picture: Picture, width: int, height: int) -> bool:
    smaller, larger = min(width, height) * picture.mm, max(width, height) * picture.mm
    return smaller >= LEAST_MM and larger <= MOST_MM and larger <= _MOST_OBLONG * smaller


def _is_round(mask: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bool:
    """Whether the ink reaches out to the same circle in nearly all directions and is more than specks."""
    rows, columns = np.nonzero(mask)
    if len(rows) < _LEAST_INK * mask.size:
        return False
    y, x = (rows / mask.shape[0] - 0.5) * 2, (columns / mask.shape[1] - 0.5) * 2
    sectors = ((np.arctan2(y, x) / np.pi + 1) * _SECTORS / 2).astype(int) % _SECTORS
    reach = np.zeros(_SECTORS)
    np.maximum.at(reach, sectors, np.hypot(x, y))
    return float(((reach > _CIRCLE[0]) & (reach < _CIRCLE[1])).mean()) >= _LEAST_ROUND


def _rings(picture: Picture) -> list[Box]:
    """Circles of black ink, nearly closed: a seal's outer ring, though letters and strokes may cross it."""
    ink = cv2.dilate(picture.ink, np.ones((2, 2), np.uint8))  # thin rings have gaps
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    least, most = picture.pixels(LEAST_MM), picture.pixels(3 * MOST_MM)
    found = []
    for label in range(1, count):
        left, top, width, height = (int(value) for value in stats[label, : cv2.CC_STAT_AREA])
        if min(width, height) < least or max(width, height) > most:
            continue
        place = (slice(top, top + height), slice(left, left + width))
        shape = np.where(labels[place] == label, ink[place], 0)
        circle = _outer_circle(picture, np.pad(np.asarray(shape, np.uint8), least // 2))
        if circle is not None:
            x, y, radius = circle[0] + left - least // 2, circle[1] + top - least // 2, circle[2]
            found.append(picture.fraction(x - radius, y - radius, x + radius, y + radius))
    return [box for box in found if not any(box is not other and _lies_within(box, other) for other in found)]


def _lies_within(box: Box, other: Box) -> bool:
    """Whether a circle is one of another seal's inner rings."""
    return box.width < other.width and box.overlap(other) > _NEARLY_ALL * box.width * box.height


def _outer_circle(picture: Picture, shape: Pixels) -> tuple[float, float, float] | None:
    """Middle and radius in pixels of the largest nearly closed circle in one connected shape."""
    circles = cv2.HoughCircles(
        cv2.GaussianBlur(shape, (3, 3), 0),
        cv2.HOUGH_GRADIENT,
        dp=1,
        minDist=picture.pixels(_APART_MM),
        param1=100,
        param2=_LEAST_VOTES,
        minRadius=picture.pixels(LEAST_MM / 2),
        maxRadius=picture.pixels(MOST_MM / 2),
    )
    if circles is None:
        return None
    drawn = [
        (float(x), float(y), float(radius))
        for x, y, radius in np.asarray(circles, float).reshape(-1, 3)[:_MOST_CIRCLES]
    ]
    slack = picture.pixels(_RING_MM)
    rings = [(_ring_share(shape, *circle, slack=slack), circle) for circle in drawn]
    rings = [(share, circle) for share, circle in rings if share >= _LEAST_RING]
    outermost = max((circle[2] for _, circle in rings), default=0.0)
    return max(((share, circle) for share, circle in rings if circle[2] >= _AS_WIDE * outermost), default=(0, None))[1]


def _ring_share(shape: Pixels, x: float, y: float, radius: float, *, slack: int) -> float:
    """Of the directions from the middle, the share in which there is ink on the circle."""
    angles = np.linspace(0, 2 * np.pi, 4 * _SECTORS, endpoint=False)
    hit = np.zeros(len(angles), bool)
    height, width = shape.shape
    for step in range(-slack, slack + 1):
        columns = np.clip(np.rint(x + (radius + step) * np.cos(angles)).astype(int), 0, width - 1)
        rows = np.clip(np.rint(y + (radius + step) * np.sin(angles)).astype(int), 0, height - 1)
        hit |= shape[rows, columns] > 0
    return float(hit.mean())
