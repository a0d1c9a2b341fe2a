"""Specimens as a desk's scanner gives them: clean, worn a little, or worn hard; the held-out set is worn otherwise."""

from __future__ import annotations

import io
import random
import zlib
from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy as np
from PIL import Image

from samples.files import Encoding, as_jpeg
from samples.fonts import set_in
from samples.scanner import CLEAN, Wear, to_grey, wear_page
from samples.sheet import Pixels, Seal, paint_ink
from samples.specimens.painting import paint
from samples.specimens.specimen import Specimen
from samples.specimens.typefaces import typeface_named

Amount = Literal["clean", "mild", "hard"]
_AMOUNTS: tuple[Amount, ...] = ("clean", "mild", "mild", "hard")
_GLASS = (26, 24, 24)
_CARD_SIDE_MM = 120.0
_DPI_OF_WEAR = 200


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """``pixels`` RGB uint8, shape (height, width, 3)."""

    pixels: Pixels
    dpi: int


@dataclass(frozen=True, slots=True)
class ScanWear:
    """How a page suffers. ``light``: skew apart, what samples/scanner.py does; the others are shares, mm, or switches.

    ``quality`` 0 leaves out JPEG; ``smear`` is the length of a blur in one direction, px at 200 dpi.
    """

    light: Wear = CLEAN
    skew_degrees: float = 0.0
    quality: int = 0
    border_mm: float = 0.0
    folds: int = 0
    through: float = 0.0
    stamped: bool = False
    salt: float = 0.0
    smear: int = 0
    grey: bool = False


UNWORN = ScanWear()


def scan(specimen: Specimen, seed: int, *, held_out: bool = False, wear: ScanWear | None = None) -> list[ScannedPage]:
    """The specimen's pages as scanned in one job: one resolution (cards 300 dpi), one amount of wear from the seed."""
    draw = random.Random(f"scan/{specimen.kind}/{specimen.seed}/{seed}/{held_out}")
    small = min(min(sheet.width, sheet.height) for sheet in specimen.sheets) < _CARD_SIDE_MM
    dpi = 300 if small or "card" in specimen.kind else draw.choice((200, 300))
    amount = draw.choice(_AMOUNTS)
    pages: list[ScannedPage] = []
    for index, sheet in enumerate(specimen.sheets):
        page = paint(sheet, dpi)
        chosen = wear if wear is not None else some_wear(draw, amount, held_out=held_out)
        if small:
            chosen = replace(chosen, border_mm=min(chosen.border_mm, 0.6), skew_degrees=chosen.skew_degrees * 0.6)
        if not sheet.marks:
            chosen = replace(chosen, stamped=False)
        rng = np.random.default_rng([seed, index, zlib.crc32(f"{specimen.kind}/{specimen.seed}".encode())])
        if specimen.face:
            with set_in(typeface_named(specimen.face)):
                page = worn(page, chosen, dpi, rng)
        pages.append(ScannedPage(page, dpi))
    return pages


def some_wear(draw: random.Random, amount: Amount, *, held_out: bool) -> ScanWear:
    """Drawn wear. Held out: smears instead of round blur, salt, grey, lower JPEG quality, fold and border together."""
    if amount == "clean":
        return replace(UNWORN, grey=held_out and draw.random() < 0.5)
    hard = amount == "hard"
    light = Wear(
        shade=draw.uniform(0.08, 0.22) if hard else draw.uniform(0.0, 0.08),
        noise_sigma=draw.uniform(6.0, 10.0) if hard else draw.uniform(2.0, 5.0),
        blur_sigma=0.0 if held_out else draw.uniform(0.75, 1.05) if hard else draw.uniform(0.3, 0.65),
    )
    common = ScanWear(
        light=light,
        skew_degrees=draw.choice((-1, 1)) * (draw.uniform(0.9, 2.4) if hard else draw.uniform(0.0, 0.8)),
        quality=draw.randint(48, 62) if hard else draw.randint(68, 88),
        border_mm=draw.uniform(1.0, 4.0) if draw.random() < (0.6 if hard else 0.25) else 0.0,
        folds=1 if hard and draw.random() < 0.5 else 0,
        through=draw.uniform(0.04, 0.09) if draw.random() < (0.5 if hard else 0.15) else 0.0,
        stamped=hard and draw.random() < 0.4,
    )
    if not held_out:
        return common
    return replace(
        common,
        quality=draw.randint(34, 46) if hard else draw.randint(52, 66),
        border_mm=draw.uniform(2.0, 5.0) if hard else common.border_mm,
        folds=draw.choice((1, 2)) if hard else common.folds,
        salt=draw.uniform(0.0006, 0.002) if draw.random() < 0.5 else 0.0,
        smear=draw.choice((2, 3)) if hard else draw.choice((0, 2)),
        grey=draw.random() < 0.5,
    )


def worn(page: Pixels, wear: ScanWear, dpi: int, rng: np.random.Generator) -> Pixels:
    """The page after all of its wear, same size."""
    if wear.through:
        page = _show_through(page, wear.through)
    if wear.stamped:
        page = _stamp(page, dpi, rng)
    for _ in range(wear.folds):
        page = _fold(page, dpi, rng)
    page = _on_glass(page, wear, dpi)
    scale = dpi / _DPI_OF_WEAR
    if wear.smear:
        page = _smear(page, round(wear.smear * scale), rng)
    page = wear_page(page, replace(wear.light, blur_sigma=wear.light.blur_sigma * scale), rng=rng)
    if wear.salt:
        page = _salt(page, wear.salt, rng)
    if wear.grey:
        page = to_grey(page)
    if wear.quality:
        coded = as_jpeg(page, Encoding(dpi=dpi, quality=wear.quality, grey=wear.grey))
        page = np.array(Image.open(io.BytesIO(coded)).convert("RGB"))
    return page


def _show_through(page: Pixels, share: float) -> Pixels:
    """The print of a back side, mirrored and soft; here the page itself, turned over."""
    back = cv2.GaussianBlur(page[::-1], (0, 0), 2.0)
    return np.asarray(cv2.addWeighted(page, 1.0, back, share, -255.0 * share), dtype=np.uint8)


def _stamp(page: Pixels, dpi: int, rng: np.random.Generator) -> Pixels:
    """One more seal, somewhere over the print of the lower two thirds."""
    height, width = page.shape[0] / dpi * 25.4, page.shape[1] / dpi * 25.4
    radius = min(14.0, width * 0.09)
    x, y = rng.uniform(0.25, 0.75) * width, rng.uniform(0.35, 0.85) * height
    stamped = page.copy()
    paint_ink(stamped, Seal(x, y, radius, "ĐÃ ĐỐI CHIẾU BẢN CHÍNH - MẪU", int(rng.integers(1, 2**31))), dpi)
    return stamped


def _fold(page: Pixels, dpi: int, rng: np.random.Generator) -> Pixels:
    """A straight band across the page, darker to one side of a light crease."""
    across = bool(rng.random() < 0.7)
    length = page.shape[0] if across else page.shape[1]
    at, wide = rng.uniform(0.3, 0.7) * length, rng.uniform(0.8, 1.8) / 25.4 * dpi
    near = slice(max(0, round(at - 4 * wide)), min(length, round(at + 4 * wide)))
    away = (np.arange(near.start, near.stop, dtype=np.float32) - np.float32(at)) / np.float32(wide)
    shade = 1.0 - 0.16 * np.exp(-((away - 0.8) ** 2)) + 0.05 * np.exp(-((away * 3.0) ** 2))
    folded = page.copy()
    band = folded[near] if across else folded[:, near]
    band[:] = np.clip(band * (shade[:, None, None] if across else shade[None, :, None]), 0, 255).astype(np.uint8)
    return folded


def _on_glass(page: Pixels, wear: ScanWear, dpi: int) -> Pixels:
    """Turned on the scanner's glass, with the dark border that an open lid leaves at two of its edges."""
    height, width = page.shape[:2]
    dark = wear.border_mm > 0
    if wear.skew_degrees:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), -wear.skew_degrees, 1.0)
        edge = _GLASS if dark else (250, 250, 247)
        page = np.asarray(
            cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=edge), np.uint8
        )
    if dark:
        page = page.copy()
        thick = round(wear.border_mm / 25.4 * dpi)
        page[:thick] = _GLASS
        page[:, width - thick :] = _GLASS
    return page


def _smear(page: Pixels, length: int, rng: np.random.Generator) -> Pixels:
    """Blur along the way of the lamp or of the paper."""
    size = (length, 1) if rng.random() < 0.5 else (1, length)
    return np.asarray(cv2.blur(page, size), dtype=np.uint8)


def _salt(page: Pixels, share: float, rng: np.random.Generator) -> Pixels:
    """Specks of dust, white on print and dark on paper."""
    chance = rng.random(page.shape[:2], dtype=np.float32)
    specked = page.copy()
    specked[chance < share / 2] = 255
    specked[chance > 1.0 - share / 2] = 60
    return specked
