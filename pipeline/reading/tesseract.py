"""Tesseract with Vietnamese data, through pytesseract: one process a page, killed at its time limit."""

from __future__ import annotations

import csv
import functools
import io
import os
import re
import shutil
import signal
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import cv2
import pytesseract

from models.errors import InputRefused, ToolMissing
from models.geometry import Box
from models.page import Line, Word, line_of
from models.verdict import Verdict
from pipeline.page_image import PageImage
from pipeline.reading.reader import Transcript

LANGUAGE = "vie"
LEAST_VERSION = (5, 0)
_MINIMUM = ".".join(map(str, LEAST_VERSION))
HINT = "apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd"
WHOLE_PAGE = 3
"""Page segmentation mode: fully automatic, without orientation."""
_MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108  # page images pass through memory where the system has such a folder
_FOLDER_PREFIX = "sohoa-page-"
_WORD_LEVEL = "5"
# Tesseract's own threads cost three to ten times the CPU; pages run side by side instead.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")
_NO_DATA = re.compile(r"Failed loading language|couldn't load any languages|Error opening data file")


@dataclass(frozen=True, slots=True)
class ExternalProgram:
    """What was found of an external program; ``minimum`` is the oldest version that will do."""

    name: str
    version: str
    minimum: str
    languages: tuple[str, ...]
    install_hint: str

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({', '.join(self.languages)})"


@functools.cache
def probe() -> ExternalProgram:
    """The installed Tesseract. Raises ToolMissing when it, its version or its Vietnamese data are missing."""
    try:
        version = str(pytesseract.get_tesseract_version())
        languages = tuple(sorted(pytesseract.get_languages()))
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError) as error:
        raise ToolMissing(f"Tesseract: {HINT}") from error
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    if numbers < LEAST_VERSION:
        raise ToolMissing(f"Tesseract {version} is older than {_MINIMUM}: {HINT}")
    if missing := {LANGUAGE, "osd"} - set(languages):
        raise ToolMissing(f"Tesseract's data {', '.join(sorted(missing))}: {HINT}")
    return ExternalProgram("tesseract", version, _MINIMUM, languages, HINT)


class TesseractReader:
    """Reads grey images; never binarised ones, on which its layout falls apart.

    ``read`` raises InputRefused (timed_out, out_of_memory, malformed) or ToolMissing; at the limit Tesseract is killed.
    """

    name = "tesseract"
    options = f"{LANGUAGE} --psm {WHOLE_PAGE} --oem 1"

    def __init__(self, psm: int = WHOLE_PAGE) -> None:
        self._psm = psm

    @property
    def version(self) -> str:
        return probe().version

    def read(self, image: PageImage, *, seconds: float) -> Transcript:
        config = f"--psm {self._psm} --oem 1 --dpi {image.dpi}"
        with _as_file(image) as path, _errors_of_tesseract(seconds):
            table = pytesseract.image_to_data(str(path), lang=LANGUAGE, config=config, timeout=seconds)
        return Transcript(tuple(parse_table(str(table), image)))

    def upright_rotation(self, image: PageImage, *, seconds: float) -> int:
        """0 where Tesseract cannot tell, because there are too few letters."""
        config, kind = f"--dpi {image.dpi}", pytesseract.Output.DICT
        with _as_file(image) as path:
            try:
                with _errors_of_tesseract(seconds):
                    seen = pytesseract.image_to_osd(str(path), config=config, output_type=kind, timeout=seconds)
            except InputRefused:
                return 0
        return int(seen["rotate"]) % 360


@contextmanager
def _as_file(image: PageImage) -> Iterator[Path]:
    """The image as a file in memory: pytesseract given a path spares an encode and a copy."""
    parent = _MEMORY_FOLDER if _MEMORY_FOLDER.is_dir() else Path(tempfile.gettempdir())
    _sweep(parent, os.getpid())
    with tempfile.TemporaryDirectory(prefix=f"{_FOLDER_PREFIX}{os.getpid()}-", dir=parent) as folder:
        path = Path(folder) / "page.pgm"
        if not cv2.imwrite(str(path), image.grey):
            raise InputRefused(Verdict.OUT_OF_MEMORY, "no room for the page image")
        yield path


@functools.cache
def _sweep(parent: Path, process: int) -> None:
    """Removes, once a process, what processes left behind that were killed in the middle of a page."""
    for folder in parent.glob(f"{_FOLDER_PREFIX}*-*"):
        owner = folder.name.removeprefix(_FOLDER_PREFIX).partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists() and Path("/proc/self").exists():
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _errors_of_tesseract(seconds: float) -> Iterator[None]:
    """pytesseract's errors as ours; it tells a time-out by a bare RuntimeError."""
    try:
        yield
    except pytesseract.TesseractNotFoundError as error:
        raise ToolMissing(f"Tesseract: {HINT}") from error
    except pytesseract.TesseractError as error:
        if _NO_DATA.search(str(error)):
            raise ToolMissing(f"Tesseract's data: {HINT}") from error
        killed = error.status == -signal.SIGKILL or "bad_alloc" in str(error)
        verdict = Verdict.OUT_OF_MEMORY if killed else Verdict.MALFORMED
        raise InputRefused(verdict, f"Tesseract failed on the page: status {error.status}") from error
    except RuntimeError as error:
        raise InputRefused(Verdict.TIMED_OUT, f"more than {seconds:.0f} s") from error


def parse_table(table: str, image: PageImage) -> Iterator[Line]:
    """Tesseract's table (TSV) of words, grouped as it grouped them: block, paragraph, line; empty words left out."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = (row for row in rows if row["level"] == _WORD_LEVEL and (row["text"] or "").strip())
    for _, grouped in groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        line = line_of([_word(row, image) for row in grouped])
        if line is not None:
            yield line


def _word(row: dict[str, str], image: PageImage) -> Word:
    left, top = float(row["left"]), float(row["top"])
    box = image.to_source(Box(left, top, left + float(row["width"]), top + float(row["height"])))
    confidence = round(min(max(float(row["conf"]), 0.0), 100.0) / 100, 4)
    text = unicodedata.normalize("NFC", row["text"].strip())
    return Word(text=text, box=box.rounded(), confidence=confidence, readers=("tesseract",))
