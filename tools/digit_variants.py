"""What a digit may look like once it is cut out of a scan, and what only looks like one: for training."""

from __future__ import annotations

import functools

import cv2
import numpy as np
from PIL import Image, ImageDraw

from samples.fonts import font_of
from samples.pen import pen_mask
from tools.digit_material import Digits, Ink

_ROOM = 44
"""Pixels a side on which digits are moved about before they are cut out anew."""
_LETTERS = (
    *"aănmhuưyrtkpvxcdewĐNHCKRUXAMVPLE&%:;.,-âêáàạảã", "ng", "th", "Số", "ày", "án", "CT", "QĐ", "/T", "/Q", "):", "nă"
)  # fmt: skip
"""Without those that look like a digit: o, l, S, Z, g, q, the slash."""


def varied(ink: Ink, others: Digits, rng: np.random.Generator) -> Ink:
    """The digit slanted, stretched, thicker or thinner, blurred; sometimes clipped or with a scrap of its neighbour."""
    moved = _moved(_thickness(_enlarged(ink), rng), rng)
    if rng.random() < 0.22:
        moved = _with_scrap(moved, others, rng)
    if rng.random() < 0.12:
        moved = _clipped(moved, rng.uniform(0.03, 0.12), rng)
    return _worn(moved, rng)


def junk(others: Digits, rng: np.random.Generator) -> Ink:
    """Something that is no digit: print, two digits at once, a part of one, a blot, a stroke."""
    kind = rng.random()
    if kind < 0.3:
        letter = _LETTERS[int(rng.integers(len(_LETTERS)))]
        return _worn(_moved(_printed(letter, italic=bool(rng.random() < 0.5)), rng, most=0.08), rng)
    if kind < 0.6:
        return _worn(_pair(others, rng), rng)
    if kind < 0.85:
        digit = int(rng.choice(np.flatnonzero(others.labels != 1)))  # half a 1 is a 1
        return _worn(_clipped(_moved(_enlarged(others.inks[digit]), rng), rng.uniform(0.38, 0.68), rng), rng)
    return _worn(_blot(rng), rng)


def drawn_digit(digit: int, seed: int) -> Ink:
    """A digit by the strokes of the samples' pen: a 1 with its upstroke, a 7 with its bar."""
    return np.pad(np.asarray(pen_mask(str(digit), 30.0, seed), np.float32), 4)


def flagged_one(rng: np.random.Generator) -> Ink:
    """A 1 as Vietnamese schools teach it: a long upstroke, then the stem; the open sets, American, have hardly any."""
    canvas = np.zeros((_ROOM, _ROOM), np.float32)
    top = np.array([_ROOM * 0.6, _ROOM * 0.14])
    flag = top + np.array([-rng.uniform(0.18, 0.5), rng.uniform(0.2, 0.75)]) * 0.72 * _ROOM
    foot = top + np.array([rng.uniform(-0.12, 0.06), 1.0]) * 0.72 * _ROOM
    bend = (flag + top) / 2 + rng.normal(0, 1.2, 2)
    points = np.rint(np.stack((flag, bend, top, (top + foot) / 2 + rng.normal(0, 0.8, 2), foot))).astype(np.int32)
    cv2.polylines(canvas, [points], isClosed=False, color=1.0, thickness=int(rng.integers(2, 6)), lineType=cv2.LINE_8)
    return canvas


def _one(digits: Digits, rng: np.random.Generator) -> Ink:
    return np.asarray(digits.inks[int(rng.integers(len(digits)))], np.float32)


def _enlarged(ink: Ink) -> Ink:
    """At half as large again, amid room to move."""
    if max(ink.shape) < 30:
        ink = np.asarray(cv2.resize(ink, None, fx=1.4, fy=1.4, interpolation=cv2.INTER_LINEAR), np.float32)
    down, right = max(0, _ROOM - ink.shape[0]), max(0, _ROOM - ink.shape[1])
    return np.pad(ink, ((down // 2, down - down // 2), (right // 2, right - right // 2)))


def _thickness(ink: Ink, rng: np.random.Generator) -> Ink:
    chance = rng.random()
    if chance < 0.3:
        return np.asarray(cv2.dilate(ink, np.ones((2, 2), np.uint8)), np.float32)
    if chance < 0.4:
        return np.asarray(cv2.dilate(ink, np.ones((3, 3), np.uint8)), np.float32)
    if chance < 0.5:
        thin = np.asarray(cv2.erode(ink, np.ones((2, 2), np.uint8)), np.float32)
        return thin if thin.max() > 0.5 else ink
    return ink


def _moved(ink: Ink, rng: np.random.Generator, *, most: float = 0.3) -> Ink:
    height, width = ink.shape
    angle, shear = rng.normal(0, most / 4), rng.normal(-most / 6, most / 2)
    across, down = np.exp(rng.normal(0, most / 2.2)), np.exp(rng.normal(0, most / 4))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = turn @ np.array([[across, shear], [0, down]])
    middle = np.array([width / 2, height / 2])
    full = np.column_stack((matrix, middle - matrix @ middle)).astype(np.float32)
    return np.asarray(cv2.warpAffine(ink, full, (width, height), flags=cv2.INTER_LINEAR), np.float32)


def _cut(ink: Ink) -> Ink:
    """Without the empty margin; as it is if there is nothing in it."""
    rows, columns = np.flatnonzero(ink.max(axis=1) > 0.3), np.flatnonzero(ink.max(axis=0) > 0.3)
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if rows.size and columns.size else ink


def _clipped(ink: Ink, share: float, rng: np.random.Generator) -> Ink:
    """Without so much of its left or right side."""
    tight = _cut(ink)
    away = round(share * tight.shape[1])
    if tight.shape[1] - away < 2:
        return tight
    return tight[:, away:] if rng.random() < 0.5 else tight[:, : tight.shape[1] - away]


def _with_scrap(ink: Ink, others: Digits, rng: np.random.Generator) -> Ink:
    """A sliver of a neighbour left standing at one side, as where touching digits were parted."""
    tight, other = _cut(ink), _cut(_enlarged(_one(others, rng)))
    wide = max(1, round(rng.uniform(0.05, 0.14) * tight.shape[1]))
    stretch = tight.shape[0] / other.shape[0]
    sliver = np.asarray(cv2.resize(other, None, fx=1.0, fy=stretch, interpolation=cv2.INTER_LINEAR), np.float32)
    apart = np.zeros((tight.shape[0], int(rng.integers(0, 2))), np.float32)
    rows = min(tight.shape[0], sliver.shape[0])
    if rng.random() < 0.5:
        piece = np.pad(sliver[:rows, -wide:], ((0, tight.shape[0] - rows), (0, 0)))
        return np.hstack((piece, apart, tight))
    piece = np.pad(sliver[:rows, :wide], ((0, tight.shape[0] - rows), (0, 0)))
    return np.hstack((tight, apart, piece))


def _pair(others: Digits, rng: np.random.Generator) -> Ink:
    """Two digits side by side, overlapping a little."""
    left, right = _cut(_moved(_enlarged(_one(others, rng)), rng)), _cut(_moved(_enlarged(_one(others, rng)), rng))
    overlap = int(rng.integers(-3, 4))
    height = max(left.shape[0], right.shape[0])
    canvas = np.zeros((height, max(1, left.shape[1] + right.shape[1] - overlap)), np.float32)
    canvas[height - left.shape[0] :, : left.shape[1]] = left
    place = canvas[height - right.shape[0] :, canvas.shape[1] - right.shape[1] :]
    np.maximum(place, right, out=place)
    return canvas


@functools.lru_cache(maxsize=256)
def _printed(letter: str, *, italic: bool) -> Ink:
    font = font_of("italic" if italic else "regular", 32)
    left, top, right, bottom = font.getbbox(letter)
    image = Image.new("L", (round(right - left) + 12, round(bottom - top) + 12), 0)
    ImageDraw.Draw(image).text((6 - left, 6 - top), letter, font=font, fill=255)
    return np.asarray(np.asarray(image, np.float32) / np.float32(255), np.float32)


def _blot(rng: np.random.Generator) -> Ink:
    """A dot, a dash, or a stray line."""
    canvas = np.zeros((_ROOM, _ROOM), np.float32)
    middle = (_ROOM // 2, _ROOM // 2)
    if rng.random() < 0.5:
        axes = (int(rng.integers(4, 16)), int(rng.integers(4, 12)))
        cv2.ellipse(canvas, middle, axes, float(rng.uniform(0, 180)), 0, 360, 1.0, -1)
        return canvas
    points = np.column_stack((np.linspace(4, _ROOM - 5, 6), rng.normal(_ROOM / 2, rng.uniform(0.5, 7), 6)))
    cv2.polylines(canvas, [points.astype(np.int32)], isClosed=False, color=1.0, thickness=int(rng.integers(2, 7)))
    return canvas


def _worn(ink: Ink, rng: np.random.Generator) -> Ink:
    """Blurred a little, with grain, at the contrast that a scan has."""
    worn = np.asarray(cv2.GaussianBlur(np.pad(ink, 3), (0, 0), float(rng.uniform(0.3, 0.9))), np.float32)
    worn = worn * np.float32(rng.uniform(0.85, 1.25))
    worn += rng.normal(0, 0.03, worn.shape).astype(np.float32) * (worn > 0.05)
    return np.asarray(np.clip(worn, 0, 1), np.float32)
