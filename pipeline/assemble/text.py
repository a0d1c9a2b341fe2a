"""Laying invisible words over their ink.

All words of a line get the line's height and baseline: with heights of their own, phrase search in viewers fails.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.geometry import Box
from models.page import Line, Page
from pipeline.assemble.glyphless import ADVANCE, ASCENT, DESCENT, UNITS, GlyphlessFont
from pipeline.page_image import turn_point

FONT_RESOURCE = "/F0"
SMALLEST_POINTS = 0.5
LEAST_GAP = 0.2
"""Of the font's size, between two words: closer than 0.15 `pdftotext -raw` joins them; any mode joins touching ones."""
LEAST_WIDTH = 0.7
"""Of a word's own width that is kept when its end makes room for a gap."""
MOST_STRAY_POINTS = 0.9 / 25.4 * 72
"""How far the ends of a slanting line's words may be moved towards its middle's height. Poppler's default order takes
the parts of a line that climbs for blocks of their own; what stands level it finds whole (docs/decisions/006)."""
HEIGHT_TO_CLIMB, MOST_ENLARGED = 2.2, 1.2
"""A line that still climbs is set higher, so far as neighbours allow: poppler takes words for one line that differ by
less than half their height."""
_QUARTERS = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}
"""Cosine and sine of the angle, counterclockwise, at which upright text runs on a page that must be turned so far."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The page turned upright: its size in points, how it was turned, how far its text runs from the horizontal."""

    width: float
    height: float
    rotation: int
    skew_degrees: float

    def straight(self, box: Box) -> tuple[float, float, float, float]:
        """Middle, width and height of a box (fractions of the source page) in points of the straightened page."""
        upright = box.turned(self.rotation)
        x, y = upright.middle
        centre = self.width / 2, self.height / 2
        u, v = turn_point(x * self.width, y * self.height, centre=centre, degrees=-self.skew_degrees)
        return u, v, upright.width * self.width, upright.height * self.height

    def matrix(self, u: float, v: float, *, width: float) -> str:
        """The text matrix of a word of ``width`` whose baseline's middle is a point of the straightened page.

        In the source page's own user space. The word stands where the slanting line has it, but level: slanting text
        is broken in the middle of words by poppler from 2 degrees on; a level word strays from its ink by half a
        millimetre at 5 degrees.
        """
        centre = self.width / 2, self.height / 2
        x, y = turn_point(u, v, centre=centre, degrees=self.skew_degrees)
        left, bottom = self._source(x - width / 2, y)
        cos, sin = _QUARTERS[self.rotation]
        return f"{cos} {sin} {-sin} {cos} {left:.3f} {bottom:.3f} Tm"

    @property
    def slant(self) -> float:
        return math.tan(math.radians(self.skew_degrees))

    def levelled_climb(self, length: float) -> float:
        """How much of the slant is taken out of a line of this length: points down for each point to the right."""
        stray = abs(self.slant) * length / 2
        return self.slant * min(1.0, MOST_STRAY_POINTS / stray) if stray else 0.0

    def _source(self, x: float, y: float) -> tuple[float, float]:
        """A point of the upright page (y downwards) in user space of the page as it lies (y upwards)."""
        if self.rotation == 90:
            return y, x
        if self.rotation == 180:
            return self.width - x, y
        if self.rotation == 270:
            return self.height - y, self.width - x
        return x, self.height - y


def text_operators(page: Page, *, size: tuple[float, float], font: GlyphlessFont) -> bytes:
    """Content-stream operators for a page's words; ``size`` is the source page's, in points as shown."""
    turned = page.rotation % 180 == 90
    width, height = (size[1], size[0]) if turned else size
    frame = _Frame(width, height, page.rotation, page.skew_degrees)
    lines = [operator for line in page.lines for operator in _line(line, frame, font)]
    return "\n".join(["BT", "3 Tr", *lines, "ET", ""]).encode("ascii") if lines else b""


def _line(line: Line, frame: _Frame, font: GlyphlessFont) -> Iterator[str]:
    shown = [(text, frame.straight(word.box)) for word in line.words if (text := searchable_text(word.text))]
    if not shown:
        return
    places = [place for _, place in shown]
    top = min(v - height / 2 for _, v, _, height in places)
    bottom = max(v + height / 2 for _, v, _, height in places)
    size = max(bottom - top, SMALLEST_POINTS) * UNITS / (ASCENT - DESCENT)
    baseline = bottom + size * DESCENT / UNITS
    ends = [_end(places, index, size) for index in range(len(places))]
    length, middle = ends[-1] - _left(places[0]), (_left(places[0]) + ends[-1]) / 2
    climb = frame.levelled_climb(length)
    size = min(max(size, HEIGHT_TO_CLIMB * abs(frame.slant - climb) * length), MOST_ENLARGED * size)
    yield f"{FONT_RESOURCE} {size:.3f} Tf"
    for index, text in enumerate(text for text, _ in shown):
        left = _left(places[index])
        u = (left + ends[index]) / 2
        yield frame.matrix(u, baseline - climb * (u - middle), width=ends[index] - left)
        yield _show(text, ends[index] - left, size, font)
        if index + 1 < len(shown):
            yield _show(" ", _left(places[index + 1]) - ends[index], size, font)


def searchable_text(text: str) -> str:
    """As people type it when they search: composed letters (NFC), plain spaces, no control characters."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(" " if unicodedata.category(each) == "Cc" else each for each in composed).split())


def _left(place: tuple[float, float, float, float]) -> float:
    return place[0] - place[2] / 2


def _end(places: Sequence[tuple[float, float, float, float]], index: int, size: float) -> float:
    """Where this word ends: its box's end, or before it where readers' boxes touch and the space would be lost."""
    left, width = _left(places[index]), places[index][2]
    if index + 1 == len(places):
        return left + width
    return left + max(min(width, _left(places[index + 1]) - LEAST_GAP * size - left), LEAST_WIDTH * width)


def _show(text: str, width: float, size: float, font: GlyphlessFont) -> str:
    natural = len(text) * size * ADVANCE / UNITS
    scale = 100 * max(width, SMALLEST_POINTS / 10) / natural
    return f"{scale:.3f} Tz <{font.encode(text).hex()}> Tj"
