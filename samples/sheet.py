"""A sheet is a list of marks at places in mm; painting it gives an RGB image of an A4 page at any resolution."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.fonts import Style, font_of
from samples.ink import stamp_ink
from samples.pen import pen_mask, signature_mask
from samples.seal import seal_mask

A4_WIDTH_MM = 210.0
A4_HEIGHT_MM = 297.0
SPECIMEN = "SPECIMEN"

Pixels = NDArray[np.uint8]
"""An image, uint8, shape (height, width, 3), RGB."""

_PEN_BLUE = (24, 42, 150)
_SEAL_RED = (205, 22, 38)
_WATERMARK_GREY = 236
_WATERMARK_POINTS = 104
_WATERMARK_DEGREES = 52.0


@dataclass(frozen=True, slots=True)
class Text:
    """A printed run; ``x`` is its left edge and ``y`` its baseline, in mm from the top left corner of the page."""

    x: float
    y: float
    text: str
    style: Style = "regular"
    points: float = 13.0
    grey: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line from ``x`` on, mm."""

    x: float
    y: float
    length: float


@dataclass(frozen=True, slots=True)
class PenDigits:
    """Digits written by hand on the baseline ``y``; ``seed`` shapes the hand."""

    x: float
    y: float
    digits: str
    height: float
    seed: int


@dataclass(frozen=True, slots=True)
class Signature:
    """A scribble centred at (x, y)."""

    x: float
    y: float
    width: float
    seed: int


@dataclass(frozen=True, slots=True)
class Seal:
    """A red round seal centred at (x, y) with the agency's name along its ring."""

    x: float
    y: float
    radius: float
    agency: str
    seed: int


Mark = Text | Rule | PenDigits | Signature | Seal


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. An empty sheet is a blank page and carries no watermark."""

    marks: tuple[Mark, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is printed on the page, the watermark included, in the order of painting."""
        printed = tuple(mark.text for mark in self.marks if isinstance(mark, Text))
        return (SPECIMEN, *printed) if self.marks else ()


def paint(sheet: Sheet, dpi: int) -> Pixels:
    """The sheet as an RGB image of A4 size: print first, ink (pen, seal) over it as ink lies on print."""
    size = (round(A4_WIDTH_MM / 25.4 * dpi), round(A4_HEIGHT_MM / 25.4 * dpi))
    page = Image.new("L", size, 255)
    if sheet.marks:
        _paint_watermark(page, dpi)
    draw = ImageDraw.Draw(page)
    for mark in sheet.marks:
        if isinstance(mark, Text):
            font = font_of(mark.style, round(mark.points / 72 * dpi))
            draw.text((_px(mark.x, dpi), _px(mark.y, dpi)), mark.text, font=font, fill=mark.grey, anchor="ls")
        elif isinstance(mark, Rule):
            start, end = (_px(mark.x, dpi), _px(mark.y, dpi)), (_px(mark.x + mark.length, dpi), _px(mark.y, dpi))
            draw.line((start, end), fill=0, width=max(1, round(dpi / 110)))
    pixels = np.repeat(np.asarray(page)[:, :, None], 3, axis=2)
    for mark in sheet.marks:
        if isinstance(mark, PenDigits | Signature | Seal):
            paint_ink(pixels, mark, dpi)
    return pixels


def paint_ink(pixels: Pixels, mark: PenDigits | Signature | Seal, dpi: int) -> None:
    """Lay one ink mark on the page, in place (the array was made by the caller for this)."""
    per_mm = dpi / 25.4
    if isinstance(mark, Seal):
        mask = seal_mask(mark.agency, mark.radius * per_mm, mark.seed)
        left, top = (mark.x - mark.radius) * per_mm, (mark.y - mark.radius) * per_mm
        stamp_ink(pixels, mask, at=(round(left), round(top)), colour=_SEAL_RED)
    elif isinstance(mark, Signature):
        mask = signature_mask(mark.width * per_mm, mark.seed)
        at = (round(mark.x * per_mm - mask.shape[1] / 2), round(mark.y * per_mm - mask.shape[0] / 2))
        stamp_ink(pixels, mask, at=at, colour=_PEN_BLUE)
    else:
        mask = pen_mask(mark.digits, mark.height * per_mm, mark.seed)
        at = (round(mark.x * per_mm), round(mark.y * per_mm - mask.shape[0] * 0.86))
        stamp_ink(pixels, mask, at=at, colour=_PEN_BLUE)


def _paint_watermark(page: Image.Image, dpi: int) -> None:
    """SPECIMEN across the page, light enough to fall above any threshold between ink and paper."""
    font = font_of("bold", round(_WATERMARK_POINTS / 72 * dpi))
    left, top, right, bottom = font.getbbox(SPECIMEN)
    stencil = Image.new("L", (round(right - left), round(bottom - top)), 0)
    ImageDraw.Draw(stencil).text((-left, -top), SPECIMEN, font=font, fill=255)
    turned = stencil.rotate(_WATERMARK_DEGREES, expand=True, resample=Image.Resampling.BICUBIC)
    at = ((page.width - turned.width) // 2, (page.height - turned.height) // 2)
    page.paste(_WATERMARK_GREY, at, turned)


def _px(mm: float, dpi: int) -> int:
    return round(mm / 25.4 * dpi)
