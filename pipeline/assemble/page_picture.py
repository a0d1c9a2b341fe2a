"""What one page of the new PDF shows: the source's own image and overlays where PDF/A allows them, else a drawing."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path

import pikepdf

from models.geometry import Box
from pipeline.assemble.overlays import appearance_forms, changed_pixels
from pipeline.assemble.pictures import (
    can_carry_over,
    carry_over,
    drawn_image,
    is_plain_jpeg,
    jpeg_image,
    lossless_image,
)
from pipeline.source.document import EmbeddedImage, SourceDocument
from pipeline.source.image_file import ImageSource
from pipeline.source.pdf_structure import full_page_image

log = logging.getLogger(__name__)

DRAWN_DPI = 300
FINEST_DPI = 600
"""A page that must be drawn keeps its scan's resolution between these two."""
Size = tuple[float, float]
_NONSENSE = (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, ZeroDivisionError)
"""What reading a structure that makes no sense raises."""


class Fidelity(IntEnum):
    """How much of the source's own bytes a page keeps; each is tried where PDF/A refuses the one before it."""

    UNTOUCHED = 0
    """Image and overlays as they came."""
    FLATTENED = 1
    """The image as it came; overlays as the pixels that they change."""
    DRAWN = 2
    """The page drawn anew."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one page comes from. ``foreign``: the same PDF's structure, None for an image file or a broken one."""

    document: SourceDocument
    foreign: pikepdf.Pdf | None
    path: Path
    index: int
    allowed: Fidelity
    flavour: str


@dataclass(frozen=True, slots=True)
class Picture:
    """XObjects by resource name, the operators that draw them, and what of the source they keep."""

    objects: dict[str, pikepdf.Object]
    drawing: str
    fidelity: Fidelity

    @property
    def image_bytes(self) -> int:
        """The size of its images as encoded."""
        images = (item for item in self.objects.values() if item.get("/Subtype") == "/Image")
        return sum(len(image.read_raw_bytes()) for image in images)


def page_picture(pdf: pikepdf.Pdf, origin: Origin, size: Size) -> Picture:
    """The picture of a page of ``size`` (its own units). Raises InputRefused when it must be drawn and cannot."""
    found = _carried(pdf, origin, size)
    if found is None:
        pixels = origin.document.draw(origin.index, dpi=_drawing_dpi(origin), grey=False)
        made = drawn_image(pdf, pixels)
        drawing = _place("/Im0", _just_inside(size), 0, size)
        return Picture({"/Im0": made}, drawing, Fidelity.DRAWN)
    image, embedded = found
    overlays = _overlays(pdf, origin, size)
    drawing = _place("/Im0", embedded.upright_box, embedded.turned, size) + overlays.drawing
    return Picture({"/Im0": image, **overlays.objects}, drawing, overlays.fidelity)


def _overlays(pdf: pikepdf.Pdf, origin: Origin, size: Size) -> Picture:
    """What annotations show, without the image below."""
    if not origin.document.annotations(origin.index):
        return Picture({}, "", Fidelity.UNTOUCHED)
    if origin.allowed is Fidelity.UNTOUCHED and origin.foreign is not None:
        try:
            forms, drawing = appearance_forms(pdf, origin.foreign.pages[origin.index], first=1, size=size)
        except _NONSENSE as error:
            log.info("overlays of page=%d cannot be carried over: %s", origin.index, type(error).__name__)
        else:
            return Picture(forms, drawing, Fidelity.UNTOUCHED)
    return _changed(pdf, origin, size)


def _changed(pdf: pikepdf.Pdf, origin: Origin, size: Size) -> Picture:
    """What the page's annotations change, as one masked image over the whole page."""
    dpi = _drawing_dpi(origin)
    annotated = origin.document.draw(origin.index, dpi=dpi, grey=False)
    bare = origin.document.draw(origin.index, dpi=dpi, grey=False, annotated=False)
    image = changed_pixels(pdf, annotated, bare, soft=not origin.flavour.startswith("1"))
    if image is None:
        return Picture({}, "", Fidelity.FLATTENED)
    return Picture({"/Im1": image}, _place("/Im1", _just_inside(size), 0, size), Fidelity.FLATTENED)


def _carried(pdf: pikepdf.Pdf, origin: Origin, size: Size) -> tuple[pikepdf.Object, EmbeddedImage] | None:
    """The page's one image with its own bytes (or, of an image file, its own pixels); None when it must be drawn."""
    embedded = origin.document.embedded(origin.index)
    if embedded is None or origin.allowed is Fidelity.DRAWN:
        return None
    if isinstance(origin.document, ImageSource):
        image, embedded = _from_image_file(pdf, origin.document, origin, embedded)
        return image, replace(embedded, upright_box=_just_inside(size))
    found = full_page_image(origin.foreign.pages[origin.index]) if origin.foreign is not None else None
    if found is None or not can_carry_over(found[0]):
        return None
    return carry_over(pdf, found[0]), found[1]


def _from_image_file(
    pdf: pikepdf.Pdf, document: ImageSource, origin: Origin, embedded: EmbeddedImage
) -> tuple[pikepdf.Object, EmbeddedImage]:
    # A camera's JPEG may hold further pictures after the first; only that one begins with the file.
    data = origin.path.read_bytes() if embedded.encoding == "jpeg" and origin.index == 0 else b""
    if is_plain_jpeg(data):
        grey = document.is_grey(origin.index)
        return jpeg_image(pdf, data, width=embedded.width, height=embedded.height, grey=grey), embedded
    pixels = document.native(origin.index, grey=False)
    height, width = pixels.shape[:2]
    return lossless_image(pdf, pixels), EmbeddedImage("other", width, height, 0, embedded.upright_box)


def _drawing_dpi(origin: Origin) -> int:
    return min(max(origin.document.geometry(origin.index).dpi or DRAWN_DPI, DRAWN_DPI), FINEST_DPI)


def _place(name: str, box: Box, turned: int, size: Size) -> str:
    """Operators that draw an image so that it fills ``box`` of the page after being turned clockwise."""
    width, height = box.width * size[0], box.height * size[1]
    x, y = box.left * size[0], (1 - box.bottom) * size[1]
    matrices = {
        0: (width, 0.0, 0.0, height, x, y),
        90: (0.0, -height, width, 0.0, x, y + height),
        180: (-width, 0.0, 0.0, -height, x + width, y + height),
        270: (0.0, height, -width, 0.0, x + width, y),
    }
    return f"q {' '.join(f'{value:.5f}' for value in matrices[turned])} cm {name} Do Q\n"


def _just_inside(size: Size) -> Box:
    """The whole page less four thousandths of a point: viewers round an image's edges outwards, and an image that is a
    hair larger than its page would be stretched by a pixel, away from the ink below.
    """
    across, up = 0.004 / size[0], 0.004 / size[1]
    return Box(across, up, 1 - across, 1 - up)
