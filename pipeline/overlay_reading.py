"""Signature overlays read once more by themselves.

Their print is small, set close, and stands beside the head's large letters: read with the whole page, lines run into
each other and the time of signing is lost; cut out, it is read as well as any text (docs/decisions/012).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from models.errors import InputRefused, ToolMissing
from models.geometry import Box
from models.page import Line, Region, RegionType
from pipeline.page_regions import PageText
from pipeline.reading.upright import mean_confidence
from pipeline.source.document import Pixels

MARGIN_MM = 2.5
"""Around the words found at first, which may lack the ends of their lines."""
_SMALLER = 0.5


Read = Callable[[Pixels], Sequence[Line]]
"""The lines of a picture, their boxes as fractions of it; raises InputRefused, ToolMissing."""


def overlays_again(text: PageText, grey: Pixels, dpi: int, read: Read) -> PageText:
    """``grey``: the page as drawn at ``dpi``. Of both readings of an overlay the surer stays."""
    for region in text.regions:
        if region.type is RegionType.OVERLAY:
            text = _again(text, region, *_cut(grey, region.box, dpi), read)
    return text


def _again(text: PageText, region: Region, cut: Pixels, place: Box, read: Read) -> PageText:
    try:
        seen = _without_echoes(read(cut)) if min(cut.shape) else ()
    except (InputRefused, ToolMissing):  # what was read of it with the page stands
        return text
    before = [line for line in text.apart if region.box.holds_middle(line.box)]
    if mean_confidence(seen) <= mean_confidence(before):
        return text
    lines = tuple(_on_page(line, place) for line in seen)
    known = region.model_copy(update={"text": "\n".join(line.text for line in lines)})
    return replace(
        text,
        apart=(*(line for line in text.apart if line not in before), *lines),
        regions=tuple(known if other is region else other for other in text.regions),
    )


def _cut(grey: Pixels, box: Box, dpi: int) -> tuple[Pixels, Box]:
    """The pixels of the box with a margin, and their place as fractions of the page."""
    height, width = grey.shape
    margin = round(MARGIN_MM / 25.4 * dpi)
    left, right = max(0, round(box.left * width) - margin), min(width, round(box.right * width) + margin)
    top, bottom = max(0, round(box.top * height) - margin), min(height, round(box.bottom * height) + margin)
    place = Box(left / width, top / height, right / width, bottom / height)
    return np.ascontiguousarray(grey[top:bottom, left:right]), place


def _without_echoes(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Without short pieces of a line seen a second time within it: a small picture gives such."""
    return tuple(line for line in lines if not any(_is_echo(line, other) for other in lines))


def _is_echo(line: Line, other: Line) -> bool:
    return line is not other and _area(line.box) < _SMALLER * _area(other.box) and other.box.holds_middle(line.box)


def _area(box: Box) -> float:
    return box.width * box.height


def _on_page(line: Line, place: Box) -> Line:
    words = tuple(word.model_copy(update={"box": _placed(word.box, place)}) for word in line.words)
    return line.model_copy(update={"box": _placed(line.box, place), "words": words})


def _placed(box: Box, place: Box) -> Box:
    return Box(
        place.left + box.left * place.width,
        place.top + box.top * place.height,
        place.left + box.right * place.width,
        place.top + box.bottom * place.height,
    ).rounded()
