"""Pages drawn for the tests of regions, and lines as a reader would hand them over."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from models.geometry import Box, around
from models.page import Line, Word
from pipeline.regions.picture import Picture, picture_of
from pipeline.source.document import Pixels
from samples.fonts import width_mm
from samples.sheet import A4_HEIGHT_MM, A4_WIDTH_MM, Mark, Sheet, Text, paint

DPI = 150
Frame = tuple[float, float, float, float]
BLUE = (0, 0, 255)


def drawn(*marks: Mark, frames: tuple[Frame, ...] = (), grey: bool = False) -> Picture:
    """A page with its marks and ruled frames (left, top, right, bottom in mm)."""
    return picture_of(pixels(*marks, frames=frames, grey=grey), DPI)


def pixels(*marks: Mark, frames: tuple[Frame, ...] = (), grey: bool = False) -> Pixels:
    page = Image.fromarray(paint(Sheet(marks), DPI) if marks else np.full((1754, 1240, 3), 255, np.uint8))
    draw = ImageDraw.Draw(page)
    for frame in frames:
        draw.rectangle([round(side / 25.4 * DPI) for side in frame], outline=0, width=3)
    return np.array(page.convert("L") if grey else page, np.uint8)


def read(text: Text, confidence: float | dict[str, float] = 0.95, instead: str = "") -> Line:
    """The line as read; ``confidence`` for all words or by word, ``instead``: what was read in its place."""
    height, space = text.points / 72 * 25.4 * 0.75, width_mm(" ", text.style, text.points)
    words, x = [], text.x
    for word in (instead or text.text).split():
        width = width_mm(word, text.style, text.points)
        sure = confidence if isinstance(confidence, float) else confidence.get(word, 0.95)
        sides = Box(x / A4_WIDTH_MM, (text.y - height) / A4_HEIGHT_MM, (x + width) / A4_WIDTH_MM, text.y / A4_HEIGHT_MM)
        words.append(Word(text=word, box=sides, confidence=sure, readers=("tesseract",)))
        x += width + space
    return line_of(*words)


def line_of(*words: Word) -> Line:
    return Line(
        text=" ".join(word.text for word in words),
        box=around([word.box for word in words]),
        confidence=sum(word.confidence for word in words) / len(words),
        words=words,
    )


def joined(*lines: Line) -> Line:
    """Lines at one height as Tesseract often gives them: as one."""
    return line_of(*(word for line in lines for word in line.words))
