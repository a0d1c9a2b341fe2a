"""JPEG, PNG and multi-page TIFF as sources, through Pillow."""

from __future__ import annotations

import warnings
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from models.errors import InputRefused
from models.geometry import WHOLE_PAGE, Box
from models.verdict import Verdict
from pipeline.source.document import EmbeddedImage, Limits, MediaType, PageGeometry, Pixels

# Pillow's own guard against pixel bombs is a global that warns first; _require_pixels refuses, call by call.
Image.MAX_IMAGE_PIXELS = None

ASSUMED_DPI = 200
"""Where a file does not say: the least that Decree 30/2020/NĐ-CP, Annex I, asks of a scan."""
BELIEVABLE_DPI = range(50, 2401)
_EXIF_ORIENTATION = 0x0112
_TURNED = {1: 0, 3: 180, 6: 90, 8: 270}


class ImageSource:
    """An opened image file; see SourceDocument. A TIFF may have many pages."""

    signed = False
    repaired = False

    def __init__(self, path: Path, limits: Limits, media_type: MediaType) -> None:
        self.media_type = media_type
        self._limits = limits
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Pillow warns of odd tags; what matters raises
                self._image = Image.open(path)
                self.page_count = int(getattr(self._image, "n_frames", 1))
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError) as error:
            raise InputRefused(_why_broken(path, media_type), type(error).__name__) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._image.close()

    def geometry(self, index: int) -> PageGeometry:
        image = self._frame(index)
        width, height = _shown_size(image)
        dpi = _resolution(image)
        used = dpi or ASSUMED_DPI
        return PageGeometry(width * 72 / used, height * 72 / used, dpi)

    def embedded(self, index: int) -> EmbeddedImage | None:
        image = self._frame(index)
        orientation = image.getexif().get(_EXIF_ORIENTATION, 1)
        plain = self.media_type is MediaType.JPEG and image.mode in {"L", "RGB"} and orientation in _TURNED
        return EmbeddedImage(
            "jpeg" if plain else "other", image.width, image.height, _TURNED.get(orientation, 0), WHOLE_PAGE
        )

    def annotations(self, index: int) -> tuple[Box, ...]:
        return ()

    def draw(self, index: int, *, dpi: int, grey: bool, annotated: bool = True) -> Pixels:
        pixels = self.native(index, grey=grey)
        scale = dpi / (_resolution(self._image) or ASSUMED_DPI)
        if abs(scale - 1) < 0.01:
            return pixels
        height, width = pixels.shape[:2]
        wanted = max(1, round(width * scale)), max(1, round(height * scale))
        _require_pixels(wanted[0] * wanted[1], self._limits)
        method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        return np.asarray(cv2.resize(pixels, wanted, interpolation=method), np.uint8)

    def native(self, index: int, *, grey: bool) -> Pixels:
        """The page at its own resolution, as its viewer shows it (EXIF orientation, transparency over white)."""
        image = self._frame(index)
        try:
            shown = ImageOps.exif_transpose(_opaque(image))
            return np.array(shown.convert("L" if grey else "RGB"), np.uint8)
        except (OSError, ValueError, SyntaxError, EOFError, TypeError) as error:
            cut = "truncated" in str(error).lower() or isinstance(error, EOFError)
            raise InputRefused(Verdict.TRUNCATED if cut else Verdict.MALFORMED, f"page {index + 1}") from error

    def is_grey(self, index: int) -> bool:
        """Whether the file itself holds no colour."""
        return self._frame(index).mode == "L"

    def _frame(self, index: int) -> Image.Image:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Pillow warns of odd tags; what matters raises
                self._image.seek(index)
        except (EOFError, OSError, ValueError, SyntaxError, KeyError, TypeError) as error:
            raise InputRefused(Verdict.MALFORMED, f"page {index + 1}: {type(error).__name__}") from error
        _require_pixels(self._image.width * self._image.height, self._limits)
        return self._image


def _opaque(image: Image.Image) -> Image.Image:
    """16-bit grey scaled to 8 bits; transparency laid over white paper."""
    if image.mode.startswith("I"):
        values = np.asarray(image, np.float64)
        return (
            Image.fromarray((values / 257).clip(0, 255).astype(np.uint8)) if values.max() > 255 else image.convert("L")
        )
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(paper, rgba).convert("RGB")
    return image


def _shown_size(image: Image.Image) -> tuple[int, int]:
    turned = image.getexif().get(_EXIF_ORIENTATION, 1) in {5, 6, 7, 8}
    return (image.height, image.width) if turned else (image.width, image.height)


def _resolution(image: Image.Image) -> int | None:
    """The file's own dpi if it is believable (Pillow has already turned centimetres into inches)."""
    stated = image.info.get("dpi")
    try:
        dpi = round(float(stated[0])) if stated else 0
    except (TypeError, ValueError, ZeroDivisionError, OverflowError, IndexError):
        return None
    # 72 and 96 are what programs write when they do not know.
    return dpi if dpi in BELIEVABLE_DPI and dpi not in {72, 96} else None


def _require_pixels(pixels: int, limits: Limits) -> None:
    if pixels > limits.max_pixels:
        raise InputRefused(Verdict.TOO_MANY_PIXELS, f"{pixels} pixels")


def _why_broken(path: Path, media_type: MediaType) -> Verdict:
    """Whether the end that the format demands is missing."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - 64))
        tail = stream.read()
    ends = {MediaType.JPEG: b"\xff\xd9", MediaType.PNG: b"IEND"}
    return Verdict.TRUNCATED if media_type in ends and ends[media_type] not in tail else Verdict.MALFORMED
