"""The typefaces of the specimens: one set to develop on, another that only measurements see.

Each is looked for where Debian's packages put it and used only where it draws Vietnamese letters; a set without any
usable one raises FontMissingError. ``scale`` brings the widths of a wide design near those of Times.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from samples.fonts import FontMissingError, Style, Typeface, dejavu, liberation

_TRUETYPE = Path("/usr/share/fonts/truetype")
_OPENTYPE = Path("/usr/share/fonts/opentype")
_STYLES: tuple[Style, ...] = ("regular", "bold", "italic", "bold_italic")
_UPRIGHT = ("-Regular", "-Bold", "-Italic", "-BoldItalic")
_OBLIQUE = ("", "-Bold", "-Oblique", "-BoldOblique")


def _files(folder: Path, stem: str, endings: tuple[str, ...], suffix: str = ".ttf") -> dict[Style, Path]:
    return {style: folder / f"{stem}{end}{suffix}" for style, end in zip(_STYLES, endings, strict=True)}


def _liberations(folder: Path) -> tuple[Typeface, ...]:
    sans = Typeface("Liberation Sans", _files(folder, "LiberationSans", _UPRIGHT), scale=0.94)
    return liberation(folder), sans


def _development() -> tuple[Typeface, ...]:
    found = [*_liberations(_TRUETYPE / "liberation2"), *_liberations(_TRUETYPE / "liberation")]
    return (*found, dejavu(_TRUETYPE / "dejavu"))


def _held_out() -> tuple[Typeface, ...]:
    folder = _TRUETYPE / "dejavu"
    return (
        Typeface("DejaVu Sans", _files(folder, "DejaVuSans", _OBLIQUE), scale=0.82),
        Typeface("DejaVu Sans Condensed", _files(folder, "DejaVuSansCondensed", _OBLIQUE), scale=0.88),
        Typeface("Carlito", _files(_TRUETYPE / "crosextra", "Carlito", _UPRIGHT), scale=1.04),
        Typeface(
            "Linux Libertine",
            _files(_OPENTYPE / "linux-libertine", "LinLibertine", ("_R", "_RB", "_RI", "_RBI"), ".otf"),
        ),
    )


@lru_cache(maxsize=2)
def typefaces(*, held_out: bool) -> tuple[Typeface, ...]:
    """The usable typefaces of a set, each once, in a fixed order. Raises FontMissingError."""
    usable: dict[str, Typeface] = {}
    for face in _held_out() if held_out else _development():
        if face.name not in usable and face.usable():
            usable[face.name] = face
    if not usable:
        raise FontMissingError("no typeface with Vietnamese letters: apt-get install fonts-liberation2 fonts-dejavu-extra")
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
