"""Stand-ins for what a specimen must not show: no face, no fingerprint, no emblem of a state."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageDraw

from samples.specimens.sheet import Picture

_GREY, _SKIN, _CLOTH = (205, 210, 214), (150, 152, 156), (96, 100, 108)
_GOLD, _STAR = (214, 178, 92), (196, 70, 60)

Box = tuple[int, int, int, int]


def draw_picture(page: Image.Image, mark: Picture, dpi: int) -> None:
    """Draw it in its box on the page, in place."""
    left, top, right, bottom = (
        round(mm / 25.4 * dpi) for mm in (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
    )
    draw = ImageDraw.Draw(page)
    painters = {"portrait": _portrait, "chip": _chip, "star": _star, "finger": _finger, "plan": _plan}
    painters[mark.shows](draw, (left, top, right, bottom), random.Random(mark.seed))


def _portrait(draw: ImageDraw.ImageDraw, box: Box, _: random.Random) -> None:
    """A grey head and shoulders."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    draw.rectangle(box, fill=_GREY)
    draw.ellipse((left + width * 0.3, top + height * 0.16, left + width * 0.7, top + height * 0.62), fill=_SKIN)
    draw.pieslice(
        (left + width * 0.1, top + height * 0.62, left + width * 0.9, bottom + height * 0.36), 180, 360, _CLOTH
    )


def _chip(draw: ImageDraw.ImageDraw, box: Box, _: random.Random) -> None:
    left, top, right, bottom = box
    thin = max(1, (right - left) // 40)
    draw.rounded_rectangle(box, radius=(right - left) // 7, fill=_GOLD, outline=(120, 96, 40), width=thin)
    for share in (0.33, 0.67):
        y = round(top + (bottom - top) * share)
        draw.line((left, y, right, y), fill=(120, 96, 40), width=thin)
    for share in (0.35, 0.65):
        x = round(left + (right - left) * share)
        draw.line((x, top, x, bottom), fill=(120, 96, 40), width=thin)


def _star(draw: ImageDraw.ImageDraw, box: Box, _: random.Random) -> None:
    """A plain five-pointed star in a circle."""
    left, top, right, bottom = box
    middle, reach = ((left + right) / 2, (top + bottom) / 2), (right - left) / 2
    draw.ellipse(box, outline=_STAR, width=max(1, round(reach / 9)))
    points = []
    for index in range(10):
        length = reach * (0.66 if index % 2 == 0 else 0.27)
        angle = math.radians(index * 36 - 90)
        points.append((middle[0] + length * math.cos(angle), middle[1] + length * math.sin(angle)))
    draw.polygon(points, fill=_STAR)


def _finger(draw: ImageDraw.ImageDraw, box: Box, draw_from: random.Random) -> None:
    """A box of even ovals, which no finger leaves."""
    left, top, right, bottom = box
    draw.rectangle(box, outline=(150, 150, 150), width=1)
    width, height = right - left, bottom - top
    thin = max(1, width // 45)
    shift = draw_from.uniform(-0.05, 0.05) * width
    for step in range(1, 7):
        share = step / 15
        x, y = width * share, height * share * 1.1
        centre = (left + width / 2 + shift, top + height * 0.52)
        oval = (centre[0] - x, centre[1] - y, centre[0] + x, centre[1] + y)
        draw.ellipse(oval, outline=(120, 120, 120), width=thin)


def _plan(draw: ImageDraw.ImageDraw, box: Box, draw_from: random.Random) -> None:
    """The outline of a plot with its corners."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    corners = [
        (left + width * (x + draw_from.uniform(-0.08, 0.08)), top + height * (y + draw_from.uniform(-0.08, 0.08)))
        for x, y in ((0.2, 0.2), (0.8, 0.15), (0.85, 0.8), (0.5, 0.9), (0.15, 0.75))
    ]
    thick = max(1, width // 200)
    draw.polygon(corners, outline=(30, 30, 30), width=thick)
    for x, y in corners:
        draw.ellipse((x - 3 * thick, y - 3 * thick, x + 3 * thick, y + 3 * thick), fill=(30, 30, 30))
