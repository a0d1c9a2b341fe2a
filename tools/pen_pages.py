"""Letters of invented agencies whose number and date somebody filled in with digits of the open handwriting sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from models.page import FillingPlace
from samples.fonts import Style, width_mm
from samples.ink import stamp_ink
from samples.sheet import A4_WIDTH_MM, Mark, Pixels, Rule, Sheet, Text, paint
from tools.digit_material import Digits, Ink

DPI = 300
_PER_MM = DPI / 25.4
_LEFT, _RIGHT = 63.0, 149.0
_INKS = ((20, 20, 24), (30, 30, 36), (24, 42, 150), (40, 60, 170), (70, 70, 76))
_PLACES = ("Mộc Điền Thượng", "Lạc Vân Khê", "Suối Quế Hạ", "Phúc Lũng Mây", "Bạch Mai Giang")
BY_PEN: Mapping[FillingPlace, float] = {FillingPlace.NUMBER: 0.95, FillingPlace.DAY: 0.95, FillingPlace.MONTH: 0.25}
"""How often the pen fills a place in."""
_TYPES = (("QĐ-UBND", "QUYẾT ĐỊNH"), ("TB-UBND", "THÔNG BÁO"), ("BC-UBND", "BÁO CÁO"), ("TTr-UBND", "TỜ TRÌNH"),
          ("KH-UBND", "KẾ HOẠCH"), ("CT-UBND", "CHỈ THỊ"))  # fmt: skip
_BODY = (
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "Theo đề nghị của Chánh Văn phòng Ủy ban nhân dân xã,",
    "Điều 1. Công nhận kết quả rà soát giấy tờ mẫu trên địa bàn xã.",
    "Điều 2. Văn phòng và các thôn liên quan thi hành nội dung này.",
)


@dataclass(frozen=True, slots=True)
class PenPage:
    """``written``: what the pen wrote in which place; ``printed``: what is printed in the others."""

    pixels: Pixels
    written: dict[FillingPlace, str]
    printed: dict[FillingPlace, str]
    number: str
    issued_on: str
    middles: dict[FillingPlace, tuple[float, float]] = field(default_factory=dict)
    """Where the pen wrote, as fractions of the page before it is worn."""


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand and pen: what it writes on a page looks alike. Sizes in mm; ``gap`` in heights, below 0 digits touch."""

    height: float
    slant: float
    thickness: float
    gap: float
    colour: tuple[int, int, int]


def some_hand(rng: np.random.Generator) -> Hand:
    return Hand(
        height=float(rng.uniform(3.3, 5.4)),
        slant=float(rng.normal(0.12, 0.16)),
        thickness=float(rng.uniform(0.3, 0.75)),
        gap=float(rng.normal(0.08, 0.12)),
        colour=_INKS[int(rng.integers(len(_INKS)))],
    )


def pen_page(digits: Digits, rng: np.random.Generator, *, by_pen: Mapping[FillingPlace, float] = BY_PEN) -> PenPage:
    """A clean page at 300 dpi. Mostly number and day by pen, at times the month too; the rest is printed."""
    year, month, day = int(rng.integers(2015, 2027)), int(rng.integers(1, 13)), int(rng.integers(1, 29))
    size = int(rng.choice([1, 2, 3, 4], p=[0.1, 0.35, 0.35, 0.2]))
    number = int(rng.integers(10 ** (size - 1), 10**size))
    notation, kind = _TYPES[int(rng.integers(len(_TYPES)))]
    texts = {
        FillingPlace.NUMBER: f"{number:02d}",
        FillingPlace.DAY: f"{day:02d}",
        FillingPlace.MONTH: f"{month:02d}" if month < 3 else str(month),
    }
    hand, top = some_hand(rng), float(rng.uniform(20, 30))
    masks = {
        place: pen_string(text, hand, digits=digits, rng=rng)
        for place, text in texts.items()
        if rng.random() < by_pen.get(place, 0.0)
    }
    y, points = top + float(rng.uniform(17, 21)), float(rng.choice([13.0, 13.0, 14.0, 12.5]))
    town = _PLACES[int(rng.integers(len(_PLACES)))]
    lines = (_Line("regular", points, y), _Line("italic", points, y))
    lines[0].set(("Số:", FillingPlace.NUMBER, f"/{notation}"), texts, masks, hand=hand, rng=rng)
    date_parts = (f"{town}, ngày", FillingPlace.DAY, "tháng", FillingPlace.MONTH, f"năm {year}")
    lines[1].set(date_parts, texts, masks, hand=hand, rng=rng)
    shifts = (max(_LEFT - lines[0].x / 2, 20.0), min(_RIGHT - lines[1].x / 2, 198.0 - lines[1].x))
    marks = _letterhead(kind, top)
    for line, shift in zip(lines, shifts, strict=True):
        marks.extend(line.moved(shift))
    pixels = paint(Sheet(tuple(marks)), DPI)
    middles = {}
    for line, shift in zip(lines, shifts, strict=True):
        for place, x, baseline in line.spots:
            box = _write(pixels, masks[place], (x + shift, baseline), hand)
            middles[place] = (box[0] / pixels.shape[1], box[1] / pixels.shape[0])
    return PenPage(
        pixels,
        written={place: texts[place] for place in masks},
        printed={place: text for place, text in texts.items() if place not in masks},
        number=f"{number:02d}/{notation}",
        issued_on=f"{year}-{month:02d}-{day:02d}",
        middles=middles,
    )


def pen_string(text: str, hand: Hand, *, digits: Digits, rng: np.random.Generator) -> Ink:
    """The digits side by side as one hand writes them, coverage of ink at 300 dpi."""
    tall = hand.height * _PER_MM
    glyphs = [_glyph(int(letter), hand, tall * float(rng.normal(1, 0.05)), digits=digits, rng=rng) for letter in text]
    gaps = [round(tall * (hand.gap + float(rng.normal(0, 0.04)))) for _ in glyphs[1:]]
    width = sum(glyph.shape[1] for glyph in glyphs) + sum(gaps)
    drop = [round(tall * float(rng.normal(0, 0.04))) for _ in glyphs]
    room = round(0.4 * tall)
    height = round(1.2 * tall) + 2 * room
    canvas = np.zeros((height, max(1, width) + 2 * room), np.float32)
    left = room
    for glyph, gap, down in zip(glyphs, [*gaps, 0], drop, strict=True):
        top = max(0, height - room - glyph.shape[0] + down)
        space = canvas[top : top + glyph.shape[0], left : left + glyph.shape[1]]
        np.maximum(space, glyph[: space.shape[0], : space.shape[1]], out=space)
        left += glyph.shape[1] + gap
    return canvas


class _Line:
    """A printed line being set from left to right; ``x`` is how far it has come, mm."""

    def __init__(self, style: Style, points: float, y: float) -> None:
        self.x = 0.0
        self._style, self._points, self._y = style, points, y
        self._texts: list[Text] = []
        self.spots: list[tuple[FillingPlace, float, float]] = []

    def set(
        self,
        parts: Sequence[str | FillingPlace],
        texts: Mapping[FillingPlace, str],
        masks: Mapping[FillingPlace, Ink],
        *,
        hand: Hand,
        rng: np.random.Generator,
    ) -> None:
        """Print as print; places left open for the pen's masks, or printed where there is none."""
        for part in parts:
            if not isinstance(part, FillingPlace):
                self.print(part)
            elif part in masks:
                wide = masks[part].shape[1] / _PER_MM - 0.8 * hand.height
                self.spots.append((part, *self.leave(wide, rng)))
            else:
                self.print_inside(texts[part], tight=part is FillingPlace.NUMBER)

    def print(self, text: str) -> None:
        self._texts.append(Text(self.x, self._y, text, self._style, self._points))
        self.x += width_mm(text, self._style, self._points)

    def print_inside(self, text: str, *, tight: bool) -> None:
        """Digits printed in the place: a space before them, and one after unless the slash follows."""
        space = width_mm(" ", self._style, self._points)
        self.x += space
        self.print(text)
        self.x += 0.0 if tight else space

    def leave(self, wide: float, rng: np.random.Generator) -> tuple[float, float]:
        """A gap for something so wide; where in it the pen begins: mostly inside, at times over the print's edge."""
        over = float(rng.uniform(0.4, 1.2)) if rng.random() < 0.15 else -float(rng.uniform(0.1, 0.6))
        gap = max(wide + float(rng.uniform(0.6, 6.0)) - max(0.0, over), 4.0)
        start = rng.uniform(0.2, max(0.3, gap - wide - 0.2)) if over < 0 else rng.choice([-over, gap - wide + over])
        begun = self.x + float(start)
        self.x += gap
        return begun, self._y + float(rng.normal(0.2, 0.4))

    def moved(self, shift: float) -> list[Text]:
        return [Text(t.x + shift, t.y, t.text, t.style, t.points) for t in self._texts]


def _letterhead(kind: str, top: float) -> list[Mark]:
    marks: list[Mark] = []
    rows: tuple[tuple[str, float, float, Style, float], ...] = (
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", _RIGHT, top, "bold", 12.0),
        ("Độc lập - Tự do - Hạnh phúc", _RIGHT, top + 5.8, "bold", 13.0),
        ("ỦY BAN NHÂN DÂN", _LEFT, top, "bold", 12.0),
        ("XÃ MỘC ĐIỀN THƯỢNG", _LEFT, top + 5.4, "bold", 12.0),
        (kind, A4_WIDTH_MM / 2, top + 33, "bold", 14.0),
        ("Về việc rà soát giấy tờ mẫu", A4_WIDTH_MM / 2, top + 40, "bold", 14.0),
    )
    for text, centre, y, style, points in rows:
        marks.append(Text(centre - width_mm(text, style, points) / 2, y, text, style, points))
    marks.extend((Rule(_RIGHT - 29, top + 7.8, 58), Rule(_LEFT - 12, top + 7.4, 24)))
    marks.extend(Text(42.0, top + 56 + 8 * row, text, "regular", 14.0) for row, text in enumerate(_BODY))
    return marks


def _glyph(digit: int, hand: Hand, tall: float, *, digits: Digits, rng: np.random.Generator) -> Ink:
    """One digit of the sets, enlarged, slanted, drawn as thick as the pen."""
    raw = digits.inks[int(rng.choice(digits.of(digit)))]
    rows, columns = np.flatnonzero(raw.max(axis=1) > 0.3), np.flatnonzero(raw.max(axis=0) > 0.3)
    tight = raw[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = tall / tight.shape[0]
    size = (max(2, round(tight.shape[1] * scale)), round(tall))
    large = np.asarray(cv2.resize(tight, size, interpolation=cv2.INTER_CUBIC), np.float32)
    room = round(0.4 * tall)
    large = np.pad(large, ((3, 3), (room, room)))
    shear = np.array([[1, -hand.slant, hand.slant * large.shape[0] / 2], [0, 1, 0]], np.float32)
    large = np.asarray(cv2.warpAffine(large, shear, (large.shape[1], large.shape[0])), np.float32)
    stroke = _with_thickness(large > 0.5, hand.thickness * _PER_MM)
    inked = np.flatnonzero(stroke.max(axis=0) > 0.1)
    return stroke[:, inked[0] : inked[-1] + 1]


def _with_thickness(shape: NDArray[np.bool_], wanted: float) -> Ink:
    """The strokes thinned or thickened to so many pixels, with a soft edge."""
    distance = cv2.distanceTransform(shape.astype(np.uint8), cv2.DIST_L2, 3)
    thick = 2 * float(np.percentile(distance[shape], 90)) if shape.any() else wanted
    outside = cv2.distanceTransform((~shape).astype(np.uint8), cv2.DIST_L2, 3)
    change = float(np.clip((wanted - thick) / 2, -0.18 * thick, 4))
    edge = np.where(shape, distance, -outside) + change
    return np.asarray(np.clip(edge + 0.5, 0, 1), np.float32)


def _write(pixels: Pixels, mask: Ink, at: tuple[float, float], hand: Hand) -> tuple[float, float]:
    """Stamps the pen's digits at (left, baseline) in mm; gives their middle in pixels."""
    room = round(0.4 * hand.height * _PER_MM)
    left, top = round(at[0] * _PER_MM) - room, round(at[1] * _PER_MM) - mask.shape[0] + room
    stamp_ink(pixels, mask * np.float32(0.95), at=(left, top), colour=hand.colour)
    return left + mask.shape[1] / 2, top + mask.shape[0] - room - hand.height * _PER_MM / 2
