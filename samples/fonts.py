"""The typeface of the sample papers: Liberation Serif, metric twin of Decree 30/2020's Times New Roman.

Liberation has Vietnamese letters from version 2 on: Debian 12 calls that package fonts-liberation2 (its
fonts-liberation is 1.07, which has none), Debian 13 and Ubuntu 24.04 call it fonts-liberation. Where it is absent the
wider DejaVu Serif Condensed stands in, and ``samples.make`` says so.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import ImageFont

Style = Literal["regular", "bold", "italic", "bold_italic"]

MM_PER_POINT = 25.4 / 72
PACKAGE = "fonts-liberation2"
FOLDER_VARIABLE = "SAMPLES_FONTS"
"""Environment variable with a folder of Liberation Serif files, for a machine where nothing can be installed."""

_SYSTEM = Path("/usr/share/fonts/truetype")
_MEASURE_PIXELS = 1000
_HARDEST = "ệỮẫĐ"


class FontMissingError(RuntimeError):
    """No typeface with Vietnamese letters on this machine."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """Four files of one family; ``scale`` brings its widths near those of Times."""

    name: str
    files: dict[Style, Path]
    scale: float = 1.0

    @property
    def proper(self) -> bool:
        """Whether it is the one that the decree's papers are set in, by its metrics."""
        return self.name == "Liberation Serif"

    def usable(self) -> bool:
        """All four files are there and draw Vietnamese letters, not boxes."""
        return all(path.is_file() and _draws_vietnamese(path) for path in self.files.values())


@lru_cache(maxsize=1)
def typeface() -> Typeface:
    """The best typeface of this machine. Raises FontMissingError, which names the Debian package to install."""
    own = os.environ.get(FOLDER_VARIABLE)
    folders = [Path(own)] if own else [_SYSTEM / "liberation2", _SYSTEM / "liberation"]
    return choose([*map(liberation, folders), dejavu(_SYSTEM / "dejavu")])


def choose(faces: list[Typeface]) -> Typeface:
    """The first usable one. Raises FontMissingError."""
    for face in faces:
        if face.usable():
            return face
    raise FontMissingError(f"no serif typeface with Vietnamese letters was found: apt-get install {PACKAGE}")


def liberation(folder: Path) -> Typeface:
    return Typeface("Liberation Serif", _family(folder / "LiberationSerif", "-Regular"))


def dejavu(folder: Path) -> Typeface:
    return Typeface("DejaVu Serif Condensed", _family(folder / "DejaVuSerifCondensed", ""), scale=0.86)


_SET_IN: ContextVar[Typeface | None] = ContextVar("typeface of what is being set", default=None)


@contextmanager
def set_in(face: Typeface) -> Iterator[None]:
    """Within it, what is measured and painted is set in this typeface instead of the machine's best."""
    token = _SET_IN.set(face)
    try:
        yield
    finally:
        _SET_IN.reset(token)


def font_of(style: Style, pixels: int) -> ImageFont.FreeTypeFont:
    """The font at a size in pixels. Basic layout, so that the result does not hang on whether libraqm is there."""
    face = _SET_IN.get() or typeface()
    return _opened(face.files[style], max(1, round(pixels * face.scale)))


def width_mm(text: str, style: Style, points: float) -> float:
    """Width of a run of text in mm, measured at one large size: line breaks do not depend on the dpi of a page."""
    face = _SET_IN.get() or typeface()
    return _measured(text, face.files[style], round(_MEASURE_PIXELS * face.scale)) * points * MM_PER_POINT


@lru_cache(maxsize=256)
def _opened(path: Path, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), pixels, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=50_000)
def _measured(text: str, path: Path, pixels: int) -> float:
    """The share of the type size which the run is wide."""
    return _opened(path, pixels).getlength(text) / _MEASURE_PIXELS


def _family(stem: Path, regular: str) -> dict[Style, Path]:
    endings: dict[Style, str] = {"regular": regular, "bold": "-Bold", "italic": "-Italic", "bold_italic": "-BoldItalic"}
    return {style: stem.with_name(f"{stem.name}{ending}.ttf") for style, ending in endings.items()}


@lru_cache(maxsize=64)
def _draws_vietnamese(path: Path) -> bool:
    """A letter that a font lacks is drawn as the same box as an unassigned character."""
    font = ImageFont.truetype(str(path), 40, layout_engine=ImageFont.Layout.BASIC)
    box = bytes(font.getmask("\U000e0fff"))
    return all(bytes(font.getmask(letter)) != box for letter in _HARDEST)
