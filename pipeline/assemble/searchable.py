"""Building the searchable rendition: the source's page images untouched, invisible words over them, PDF/A checked."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from pathlib import Path

import pikepdf
import pikepdf.pdfa

from models.errors import Bug
from models.geometry import WHOLE_PAGE, Box
from models.page import Page
from pipeline.assemble.glyphless import GlyphlessFont
from pipeline.assemble.overlays import appearance_forms, changed_pixels
from pipeline.assemble.pictures import (
    can_carry_over,
    carry_over,
    drawn_image,
    jpeg_image,
    lossless_image,
)
from pipeline.assemble.text import FONT_RESOURCE, text_operators
from pipeline.source.document import EmbeddedImage, Limits, MediaType, SourceDocument
from pipeline.source.image_file import ImageSource
from pipeline.source.opening import open_source
from pipeline.source.pdf_structure import PlacedImage, full_page_image

log = logging.getLogger(__name__)

DRAWN_DPI = 300
PRODUCER = "sohoa"


class Fidelity(IntEnum):
    """How much of the source's own bytes is kept; each is tried where PDF/A refuses the one before it."""

    UNTOUCHED = 0
    """Images and overlays as they came."""
    FLATTENED = 1
    """Images as they came; overlays as the pixels that they change."""
    DRAWN = 2
    """Every page drawn anew."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """What to build: a title (never a citizen's name), the moment in the metadata (aware), the PDF/A part."""

    title: str
    moment: datetime
    flavour: str = "2b"


@dataclass(frozen=True, slots=True)
class BuiltPdf:
    sha256: str
    size: int
    page_count: int
    fidelity: Fidelity


def build_searchable(source: Path, pages: Sequence[Page], target: Path, assembly: Assembly, limits: Limits) -> BuiltPdf:
    """Writes the PDF/A to ``target``. Each page's size is the source page's as shown; text lies over its ink.

    Raises InputRefused for pages that cannot be drawn, Bug when no form passes the check: a file that fails is never
    handed out.
    """
    refused = ""
    for fidelity in Fidelity:
        try:
            _write(source, pages, target, assembly, limits, fidelity)
        except pikepdf.pdfa.PdfaError as error:
            refused = error.report.summary(3)
            log.info("PDF/A refused %s", fidelity.name)
            continue
        with target.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return BuiltPdf(digest, target.stat().st_size, len(pages), fidelity)
    raise Bug(f"the searchable PDF does not pass: {refused}")


def _write(
    source: Path, pages: Sequence[Page], target: Path, assembly: Assembly, limits: Limits, fidelity: Fidelity
) -> None:
    font = GlyphlessFont()
    with open_source(source, limits) as document, pikepdf.new() as pdf:
        foreign = (
            pikepdf.open(source) if document.media_type is MediaType.PDF and fidelity is not Fidelity.DRAWN else None
        )
        try:
            for page in pages:
                _add_page(pdf, _Origin(document, foreign, source, page.index, fidelity, assembly.flavour), page, font)
            embedded = font.embed(pdf)
            for added in pdf.pages:
                added.Resources.Font = pikepdf.Dictionary({FONT_RESOURCE: embedded})
            _describe(pdf, assembly)
            pikepdf.pdfa.save(pdf, target, assembly.flavour, deterministic_id=True)
        finally:
            if foreign is not None:
                foreign.close()


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where one page comes from."""

    document: SourceDocument
    foreign: pikepdf.Pdf | None
    path: Path
    index: int
    fidelity: Fidelity
    flavour: str


def _add_page(pdf: pikepdf.Pdf, origin: _Origin, page: Page, font: GlyphlessFont) -> None:
    geometry = origin.document.geometry(page.index)
    size = geometry.width_points, geometry.height_points
    added = pdf.add_blank_page(page_size=size)
    images, drawing = _picture(pdf, origin, size)
    added.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(images))
    text = text_operators(page, size=size, font=font)
    added.Contents = pdf.make_stream(drawing.encode("ascii") + text)
    if page.rotation:
        added.Rotate = page.rotation


def _picture(pdf: pikepdf.Pdf, origin: _Origin, size: tuple[float, float]) -> tuple[dict[str, pikepdf.Object], str]:
    """The page's images by resource name, and the operators that draw them."""
    found = _carried(pdf, origin)
    if found is None:
        pixels = origin.document.draw(origin.index, dpi=DRAWN_DPI, grey=False)
        return {"/Im0": drawn_image(pdf, pixels)}, _place("/Im0", WHOLE_PAGE, 0, size)
    image, embedded = found
    images, drawing = {"/Im0": image}, _place("/Im0", embedded.upright_box, embedded.turned, size)
    if origin.fidelity is Fidelity.UNTOUCHED and origin.foreign is not None:
        forms, overlay = appearance_forms(pdf, origin.foreign.pages[origin.index], first=1)
    else:
        forms, overlay = _changed(pdf, origin, size)
    return images | forms, drawing + overlay


def _changed(pdf: pikepdf.Pdf, origin: _Origin, size: tuple[float, float]) -> tuple[dict[str, pikepdf.Object], str]:
    """What the page's annotations change, as one masked image over the whole page."""
    document, index = origin.document, origin.index
    if not document.annotations(index):
        return {}, ""
    annotated = document.draw(index, dpi=DRAWN_DPI, grey=False)
    bare = document.draw(index, dpi=DRAWN_DPI, grey=False, annotated=False)
    image = changed_pixels(pdf, annotated, bare, soft=not origin.flavour.startswith("1"))
    return ({"/Im1": image}, _place("/Im1", _just_inside(size), 0, size)) if image is not None else ({}, "")


def _carried(pdf: pikepdf.Pdf, origin: _Origin) -> tuple[pikepdf.Object, EmbeddedImage] | None:
    """The page's one image with its own bytes (or, of an image file, its own pixels); None when it must be drawn."""
    embedded = origin.document.embedded(origin.index)
    if embedded is None:
        return None
    if isinstance(origin.document, ImageSource):
        return _from_image_file(pdf, origin.document, origin, embedded)
    if origin.foreign is None:
        return None
    found: tuple[PlacedImage, EmbeddedImage] | None = full_page_image(origin.foreign.pages[origin.index])
    if found is None or not can_carry_over(found[0]):
        return None
    return carry_over(pdf, found[0]), found[1]


def _from_image_file(
    pdf: pikepdf.Pdf, document: ImageSource, origin: _Origin, embedded: EmbeddedImage
) -> tuple[pikepdf.Object, EmbeddedImage]:
    if embedded.encoding == "jpeg" and origin.fidelity is not Fidelity.DRAWN:
        grey = document.is_grey(origin.index)
        image = jpeg_image(pdf, origin.path.read_bytes(), width=embedded.width, height=embedded.height, grey=grey)
        return image, embedded
    pixels = document.native(origin.index, grey=False)
    height, width = pixels.shape[:2]
    return lossless_image(pdf, pixels), EmbeddedImage("other", width, height, 0, embedded.upright_box)


def _place(name: str, box: Box, turned: int, size: tuple[float, float]) -> str:
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


def _just_inside(size: tuple[float, float]) -> Box:
    """The whole page less four thousandths of a point: viewers round an image's edges outwards, and an image that is a
    hair larger than its page would be stretched by a pixel, away from the ink below.
    """
    across, up = 0.004 / size[0], 0.004 / size[1]
    return Box(across, up, 1 - across, 1 - up)


def _describe(pdf: pikepdf.Pdf, assembly: Assembly) -> None:
    stamp = assembly.moment.isoformat(timespec="seconds")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
        metadata["dc:title"] = assembly.title
        metadata["pdf:Producer"] = PRODUCER
        metadata["xmp:CreatorTool"] = PRODUCER
        metadata["xmp:CreateDate"] = stamp
        metadata["xmp:ModifyDate"] = stamp
