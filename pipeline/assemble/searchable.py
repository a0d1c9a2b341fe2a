"""Building the searchable rendition: the source's page images untouched, invisible words over them, PDF/A checked."""

from __future__ import annotations

import hashlib
import logging
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pikepdf.pdfa

from models.errors import Bug
from models.page import Page
from pipeline.assemble.conformance import Conformance
from pipeline.assemble.glyphless import GlyphlessFont
from pipeline.assemble.growing import GrowingPdf
from pipeline.assemble.page_picture import Fidelity, Origin, Picture, page_picture
from pipeline.assemble.text import FONT_RESOURCE, text_operators
from pipeline.source.document import PageGeometry
from pipeline.source.limits import Limits
from pipeline.source.media import MediaType
from pipeline.source.opening import open_source

log = logging.getLogger(__name__)

PRODUCER = "sohoa"
SMALLEST_SIDE, LARGEST_SIDE = 3, 14_400
"""Of a page, in its units (ISO 19005-2, 6.1.13; ISO 32000-1, annex C)."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """What to build: a title (never a citizen's name), the moment in the metadata (aware), the PDF/A part."""

    title: str
    moment: datetime
    flavour: str = "2b"


@dataclass(frozen=True, slots=True)
class BuiltPdf:
    """``page_fidelity``: what each page keeps of its source, in the order of the new file."""

    sha256: str
    size: int
    page_count: int
    page_fidelity: tuple[Fidelity, ...]
    conformance: Conformance

    @property
    def fidelity(self) -> Fidelity:
        """The least of any page."""
        return max(self.page_fidelity)


def build_searchable(source: Path, pages: Sequence[Page], target: Path, assembly: Assembly, limits: Limits) -> BuiltPdf:
    """Writes the PDF/A to ``target``: the pages given, in their order, each as large as the source page is shown.

    Words lie over their ink, whatever the page's rotation; a page with ``rotation`` gets that /Rotate, so that viewers
    show it upright, while its image stays as it was scanned. Equal input gives equal bytes.

    Raises InputRefused for pages that cannot be drawn; Bug for no pages, a moment without zone, or when no form
    passes the check: a file that fails is never handed out.
    """
    if not pages or assembly.moment.tzinfo is None:
        raise Bug("a searchable PDF needs pages and a moment with its zone")
    allowed = [Fidelity.UNTOUCHED] * len(pages)
    while True:
        try:
            return _write(source, list(zip(pages, allowed, strict=True)), target, assembly, limits)
        except pikepdf.pdfa.PdfaError as error:
            refused = Conformance.of_report(error.report).summary
        log.info("refused: %s", refused)
        if min(allowed) is Fidelity.DRAWN:
            raise Bug(f"the searchable PDF does not pass: {refused}")
        allowed = _lowered(source, pages, allowed, target=target, assembly=assembly, limits=limits)


def _lowered(
    source: Path,
    pages: Sequence[Page],
    allowed: Sequence[Fidelity],
    *,
    target: Path,
    assembly: Assembly,
    limits: Limits,
) -> list[Fidelity]:
    """One step down for each page that does not pass by itself; for all when each of them passes."""
    probe = target.with_name(f"{target.name}.probe")
    lowered = []
    for page, fidelity in zip(pages, allowed, strict=True):
        try:
            _write(source, [(page, fidelity)], probe, assembly, limits)
            lowered.append(fidelity)
        except pikepdf.pdfa.PdfaError:
            lowered.append(_next(fidelity))
        finally:
            probe.unlink(missing_ok=True)
    return lowered if lowered != list(allowed) else [_next(fidelity) for fidelity in allowed]


def _next(fidelity: Fidelity) -> Fidelity:
    return Fidelity(min(fidelity + 1, Fidelity.DRAWN))


def _write(
    source: Path, pages: Sequence[tuple[Page, Fidelity]], target: Path, assembly: Assembly, limits: Limits
) -> BuiltPdf:
    """Raises PdfaError, and leaves no file, when the check does not pass."""
    font = GlyphlessFont()
    reached = []
    with (
        open_source(source, limits) as document,
        _structure(source, document.media_type) as foreign,
        TemporaryDirectory(prefix=f"{target.name}.", dir=target.parent) as folder,
        GrowingPdf(Path(folder)) as growing,
    ):
        for page, allowed in pages:
            origin = Origin(document, foreign, source, page.index, allowed, assembly.flavour)
            picture = _add_page(growing.pdf, origin, page, font)
            reached.append(picture.fidelity)
            growing.grew(picture.image_bytes)
        pdf = growing.pdf
        embedded = font.embed(pdf)
        for added in pdf.pages:
            added.Resources.Font = pikepdf.Dictionary({FONT_RESOURCE: embedded})
        # Preparing stamps its own name and the current time: ours go over them, and nothing is repaired afterwards.
        pikepdf.pdfa.prepare(pdf, assembly.flavour)
        _describe(pdf, assembly)
        report = pikepdf.pdfa.save(pdf, target, assembly.flavour, repair=False, deterministic_id=True)
    with target.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return BuiltPdf(digest, target.stat().st_size, len(pages), tuple(reached), Conformance.of_report(report))


@contextmanager
def _structure(source: Path, media_type: MediaType) -> Iterator[pikepdf.Pdf | None]:
    """qpdf's view of a PDF; None of an image file, and where it makes no sense of what PDFium could open."""
    foreign = None
    if media_type is MediaType.PDF:
        try:
            foreign = pikepdf.open(source, suppress_warnings=True)
        except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, OverflowError) as error:
            log.info("no structure, pages are drawn: %s", type(error).__name__)
    try:
        yield foreign
    finally:
        if foreign is not None:
            foreign.close()


def _add_page(pdf: pikepdf.Pdf, origin: Origin, page: Page, font: GlyphlessFont) -> Picture:
    # Rounded up by a hair, a page of so many pixels would be drawn a pixel larger, and its last column left white.
    rounding = 0.0 if origin.document.media_type is MediaType.PDF else 0.002
    size, unit = _page_size(origin.document.geometry(page.index), less=rounding)
    added = pdf.add_blank_page(page_size=size)
    if unit != 1:
        added.UserUnit = unit
    picture = page_picture(pdf, origin, size)
    added.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(picture.objects))
    text = text_operators(page, size=size, font=font)
    added.Contents = pdf.make_stream(picture.drawing.encode("ascii") + text)
    if page.rotation:
        added.Rotate = page.rotation
    return picture


def _page_size(geometry: PageGeometry, *, less: float) -> tuple[tuple[float, float], int]:
    """Width and height in the new page's units, and how many points a unit has: one, but for posters."""
    sides = geometry.width_points - less, geometry.height_points - less
    unit = max(1, math.ceil(max(sides) / LARGEST_SIDE))
    width, height = (max(side / unit, SMALLEST_SIDE) for side in sides)
    return (width, height), unit


def _describe(pdf: pikepdf.Pdf, assembly: Assembly) -> None:
    stamp = assembly.moment.isoformat(timespec="seconds")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
        metadata["dc:title"] = assembly.title
        metadata["pdf:Producer"] = PRODUCER
        metadata["xmp:CreatorTool"] = PRODUCER
        metadata["xmp:CreateDate"] = stamp
        metadata["xmp:ModifyDate"] = stamp
        metadata["xmp:MetadataDate"] = stamp
