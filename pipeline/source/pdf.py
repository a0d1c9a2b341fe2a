"""PDF as a source: PDFium counts and draws, pikepdf (qpdf) looks at the structure."""

from __future__ import annotations

import functools
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
from models.verdict import Verdict
from pipeline.source.document import EmbeddedImage, Limits, MediaType, PageGeometry, Pixels
from pipeline.source.pdf_structure import full_page_image, is_signed, visible_annotations

POINTS_PER_INCH = 72.0
LOWEST_DPI = 36
MOST_OF_PAGE = 0.6
"""An image that covers this share of a page decides the page's resolution."""
TAIL_BYTES = 2048


class PdfSource:
    """An opened PDF; see SourceDocument."""

    media_type = MediaType.PDF

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path, self._limits = path, limits
        self._document = _open(path)
        self.page_count = len(self._document)
        if self._document.get_formtype():
            self._document.init_forms()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if "_structure" in self.__dict__ and self._structure is not None:
            self._structure.close()
        self._document.close()

    @functools.cached_property
    def _structure(self) -> pikepdf.Pdf | None:
        """qpdf's view; None when it cannot make sense of what PDFium could."""
        try:
            return pikepdf.open(self._path, suppress_warnings=True)
        except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, OverflowError):
            return None

    @functools.cached_property
    def signed(self) -> bool:
        if self._structure is None:
            return False
        try:
            return is_signed(self._structure)
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
            return False

    @functools.cached_property
    def repaired(self) -> bool:
        if self._structure is None:
            return True
        return bool(self._structure.get_warnings()) or len(self._structure.pages) != self.page_count

    def geometry(self, index: int) -> PageGeometry:
        width, height = self._page(index).get_size()
        unit = self._user_unit(index)
        return PageGeometry(width * unit, height * unit, self._scan_dpi(index, width * unit, height * unit))

    def embedded(self, index: int) -> EmbeddedImage | None:
        page = self._structure_page(index)
        try:
            found = full_page_image(page) if page is not None else None
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError):
            return None  # a page whose structure makes no sense is drawn instead
        return found[1] if found else None

    def annotations(self, index: int) -> tuple[Box, ...]:
        page = self._structure_page(index)
        try:
            return visible_annotations(page) if page is not None else ()
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
            return ()

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
        try:
            return self._document[index]
        except pypdfium2.PdfiumError as error:
            raise InputRefused(Verdict.MALFORMED, f"page {index + 1} cannot be loaded") from error

    def _structure_page(self, index: int) -> pikepdf.Page | None:
        structure = self._structure
        if structure is None or len(structure.pages) != self.page_count:
            return None
        return structure.pages[index]

    def _user_unit(self, index: int) -> float:
        page = self._structure_page(index)
        try:
            unit = float(page.obj.get("/UserUnit", 1)) if page is not None else 1.0
        except (ValueError, TypeError):
            return 1.0
        return unit if 0 < unit <= 1000 else 1.0

    def _scale(self, page: pypdfium2.PdfPage, dpi: int, unit: float) -> float:
        """Pixels a PDF unit; lowered so that the raster stays within max_pixels."""
        width, height = page.get_size()
        scale = dpi / POINTS_PER_INCH * unit
        pixels = width * height * scale * scale
        if pixels > self._limits.max_pixels:
            scale *= (self._limits.max_pixels / pixels) ** 0.5 * 0.999
        if scale * POINTS_PER_INCH / unit < min(LOWEST_DPI, dpi):
            raise InputRefused(Verdict.TOO_MANY_PIXELS, f"page of {width:.0f} x {height:.0f} points")
        # PDFium refuses a raster without extent: a hair-thin page gets one pixel.
        return float(max(scale, 1.001 / max(min(width, height), 1e-3)))

    def _scan_dpi(self, index: int, width: float, height: float) -> int | None:
        embedded = self.embedded(index)
        if embedded is not None:
            across = embedded.height if embedded.turned % 180 else embedded.width
            return round(across / (width * embedded.upright_box.width / POINTS_PER_INCH))
        return self._largest_image_dpi(index, width * height)

    def _largest_image_dpi(self, index: int, area: float) -> int | None:
        """Of a page of several objects: the resolution of the image that covers most of it."""
        best: tuple[float, int] | None = None
        try:
            for item in self._page(index).get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4):
                left, bottom, right, top = item.get_bounds()
                covered = (right - left) * (top - bottom)
                if covered > MOST_OF_PAGE * area and (best is None or covered > best[0]):
                    inches = max(right - left, top - bottom) / POINTS_PER_INCH
                    best = (covered, round(max(item.get_px_size()) / inches))
        except (pypdfium2.PdfiumError, InputRefused, ZeroDivisionError):
            return None
        return best[1] if best else None

    def _decode_embedded(self, index: int, *, dpi: int, grey: bool) -> Pixels | None:
        """The embedded JPEG decoded without PDFium, where that is the same picture: a full page of the same size."""
        embedded = self.embedded(index)
        if embedded is None or embedded.encoding != "jpeg":
            return None
        native = self.geometry(index).dpi
        if (
            native is None
            or abs(native - dpi) > 0.01 * dpi
            or embedded.width * embedded.height > self._limits.max_pixels
        ):
            return None
        page = self._structure_page(index)
        found = full_page_image(page) if page is not None else None
        if found is None:
            return None
        data = np.frombuffer(found[0].stream.read_raw_bytes(), np.uint8)
        flags = (cv2.IMREAD_GRAYSCALE if grey else cv2.IMREAD_COLOR) | cv2.IMREAD_IGNORE_ORIENTATION
        image = cv2.imdecode(data, flags)
        if image is None or image.shape[:2] != (embedded.height, embedded.width):
            return None
        upright = turn_pixels(np.asarray(image, np.uint8), embedded.turned)
        return upright if grey else np.ascontiguousarray(upright[:, :, ::-1])


def turn_pixels(pixels: Pixels, degrees: int) -> Pixels:
    """Turned clockwise by quarters."""
    codes = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    return np.asarray(cv2.rotate(pixels, codes[degrees]), np.uint8) if degrees in codes else pixels


def _open(path: Path) -> pypdfium2.PdfDocument:
    """PDFium's document; its refusals become verdicts."""
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY}:
            raise InputRefused(Verdict.ENCRYPTED, "wants a password") from error
        raise InputRefused(_why_broken(path), str(error)) from error


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
