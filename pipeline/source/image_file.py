"""JPEG, PNG and multi-page TIFF as sources, through Pillow."""

from __future__ import annotations

import struct
import warnings
import zlib
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from PIL import Image

from models.errors import InputRefused
from models.geometry import WHOLE_PAGE, Box
from models.page import Signing
from models.verdict import Verdict
from pipeline.source.document import EmbeddedImage, PageGeometry, Pixels
from pipeline.source.limits import Limits
from pipeline.source.media import MediaType
from pipeline.source.tiff_extent import is_cut_short

# Pillow's own guard against pixel bombs is a global that warns first; _require_pixels refuses, call by call.
Image.MAX_IMAGE_PIXELS = None

ASSUMED_DPI = 200
"""Where a file does not say: the least that Decree 30/2020/NĐ-CP, Annex I, asks of a scan."""
BELIEVABLE_DPI = range(50, 2401)
UNMEASURED_DPI = frozenset({72, 96})
"""What programs write when they do not know."""
_EXIF_ORIENTATION = 0x0112
_TURNED = {1: 0, 3: 180, 6: 90, 8: 270}
_TRANSPOSED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What shows an image of each EXIF orientation upright; Pillow counts turns the other way round."""
_ON_SIDE = frozenset({5, 6, 7, 8})
_PILLOW_NAMES = {MediaType.JPEG: ("JPEG", "MPO"), MediaType.PNG: ("PNG",), MediaType.TIFF: ("TIFF",)}
_NONSENSE = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError,
    NotImplementedError, struct.error, zlib.error,
)  # fmt: skip
"""What Pillow has been seen to raise, and may, over broken files."""


class ImageSource:
    """An opened image file; see SourceDocument. Only a TIFF has several pages.

    (What a telephone's JPEG holds beside its picture, a preview or a map of brightness, is no page.)
    """

    signed = False
    repaired = False

    def __init__(self, path: Path, limits: Limits, media_type: MediaType) -> None:
        self.media_type = media_type
        self._path, self._limits = path, limits
        # A stream and not a name: Pillow maps a named file's pixels into memory with the width and height of a turned
        # TIFF the wrong way round.
        self._stream = path.open("rb")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Pillow warns of odd tags; what matters raises
                self._image = Image.open(self._stream, formats=_PILLOW_NAMES[media_type])
                self.page_count = int(getattr(self._image, "n_frames", 1)) if media_type is MediaType.TIFF else 1
        except _NONSENSE as error:
            self._stream.close()
            raise InputRefused(_why_broken(path, media_type), type(error).__name__) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._image.close()
        self._stream.close()

    def geometry(self, index: int) -> PageGeometry:
        image = self._frame(index)
        (width, height), (across, up) = self._shown(image)
        stated = _resolution(image) is not None
        return PageGeometry(width * 72 / across, height * 72 / up, round((across * up) ** 0.5) if stated else None)

    def embedded(self, index: int) -> EmbeddedImage | None:
        image = self._frame(index)
        orientation = self._orientation(image)
        plain = self.media_type is MediaType.JPEG and image.mode in {"L", "RGB"} and orientation in _TURNED
        return EmbeddedImage(
            "jpeg" if plain else "other", image.width, image.height, _TURNED.get(orientation, 0), WHOLE_PAGE
        )

    def annotations(self, index: int) -> tuple[Box, ...]:
        return ()

    def signings(self, index: int) -> tuple[Signing, ...]:
        return ()

    def draws_pictures(self, index: int) -> bool:
        return True

    def draw(self, index: int, *, dpi: int, grey: bool, annotated: bool = True) -> Pixels:
        (width, height), (across, up) = self._shown(self._frame(index))
        scales = dpi / across, dpi / up
        if max(abs(scale - 1) for scale in scales) < 0.01:
            return self.native(index, grey=grey)
        wanted = max(1, round(width * scales[0])), max(1, round(height * scales[1]))
        _require_pixels(wanted[0] * wanted[1], self._limits)
        method = cv2.INTER_AREA if max(scales) < 1 else cv2.INTER_CUBIC
        return np.asarray(cv2.resize(self.native(index, grey=grey), wanted, interpolation=method), np.uint8)

    def native(self, index: int, *, grey: bool) -> Pixels:
        """The page at its own resolution, as its viewer shows it (EXIF orientation, transparency over white)."""
        image = self._frame(index)
        orientation = self._orientation(image)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Pillow warns of odd tags; what matters raises
                plain = _opaque(image)
                shown = plain.transpose(_TRANSPOSED[orientation]) if orientation in _TRANSPOSED else plain
                return np.array(shown.convert("L" if grey else "RGB"), np.uint8)
        except _NONSENSE as error:
            raise InputRefused(self._why_undrawable(error), f"page {index + 1}") from error

    def require_whole(self) -> None:
        """Raises InputRefused(truncated or malformed) when pixels are missing. Decodes coarsely, or not at all."""
        if self.media_type is MediaType.TIFF:
            if is_cut_short(self._path):
                raise InputRefused(Verdict.TRUNCATED, "strips past the end")
            return
        _require_pixels(self._image.width * self._image.height, self._limits)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Pillow warns of odd tags; what matters raises
                with Image.open(self._path, formats=_PILLOW_NAMES[self.media_type]) as image:
                    image.draft("L", (1, 1))  # a JPEG at an eighth; nothing to a PNG
                    image.load()
        except _NONSENSE as error:
            raise InputRefused(self._why_undrawable(error), str(error)) from error

    def is_grey(self, index: int) -> bool:
        """Whether the file itself holds no colour."""
        return self._frame(index).mode == "L"

    def _frame(self, index: int) -> Image.Image:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Pillow warns of odd tags; what matters raises
                self._image.seek(index)
        except _NONSENSE as error:
            raise InputRefused(Verdict.MALFORMED, f"page {index + 1}: {type(error).__name__}") from error
        _require_pixels(self._image.width * self._image.height, self._limits)
        return self._image

    def _orientation(self, image: Image.Image) -> int:
        """The EXIF orientation that is still to be applied; Pillow has already turned a TIFF."""
        if self.media_type is MediaType.TIFF:
            return 1
        try:
            return int(image.getexif().get(_EXIF_ORIENTATION, 1))
        except _NONSENSE:
            return 1

    def _shown(self, image: Image.Image) -> tuple[tuple[int, int], tuple[int, int]]:
        """Width and height in pixels, and dots an inch across and up, as the viewer shows the page."""
        size = image.width, image.height
        across, up = _resolution(image) or (ASSUMED_DPI, ASSUMED_DPI)
        return (size[::-1], (up, across)) if self._orientation(image) in _ON_SIDE else (size, (across, up))

    def _why_undrawable(self, error: Exception) -> Verdict:
        if "truncated" in str(error).lower() or isinstance(error, EOFError):
            return Verdict.TRUNCATED
        return _why_broken(self._path, self.media_type)


def _opaque(image: Image.Image) -> Image.Image:
    """16-bit grey scaled to 8 bits; transparency laid over white paper."""
    if image.mode.startswith("I"):
        values = np.asarray(image)
        deep = int(values.max(initial=0)) > 255
        return Image.fromarray((np.clip(values, 0, 65535) >> (8 if deep else 0)).astype(np.uint8))
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(paper, rgba).convert("RGB")
    return image


def _resolution(image: Image.Image) -> tuple[int, int] | None:
    """The file's own dots an inch across and up, if believable; whole, as before they were stored by metre."""
    stated = image.info.get("dpi")
    try:
        across, up = (round(float(value)) for value in stated) if stated else (0, 0)
    except (TypeError, ValueError, ArithmeticError):
        return None
    believable = across in BELIEVABLE_DPI and up in BELIEVABLE_DPI and 0.25 <= across / up <= 4
    return (across, up) if believable and not {across, up} <= UNMEASURED_DPI else None


def _require_pixels(pixels: int, limits: Limits) -> None:
    if pixels > limits.max_pixels:
        raise InputRefused(Verdict.TOO_MANY_PIXELS, f"{pixels} pixels")


def _why_broken(path: Path, media_type: MediaType) -> Verdict:
    """Whether the end that the format demands is missing."""
    if media_type is MediaType.TIFF:
        return Verdict.TRUNCATED if is_cut_short(path) else Verdict.MALFORMED
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - 64))
        tail = stream.read()
    end = b"IEND" if media_type is MediaType.PNG else b"\xff\xd9"
    return Verdict.MALFORMED if end in tail else Verdict.TRUNCATED
