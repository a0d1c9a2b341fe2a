"""Tesseract with Vietnamese data, through pytesseract: one process a page, killed at its time limit."""

from __future__ import annotations

import csv
import functools
import io
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import cv2
import pytesseract

from models.errors import InputRefused, ToolMissing
from models.geometry import Box, around
from models.page import Line, Word
from models.verdict import Verdict
from pipeline.page_image import PageImage

LANGUAGE = "vie"
LEAST_VERSION = (5, 0)
HINT = "apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd"
CONFIG = "--psm 3 --oem 1"
_MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108  # page images pass through memory where the system has such a folder
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class ExternalProgram:
    """What was found of an external program."""

    name: str
    version: str
    languages: tuple[str, ...]

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
        raise ToolMissing(f"Tesseract {version} is older than 5.0: {HINT}")
    if missing := {LANGUAGE, "osd"} - set(languages):
        raise ToolMissing(f"Tesseract's data {', '.join(sorted(missing))}: {HINT}")
    return ExternalProgram("tesseract", version, languages)


class TesseractReader:
    """Reads grey images; never binarised ones, on which its layout falls apart."""

    name = "tesseract"
    options = f"{LANGUAGE} {CONFIG}"

    @property
    def version(self) -> str:
        return probe().version

    def read(self, image: PageImage, *, seconds: float) -> tuple[Line, ...]:
        config = f"{CONFIG} --dpi {image.dpi}"
        with _as_file(image) as path:
            try:
                table = pytesseract.image_to_data(str(path), lang=LANGUAGE, config=config, timeout=seconds)
            except RuntimeError as error:
                raise _verdict(error, seconds) from error
        return tuple(_lines(str(table), image))

    def upright_rotation(self, image: PageImage, *, seconds: float) -> int:
        with _as_file(image) as path:
            try:
                seen = pytesseract.image_to_osd(
                    str(path), config=f"--dpi {image.dpi}", output_type=pytesseract.Output.DICT, timeout=seconds
                )
            except RuntimeError:
                return 0  # too few letters to tell: leave the page as it is
        return int(seen["rotate"]) % 360


class _as_file:  # noqa: N801  # a context manager that reads like a function
    """The image as a file in memory: pytesseract given a path spares an encode and a copy."""

    def __init__(self, image: PageImage) -> None:
        folder = _MEMORY_FOLDER if _MEMORY_FOLDER.is_dir() else None
        self._folder = tempfile.TemporaryDirectory(prefix="sohoa-page-", dir=folder)
        self._image = image

    def __enter__(self) -> Path:
        path = Path(self._folder.name) / "page.pgm"
        cv2.imwrite(str(path), self._image.grey)
        return path

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def _verdict(error: RuntimeError, seconds: float) -> InputRefused | ToolMissing:
    if isinstance(error, pytesseract.TesseractError):
        detail = str(error)
        if "Failed loading language" in detail or "couldn't load any languages" in detail:
            return ToolMissing(f"Tesseract's Vietnamese data: {HINT}")
        return InputRefused(Verdict.MALFORMED, "Tesseract failed on the page")
    return InputRefused(Verdict.TIMED_OUT, f"more than {seconds:.0f} s")


def _lines(table: str, image: PageImage) -> Iterator[Line]:
    """Tesseract's table of words, grouped as it grouped them: block, paragraph, line."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = (row for row in rows if row["level"] == _WORD_LEVEL and (row["text"] or "").strip())
    for _, grouped in groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        line = tuple(_word(row, image) for row in grouped)
        confidence = min(1.0, sum(word.confidence for word in line) / len(line))
        text = " ".join(word.text for word in line)
        yield Line(text=text, box=around([word.box for word in line]).rounded(), confidence=confidence, words=line)


def _word(row: dict[str, str], image: PageImage) -> Word:
    left, top = float(row["left"]), float(row["top"])
    box = image.to_source(Box(left, top, left + float(row["width"]), top + float(row["height"])))
    confidence = round(min(max(float(row["conf"]), 0.0), 100.0) / 100, 4)
    text = unicodedata.normalize("NFC", row["text"].strip())
    return Word(text=text, box=box.rounded(), confidence=confidence, readers=("tesseract",))
