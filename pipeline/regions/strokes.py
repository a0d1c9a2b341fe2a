"""Signatures and photographs: large strokes that are no letters, and areas of half-tones."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from models.geometry import Box
from models.page import Region, RegionType
from pipeline.regions.picture import Picture
from pipeline.source.document import Pixels

_SIGNATURE_MM = ((14.0, 95.0), (7.0, 55.0))
_MOST_FILLED = 0.22
"""Pen strokes leave most of their box white; print that runs together does not."""
_RULING_MM = 12.0
_JOINED_MM = 0.6
_LEAST_TURNS = 0.35
_LEAST_MIDDLE = 0.25
_HALF_TONES = (70, 215)
_PHOTO_MM = ((17.0, 130.0), (20.0, 130.0))
_LEAST_HALF_TONES = 0.55
_COARSE = 4
_MOST_PRINT = 0.05


def find_signatures(picture: Picture, covered: Sequence[Box]) -> tuple[Region, ...]:
    """Large thin connected strokes, apart from straight rulings and from what is explained already (``covered``)."""
    ink = _without_rulings(picture)
    _blank(ink, covered)
    size = picture.pixels(_JOINED_MM)
    joined = cv2.dilate(ink, np.ones((size, size), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for label in range(1, count):
        left, top, width, height = (int(value) for value in stats[label, : cv2.CC_STAT_AREA])
        if not _sized(picture, width, height, _SIGNATURE_MM):
            continue
        place = (slice(top, top + height), slice(left, left + width))
        own = np.asarray(np.where(labels[place] == label, ink[place], 0), np.uint8)
        if float((own > 0).mean()) <= _MOST_FILLED and _is_penned(own):
            found.append(Region(type=RegionType.SIGNATURE, box=picture.fraction(left, top, left + width, top + height)))
    return tuple(found)


def find_photos(picture: Picture, known: Sequence[Box], print_: Sequence[Box]) -> tuple[Region, ...]:
    """Rectangles filled with half-tones, as portraits on forms and cards are; neither stamps nor full of print."""
    coarse = (max(1, picture.grey.shape[1] // _COARSE), max(1, picture.grey.shape[0] // _COARSE))
    small = np.asarray(cv2.resize(picture.grey, coarse, interpolation=cv2.INTER_AREA), np.uint8)
    paper = int(np.percentile(small, 90))
    low, high = _HALF_TONES
    tones = np.asarray(((small > low) & (small < min(high, paper - 20))) * 255, np.uint8)
    size = max(2, round(2.0 / (picture.mm * _COARSE)))
    solid = cv2.morphologyEx(tones, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
    solid = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((3 * size, 3 * size), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    found = []
    for label in range(1, count):
        left, top, width, height = (int(value) * _COARSE for value in stats[label, : cv2.CC_STAT_AREA])
        filled = float(stats[label, cv2.CC_STAT_AREA]) * _COARSE**2 / (width * height)
        if not _sized(picture, width, height, _PHOTO_MM) or filled < _LEAST_HALF_TONES:
            continue
        box = picture.fraction(left, top, left + width, top + height)
        if not any(box.overlap(other) for other in known) and _covered(box, print_) <= _MOST_PRINT:
            found.append(Region(type=RegionType.PHOTO, box=box))
    return tuple(found)


def _without_rulings(picture: Picture) -> Pixels:
    length = picture.pixels(_RULING_MM)
    across = cv2.morphologyEx(picture.ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(picture.ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    rulings = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.subtract(cv2.subtract(picture.ink, rulings), picture.red), np.uint8)


def _covered(box: Box, others: Sequence[Box]) -> float:
    """The share of a box that others cover, as if none of them overlapped."""
    return sum(box.overlap(other) for other in others) / max(box.width * box.height, 1e-9)


def _blank(mask: Pixels, boxes: Sequence[Box]) -> None:
    height, width = mask.shape
    for box in boxes:
        top, bottom = int(box.top * height), round(box.bottom * height)
        mask[top:bottom, int(box.left * width) : round(box.right * width)] = 0


def _sized(picture: Picture, width: int, height: int, limits: tuple[tuple[float, float], tuple[float, float]]) -> bool:
    (narrow, wide), (low, high) = limits
    return narrow <= width * picture.mm <= wide and low <= height * picture.mm <= high


def _is_penned(stroke: Pixels) -> bool:
    """Whether ink lies in most of the box's columns but nowhere in lines of letters: strokes that run across it."""
    columns = (stroke > 0).any(axis=0)
    rows = (stroke > 0).any(axis=1)
    return float(columns.mean()) > 1 - _LEAST_TURNS and float(rows.mean()) > 1 - _LEAST_TURNS
