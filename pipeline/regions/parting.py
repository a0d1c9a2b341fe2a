"""A page's lines parted from what is no text of the document, and the regions where that stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from models.geometry import Box
from models.page import Line, Region, RegionType, Word, line_of
from pipeline.regions.frames import Grid, find_frames, find_stamps, find_tables
from pipeline.regions.marked import Marked
from pipeline.regions.overlays import find_overlays
from pipeline.regions.picture import Picture
from pipeline.regions.pieces import pieces, tells_number_or_date
from pipeline.regions.seals import find_seals
from pipeline.regions.strokes import find_photos, find_signatures

OWN_INK = 0.55
"""A word of which this much is red or blue, on a seal of that colour, belongs to the seal."""
LIKELY, SURE = 0.5, 0.9
"""Under a seal or a signature a possible syllable stays from LIKELY on, anything else from SURE on."""
_INSIDE = 0.6
_NEARLY_ALL = 0.8
_LEAST_COLOURED = 0.2
_LEAST_LEGIBLE = 0.5
_LEAST_LETTERS = 3

Possible = Callable[[str], bool]
"""Whether a word (letters only) can be one of the language at all."""


@dataclass(frozen=True, slots=True)
class Parted:
    """``kept``: the document's lines, whole or without some words; ``apart``: those words, as lines of their own."""

    kept: tuple[Line, ...]
    apart: tuple[Line, ...]
    regions: tuple[Region, ...]
    grids: tuple[Grid, ...] = ()


def part(picture: Picture, lines: Sequence[Line], *, possible: Possible) -> Parted:
    """Boxes of ``lines`` are fractions of the upright page that ``picture`` shows; so are those of the regions.

    Words of signature overlays and framed stamps go whole. Under seals, signatures and photographs only rubbish goes,
    and the seal's own words; what can be read there stays, as does every word of the lines that give the paper's
    number and date, which pens fill in: rubbish there tells that a person must look.
    """
    frames = find_frames(picture)
    seals = find_seals(picture)
    size = {"width_mm": picture.width_mm, "height_mm": picture.height_mm}
    stamps = find_stamps(
        picture, frames, tuple(pieces(lines, **size)), legible=lambda word: makes_sense(word, possible)
    )
    # A stamp's strokes and dots may make a circle.
    seals = tuple(seal for seal in seals if not any(_is_drawn_in(seal, stamp.region, picture) for stamp in stamps))
    gone = {id(word) for stamp in stamps for word in stamp.words}
    sealed = [_with_words(seal, _rubbish(seal, lines, picture, possible, gone)) for seal in seals]
    gone |= {id(word) for region in sealed for word in region.words}
    rest = _without(lines, gone)
    clear = tuple(pieces(rest, **size))
    overlays = find_overlays(picture, clear, seals)
    gone |= {id(word) for overlay in overlays for word in overlay.words}
    shapes = _shapes(picture, _without(lines, gone), [item.region for item in (*stamps, *sealed, *overlays)], possible)
    struck = [_with_words(shape, _rubbish(shape, lines, picture, possible, gone)) for shape in shapes]
    gone |= {id(word) for region in struck for word in region.words}
    regions = [item.region for item in (*stamps, *sealed, *overlays, *struck)]
    grids = find_tables(picture, frames, [region.box for region in regions])
    regions += [Region(type=RegionType.TABLE, box=grid.box) for grid in grids]
    return Parted(
        kept=_without(lines, gone),
        apart=_only(lines, gone),
        regions=tuple(sorted(regions, key=lambda region: (region.box.top, region.box.left))),
        grids=grids,
    )


def _shapes(picture: Picture, rest: Sequence[Line], known: Sequence[Region], possible: Possible) -> list[Region]:
    """Photographs and signatures, looked for where neither print nor a stamp explains the ink."""
    print_ = [word.box for line in rest for word in line.words if makes_sense(word, possible)]
    stamped = [region.box for region in known if not _is_coloured(region, picture)]
    photos = find_photos(picture, [region.box for region in known], print_)
    signatures = find_signatures(picture, [*print_, *stamped, *(photo.box for photo in photos)])
    return [*photos, *(item for item in signatures if not any(_is_part_of(item.box, region) for region in known))]


def _is_coloured(region: Region, picture: Picture) -> bool:
    ink = float(picture.cut(picture.ink, region.box).sum())
    return float(picture.cut(picture.red | picture.blue, region.box).sum()) > _LEAST_COLOURED * ink


def _is_drawn_in(seal: Region, stamp: Region, picture: Picture) -> bool:
    return _is_part_of(seal.box, stamp) and not _is_coloured(seal, picture)


def _is_part_of(box: Box, region: Region) -> bool:
    """Whether strokes belong to an overlay that they touch, or to a seal that holds nearly all of them."""
    shared = box.overlap(region.box)
    return shared > 0 if region.type is RegionType.OVERLAY else shared > _NEARLY_ALL * box.width * box.height


def _rubbish(
    region: Region, lines: Sequence[Line], picture: Picture, possible: Possible, gone: set[int]
) -> list[tuple[Word, ...]]:
    """The words in a region that are not the document's, line by line."""
    size = {"width_mm": picture.width_mm, "height_mm": picture.height_mm}
    found = []
    for line in lines:
        if tells_number_or_date(line) or not any(_lies_in(word.box, region.box) for word in line.words):
            continue
        rubbish: set[int] = set()
        for piece in pieces([line], **size):
            legible = _is_legible(piece.words, possible)
            rubbish |= {
                id(word)
                for word in piece.words
                if _lies_in(word.box, region.box)
                and (
                    _is_own(word, region, picture) or not (makes_sense(word, possible) or (legible and _is_long(word)))
                )
            }
        found.append(tuple(word for word in line.words if id(word) in rubbish - gone))
    return [words for words in found if words]


def _is_legible(words: Sequence[Word], possible: Possible) -> bool:
    """Whether most letters of neighbouring words make sense: a spoilt one among them is the document's too."""
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) for word in words if makes_sense(word, possible)) >= _LEAST_LEGIBLE * letters


def _is_long(word: Word) -> bool:
    return sum(letter.isalnum() for letter in word.text) >= _LEAST_LETTERS


def _is_own(word: Word, region: Region, picture: Picture) -> bool:
    if region.type is not RegionType.SEAL or not picture.coloured:
        return False
    ink = float(picture.cut(picture.ink, word.box).sum())
    own = float(picture.cut(picture.red | picture.blue, word.box).sum())
    return ink == 0 or own / ink >= OWN_INK


def makes_sense(word: Word, possible: Possible) -> bool:
    """Whether a word under strokes and rings can be taken for print."""
    parts = ["".join(letter for letter in part if letter.isalpha()) for part in word.text.split("-")]
    letters = [part for part in parts if part]
    if letters and all(possible(part) for part in letters):
        return word.confidence >= LIKELY
    return word.confidence >= SURE and any(letter.isalnum() for letter in word.text)


def _lies_in(box: Box, region: Box) -> bool:
    return region.holds_middle(box) or box.overlap(region) > _INSIDE * box.width * box.height


def _with_words(region: Region, words: Sequence[tuple[Word, ...]]) -> Marked:
    text = "\n".join(" ".join(word.text for word in row) for row in words)
    return Marked(region.model_copy(update={"text": text}), tuple(word for row in words for word in row))


def _without(lines: Sequence[Line], gone: set[int]) -> tuple[Line, ...]:
    return _only(lines, {id(word) for line in lines for word in line.words} - gone)


def _only(lines: Iterable[Line], wanted: set[int]) -> tuple[Line, ...]:
    """Lines of which all words are wanted stay as they are."""
    taken = (
        line if all(id(word) in wanted for word in line.words) else line_of([w for w in line.words if id(w) in wanted])
        for line in lines
    )
    return tuple(line for line in taken if line is not None)
