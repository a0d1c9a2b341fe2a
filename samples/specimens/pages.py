"""Blocks onto sheets: on one page, set tighter where they are too long for it, or flowing over several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from samples.sheet import A4_HEIGHT_MM, A4_WIDTH_MM
from samples.specimens.blocks import Block, stacked
from samples.specimens.setting import Look, Strip, centred, shifted
from samples.specimens.sheet import Colour, Mark, Print, SizedSheet

FOOT = "SPECIMEN - bản mẫu do máy tạo, không có giá trị pháp lý"
_FOOT_GREY: Colour = (140, 140, 140)
_WHOLE_MM = 36.0
_TIGHTER = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76, 0.72)


@dataclass(frozen=True, slots=True)
class Format:
    """A paper's size and its margins above and below, mm."""

    width: float = A4_WIDTH_MM
    height: float = A4_HEIGHT_MM
    top: float = 17.0
    bottom: float = 14.0
    tint: Colour | None = None


A4 = Format()
LANDSCAPE = Format(width=A4_HEIGHT_MM, height=A4_WIDTH_MM, top=16.0, bottom=12.0)
LAND_2009 = Format(width=190.0, height=265.0, top=14.0, bottom=12.0, tint=(255, 246, 244))


class TooLongError(RuntimeError):
    """More is to be set on one page than it holds even when set tight: the form's layout is wrong."""


def one_page(blocks: Sequence[Block], look: Look, paper: Format = A4, *, extra: Sequence[Mark] = ()) -> SizedSheet:
    """All blocks on one page. ``extra`` marks stand where they say. Raises TooLongError."""
    room = paper.height - paper.top - paper.bottom
    for share in _TIGHTER:
        tight = replace(look, points=look.points * max(share, 0.84), line=look.line * share)
        marks, height = stacked(blocks, tight)
        if height <= room:
            placed = [*extra, *_lowered(marks, paper.top)]
            return finished(placed, look, paper)
    raise TooLongError(f"{height:.0f} mm of blocks for a page of {room:.0f} mm")


def flowing(blocks: Sequence[Block], look: Look, paper: Format = A4, *, numbers: bool = True) -> list[SizedSheet]:
    """Blocks over as many pages as they need, a short block on one of them; later pages bear their number on top."""
    pages: list[list[Mark]] = [[]]
    y = paper.top
    for block in blocks:
        for part in _kept(block.strips(look)):
            height = sum(strip.height for strip in part)
            if y + height > paper.height - paper.bottom and pages[-1]:
                pages.append([])
                y = paper.top + 4.0
            for strip in part:
                pages[-1] += shifted(strip, y)
                y += strip.height
    if numbers:
        for number, page in enumerate(pages[1:], start=2):
            page.insert(0, centred(str(number), paper.width / 2, 13.0, 13.0))
    return [finished(page, look, paper) for page in pages]


def _kept(strips: Sequence[Strip]) -> list[list[Strip]]:
    """What must not be parted by the end of a page: the lines of one value; the rows of a table may be."""
    if sum(strip.height for strip in strips) <= _WHOLE_MM:
        return [list(strips)]
    return [[strip] for strip in strips]


def finished(marks: Sequence[Mark], look: Look, paper: Format) -> SizedSheet:
    """The page with the foot line that says what it is."""
    foot = centred(FOOT, paper.width / 2, paper.height - 6.5, 9.0)
    grey = Print(foot.x, foot.y, foot.text, foot.style, foot.points, _FOOT_GREY)
    return SizedSheet((*marks, grey), paper.width, paper.height, look.face.name, paper.tint)


def _lowered(marks: Sequence[Mark], by: float) -> list[Mark]:
    return [replace(mark, y=mark.y + by) for mark in marks]
