"""Separator sheets for printing: A4 pages with a QR of our own, and the patch code that other software knows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from models.errors import ToolMissing
from models.separator import HEADING, PATCH_T, SeparatorSheet

DPI = 300
WIDTH_MM, HEIGHT_MM = 210.0, 297.0
QR_MM = 60.0
"""Measured: at 40 to 70 mm it is read from noisy scans of 100 to 300 dpi, at 90 mm no longer at 300."""
BAR_MM, BAR_HEIGHT_MM = 150.0, 22.0
WHAT_TO_DO = "Đặt tờ này trước mỗi giấy tờ của hồ sơ rồi quét cả tập: máy tách giấy tờ tại đây."
PACKAGE = "fonts-liberation2"
FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation2"),
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/truetype/dejavu"),
)
_FILES = {"regular": ("LiberationSans-Regular", "DejaVuSans"), "bold": ("LiberationSans-Bold", "DejaVuSans-Bold")}
_HARDEST = "ệẩớ"
Weight = Literal["regular", "bold"]


def write_sheets(path: Path, sheets: Sequence[SeparatorSheet], *, folders: Sequence[Path] = FOLDERS) -> None:
    """One page a sheet, two-tone, at 300 dpi. Raises ToolMissing without a typeface that has Vietnamese letters."""
    pages = [paint(sheet, folders=tuple(folders)) for sheet in sheets]
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, title=HEADING)


def paint(sheet: SeparatorSheet, *, folders: tuple[Path, ...] = FOLDERS) -> Image.Image:
    """The sheet as a two-tone image of A4 size."""
    page = Image.new("L", (_pixels(WIDTH_MM), _pixels(HEIGHT_MM)), 255)
    draw = ImageDraw.Draw(page)

    def write(text: str, *, at_mm: float, points: float, weight: Weight) -> None:
        """One centred line, made smaller where it would not fit; ``at_mm``: its middle, from the top."""
        size = points
        while size > 8 and font(weight, size, folders).getlength(text) > 0.88 * page.width:
            size -= 1
        draw.text((page.width / 2, _pixels(at_mm)), text, font=font(weight, size, folders), fill=0, anchor="mm")

    write(HEADING, at_mm=32, points=54, weight="bold")
    write(f"Hồ sơ {sheet.dossier}", at_mm=58, points=26, weight="bold")
    component = f" · Thành phần {sheet.component}" if sheet.component else ""
    write(f"Tờ số {sheet.ordinal}{component}", at_mm=74, points=18, weight="regular")
    _paste(page, _square(sheet.payload), middle_mm=132)
    write(WHAT_TO_DO, at_mm=190, points=14, weight="regular")
    _paste(page, _bars(PATCH_T), middle_mm=232)
    write("PATCH T", at_mm=250, points=12, weight="regular")
    return page.convert("1", dither=Image.Dither.NONE)


@lru_cache(maxsize=64)
def font(weight: Weight, points: float, folders: tuple[Path, ...] = FOLDERS) -> ImageFont.FreeTypeFont:
    """The first typeface with Vietnamese letters. Raises ToolMissing."""
    for folder in folders:
        for name in _FILES[weight]:
            path = folder / f"{name}.ttf"
            if path.is_file() and _draws_vietnamese(path):
                pixels = round(points / 72 * DPI)
                return ImageFont.truetype(str(path), pixels, layout_engine=ImageFont.Layout.BASIC)
    raise ToolMissing(f"no typeface with Vietnamese letters was found: apt-get install {PACKAGE}")


def _draws_vietnamese(path: Path) -> bool:
    """A letter that a font lacks is drawn as the same box as an unassigned character."""
    face = ImageFont.truetype(str(path), 40, layout_engine=ImageFont.Layout.BASIC)
    box = bytes(face.getmask("\U000e0fff"))
    return all(bytes(face.getmask(letter)) != box for letter in _HARDEST)


def _square(text: str) -> Image.Image:
    """A QR that is still read when a quarter of it is spoilt."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    modules = np.asarray(code.to_image(scale=1, add_quiet_zones=False))
    scale = _pixels(QR_MM) // modules.shape[0]
    return Image.fromarray(np.kron(modules, np.ones((scale, scale), np.uint8)))


def _bars(text: str) -> Image.Image:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    row = np.asarray(code.to_image(scale=1, add_quiet_zones=False))[:1]
    scale = _pixels(BAR_MM) // row.shape[1]
    return Image.fromarray(np.kron(row, np.ones((_pixels(BAR_HEIGHT_MM), scale), np.uint8)))


def _paste(page: Image.Image, code: Image.Image, *, middle_mm: float) -> None:
    page.paste(code, ((page.width - code.width) // 2, _pixels(middle_mm) - code.height // 2))


def _pixels(mm: float) -> int:
    return round(mm / 25.4 * DPI)
