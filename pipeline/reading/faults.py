"""Readers that go wrong in one known way each: proofs run the whole program over them.

``crashing`` ends its process, ``garbage`` makes up words, ``slow`` overstays its limit, ``silent`` sees nothing.
"""

from __future__ import annotations

import hashlib
import os
import signal
import time
from dataclasses import dataclass
from enum import StrEnum

from models.geometry import Box, around
from models.page import Line, Word
from pipeline.page_image import PageImage
from pipeline.reading.reader import Transcript

LINES, WORDS = 12, 6
LETTERS = "aáàảãạăâbcdđeêghiklmnoôơpqrstuưvxy0123456789/-.~|"


class Fault(StrEnum):
    CRASHING = "crashing"
    GARBAGE = "garbage"
    SLOW = "slow"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class FaultReader:
    """Behaves as its ``fault`` says, the same way every time."""

    fault: Fault

    @property
    def name(self) -> str:
        return f"fault-{self.fault.value}"

    @property
    def version(self) -> str:
        return "1"

    @property
    def options(self) -> str:
        return ""

    def read(self, image: PageImage, *, seconds: float) -> Transcript:
        """The crashing reader does not return, the slow one not within ``seconds`` nor ten seconds beyond."""
        if self.fault is Fault.CRASHING:
            os.kill(os.getpid(), signal.SIGSEGV)
        if self.fault is Fault.SLOW:
            time.sleep(2 * seconds + 10)
        return Transcript(_garbage(image) if self.fault is Fault.GARBAGE else ())

    def upright_rotation(self, image: PageImage, *, seconds: float) -> int:
        return 0


def _garbage(image: PageImage) -> tuple[Line, ...]:
    """Words of random letters in tidy lines, drawn from the image's digest: no page yields the same, each always so."""
    stream = hashlib.shake_256(image.grey.tobytes()).digest(LINES * WORDS * 8)
    words = [_garbage_word(index, stream[8 * index : 8 * index + 8]) for index in range(LINES * WORDS)]
    return tuple(_garbage_line(words[WORDS * row : WORDS * (row + 1)]) for row in range(LINES))


def _garbage_word(index: int, noise: bytes) -> Word:
    row, column = divmod(index, WORDS)
    left, top = 0.1 + 0.13 * column, 0.1 + 0.06 * row
    text = "".join(LETTERS[value % len(LETTERS)] for value in noise[: 1 + noise[7] % 7])
    box = Box(left, top, left + 0.11, top + 0.02).rounded()
    return Word(text=text, box=box, confidence=round(noise[6] / 255, 4), readers=("fault-garbage",))


def _garbage_line(words: list[Word]) -> Line:
    return Line(
        text=" ".join(word.text for word in words),
        box=around([word.box for word in words]).rounded(),
        confidence=sum(word.confidence for word in words) / len(words),
        words=tuple(words),
    )
