"""Whether what was read shows that its page stands on its side or on its head.

Tesseract reads lines that run up or down the page as surely as level ones, but their words' boxes are then higher than
wide; the other two ways it makes little sense of. So a page is tested for its orientation (a fifth of the time that
reading costs) only when its words say so.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.page import Line
from pipeline.page_image import PageImage

POOR_CONFIDENCE = 0.60
"""Upright scans are read with a mean confidence of 0.88 or more, those on their head below 0.45: docs/decisions/005."""
MOST_TALL = 0.5
LEAST_WORDS = 3
LEAST_LETTERS = 3
"""Short words (``1``, ``I.``) are higher than wide however they stand."""
LEAST_WORDS_TO_GUESS = 30
_AS_SURE = 0.05


def mean_confidence(lines: Sequence[Line]) -> float:
    """Mean confidence of the page's words, long words counting for more: noise comes in short ones. 0 without words."""
    words = [(word.confidence, len(word.text)) for line in lines for word in line.words]
    letters = sum(length for _, length in words)
    return sum(confidence * length for confidence, length in words) / letters if letters else 0.0


def seems_turned(lines: Sequence[Line], image: PageImage) -> bool:
    """Whether the page should be tested for its orientation and perhaps read again."""
    return mean_confidence(lines) < POOR_CONFIDENCE or runs_sideways(lines, image)


def runs_sideways(lines: Sequence[Line], image: PageImage) -> bool:
    """Whether most longer words are higher than wide as they stand in ``image``."""
    width, height = image.size if image.rotation % 180 == 0 else reversed(image.size)  # of the source page
    boxes = [word.box for line in lines for word in line.words if len(word.text) >= LEAST_LETTERS]
    tall = sum(box.height * height > box.width * width for box in boxes)
    if image.rotation % 180:
        tall = len(boxes) - tall
    return len(boxes) >= LEAST_WORDS and tall > MOST_TALL * len(boxes)


def guess_rotation(lines: Sequence[Line]) -> int:
    """By how much to turn a page of which the orientation test says that it stands upright, though it seems turned.

    That test misses a few pages on their head. Pages of few words (a photograph, a signature) are not read twice.
    """
    words = sum(len(line.words) for line in lines)
    return 180 if words >= LEAST_WORDS_TO_GUESS and mean_confidence(lines) < POOR_CONFIDENCE else 0


def is_better(lines: Sequence[Line], image: PageImage, *, than: tuple[Sequence[Line], PageImage]) -> bool:
    """Whether this reading of the turned page replaces the first one: level where that ran sideways, or surer."""
    gain = mean_confidence(lines) - mean_confidence(than[0])
    if runs_sideways(*than) and not runs_sideways(lines, image):
        return gain > -_AS_SURE
    return gain > 0
