"""What page processes are asked to do, for the program that asks: drawing, reading and their libraries stay with them.

A program that imported those as well would begin half a second later.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from models.findings import FindingCode, finding
from models.page import Page
from models.verdict import Verdict
from pipeline.image.resolution import READING_DPI
from pipeline.reading.reader import READERS
from pipeline.source.limits import Limits


@dataclass(frozen=True, slots=True)
class PageOptions:
    reader: str = "accurate"
    limits: Limits = field(default_factory=Limits)
    seconds: float = 60.0
    replay: str = ""

    @property
    def canonical(self) -> str:
        """What of these options could change the words: not the limits, which only decide whether there are any."""
        return f"reading_dpi={READING_DPI} text_layer=2 mending=3 regions=1 codes=1"


@dataclass(frozen=True, slots=True)
class ReaderIdentity:
    """Which reader reads, of which version, and a digest of all else that could change what is read from a file."""

    name: str
    version: str
    options_sha256: str

    @property
    def engine_set(self) -> str:
        """Which engines read, with their versions: part of a reading's identity."""
        return f"{self.name} {self.version}"


def read_page(path: Path, index: int, options: PageOptions) -> Page:
    """`pipeline.page_reading.read_page`."""
    from pipeline.page_reading import read_page as read

    return read(path, index, options)


def identify(options: PageOptions) -> ReaderIdentity:
    """Raises ToolMissing when the reader is not there."""
    reader = READERS[options.reader](options.replay)
    digest = hashlib.sha256(f"{reader.options}|{options.canonical}".encode()).hexdigest()
    return ReaderIdentity(reader.name, reader.version, digest)


def unreadable_page(index: int, verdict: Verdict) -> Page:
    """A page that could not be drawn or read: kept, and a person is asked to look. Its size is taken as A4."""
    code = FindingCode.PAGE_TIMED_OUT if verdict is Verdict.TIMED_OUT else FindingCode.PAGE_UNREADABLE
    return Page(index=index, width=1654, height=2339, dpi=None, findings=(finding(code, seen=verdict.value),))
