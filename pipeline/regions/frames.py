"""Ruled frames: stamps with a frame (``ĐẾN``: received, when), tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from models.geometry import Box
from models.page import Region, RegionType, Word
from pipeline.regions.marked import Marked
from pipeline.regions.picture import Picture
from pipeline.regions.pieces import Piece
from pipeline.source.document import Pixels
from pipeline.vietnamese import fold, holds

_RULING_MM = 6.0
"""Longer than the strokes of any letter."""
_GAP_MM = 1.2
_SIDE_MM = 3.5
_LEAST_SIDE = 0.6
_LEAST_SIDES = 3
_STAMP_MM = ((22.0, 85.0), (9.0, 50.0))
"""Widths and heights of stamps with a frame; the received stamp of Decree 30/2020/NĐ-CP measures 35 by 50 mm."""
_RECEIVED = ("cong van den", "kinh chuyen", "gio", "ngay", "den")
_LEAST_CUES = 2
_ALIKE = 80
_MOST_BEYOND = 0.6
_HOPELESS = 0.25
_LEFT, _UPPER = 0.5, 0.4
_LEAST_RUBBISH = 0.5
_TABLE_MM = (30.0, 8.0)
_LEAST_ROWS, _LEAST_COLUMNS = 2, 2
_LINE_SHARE = 0.7
_SAME_PLACE = 0.4
_SLANT_PIXELS = 5


@dataclass(frozen=True, slots=True)
class Frame:
    """Rulings that hang together (page fractions): those that run all across or down, how many sides there are."""

    box: Box
    across: tuple[float, ...]
    down: tuple[float, ...]
    sides: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the heights of its rulings and the places of its upright ones, as fractions of the page."""

    box: Box
    rows: tuple[float, ...]
    columns: tuple[float, ...]


def find_frames(picture: Picture) -> tuple[Frame, ...]:
    """All clusters of rulings that run both ways."""
    length, gap = picture.pixels(_RULING_MM), picture.pixels(_GAP_MM)
    # Thickened first: a ruling that is a little slanted leaves each row of pixels after a while.
    across = _opened(_thickened(picture.ink, 3, 1), 1, length)
    down = _opened(_thickened(picture.ink, 1, 3), length, 1)
    joined = cv2.dilate(across | down, np.ones((gap, gap), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for label in range(1, count):
        left, top, width, height = (int(value) for value in stats[label, : cv2.CC_STAT_AREA])
        if min(width, height) < length:
            continue
        place = (slice(top, top + height), slice(left, left + width))
        own = labels[place] == label
        rows = tuple((top + ruling) / picture.grey.shape[0] for ruling in _lines(across[place], own, 1))
        columns = tuple((left + ruling) / picture.grey.shape[1] for ruling in _lines(down[place], own, 0))
        sides = _sides(np.where(own, across[place], 0), np.where(own, down[place], 0), picture.pixels(_SIDE_MM))
        found.append(Frame(picture.fraction(left, top, left + width, top + height), rows, columns, sides))
    return tuple(found)


def _thickened(ink: Pixels, height: int, width: int) -> Pixels:
    return np.asarray(cv2.dilate(ink, np.ones((height, width), np.uint8)), np.uint8)


def _opened(ink: Pixels, height: int, width: int) -> Pixels:
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((height, width), np.uint8)), np.uint8)


def _lines(mask: Pixels, own: NDArray[np.bool_], axis: int) -> list[float]:
    """Where rulings reach over most of the frame, across (axis 1) or down (axis 0), in pixels of the frame."""
    share = np.where(own, mask > 0, False).mean(axis=axis)
    reach = np.convolve(share, np.ones(_SLANT_PIXELS), "same") > _LINE_SHARE
    edges = np.flatnonzero(np.diff(np.concatenate(([0], reach.astype(np.int8), [0]))))
    return [float(begin + end) / 2 for begin, end in edges.reshape(-1, 2)]


def _sides(across: Pixels, down: Pixels, slack: int) -> int:
    """How many of the four sides are drawn, straight or a little slanted."""
    height, width = across.shape
    bands = (
        (across[: min(slack, height)], 0), (across[max(0, height - slack) :], 0),
        (down[:, : min(slack, width)], 1), (down[:, max(0, width - slack) :], 1),
    )  # fmt: skip
    return sum(float((band > 0).any(axis=axis).mean()) >= _LEAST_SIDE for band, axis in bands)


def find_stamps(
    picture: Picture, frames: Sequence[Frame], found: Sequence[Piece], *, legible: Callable[[Word], bool]
) -> tuple[Marked, ...]:
    """Framed stamps that say that and when a paper came in; all words inside are theirs, but for print beneath them.

    Where hardly anything of the stamp can be read, its place speaks: beside the head, where registries put it.
    """
    marked = []
    for frame in frames:
        if not _is_stamp_sized(frame, picture):
            continue
        rows = [_inside(frame.box, piece, legible) for piece in found]
        texts = [" ".join(word.text for word in words) for words in rows if words]
        words = [word for row in rows for word in row]
        cues = _cues_of_receipt(texts)
        if cues >= _LEAST_CUES or (_beside_head(frame.box) and (cues or _is_rubbish(words, legible))):
            region = Region(type=RegionType.SEAL, box=frame.box, text="\n".join(texts))
            marked.append(Marked(region, tuple(words)))
    return tuple(marked)


def _is_stamp_sized(frame: Frame, picture: Picture) -> bool:
    (narrow, wide), (low, high) = _STAMP_MM
    width, height = frame.box.width * picture.width_mm, frame.box.height * picture.height_mm
    drawn = frame.sides >= _LEAST_SIDES or (len(frame.across) >= _LEAST_SIDES and _beside_head(frame.box))
    return drawn and narrow <= width <= wide and low <= height <= high


def _inside(box: Box, piece: Piece, legible: Callable[[Word], bool]) -> list[Word]:
    """The words of a piece inside the frame; of a line that runs on beyond it only what is beyond reading."""
    words = [word for word in piece.words if box.holds_middle(word.box)]
    runs_on = sum(word.box.width for word in words) < _MOST_BEYOND * sum(word.box.width for word in piece.words)
    return [word for word in words if not (runs_on and (legible(word) or word.confidence >= _HOPELESS))]


def _beside_head(box: Box) -> bool:
    return box.middle[0] < _LEFT and box.middle[1] < _UPPER


def _is_rubbish(words: Sequence[Word], legible: Callable[[Word], bool]) -> bool:
    letters = sum(len(word.text) for word in words)
    return letters > 0 and sum(len(word.text) for word in words if not legible(word)) >= _LEAST_RUBBISH * letters


def _cues_of_receipt(texts: Sequence[str]) -> int:
    whole = fold(" ".join(texts))
    words = whole.replace(":", " ").replace(".", " ").split()
    alone = [cue for cue in _RECEIVED if " " not in cue]
    found = sum(any(fuzz.ratio(cue, word) >= _ALIKE for word in words) for cue in alone)
    return found + sum(holds(whole, cue) for cue in _RECEIVED if " " in cue)


def find_tables(picture: Picture, frames: Sequence[Frame], known: Sequence[Box]) -> tuple[Grid, ...]:
    """Ruled grids of at least two rows and two columns, apart from seals and stamps (``known``)."""
    wide, high = _TABLE_MM
    return tuple(
        Grid(frame.box, frame.across, frame.down)
        for frame in frames
        if frame.box.width * picture.width_mm >= wide
        and frame.box.height * picture.height_mm >= high
        and len(frame.across) > _LEAST_ROWS
        and len(frame.down) > _LEAST_COLUMNS
        and frame.sides >= _LEAST_SIDES
        and all(frame.box.overlap(box) < _SAME_PLACE * frame.box.width * frame.box.height for box in known)
    )
