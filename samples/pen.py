"""Handwriting: digits and signatures as smooth strokes with the unevenness of a hand."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.ink import Mask

Points = NDArray[np.float64]
"""Points of a stroke, shape (n, 2), x to the right and y down."""

_SUPERSAMPLING = 3
_SLANT = -0.22
_ADVANCE = 0.66  # of the height, from one digit to the next

# Each digit as one or more strokes through points of a box 0.5 wide and 1 high.
_DIGITS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "0": (((0.28, 0.02), (0.06, 0.22), (0.02, 0.62), (0.20, 0.98), (0.44, 0.72), (0.46, 0.28), (0.26, 0.02)),),
    "1": (((0.06, 0.30), (0.20, 0.14), (0.30, 0.0), (0.28, 0.5), (0.26, 1.0)),),
    "2": (((0.04, 0.24), (0.20, 0.02), (0.44, 0.16), (0.36, 0.48), (0.04, 0.96), (0.16, 0.90), (0.50, 0.96)),),
    "3": (
        ((0.06, 0.10), (0.28, 0.0), (0.42, 0.18), (0.18, 0.44), (0.46, 0.62), (0.34, 0.95), (0.02, 0.88)),
    ),
    "4": (((0.26, 0.0), (0.02, 0.62), (0.50, 0.60)), ((0.38, 0.30), (0.34, 1.02))),
    "5": (
        ((0.12, 0.04), (0.08, 0.42), (0.36, 0.40), (0.44, 0.74), (0.22, 1.0), (0.0, 0.88)),
        ((0.12, 0.05), (0.48, 0.0)),
    ),
    "6": (((0.40, 0.0), (0.10, 0.36), (0.04, 0.78), (0.26, 1.0), (0.44, 0.76), (0.26, 0.54), (0.06, 0.74)),),
    "7": (((0.02, 0.06), (0.26, 0.08), (0.48, 0.02), (0.28, 0.50), (0.16, 1.0)), ((0.12, 0.50), (0.42, 0.46))),
    "8": (
        (
            (0.40, 0.10), (0.20, 0.02), (0.08, 0.24), (0.38, 0.60), (0.40, 0.88),
            (0.20, 0.98), (0.06, 0.80), (0.34, 0.40), (0.42, 0.12),
        ),
    ),
    "9": (((0.42, 0.22), (0.22, 0.0), (0.04, 0.26), (0.20, 0.48), (0.42, 0.20), (0.40, 0.60), (0.26, 1.02)),),
}  # fmt: skip


def pen_mask(digits: str, height: float, seed: int) -> Mask:
    """Digits by hand, about ``height`` px high, the baseline at 86 % of the mask's height."""
    rng = np.random.default_rng([seed, len(digits)])
    scale = height * _SUPERSAMPLING
    strokes: list[Points] = []
    for position, digit in enumerate(digits):
        origin = np.array([0.25 + position * _ADVANCE + rng.normal(0, 0.02), 0.14 + rng.normal(0, 0.02)])
        size = rng.normal(1.0, 0.04, 2)
        for stroke in _DIGITS[digit]:
            points = np.array(stroke) * size + rng.normal(0, 0.015, (len(stroke), 2))
            points[:, 0] += _SLANT * (points[:, 1] - 1.0)
            strokes.append((points + origin) * scale)
    box = (round(scale * (0.6 + len(digits) * _ADVANCE)), round(scale * 1.33))
    return _draw(strokes, box, thickness=max(1.0, scale * 0.075), rng=rng)


def signature_mask(width: float, seed: int) -> Mask:
    """A signature ``width`` px wide: a run of loops that grows flat, and a stroke under it."""
    rng = np.random.default_rng([seed, 97])
    scale = width * _SUPERSAMPLING
    turns = int(rng.integers(5, 8))
    angle = np.linspace(0, turns * 2 * np.pi, turns * 9)
    along = np.linspace(0.08, 0.86, angle.size)
    swing = np.interp(along, (0.0, 0.2, 0.6, 1.0), (0.17, 0.10, 0.06, 0.03)) * rng.uniform(0.7, 1.3, angle.size)
    loops = np.column_stack((along + 0.05 * np.cos(angle), 0.24 + swing * np.sin(angle) - 0.06 * along))
    y = rng.uniform(0.34, 0.40, 4)
    under = np.column_stack((np.linspace(0.9, 0.2, 4), y))
    strokes = [loops * scale, under * scale]
    return _draw(strokes, (round(scale), round(scale * 0.46)), thickness=max(1.0, scale * 0.011), rng=rng)


def _draw(strokes: list[Points], box: tuple[int, int], *, thickness: float, rng: np.random.Generator) -> Mask:
    """Strokes into a mask, drawn large and shrunk so that the edges are smooth; ``box`` is (width, height)."""
    canvas = np.zeros((box[1], box[0]), np.uint8)
    for stroke in strokes:
        curve = smooth_curve(stroke)
        pressure = np.interp(np.linspace(0, 1, len(curve)), np.linspace(0, 1, 6), rng.uniform(0.75, 1.2, 6))
        for start, end, press in zip(curve[:-1], curve[1:], pressure, strict=False):
            width = max(1, round(thickness * float(press)))
            cv2.line(canvas, _pixel(start), _pixel(end), 255, width, cv2.LINE_AA)
    small = (max(1, box[0] // _SUPERSAMPLING), max(1, box[1] // _SUPERSAMPLING))
    return (cv2.resize(canvas, small, interpolation=cv2.INTER_AREA) / np.float32(255.0) * np.float32(0.92)).astype(
        np.float32
    )


def smooth_curve(points: Points, steps: int = 10) -> Points:
    """A Catmull-Rom curve through all the points, ``steps`` a segment, ends included."""
    padded = np.vstack((2 * points[0] - points[1], points, 2 * points[-1] - points[-2]))
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    ]
    return np.vstack((*pieces, points[-1:]))


def _pixel(point: Points) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))
