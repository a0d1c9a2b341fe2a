"""What of a page's lines is the document's text, and where seals, overlays, signatures and tables stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.page import Line
from pipeline.image.orientation import turned
from pipeline.page_drawing import DrawnPage
from pipeline.reading.syllable import is_syllable
from pipeline.regions.parting import Parted, part
from pipeline.regions.picture import picture_of
from pipeline.upright_boxes import turned_lines, turned_regions


def part_page(drawn: DrawnPage, dpi: int, rotation: int, lines: Sequence[Line]) -> Parted:
    """``dpi``: of the page as drawn, as well as it is known; ``rotation``: clockwise degrees that turn it upright.

    Boxes of ``lines`` and of the result are fractions of the source page as shown. Regions are looked for on the
    upright page: an overlay is told by what stands above and beside it.
    """
    scale = drawn.colour.shape[1] / drawn.grey.shape[1]
    picture = picture_of(turned(drawn.colour, rotation), dpi * scale)
    parted = part(picture, turned_lines(lines, rotation), possible=is_syllable)
    if rotation == 0:
        return parted
    back = -rotation % 360
    return replace(
        parted,
        kept=turned_lines(parted.kept, back),
        apart=turned_lines(parted.apart, back),
        regions=turned_regions(parted.regions, back),
    )
