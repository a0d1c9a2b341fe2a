"""A round seal: two rings, the agency's name along the upper arc, SPECIMEN along the lower one, a star in the middle.

It carries a star and the word SPECIMEN, not the national emblem: nobody can take it for a real seal.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from PIL import Image, ImageDraw

from samples.fonts import font_of
from samples.ink import Mask

_SUPERSAMPLING = 2
_PITCH_DEGREES = 10.5
_LONGEST_ARC_DEGREES = 262.0


def seal_mask(agency: str, radius: float, seed: int) -> Mask:
    """The seal's ink, a square of 2 x ``radius`` px, unevenly inked as a stamp is."""
    big = radius * _SUPERSAMPLING
    side = round(2 * big)
    plate = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(plate)
    for share, thickness in ((0.97, 0.035), (0.64, 0.018)):
        reach = big * share
        draw.ellipse(
            (big - reach, big - reach, big + reach, big + reach), outline=255, width=max(1, round(big * thickness))
        )
    draw.polygon(_star(big, big * 0.36), fill=255)
    _write_arc(plate, agency, big, upper=True)
    _write_arc(plate, "SPECIMEN", big, upper=False)
    small = (max(1, round(2 * radius)),) * 2
    ink = cv2.resize(np.asarray(plate), small, interpolation=cv2.INTER_AREA).astype(np.float32) / np.float32(255.0)
    rng = np.random.default_rng([seed, 31])
    patches = cv2.resize(rng.uniform(0.62, 1.0, (9, 9)).astype(np.float32), small, interpolation=cv2.INTER_CUBIC)
    return (ink * np.clip(patches, 0.0, 1.0) * np.float32(0.9)).astype(np.float32)


def _star(centre: float, reach: float) -> list[tuple[float, float]]:
    corners = []
    for index in range(10):
        length = reach if index % 2 == 0 else reach * 0.42
        angle = math.radians(index * 36 - 90)
        corners.append((centre + length * math.cos(angle), centre + length * math.sin(angle)))
    return corners


def _write_arc(plate: Image.Image, text: str, radius: float, *, upper: bool) -> None:
    """Letters along the ring, feet to the centre above and heads to the centre below; a long name is set smaller."""
    pitch = min(_PITCH_DEGREES, _LONGEST_ARC_DEGREES / len(text))
    span = pitch * (len(text) - 1)
    font = font_of("bold", max(6, round(radius * 0.19 * (pitch / _PITCH_DEGREES) ** 0.7)))
    ring = radius * 0.80
    box = round(radius * 0.34)
    for index, letter in enumerate(text):
        turn = index * pitch - span / 2
        angle = math.radians(turn - 90) if upper else math.radians(90 - turn)
        tile = Image.new("L", (box, box), 0)
        ImageDraw.Draw(tile).text((box / 2, box / 2), letter, font=font, fill=255, anchor="mm")
        tile = tile.rotate(-turn if upper else turn, resample=Image.Resampling.BICUBIC)
        at = (round(radius + ring * math.cos(angle) - box / 2), round(radius + ring * math.sin(angle) - box / 2))
        plate.paste(255, at, tile)
