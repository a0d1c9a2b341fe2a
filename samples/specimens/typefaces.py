"""The typefaces of the specimens: one set to develop on, another that only measurements see.

Each is looked for where Debian's packages put it and used only where it draws Vietnamese letters; a set without any
usable one raises FontMissingError. ``scale`` brings the widths of a wide design near those of Times.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from samples.fonts import FontMissingError, Style, Typeface, dejavu, liberation

_TRUETYPE = Path("/usr/share/fonts/truetype")
_OPENTYPE = Path("/usr/share/fonts/opentype")
_STYLES: tuple[Style, ...] = ("regular", "bold", "italic", "bold_italic")
_UPRIGHT = ("-Regular", "-Bold", "-Italic", "-BoldItalic")
_LIBERTINE = ("_R", "_RB", "_RI", "_RB")
_OBLIQUE = ("", "-Bold", "-Oblique", "-BoldOblique")

_NO_LETTER = "\U000e0fff"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_SMALL = (*(unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES), "đ")
LETTERS = (*_SMALL, *(letter.upper() for letter in _SMALL))
"""What Vietnamese has beyond plain consonants."""


def _files(folder: Path, stem: str, endings: tuple[str, ...], suffix: str = ".ttf") -> dict[Style, Path]:
    return {style: folder / f"{stem}{end}{suffix}" for style, end in zip(_STYLES, endings, strict=True)}


def _liberations(folder: Path) -> tuple[Typeface, ...]:
    sans = Typeface("Liberation Sans", _files(folder, "LiberationSans", _UPRIGHT), scale=0.94)
    return liberation(folder), sans


def _development() -> tuple[Typeface, ...]:
    found = [*_liberations(_TRUETYPE / "liberation2"), *_liberations(_TRUETYPE / "liberation")]
    return (*found, dejavu(_TRUETYPE / "dejavu"))


def _held_out() -> tuple[Typeface, ...]:
    folder, free = _TRUETYPE / "dejavu", _TRUETYPE / "freefont"
    return (
        Typeface("DejaVu Sans", _files(folder, "DejaVuSans", _OBLIQUE), scale=0.82),
        Typeface("DejaVu Sans Condensed", _files(folder, "DejaVuSansCondensed", _OBLIQUE), scale=0.88),
        Typeface("FreeSerif", _files(free, "FreeSerif", ("", "Bold", "Italic", "BoldItalic"))),
        Typeface("FreeSans", _files(free, "FreeSans", ("", "Bold", "Oblique", "BoldOblique")), scale=0.94),
        # Its own bold italic lacks ơ and ư.
        Typeface("Linux Libertine", _files(_OPENTYPE / "linux-libertine", "LinLibertine", _LIBERTINE, ".otf")),
    )


def draws_every_letter(face: Typeface) -> bool:
    """No Vietnamese letter is a box or looks like another one, as Ộ and Ọ do in Carlito 20220224."""
    return face.usable() and all(_distinct(path) for path in set(face.files.values()))


@lru_cache(maxsize=64)
def _distinct(path: Path) -> bool:
    font = ImageFont.truetype(str(path), 60, layout_engine=ImageFont.Layout.BASIC)
    masks = [(mask.size, bytes(mask)) for mask in (font.getmask(letter) for letter in (_NO_LETTER, *LETTERS))]
    return len(set(masks)) == len(masks)


@lru_cache(maxsize=2)
def typefaces(*, held_out: bool) -> tuple[Typeface, ...]:
    """The usable typefaces of a set, each once, in a fixed order. Raises FontMissingError."""
    usable: dict[str, Typeface] = {}
    for face in _held_out() if held_out else _development():
        if face.name not in usable and draws_every_letter(face):
            usable[face.name] = face
    if not usable:
        raise FontMissingError(
            "no typeface with Vietnamese letters: apt-get install fonts-liberation2 fonts-dejavu-extra"
        )
    return tuple(usable.values())


def typeface_named(name: str) -> Typeface:
    """Raises FontMissingError for a typeface that this machine lacks."""
    for held_out in (False, True):
        for face in typefaces(held_out=held_out):
            if face.name == name:
                return face
    raise FontMissingError(f"the typeface {name} is not installed")


@lru_cache(maxsize=1)
def monospaced() -> Path:
    """What stands in for the print of machine-readable zones, OCR-B. Raises FontMissingError."""
    folders = (_TRUETYPE / "liberation2", _TRUETYPE / "liberation", _TRUETYPE / "dejavu")
    for folder in folders:
        for path in (folder / "LiberationMono-Regular.ttf", folder / "DejaVuSansMono.ttf"):
            if path.is_file():
                return path
    raise FontMissingError("no monospaced typeface: apt-get install fonts-liberation2")
