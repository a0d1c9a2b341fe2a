"""Tesseract and trueocr read one page together: both throughout, or the quick one with the other where it is in doubt.

Either may be absent or fail: the page is then read by the other alone, less sure, and a finding says so.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from models.errors import InputRefused, ToolMissing
from models.findings import FindingCode, finding
from models.geometry import Box
from models.page import Line
from pipeline.letterhead import HEAD_SHARE, NATION
from pipeline.page_image import PageImage
from pipeline.reading import calibration, syllable_model, tesseract, trueocr, weighing
from pipeline.reading.alignment import folded
from pipeline.reading.calibration import Case
from pipeline.reading.fusion import alone, decided, fuse, match, seen_alone, shipped_judge
from pipeline.reading.reader import Reader, Transcript
from pipeline.reading.tesseract import WHOLE_PAGE, TesseractReader
from pipeline.reading.trueocr import SeenLine, look
from pipeline.source.document import Pixels
from pipeline.vietnamese import holds

REVISION = "3"
"""Of the way two readings become one; what was fitted is in the options."""
LEAST_SURE = 0.20
"""A line with a word less sure than this is shown to Tesseract as well."""
_CUES = re.compile(r"\bso\s*:|\bngay\b.*\bthang\b|\bv/v\b|^\s*ve viec\b")
"""Lines of the head in which the fields of an administrative document stand, in bare letters."""
_HEAD_DEPTH = 0.22
"""Of the page's height, below the nation's name: room for four lines of agencies and the subject of a letter."""
_STRIP_GAP = 24
"""White pixels between two lines on the strip."""
_STRIP_PSM = 6

Seen = TypeVar("Seen")
_Place = tuple[Box, int, int]


Look = Callable[[PageImage], Sequence[SeenLine]]


class AccurateReader:
    """Both readers read the whole page. Raises what the first raised where both fail."""

    name = "accurate"

    def __init__(self, first: Reader | None = None, second: Look = look) -> None:
        self._first, self._look = first or TesseractReader(), second

    @property
    def version(self) -> str:
        return f"{REVISION} ({', '.join(_engines())})"

    @property
    def options(self) -> str:
        return f"{TesseractReader.options} | {trueocr.TrueOcrReader.options} | {_fitted()}"

    def read(self, image: PageImage, *, seconds: float) -> Transcript:
        first, trouble = _attempt(lambda: self._first.read(image, seconds=seconds))
        second, other_trouble = _attempt(lambda: self._look(image))
        if first is not None and second is not None:
            return Transcript(fuse(first.lines, second, image, shipped_judge()))
        if second is not None and trouble is not None:
            return _by_second_alone(second, image, trouble)
        if first is not None and other_trouble is not None:
            return _by_first_alone(first, other_trouble)
        raise trouble or ToolMissing("no reader")

    def upright_rotation(self, image: PageImage, *, seconds: float) -> int:
        return _upright_rotation(image, seconds)


class FastReader:
    """trueocr reads the whole page, Tesseract the lines on which it is unsure and those that bear fields."""

    name = "fast"

    def __init__(
        self, first: Callable[[int], Reader] = TesseractReader, second: Look = look, *, least_sure: float = LEAST_SURE
    ) -> None:
        self._first, self._look, self._least_sure = first, second, least_sure

    @property
    def version(self) -> str:
        return f"{REVISION} ({', '.join(_engines())})"

    @property
    def options(self) -> str:
        return f"{trueocr.TrueOcrReader.options} | {self._least_sure} psm {_STRIP_PSM} | {_fitted()}"

    def read(self, image: PageImage, *, seconds: float) -> Transcript:
        second, trouble = _attempt(lambda: self._look(image))
        if second is None:
            first = self._first(WHOLE_PAGE).read(image, seconds=seconds)
            return _by_first_alone(first, trouble or ToolMissing(trueocr.NAME))
        lines = {index: seen_alone(seen, image, shipped_judge()) for index, seen in enumerate(second)}
        head = _head(second, image)
        doubtful = [
            index
            for index, line in lines.items()
            if line is not None and (_is_unsure(line, self._least_sure) or _bears_field(line, second[index], head))
        ]
        asked, trouble = _attempt(lambda: self._ask(image, [second[index] for index in doubtful], seconds))
        if asked is None:
            return _by_second_alone(second, image, trouble or ToolMissing("tesseract"))
        matched, _ = match(asked, [second[index] for index in doubtful], image)
        for index, one in zip(doubtful, matched, strict=True):
            lines[index] = decided(one, image, shipped_judge())
        return Transcript(tuple(line for line in lines.values() if line is not None))

    def upright_rotation(self, image: PageImage, *, seconds: float) -> int:
        return _upright_rotation(image, seconds)

    def _ask(self, image: PageImage, seen: Sequence[SeenLine], seconds: float) -> list[Line]:
        """Tesseract's reading of these lines alone, put below each other on one strip; boxes as on the page."""
        if not seen:
            return []
        strip, places = _strip(image, [line.box for line in seen])
        read = self._first(_STRIP_PSM).read(strip, seconds=seconds)
        return [moved for line in read.lines if (moved := _moved(line, strip, places, image)) is not None]


def _engines() -> list[str]:
    """The readers that are there, with their versions. Raises ToolMissing when none is."""
    found = []
    for name, version in (("tesseract", _tesseract_version), (trueocr.NAME, trueocr.installed_version)):
        try:
            found.append(f"{name} {version()}")
        except ToolMissing as error:
            missing = error
    if not found:
        raise missing
    return found


@functools.cache
def _fitted() -> str:
    """A digest of all that was fitted: another fit may read otherwise."""
    files = (weighing.WEIGHTS, calibration.WEIGHTS, syllable_model.COUNTS)
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


def _tesseract_version() -> str:
    return tesseract.probe().version


def _attempt(read: Callable[[], Seen]) -> tuple[Seen | None, InputRefused | ToolMissing | None]:
    """What was read, or why nothing was."""
    try:
        return read(), None
    except (InputRefused, ToolMissing) as error:
        return None, error


def _by_first_alone(first: Transcript, trouble: InputRefused | ToolMissing) -> Transcript:
    lines = tuple(alone(line, Case.FIRST_ALONE, shipped_judge()) for line in first.lines)
    return Transcript(lines, (finding(FindingCode.READER_ABSENT, seen=f"{trueocr.NAME}: {_why(trouble)}"),))


def _by_second_alone(seen: Sequence[SeenLine], image: PageImage, trouble: InputRefused | ToolMissing) -> Transcript:
    lines = tuple(line for one in seen if (line := seen_alone(one, image, shipped_judge())) is not None)
    return Transcript(lines, (finding(FindingCode.READER_ABSENT, seen=f"tesseract: {_why(trouble)}"),))


def _why(trouble: InputRefused | ToolMissing) -> str:
    return trouble.verdict.value if isinstance(trouble, InputRefused) else trouble.code


def _is_unsure(line: Line, least_sure: float) -> bool:
    return min(word.confidence for word in line.words) < least_sure


def _head(seen: Sequence[SeenLine], image: PageImage) -> tuple[float, float]:
    """From where to where, in pixels, number, date and subject of a document may stand; empty without a head."""
    tall = image.grey.shape[0]
    top = next((line.box.top for line in seen if line.box.top < HEAD_SHARE * tall and holds(line.text, NATION)), None)
    return (top, top + _HEAD_DEPTH * tall) if top is not None else (0.0, 0.0)


def _bears_field(line: Line, seen: SeenLine, head: tuple[float, float]) -> bool:
    """Dates and numbers of other documents, which the text is full of, are no fields."""
    return head[0] <= seen.box.top < head[1] and _CUES.search(folded(line.text)) is not None


def _strip(image: PageImage, boxes: Sequence[Box]) -> tuple[PageImage, list[_Place]]:
    """The image, and for each line its part of it (top and bottom, full width) with the way from there to the page."""
    crops: list[tuple[Pixels, int]] = []
    places: list[_Place] = []
    top = _STRIP_GAP
    for box in boxes:
        reach = 0.3 * box.height
        x0, y0 = max(0, int(box.left - reach)), max(0, int(box.top - reach))
        crop = image.grey[y0 : int(box.bottom + reach) + 1, x0 : int(box.right + reach) + 1]
        places.append((Box(0, top, crop.shape[1] + _STRIP_GAP, top + crop.shape[0]), x0 - _STRIP_GAP, y0 - top))
        crops.append((crop, top))
        top += crop.shape[0] + _STRIP_GAP
    width = max(crop.shape[1] for crop, _ in crops) + 2 * _STRIP_GAP
    grey = np.full((top, width), 255, np.uint8)
    for crop, at in crops:
        grey[at : at + crop.shape[0], _STRIP_GAP : _STRIP_GAP + crop.shape[1]] = crop
    return PageImage(grey, image.dpi), places


def _moved(line: Line, strip: PageImage, places: list[_Place], image: PageImage) -> Line | None:
    """A line of the strip where it stands on the page; None where it lies between two."""
    middle = strip.from_source(line.box).middle[1]
    for part, right, down in places:
        if part.top <= middle <= part.bottom:
            words = []
            for word in line.words:
                box = strip.from_source(word.box)
                there = Box(box.left + right, box.top + down, box.right + right, box.bottom + down)
                words.append(word.model_copy(update={"box": image.to_source(there).rounded()}))
            return line.model_copy(update={"words": tuple(words)})
    return None


def _upright_rotation(image: PageImage, seconds: float) -> int:
    """By trueocr's own test, which takes a tenth of Tesseract's time; by Tesseract's where that is absent or fails."""
    try:
        return trueocr.TrueOcrReader().upright_rotation(image, seconds=seconds)
    except (InputRefused, ToolMissing):
        return TesseractReader().upright_rotation(image, seconds=seconds)
