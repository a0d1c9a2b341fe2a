"""A letter in the layout of Decree 30/2020/NĐ-CP, Annex I: what it says, and the laying out of it on sheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from samples.fonts import Style, width_mm
from samples.sheet import A4_WIDTH_MM, Mark, PenDigits, Rule, Seal, Sheet, Signature, Text

PenField = Literal["number", "issued_on"]

_LEFT, _RIGHT = 30.0, A4_WIDTH_MM - 15.0
_HEAD_LEFT, _HEAD_RIGHT = 63.0, 149.0  # centres of the two columns of the head
_TOP, _BOTTOM = 24.0, 276.0
_BODY_POINTS = 14.0
_LINE = 6.6
_PARAGRAPH_GAP = 2.0
_INDENT = 12.7
_SIGN_CENTRE = 148.0
_SIGN_SPACE = 37.0
_FOOT_Y = 289.0
_FOOT_GREY = 140
_FOOT = "SPECIMEN - bản mẫu do máy tạo, không có giá trị pháp lý"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the body. ``lead`` is a bold run before it ("Điều 1."); a centred block is one bold line."""

    text: str
    style: Style = "regular"
    lead: str = ""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says. ``parent`` and ``issuer`` are lines in capitals; ``notation`` follows the number's slash."""

    issuer: tuple[str, ...]
    number: int
    notation: str
    place: str
    issued_on: date
    document_type: str
    subject: str
    body: tuple[Block, ...]
    authority: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]
    parent: tuple[str, ...] = ()
    addressee: str = ""
    pen: tuple[PenField, ...] = ()

    @property
    def full_number(self) -> str:
        """Number and notation; numbers below ten take a leading nought (Decree 30/2020, Annex I)."""
        return f"{self.number:02d}/{self.notation}"

    def fields(self) -> dict[str, str]:
        """What a perfect reader finds, under the field names of an administrative document."""
        return {
            "issuer": " ".join(self.issuer),
            "number": self.full_number,
            "issued_on": self.issued_on.isoformat(),
            "document_type": self.document_type,
            "subject": self.subject,
            "signer": self.signer,
        }


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where the seal falls, in mm from its proper place (left of the signature, clear of print)."""

    right: float = 0.0
    down: float = 0.0


PROPER_PLACE = SealPlace()


def lay_out(letter: Letter, *, hand: int, seal: SealPlace = PROPER_PLACE) -> tuple[Sheet, ...]:
    """The letter on as many sheets as it needs. ``hand`` shapes everything written or stamped by hand."""
    head, y = _head(letter, hand)
    pages: list[list[Mark]] = [head]
    for block in letter.body:
        for marks, height in _lines(block):
            if y + height > _BOTTOM:
                pages.append(_fresh_page(len(pages) + 1))
                y = _TOP
            pages[-1].extend(_moved(marks, y))
            y += height
        y += _PARAGRAPH_GAP
    foot_height = 2 * _LINE + len(letter.authority) * 6 + _SIGN_SPACE
    if y + max(foot_height, 8 + 5 * len(letter.recipients)) > _BOTTOM + 6:
        pages.append(_fresh_page(len(pages) + 1))
        y = _TOP
    pages[-1].extend(_foot(letter, y + 6, hand=hand, seal=seal))
    footer = _centred(_FOOT, A4_WIDTH_MM / 2, _FOOT_Y, points=9.0, grey=_FOOT_GREY)
    return tuple(Sheet((*marks, footer)) for marks in pages)


def _fresh_page(number: int) -> list[Mark]:
    """A later page starts with its number, centred above the text."""
    return [_centred(str(number), A4_WIDTH_MM / 2, 15.0, points=13.0)]


def _head(letter: Letter, hand: int) -> tuple[list[Mark], float]:
    """Cells 1 to 5: names, number, place and day, kind and abstract; with the y where the body may start."""
    marks: list[Mark] = [
        _centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", _HEAD_RIGHT, _TOP, style="bold", points=12.0),
        _centred("Độc lập - Tự do - Hạnh phúc", _HEAD_RIGHT, _TOP + 5.8, style="bold", points=13.0),
        Rule(_HEAD_RIGHT - 29, _TOP + 7.8, 58),
    ]
    y = _TOP
    for line in letter.parent:
        marks.append(_centred(line, _HEAD_LEFT, y, points=12.0))
        y += 5.4
    for line in letter.issuer:
        marks.append(_centred(line, _HEAD_LEFT, y, style="bold", points=12.0))
        y += 5.4
    marks.append(Rule(_HEAD_LEFT - 12, y - 3.2, 24))
    y = max(y + 4.0, _TOP + 15.5)
    marks.extend(_number_line(letter, y, hand))
    marks.extend(_date_line(letter, y, hand))
    y += 14.0
    marks.append(_centred(letter.document_type, A4_WIDTH_MM / 2 + 7, y, style="bold", points=14.0))
    for line in _broken(letter.subject, "bold", 14.0, 128.0):
        y += 6.4
        marks.append(_centred(line, A4_WIDTH_MM / 2 + 7, y, style="bold", points=14.0))
    marks.append(Rule(A4_WIDTH_MM / 2 + 7 - 20, y + 2.6, 40))
    y += 13.0
    if letter.addressee:
        marks.append(_centred(letter.addressee, A4_WIDTH_MM / 2 + 7, y, points=14.0))
        y += 9.0
    return marks, y


def _number_line(letter: Letter, y: float, hand: int) -> list[Mark]:
    """Cell 3. By pen, the number stands in a gap that the typist left open."""
    if "number" not in letter.pen:
        return [_centred(f"Số: {letter.full_number}", _HEAD_LEFT, y, points=13.0)]
    digits = f"{letter.number:02d}"
    return _with_gap(f"Số:|/{letter.notation}", digits, centre=_HEAD_LEFT, y=y, style="regular", seed=hand)


def _date_line(letter: Letter, y: float, hand: int) -> list[Mark]:
    """Cell 4: days below ten and the first two months take a leading nought (Decree 30/2020, Annex I)."""
    day, month = letter.issued_on.day, letter.issued_on.month
    month_text = f"{month:02d}" if month < 3 else str(month)
    tail = f"tháng {month_text} năm {letter.issued_on.year}"
    if "issued_on" not in letter.pen:
        return [_centred(f"{letter.place}, ngày {day:02d} {tail}", _HEAD_RIGHT, y, style="italic", points=13.0)]
    return _with_gap(
        f"{letter.place}, ngày| {tail}", f"{day:02d}", centre=_HEAD_RIGHT, y=y, style="italic", seed=hand + 1
    )


def _with_gap(pattern: str, digits: str, *, centre: float, y: float, style: Style, seed: int) -> list[Mark]:
    before, after = pattern.split("|")
    gap = 4.0 + 4.2 * len(digits)
    left_width, right_width = width_mm(before, style, 13.0), width_mm(after, style, 13.0)
    x = centre - (left_width + gap + right_width) / 2
    return [
        Text(x, y, before, style, 13.0),
        PenDigits(x + left_width + 0.8, y + 0.4, digits, height=5.6, seed=seed),
        Text(x + left_width + gap, y, after, style, 13.0),
    ]


def _foot(letter: Letter, y: float, *, hand: int, seal: SealPlace) -> list[Mark]:
    """Cells 7 to 9: authority, office, signature, seal, full name; and the recipients on the left."""
    marks: list[Mark] = [Text(_LEFT, y, "Nơi nhận:", "bold_italic", 12.0)]
    marks.extend(Text(_LEFT, y + 5.2 + 4.8 * row, line, "regular", 11.0) for row, line in enumerate(letter.recipients))
    for row, line in enumerate(letter.authority):
        marks.append(_centred(line, _SIGN_CENTRE, y + 5.8 * row, style="bold", points=13.0))
    office_y = y + 5.8 * (len(letter.authority) - 1)
    middle = office_y + _SIGN_SPACE / 2 - 2.0
    marks.append(Signature(_SIGN_CENTRE + 2, middle, 46.0, hand + 2))
    agency = " ".join(letter.issuer)
    marks.append(Seal(_SIGN_CENTRE - 22 + seal.right, middle + seal.down, 15.0, agency, hand + 3))
    marks.append(_centred(letter.signer, _SIGN_CENTRE, office_y + _SIGN_SPACE, style="bold", points=14.0))
    return marks


def _lines(block: Block) -> list[tuple[list[Text], float]]:
    """The block as lines: marks on the baseline 0 and the height of each. Justified but for the last line."""
    if block.centred:
        return [([_centred(block.text, A4_WIDTH_MM / 2 + 7, 0.0, style="bold", points=_BODY_POINTS)], _LINE)]
    lead = [(word, "bold") for word in block.lead.split()]
    words: list[tuple[str, Style]] = [(word, "bold") for word, _ in lead]
    words += [(word, block.style) for word in block.text.split()]
    space = width_mm(" ", block.style, _BODY_POINTS)
    lines: list[tuple[list[Text], float]] = []
    row: list[tuple[str, Style, float]] = []
    start = _LEFT + _INDENT
    taken = 0.0
    for word, style in words:
        width = width_mm(word, style, _BODY_POINTS)
        if row and start + taken + space + width > _RIGHT:
            lines.append((_set_row(row, start, fill=True), _LINE))
            row, start, taken = [], _LEFT, 0.0
        taken += width + (space if row else 0.0)
        row.append((word, style, width))
    lines.append((_set_row(row, start, fill=False), _LINE))
    return lines


def _set_row(row: list[tuple[str, Style, float]], start: float, *, fill: bool) -> list[Text]:
    """Words of one line; when filled, the gaps take up what is left to the right margin."""
    gap = width_mm(" ", "regular", _BODY_POINTS)
    if fill and len(row) > 1:
        gap = (_RIGHT - start - sum(width for _, _, width in row)) / (len(row) - 1)
    marks: list[Text] = []
    x = start
    for word, style, width in row:
        marks.append(Text(x, 0.0, word, style, _BODY_POINTS))
        x += width + gap
    return marks


def _moved(marks: list[Text], y: float) -> list[Text]:
    return [Text(mark.x, mark.y + y, mark.text, mark.style, mark.points, mark.grey) for mark in marks]


def _broken(text: str, style: Style, points: float, limit: float) -> list[str]:
    """The text in lines no wider than ``limit`` mm, as even as their number allows."""
    count = max(1, -int(-width_mm(text, style, points) // limit))
    target = min(limit, width_mm(text, style, points) / count * 1.12)
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_mm(longer, style, points) > target:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _centred(
    text: str, centre: float, y: float, *, style: Style = "regular", points: float = 13.0, grey: int = 0
) -> Text:
    return Text(centre - width_mm(text, style, points) / 2, y, text, style, points, grey)
