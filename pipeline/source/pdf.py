"""PDF as a source: PDFium counts and draws, pikepdf (qpdf) looks at the structure."""

from __future__ import annotations

import functools
import logging
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c

from models.errors import InputRefused
from models.geometry import Box
from models.page import Signing
from models.verdict import Verdict
from pipeline.source.document import EmbeddedImage, PageGeometry, Pixels
from pipeline.source.limits import Limits
from pipeline.source.media import MediaType
from pipeline.source.pdf_signatures import signings_on
from pipeline.source.pdf_structure import (
    NONSENSE,
    PlacedImage,
    draws_unasked,
    full_page_image,
    is_signed,
    visible_annotations,
)

# It tells of each form of the XFA kind that it cannot run its scripts, which nobody asked of it.
logging.getLogger("pypdfium2").setLevel(logging.ERROR)

POINTS_PER_INCH = 72.0
LOWEST_DPI = 36
MOST_OF_PAGE = 0.6
"""An image that covers this share of a page decides the page's resolution."""
SAME_PLACE = 0.002
"""As a share of the page, 0.6 mm on A4: an image this exactly in place is the page, pixel for pixel."""
TAIL_BYTES = 2048
_PICTURES = {pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_SHADING}
MANY_STROKES = 100
"""Path segments: the shortest bar code has some thirty bars of four or five; a letter's rulings have ten."""


class PdfSource:
    """An opened PDF; see SourceDocument."""

    media_type = MediaType.PDF

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path, self._limits = path, limits
        self._document = _open(path)
        self._images: dict[int, tuple[PlacedImage, EmbeddedImage] | None] = {}
        self._last: tuple[int, pypdfium2.PdfPage] | None = None
        with suppress(pypdfium2.PdfiumError):
            self._document.init_forms()  # before anything is asked of pages, or their fields are not drawn
        self.page_count = len(self._document)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if "_structure" in self.__dict__ and self._structure is not None:
            self._structure.close()
        self._last = None
        self._document.close()

    @functools.cached_property
    def _structure(self) -> pikepdf.Pdf | None:
        """qpdf's view; None when it cannot make sense of what PDFium could."""
        try:
            return pikepdf.open(self._path, suppress_warnings=True)
        except (pikepdf.PasswordError, *NONSENSE):
            return None

    @functools.cached_property
    def _agrees(self) -> bool:
        """Whether qpdf sees the same number of pages as PDFium, so that their indexes mean the same."""
        try:
            return self._structure is not None and len(self._structure.pages) == self.page_count
        except NONSENSE:
            return False

    @functools.cached_property
    def signed(self) -> bool:
        try:
            return self._structure is not None and is_signed(self._structure)
        except NONSENSE:
            return False

    @functools.cached_property
    def repaired(self) -> bool:
        return self._structure is None or not self._agrees or bool(self._structure.get_warnings())

    def geometry(self, index: int) -> PageGeometry:
        width, height = self._page(index).get_size()
        unit = self._user_unit(index)
        return PageGeometry(width * unit, height * unit, self._scan_dpi(index, width * unit, height * unit))

    def embedded(self, index: int) -> EmbeddedImage | None:
        found = self._full_page_image(index)
        return found[1] if found else None

    def _full_page_image(self, index: int) -> tuple[PlacedImage, EmbeddedImage] | None:
        if index not in self._images:
            page = self._structure_page(index)
            try:
                whole = None if page is None or draws_unasked(page) else full_page_image(page)
            except NONSENSE:
                whole = None  # a page whose structure makes no sense is drawn instead
            self._images[index] = whole
        return self._images[index]

    def annotations(self, index: int) -> tuple[Box, ...]:
        page = self._structure_page(index)
        try:
            return visible_annotations(page) if page is not None else ()
        except NONSENSE:
            return ()

    def signings(self, index: int) -> tuple[Signing, ...]:
        page = self._structure_page(index)
        try:
            return tuple(signings_on(page)) if page is not None else ()
        except NONSENSE:
            return ()

    def draws_pictures(self, index: int) -> bool:
        if self.annotations(index):
            return True
        strokes = 0
        try:
            for item in self._page(index).get_objects(max_depth=4):
                if item.type in _PICTURES:
                    return True
                if item.type == pdfium_c.FPDF_PAGEOBJ_PATH:
                    strokes += max(0, pdfium_c.FPDFPath_CountSegments(item))
        except pypdfium2.PdfiumError:
            return True
        return strokes >= MANY_STROKES

    def draw(self, index: int, *, dpi: int, grey: bool, annotated: bool = True) -> Pixels:
        if not self.annotations(index) and (fast := self._decode_embedded(index, dpi=dpi, grey=grey)) is not None:
            return fast
        page = self._page(index)
        scale = self._scale(page, dpi, self._user_unit(index))
        try:
            bitmap = page.render(
                scale=scale, grayscale=grey, may_draw_forms=annotated, draw_annots=annotated, rev_byteorder=True
            )
            pixels: Pixels = bitmap.to_numpy().copy()
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise InputRefused(Verdict.MALFORMED, f"page {index + 1} cannot be drawn: {error}") from error
        return pixels[:, :, 0] if grey and pixels.ndim == 3 else pixels

    def _page(self, index: int) -> pypdfium2.PdfPage:
        """The last one asked for is kept: its objects, once parsed, serve measuring and drawing."""
        if self._last is None or self._last[0] != index:
            try:
                page = self._document[index]
                if min(page.get_size()) <= 0:  # a CropBox beside the MediaBox: viewers show the MediaBox
                    page.set_cropbox(*page.get_mediabox())
                self._last = index, page
            except pypdfium2.PdfiumError as error:
                raise InputRefused(Verdict.MALFORMED, f"page {index + 1} cannot be loaded") from error
        return self._last[1]

    def _structure_page(self, index: int) -> pikepdf.Page | None:
        return self._structure.pages[index] if self._agrees and self._structure is not None else None

    def _user_unit(self, index: int) -> float:
        page = self._structure_page(index)
        try:
            unit = float(page.obj.get("/UserUnit", 1)) if page is not None else 1.0
        except NONSENSE:
            return 1.0
        return unit if 0 < unit <= 1000 else 1.0

    def _scale(self, page: pypdfium2.PdfPage, dpi: int, unit: float) -> float:
        """Pixels a PDF unit; lowered so that the raster stays within max_pixels."""
        width, height = page.get_size()
        scale = dpi / POINTS_PER_INCH * unit
        pixels = max(width * scale, 1) * max(height * scale, 1)
        if pixels > self._limits.max_pixels:
            scale *= (self._limits.max_pixels / pixels) ** 0.5 * 0.999
        # PDFium refuses a raster without extent: a hair-thin page gets one pixel.
        used = float(max(scale, 1.001 / max(min(width, height), 1e-3)))
        too_coarse = scale * POINTS_PER_INCH / unit < min(LOWEST_DPI, dpi)
        if too_coarse or width * used * height * used > self._limits.max_pixels:
            raise InputRefused(Verdict.TOO_MANY_PIXELS, f"page of {width:.0f} x {height:.0f} points")
        return used

    def _scan_dpi(self, index: int, width: float, height: float) -> int | None:
        """``width`` and ``height`` of the shown page in points. Where across and up differ (fax): their mean."""
        embedded = self.embedded(index)
        if embedded is None:
            return self._largest_image_dpi(index)
        box, on_side = embedded.upright_box, embedded.turned % 180 != 0
        pixels = (embedded.height, embedded.width) if on_side else (embedded.width, embedded.height)
        return _mean_dpi(pixels, (width * box.width, height * box.height))

    def _largest_image_dpi(self, index: int) -> int | None:
        """Of a page of several objects: the resolution of the image that covers most of it."""
        best: tuple[float, int | None] = (0.0, None)
        try:
            page = self._page(index)
            area, unit = page.get_width() * page.get_height(), self._user_unit(index)
            for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4):
                left, bottom, right, top = item.get_bounds()
                covered = (right - left) * (top - bottom)
                if covered > max(MOST_OF_PAGE * area, best[0]):
                    # Sorted, since a page's or an image's turn by quarters changes nothing about its resolution.
                    pixels, points = sorted(item.get_px_size()), sorted(((right - left) * unit, (top - bottom) * unit))
                    best = covered, _mean_dpi((pixels[0], pixels[1]), (points[0], points[1]))
        except (pypdfium2.PdfiumError, InputRefused):
            return None
        return best[1]

    def _decode_embedded(self, index: int, *, dpi: int, grey: bool) -> Pixels | None:
        """The embedded JPEG decoded without PDFium, where that is the same picture: a full page of the same size.

        Five to nine times as fast for grey, a little for colour; in colour half as large too, which spares two thirds.
        """
        found = self._full_page_image(index)
        halved = found is not None and not grey and self._is_the_page(index, found[1], 2 * dpi)
        if found is None or not (halved or self._is_the_page(index, found[1], dpi)):
            return None
        placed, embedded = found
        try:
            data = np.frombuffer(placed.stream.read_raw_bytes(), np.uint8)
        except NONSENSE:
            return None
        colour = cv2.IMREAD_REDUCED_COLOR_2 if halved else cv2.IMREAD_COLOR
        flags = (cv2.IMREAD_GRAYSCALE if grey else colour) | cv2.IMREAD_IGNORE_ORIENTATION
        image = cv2.imdecode(data, flags) if data.size else None
        parts = 2 if halved else 1
        if image is None or image.shape[:2] != (-(-embedded.height // parts), -(-embedded.width // parts)):
            return None
        upright = turn_pixels(np.asarray(image, np.uint8), embedded.turned)
        return upright if grey else np.ascontiguousarray(upright[:, :, ::-1])

    def _is_the_page(self, index: int, embedded: EmbeddedImage, dpi: int) -> bool:
        """Whether the image's own pixels are what drawing at ``dpi`` would give: a JPEG, in place, of that size."""
        if embedded.encoding != "jpeg" or embedded.width * embedded.height > self._limits.max_pixels:
            return False
        shown, box = self.geometry(index), embedded.upright_box
        on_side = embedded.turned % 180 != 0
        across, up = (embedded.height, embedded.width) if on_side else (embedded.width, embedded.height)
        wanted = (shown.width_points * dpi / POINTS_PER_INCH, shown.height_points * dpi / POINTS_PER_INCH)
        same_size = abs(across - wanted[0]) <= 0.01 * wanted[0] and abs(up - wanted[1]) <= 0.01 * wanted[1]
        return same_size and max(abs(box.left), abs(box.top), abs(1 - box.right), abs(1 - box.bottom)) <= SAME_PLACE


def _mean_dpi(pixels: tuple[int, int], points: tuple[float, float]) -> int | None:
    """Pixels over inches, the geometric mean of both directions; None for what no scanner makes."""
    if min(pixels) < 1 or min(points) <= 0:
        return None
    square = (pixels[0] / points[0]) * (pixels[1] / points[1])
    dpi = POINTS_PER_INCH * square**0.5
    return round(dpi) if 1 <= dpi <= 100_000 else None


def turn_pixels(pixels: Pixels, degrees: int) -> Pixels:
    """Turned clockwise by quarters."""
    codes = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    return np.asarray(cv2.rotate(pixels, codes[degrees]), np.uint8) if degrees in codes else pixels


def _open(path: Path) -> pypdfium2.PdfDocument:
    """PDFium's document; its refusals become verdicts."""
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD or _wants_password(path):
            raise InputRefused(Verdict.ENCRYPTED, "wants a password") from error
        raise InputRefused(_why_broken(path), str(error)) from error


def _wants_password(path: Path) -> bool:
    """qpdf's word on it: PDFium refuses some locked files without saying why (its error code stays as it was)."""
    try:
        pikepdf.open(path, suppress_warnings=True).close()
    except pikepdf.PasswordError:
        return True
    except (pikepdf.PdfError, ValueError, OverflowError):
        return False
    return False


def _why_broken(path: Path) -> Verdict:
    """A PDF with its end mark at its end is broken inside; one without, or with objects after it, was cut short.

    (A linearised file has an end mark near its beginning too.)
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - TAIL_BYTES))
        tail = stream.read()
    _, mark, after = tail.rpartition(b"%%EOF")
    return Verdict.TRUNCATED if not mark or b" obj" in after else Verdict.MALFORMED
