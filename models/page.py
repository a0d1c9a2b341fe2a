"""One page as read: words with boxes and confidence, regions that are no text, codes, findings."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from models.findings import Finding
from models.geometry import Box, around

FROZEN = ConfigDict(frozen=True, extra="forbid")


class Word(BaseModel):
    model_config = FROZEN

    text: str
    box: Box
    confidence: float = Field(ge=0, le=1)
    readers: tuple[str, ...]
    agreed: bool = False


class Line(BaseModel):
    model_config = FROZEN

    text: str
    box: Box
    confidence: float = Field(ge=0, le=1)
    words: tuple[Word, ...]


def line_of(words: Sequence[Word]) -> Line | None:
    """A line of the given words, in their order; None without any."""
    if not words:
        return None
    return Line(
        text=" ".join(word.text for word in words),
        box=around([word.box for word in words]).rounded(),
        confidence=min(1.0, sum(word.confidence for word in words) / len(words)),
        words=tuple(words),
    )


class RegionType(StrEnum):
    SEAL = "seal"
    SIGNATURE = "signature"
    OVERLAY = "overlay"
    HANDWRITING = "handwriting"
    PHOTO = "photo"
    TABLE = "table"


class Region(BaseModel):
    model_config = FROZEN

    type: RegionType
    box: Box
    text: str = ""
    """Its own words as read, a line a line: a stamp's, a signature overlay's; not part of the page's text."""
    coloured: bool | None = None
    """Of a round seal: whether its ink is red or blue; None where the scan has no colours to tell by."""


class FillingPlace(StrEnum):
    """Where a printed letterhead leaves room for a pen (Decree 30/2020/NĐ-CP, Annex I: number, place and date)."""

    NUMBER = "number"
    DAY = "day"
    MONTH = "month"


class Candidate(BaseModel):
    """What a filled place may say; ``probability`` is calibrated (docs/decisions/011)."""

    model_config = FROZEN

    text: str
    probability: float = Field(ge=0, le=1)


class Filling(BaseModel):
    """The digits that stand in a place, printed or by hand; ``candidates`` (best first) only where by hand.

    The box is tight around the ink: a screen cuts its snippet there.
    """

    model_config = FROZEN

    place: FillingPlace
    box: Box
    handwritten: bool
    candidates: tuple[Candidate, ...] = ()


class Signing(BaseModel):
    """An electronic signature that shows on the page: when it says that it was made, and where its field lies."""

    model_config = FROZEN

    signed_at: AwareDatetime
    box: Box


class MachineCode(BaseModel):
    """A QR, bar code or MRZ found on the page."""

    model_config = FROZEN

    type: str
    text: str
    box: Box


class Page(BaseModel):
    """``index`` is 0-based in its file; width and height in pixels at ``dpi`` as the viewer shows the source page.

    ``rotation``: clockwise degrees (0, 90, 180, 270) by which the page was turned to stand upright; ``skew_degrees``:
    how far, clockwise, the text then still ran from the horizontal. ``dpi`` is None when the source does not say.
    ``treatments``: what was mended on the image before it was read, in order. ``apart``: what was read on the regions
    (a stamp's words, a signature overlay's, a pen's) and what is hardly print; it is no part of the text.
    ``raw_text``: of a layer in legacy fonts, its lines as the file has them, before they were decoded.
    """

    model_config = FROZEN

    index: int = Field(ge=0)
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    dpi: int | None
    rotation: int = 0
    skew_degrees: float = 0.0
    treatments: tuple[str, ...] = ()
    blank: bool = False
    text_source: str = "ocr"  # "ocr" or "text_layer"
    lines: tuple[Line, ...] = ()
    apart: tuple[Line, ...] = ()
    raw_text: str = ""
    regions: tuple[Region, ...] = ()
    codes: tuple[MachineCode, ...] = ()
    fillings: tuple[Filling, ...] = ()
    signings: tuple[Signing, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """The page's text, a printed line a line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line.words]
