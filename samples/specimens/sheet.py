"""A sheet of any size with what forms and cards need beside print: colour, frames, codes, stand-ins for pictures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from samples.fonts import Style
from samples.sheet import A4_HEIGHT_MM, A4_WIDTH_MM, SPECIMEN, PenDigits, Rule, Seal, Signature, Text

Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)
RED: Colour = (190, 20, 30)


@dataclass(frozen=True, slots=True)
class Print:
    """A printed run in a colour; ``x`` left edge, ``y`` baseline, mm from the sheet's top left corner."""

    x: float
    y: float
    text: str
    style: Style = "regular"
    points: float = 13.0
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Zone:
    """A line of a machine-readable zone, monospaced."""

    x: float
    y: float
    text: str
    points: float


@dataclass(frozen=True, slots=True)
class Dots:
    """The dotted line of a form, to be filled in; ``y`` is its height on the sheet."""

    x: float
    y: float
    length: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of lines; with ``tint`` it is filled."""

    x: float
    y: float
    width: float
    height: float
    tint: Colour | None = None
    lined: bool = True


@dataclass(frozen=True, slots=True)
class Upright:
    """A vertical line from ``y`` down."""

    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of ``width`` mm with its quiet zone."""

    x: float
    y: float
    width: float
    payload: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A stand-in: a grey head for a photo, a chip, a plain star in a circle for an emblem, a finger's print, a plan."""

    x: float
    y: float
    width: float
    height: float
    shows: Literal["portrait", "chip", "star", "finger", "plan"]
    seed: int = 0


Mark = Text | Print | Zone | Rule | Dots | Frame | Upright | Code | Picture | PenDigits | Signature | Seal
_LENGTHS = ("x", "y", "width", "height", "length", "points", "radius")


@dataclass(frozen=True, slots=True)
class SizedSheet:
    """One side of a paper, mm. ``face`` names the typeface; a sheet without marks is a blank side, unmarked."""

    marks: tuple[Mark, ...] = ()
    width: float = A4_WIDTH_MM
    height: float = A4_HEIGHT_MM
    face: str = ""
    tint: Colour | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """What is printed on it, the watermark included, in the order of painting."""
        printed = tuple(mark.text for mark in self.marks if isinstance(mark, Text | Print | Zone))
        return (SPECIMEN, *printed) if self.marks else ()


def moved(mark: Mark, right: float, down: float) -> Mark:
    return replace(mark, x=mark.x + right, y=mark.y + down)


def scaled(mark: Mark, factor: float) -> Mark:
    """As an enlarging copier gives it."""
    return replace(mark, **{name: getattr(mark, name) * factor for name in _LENGTHS if hasattr(mark, name)})
