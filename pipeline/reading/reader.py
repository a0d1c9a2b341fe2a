"""What a reader is, and which there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from models.findings import Finding
from models.page import Line

if TYPE_CHECKING:
    from pipeline.page_image import PageImage


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a reader made of a page; ``findings`` tell of what went wrong without ending the reading."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...] = ()


class Reader(Protocol):
    """Reads one page image. Lines come in reading order, boxes as fractions of the source page as shown."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def options(self) -> str:
        """Everything that could change what it reads, as one canonical text."""
        ...

    def read(self, image: PageImage, *, seconds: float) -> Transcript:
        """Raises InputRefused(timed_out) past the limit, ToolMissing when its program or data is absent."""
        ...

    def upright_rotation(self, image: PageImage, *, seconds: float) -> int:
        """Clockwise quarter turns (0, 90, 180, 270) by which the image should be turned to stand upright."""
        ...


def _accurate(replay: str) -> Reader:
    from pipeline.reading.two_readers import AccurateReader

    return AccurateReader()


def _fast(replay: str) -> Reader:
    from pipeline.reading.two_readers import FastReader

    return FastReader()


def _tesseract(replay: str) -> Reader:
    from pipeline.reading.tesseract import TesseractReader

    return TesseractReader()


def _trueocr(replay: str) -> Reader:
    from pipeline.reading.trueocr import TrueOcrReader

    return TrueOcrReader()


def _replay(replay: str) -> Reader:
    from pipeline.reading.replay import ReplayReader

    return ReplayReader.from_folder(replay)


def _record(replay: str) -> Reader:
    from pipeline.reading.replay import RecordingReader

    return RecordingReader(_accurate(replay), replay)


def _fault(kind: str) -> Callable[[str], Reader]:
    def make(replay: str) -> Reader:
        from pipeline.reading.faults import Fault, FaultReader

        return FaultReader(Fault(kind))

    return make


READERS: dict[str, Callable[[str], Reader]] = {
    "accurate": _accurate,
    "fast": _fast,
    "tesseract": _tesseract,
    "trueocr": _trueocr,
    "replay": _replay,
    "record": _record,
    "fault-crashing": _fault("crashing"),
    "fault-garbage": _fault("garbage"),
    "fault-slow": _fault("slow"),
    "fault-silent": _fault("silent"),
}
"""Lazy factories; each takes the folder of recordings. The first two are the modes; the others serve
measurements and proofs."""
