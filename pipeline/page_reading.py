"""Reading one page, in a child process: its own text where that can be trusted, else its image."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from models.errors import InputRefused
from models.findings import Finding, FindingCode, finding
from models.page import Filling, Line, MachineCode, Page, Region, Signing
from pipeline.handwriting.fillings import find_fillings, handwriting_regions
from pipeline.handwriting.words import without_pen
from pipeline.image.blank import is_blank
from pipeline.image.resolution import likely_dpi, resolution_findings
from pipeline.image.seal_ink import without_seal_ink
from pipeline.image.treat import drawing_dpi, treat, treat_otherwise
from pipeline.overlay_reading import overlays_again
from pipeline.page_drawing import DrawnPage, draw_page
from pipeline.page_image import PageImage
from pipeline.page_regions import coloured_seals, page_text, small_page
from pipeline.page_task import PageOptions
from pipeline.reading.reader import READERS, Reader, Transcript
from pipeline.reading.text_layer import TextLayer, read_text_layer
from pipeline.reading.upright import POOR_CONFIDENCE, guess_rotation, is_better, mean_confidence, seems_turned
from pipeline.source.document import PageGeometry, Pixels, SourceDocument
from pipeline.source.image_file import ASSUMED_DPI
from pipeline.source.media import MediaType
from pipeline.source.opening import open_source

# zxing-cpp stays in the page processes: at the end of any other program it complains on screen of leaks.
if TYPE_CHECKING:
    from pipeline.codes.page_codes import PageCodes

STEEP_DEGREES = 3.0
INK = 160
"""Darker than this a program has written something: a page that it drew has no specks, so one word makes it a page."""
CUT_READERS = {"fast": "trueocr"}
"""Overlays are read once more by these: starting Tesseract for a few small lines takes longer than all the rest."""
CODES_DPI = 200
"""Enough for the codes that programs print: their edges are sharp."""


class _Read(TypedDict, total=False):
    """What a page gets from its reading; see Page."""

    rotation: int
    skew_degrees: float
    blank: bool
    text_source: str
    lines: tuple[Line, ...]
    apart: tuple[Line, ...]
    raw_text: str
    regions: tuple[Region, ...]
    fillings: tuple[Filling, ...]
    signings: tuple[Signing, ...]
    codes: tuple[MachineCode, ...]
    treatments: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_page(path: Path, index: int, options: PageOptions) -> Page:
    """Page ``index`` (0-based) of a file. Raises InputRefused when it cannot be drawn or read within its limits."""
    with open_source(path, options.limits) as source:
        geometry = source.geometry(index)
        layer = _own_text(source, path, index)
        signings = source.signings(index)
        if layer is not None and layer.trusted:
            return _page(index, geometry, **_read_layer(source, index, layer, signings))
        dpi = drawing_dpi(geometry.dpi) if source.media_type is MediaType.PDF else geometry.dpi or ASSUMED_DPI
        drawn = draw_page(source, index, dpi=dpi)
    born_digital = geometry.dpi is None and layer is not None and layer.reason != "none"
    findings = () if born_digital else resolution_findings(geometry.dpi)
    if layer is not None and layer.exists:
        findings += (finding(FindingCode.TEXT_LAYER_DISTRUSTED, seen=layer.reason),)
    if is_blank(drawn.grey) and not (born_digital and drawn.grey.min() < INK):
        return _page(index, geometry, blank=True, findings=(*findings, finding(FindingCode.PAGE_BLANK)))
    if geometry.dpi is None and source.media_type is not MediaType.PDF:
        dpi = likely_dpi(drawn.grey) or dpi
    read = _read_drawn(drawn, dpi, options)
    read["findings"] = findings + read["findings"]
    read["signings"] = signings
    return _page(index, geometry, **read)


def _read_drawn(drawn: DrawnPage, dpi: int, options: PageOptions) -> _Read:
    """The reading of a page's picture, whose resolution is ``dpi`` as well as it is known."""
    from pipeline.codes.page_codes import page_codes

    reader = READERS[options.reader](options.replay)
    cut_reader = READERS[CUT_READERS[options.reader]]("") if options.reader in CUT_READERS else reader

    def alone(cut: Pixels) -> tuple[Line, ...]:
        return cut_reader.read(treat(cut, dpi, rotation=image.rotation, mending=False), seconds=options.seconds).lines

    small = small_page(drawn, dpi)
    clear, done = without_seal_ink(drawn.grey, drawn.colour, coloured_seals(drawn, small))
    image, seen = _read_image(clear, dpi, reader, options.seconds)
    fillings = find_fillings(image, seen.lines)
    printed, penned = without_pen(image, seen.lines, fillings)
    text = page_text(small, image, printed)
    text = overlays_again(text, drawn.grey, dpi, alone)
    found = page_codes(drawn.grey, text.lines)
    return _Read(
        rotation=image.rotation,
        skew_degrees=round(image.skew_degrees, 3),
        lines=text.lines,
        apart=(*text.apart, *penned),
        regions=(*text.regions, *handwriting_regions(fillings)),
        fillings=fillings,
        codes=found.codes,
        treatments=(*done, *image.treatments),
        findings=_reading_findings(image, seen) + found.findings,
    )


def _own_text(source: SourceDocument, path: Path, index: int) -> TextLayer | None:
    """The text layer of a PDF page, if it has any; text over a scan is somebody else's recognition, and distrusted."""
    return read_text_layer(path, index) if source.media_type is MediaType.PDF else None


def _read_layer(source: SourceDocument, index: int, layer: TextLayer, signings: tuple[Signing, ...]) -> _Read:
    found = _codes_beside_text(source, index, layer.lines)
    decoded = (finding(FindingCode.TEXT_LAYER_DECODED, seen=layer.decoded_from),) if layer.decoded_from else ()
    return _Read(
        lines=layer.lines,
        text_source="text_layer",
        raw_text=layer.raw,
        signings=signings,
        codes=found.codes,
        findings=decoded + found.findings,
    )


def _codes_beside_text(source: SourceDocument, index: int, lines: tuple[Line, ...]) -> PageCodes:
    """Of a page with its own text, drawn for its codes alone, if it draws anything that could be one."""
    from pipeline.codes.page_codes import page_codes

    try:
        grey = source.draw(index, dpi=CODES_DPI, grey=True) if source.draws_pictures(index) else None
    except InputRefused as refusal:  # its text was read all the same
        unsought = finding(FindingCode.CODES_NOT_SOUGHT, seen=refusal.verdict.value)
        return replace(page_codes(None, lines), findings=(unsought,))
    return page_codes(grey, lines)


def _read_image(grey: Pixels, dpi: int, reader: Reader, seconds: float) -> tuple[PageImage, Transcript]:
    """Reads as the page lies; if that makes little sense, once more turned as its letters stand."""
    image = treat(grey, dpi)
    seen = reader.read(image, seconds=seconds)
    if seems_turned(seen.lines, image):
        image, seen = _read_turned(grey, dpi, reader, seconds, first=(image, seen))
    return _read_otherwise(reader, seconds, first=(image, seen))


def _read_otherwise(
    reader: Reader, seconds: float, *, first: tuple[PageImage, Transcript]
) -> tuple[PageImage, Transcript]:
    """A weak page once more with another treatment; the surer reading stays."""
    sure = mean_confidence(first[1].lines)
    image = treat_otherwise(first[0], confidence=sure) if first[1].lines else None
    if image is None:
        return first
    try:
        seen = reader.read(image, seconds=seconds)
    except InputRefused:
        return first
    return (image, seen) if mean_confidence(seen.lines) > sure else first


def _read_turned(
    grey: Pixels, dpi: int, reader: Reader, seconds: float, *, first: tuple[PageImage, Transcript]
) -> tuple[PageImage, Transcript]:
    rotation = reader.upright_rotation(first[0], seconds=seconds) or guess_rotation(first[1].lines)
    if rotation == 0:
        return first
    image = treat(grey, dpi, rotation=rotation)
    seen = reader.read(image, seconds=seconds)
    return (image, seen) if is_better(seen.lines, image, than=(first[1].lines, first[0])) else first


def _reading_findings(image: PageImage, seen: Transcript) -> tuple[Finding, ...]:
    findings = list(seen.findings)
    if image.rotation:
        findings.append(finding(FindingCode.PAGE_ROTATED, seen=f"{image.rotation}°"))
    if abs(image.skew_degrees) >= STEEP_DEGREES:
        findings.append(finding(FindingCode.PAGE_SKEWED, seen=f"{image.skew_degrees:.1f}°"))
    if mean_confidence(seen.lines) < POOR_CONFIDENCE:
        findings.append(finding(FindingCode.PAGE_UNREADABLE))
    return tuple(findings)


def _page(index: int, geometry: PageGeometry, **read: Unpack[_Read]) -> Page:
    dpi = geometry.dpi or ASSUMED_DPI
    return Page(
        index=index,
        width=max(1, round(geometry.width_points / 72 * dpi)),
        height=max(1, round(geometry.height_points / 72 * dpi)),
        dpi=geometry.dpi,
        **read,
    )
