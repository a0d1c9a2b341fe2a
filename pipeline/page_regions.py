"""What of a page's lines is the document's text, in which order, and where seals, overlays and tables stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.geometry import Box
from models.page import Line, Region, Word, line_of
from pipeline.image.deskew import straighten
from pipeline.image.orientation import turned
from pipeline.page_drawing import DrawnPage
from pipeline.page_image import PageImage, turn_point
from pipeline.reading.syllable import is_syllable
from pipeline.reading_order import in_reading_order
from pipeline.regions.parting import part
from pipeline.regions.picture import has_colour, picture_of, shrunk
from pipeline.regions.seals import find_seals
from pipeline.source.document import Pixels

NOISE = 0.02
"""A line less likely than this to be right is no line of the text, but strokes of an emblem or a picture; a
word's confidence is a frequency (docs/reliability.md): at most one such in fifty is what stands there.
"""


@dataclass(frozen=True, slots=True)
class PageText:
    """``lines``: the document's text in reading order; ``apart``: what was read on regions; all on the source page."""

    lines: tuple[Line, ...]
    apart: tuple[Line, ...]
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class SmallPage:
    """The page in colour (RGB) as small as regions need it, at ``dpi``."""

    pixels: Pixels
    dpi: float


def small_page(drawn: DrawnPage, dpi: int) -> SmallPage:
    """``dpi``: of the page as drawn, as well as it is known."""
    return SmallPage(*shrunk(drawn.colour, dpi * drawn.colour.shape[1] / drawn.grey.shape[1]))


def page_text(small: SmallPage, image: PageImage, lines: Sequence[Line]) -> PageText:
    """``image``: as what the page was read, for its turns.

    Regions and order are looked for on the upright, straight page: an overlay is told by what stands above and beside
    it, a row by its height.
    """
    upright = turned(small.pixels, image.rotation)
    picture = picture_of(straighten(upright, image.skew_degrees) if image.skew_degrees else upright, small.dpi)
    moved = _Moved(image, picture.grey.shape[1] / picture.grey.shape[0])
    parted = part(picture, moved.there(lines), possible=is_syllable)
    size = {"width_mm": picture.width_mm, "height_mm": picture.height_mm}
    text = [line for line in parted.kept if line.confidence >= NOISE]
    noise = [line for line in parted.kept if line.confidence < NOISE]
    ordered = in_reading_order(text, grids=parted.grids, **size)
    regions = tuple(region.model_copy(update={"box": moved.box_back(region.box)}) for region in parted.regions)
    return PageText(moved.back(ordered), moved.back([*parted.apart, *noise]), regions)


def coloured_seals(drawn: DrawnPage, small: SmallPage) -> tuple[Box, ...]:
    """Where seals in red or blue stand, as fractions of the page as drawn; asks little of a page without colour."""
    if not has_colour(drawn.colour):
        return ()
    picture = picture_of(small.pixels, small.dpi)
    return tuple(seal.box for seal in find_seals(picture, black=False))


class _Moved:
    """Lines carried to the upright, straight page and back, each word as the object it was."""

    def __init__(self, image: PageImage, aspect: float) -> None:
        """``aspect``: width over height of the upright page."""
        self._image, self._aspect = image, aspect
        self._words: dict[int, tuple[Word, Word]] = {}
        self._lines: dict[tuple[int, ...], Line] = {}

    def there(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(self._there(line) for line in lines if line.words)

    def back(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        sources = ([self._words[id(word)][1] for word in line.words] for line in lines)
        found = (self._lines.get(tuple(map(id, words))) or line_of(words) for words in sources)
        return tuple(line for line in found if line is not None)

    def box_back(self, box: Box) -> Box:
        if not self._image.rotation and not self._image.skew_degrees:
            return box
        return self._tilted(box, self._image.skew_degrees).turned(-self._image.rotation % 360).clamped().rounded()

    def _there(self, line: Line) -> Line:
        self._lines[tuple(id(word) for word in line.words)] = line
        words = tuple(word.model_copy(update={"box": self._box_there(word.box)}) for word in line.words)
        self._words.update((id(new), (new, old)) for new, old in zip(words, line.words, strict=True))
        return line.model_copy(update={"words": words})

    def _box_there(self, box: Box) -> Box:
        return self._tilted(box.turned(self._image.rotation), -self._image.skew_degrees)

    def _tilted(self, box: Box, degrees: float) -> Box:
        """Its middle turned clockwise about the page's, its size kept."""
        if not degrees:
            return box
        x, y = box.middle
        x, y = turn_point(x * self._aspect, y, centre=(self._aspect / 2, 0.5), degrees=degrees)
        dx, dy = x / self._aspect - box.middle[0], y - box.middle[1]
        return Box(box.left + dx, box.top + dy, box.right + dx, box.bottom + dy)
