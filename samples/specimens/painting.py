"""Painting a sized sheet: print and pictures first, ink (pen, seal) over them as ink lies on print."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFont

from samples.fonts import font_of, set_in, width_mm
from samples.sheet import SPECIMEN, PenDigits, Pixels, Rule, Seal, Signature, Text, paint_ink
from samples.specimens.pictures import draw_picture
from samples.specimens.sheet import Code, Dots, Frame, Mark, Picture, Print, SizedSheet, Upright, Zone
from samples.specimens.typefaces import monospaced, typeface_named

_WHITE = (255, 255, 255)
_WATERMARK = (236, 236, 236)
_LINE = (40, 40, 40)
_WATERMARK_SHARE = 0.62
"""Of the shorter side, which the watermark is long."""
_DOT_PITCH_MM = 0.9
_QUIET = 2


def paint(sheet: SizedSheet, dpi: int) -> Pixels:
    """The sheet as an RGB image at a resolution, shape (height, width, 3)."""
    size = (_px(sheet.width, dpi), _px(sheet.height, dpi))
    page = Image.new("RGB", size, _WHITE)
    if not sheet.marks:
        return np.array(page)
    with set_in(typeface_named(sheet.face)):
        draw = ImageDraw.Draw(page)
        for mark in sheet.marks:
            if isinstance(mark, Frame):
                _frame(draw, mark, dpi)
        _watermark(page)
        for mark in sheet.marks:
            _put(page, draw, mark, dpi)
        pixels = np.array(page)
        for mark in sheet.marks:
            if isinstance(mark, PenDigits | Signature | Seal):
                paint_ink(pixels, mark, dpi)
    return pixels


def _put(page: Image.Image, draw: ImageDraw.ImageDraw, mark: Mark, dpi: int) -> None:
    """One mark that is no ink and no frame."""
    at = (_px(mark.x, dpi), _px(mark.y, dpi))
    if isinstance(mark, Text | Print):
        _print(draw, mark, dpi)
    elif isinstance(mark, Zone):
        draw.text(at, mark.text, font=_zone_font(round(mark.points / 72 * dpi)), fill=(0, 0, 0), anchor="ls")
    elif isinstance(mark, Rule):
        draw.line((at, (_px(mark.x + mark.length, dpi), at[1])), fill=_LINE, width=_thin(dpi))
    elif isinstance(mark, Upright):
        draw.line((at, (at[0], _px(mark.y + mark.height, dpi))), fill=_LINE, width=_thin(dpi))
    elif isinstance(mark, Dots):
        _dots(draw, mark, dpi)
    elif isinstance(mark, Code):
        page.paste(_code(mark.payload, _px(mark.width, dpi)), at)
    elif isinstance(mark, Picture):
        draw_picture(page, mark, dpi)


def _print(draw: ImageDraw.ImageDraw, mark: Text | Print, dpi: int) -> None:
    """Word by word where the layout has them: a run's own advances, rounded to pixels, would drift away from that."""
    colour = mark.colour if isinstance(mark, Print) else (mark.grey,) * 3
    font = font_of(mark.style, round(mark.points / 72 * dpi))
    start = 0
    for word in mark.text.split(" "):
        if word:
            x = mark.x + width_mm(mark.text[:start], mark.style, mark.points)
            draw.text((_px(x, dpi), _px(mark.y, dpi)), word, font=font, fill=colour, anchor="ls")
        start += len(word) + 1


def _frame(draw: ImageDraw.ImageDraw, mark: Frame, dpi: int) -> None:
    box = (_px(mark.x, dpi), _px(mark.y, dpi), _px(mark.x + mark.width, dpi), _px(mark.y + mark.height, dpi))
    draw.rectangle(box, fill=mark.tint, outline=_LINE if mark.lined else None, width=_thin(dpi))


def _dots(draw: ImageDraw.ImageDraw, mark: Dots, dpi: int) -> None:
    side = max(1, round(0.28 / 25.4 * dpi))
    for index in range(int(mark.length / _DOT_PITCH_MM)):
        left, top = _px(mark.x + index * _DOT_PITCH_MM, dpi), _px(mark.y, dpi)
        draw.rectangle((left, top, left + side - 1, top + side - 1), fill=(70, 70, 70))


def _code(payload: str, side: int) -> Image.Image:
    """Whole modules, as many pixels each as go into the side, white round them."""
    barcode = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = np.array(zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False))
    padded = Image.fromarray(np.pad(modules, _QUIET, constant_values=255))
    return padded.resize((side, side), Image.Resampling.BOX if side < 4 * padded.width else Image.Resampling.NEAREST)


def _watermark(page: Image.Image) -> None:
    """SPECIMEN across the sheet: darkens by a touch, lighter than any threshold between ink and paper."""
    font = font_of("bold", round(min(page.size) * _WATERMARK_SHARE / 4.2))
    left, top, right, bottom = font.getbbox(SPECIMEN)
    stencil = Image.new("L", (round(right - left), round(bottom - top)), 0)
    ImageDraw.Draw(stencil).text((-left, -top), SPECIMEN, font=font, fill=255)
    degrees = 52.0 if page.height > page.width else 30.0
    turned = stencil.rotate(degrees, expand=True, resample=Image.Resampling.BICUBIC)
    veil = Image.new("RGB", page.size, _WHITE)
    veil.paste(_WATERMARK, ((page.width - turned.width) // 2, (page.height - turned.height) // 2), turned)
    page.paste(ImageChops.darker(page, veil))


@lru_cache(maxsize=8)
def _zone_font(pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(monospaced()), pixels, layout_engine=ImageFont.Layout.BASIC)


def _thin(dpi: int) -> int:
    return max(1, round(dpi / 130))


def _px(mm: float, dpi: int) -> int:
    return round(mm / 25.4 * dpi)
