"""Both citizen cards (85.6 x 54 mm), cut out or copied onto a page (DOMAIN 4.2, 4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from samples.fonts import Style, width_mm
from samples.sheet import A4_WIDTH_MM, Seal, Signature
from samples.specimens.filling import Filling
from samples.specimens.pages import A4, finished
from samples.specimens.person import person
from samples.specimens.setting import fitted, words, wrapped
from samples.specimens.sheet import (
    BLACK,
    RED,
    Code,
    Colour,
    Frame,
    Mark,
    Picture,
    Print,
    SizedSheet,
    Zone,
    moved,
    scaled,
)
from samples.specimens.zone import zone_lines

WIDTH, HEIGHT = 85.6, 54.0
_MARGIN = 3.0
_LABEL, _VALUE = 5.2, 6.8
_MARKS = ("Nốt ruồi cách 1,5 cm dưới sau đuôi mắt phải", "Sẹo chấm cách 2 cm trên trước đầu lông mày trái")
_TINTS: tuple[Colour, ...] = ((232, 242, 236), (236, 240, 246), (244, 240, 228))
_NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "SOCIALIST REPUBLIC OF VIET NAM",
           "Independence - Freedom - Happiness")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a citizen card says beside the person."""

    issued: date
    expires: date
    home: str


def citizen_card_2021(form: Filling) -> tuple[SizedSheet, ...]:
    who = form.holder
    facts = _facts(form, date(2021, 3, 1), date(2024, 6, 20))
    payload = _payload(form, facts)
    front = [*_top(form), Code(69.5, 3.5, 13.0, payload), Picture(4.0, 20.0, 20.5, 26.0, "portrait")]
    front += [_middle("CĂN CƯỚC CÔNG DÂN", 48.0, 16.6, 9.2, "bold", RED),
              _middle("Citizen Identity Card", 48.0, 19.6, 5.6, "italic", RED)]  # fmt: skip
    x = 27.0
    form.record("holder_id", who.number)
    front += pair(x, 24.4, form.usual("Số / No.:", "Số / No:"), who.number, value_points=9.0, bold=True)
    front += pair(x, 27.9, "Họ và tên / Full name:", "")
    front.append(Print(x, 31.3, form.record("holder_name", who.name.upper()), "bold", 7.4))
    front += pair(x, 34.9, "Ngày sinh / Date of birth:", _day(form, "born_on", who.born))
    front += pair(x, 38.3, "Giới tính / Sex:", form.record("sex", who.sex))
    front += pair(x + 22.0, 38.3, "Quốc tịch / Nationality:", form.record("nationality", who.nationality))
    front += pair(x, 41.8, "Quê quán / Place of origin:", "")
    front.append(_value(x, 45.0, form.record("home_town", who.home_town.bare())))
    front += flowing_value(x, 48.4, "Nơi thường trú / Place of residence:", form.record("residence", facts.home))
    front += _expiry(form, facts)
    return _faces(form, front, _back_2021(form, facts))


def citizen_card_2024(form: Filling) -> tuple[SizedSheet, ...]:
    who = form.holder
    facts = _facts(form, date(2024, 7, 1), date(2026, 10, 20))
    payload = _payload(form, facts)
    front = [*_top(form), Picture(4.0, 20.0, 20.5, 26.0, "portrait"), Picture(70.0, 41.0, 11.0, 9.0, "chip")]
    front += [
        _middle("CĂN CƯỚC", 50.0, 17.0, 10.0, "bold", RED),
        _middle("IDENTITY CARD", 50.0, 20.0, 5.8, "bold", RED),
    ]
    x = 28.0
    form.record("holder_id", who.number)
    front += pair(x, 24.6, "Số định danh cá nhân / Personal identification number:", "")
    front.append(Print(x, 28.6, who.number, "bold", 9.0))
    front += pair(x, 32.4, "Họ, chữ đệm và tên khai sinh / Full name:", "")
    front.append(Print(x, 36.0, form.record("holder_name", who.name.upper()), "bold", 7.4))
    front += pair(x, 40.2, "Ngày, tháng, năm sinh / Date of birth:", "")
    front.append(_value(x, 43.6, _day(form, "born_on", who.born)))
    front += pair(x, 47.6, "Giới tính / Sex:", form.record("sex", who.sex))
    front += pair(x, 51.2, "Quốc tịch / Nationality:", form.record("nationality", who.nationality))
    back: list[Mark] = [Code(68.5, 3.0, 14.0, payload)]
    back += flowing_value(4.0, 5.6, "Nơi cư trú / Place of residence:", form.record("residence", facts.home), room=61.0)
    back += pair(4.0, 13.2, "Nơi đăng ký khai sinh / Place of birth:", "")
    back.append(_value(4.0, 16.6, form.record("birth_place", who.birth_place.bare()), room=61.0))
    back += pair(4.0, 20.6, "Ngày, tháng, năm cấp / Date of issue:", _day(form, "issued_on", facts.issued))
    back += pair(4.0, 24.4, "Ngày, tháng, năm hết hạn / Date of expiry:", _day(form, "valid_until", facts.expires))
    back += [
        _middle("BỘ CÔNG AN", 66.0, 28.4, 6.6, "bold"),
        _middle("MINISTRY OF PUBLIC SECURITY", 66.0, 31.0, 4.8, "bold"),
    ]
    back += _zone(form, facts)
    return _faces(form, front, back)


def card_pages(form: Filling, faces: list[list[Mark]]) -> tuple[SizedSheet, ...]:
    """Each face cut out with a little margin, or all of them on one page as a copier gives them."""
    tint = form.draw.choice(_TINTS)
    grounded = [[Frame(0.0, 0.0, WIDTH, HEIGHT, tint), *face] for face in faces]
    name = form.look.face.name
    if form.chance(0.4):
        size = (WIDTH + 2 * _MARGIN, HEIGHT + 2 * _MARGIN)
        return tuple(SizedSheet(_at(face, _MARGIN, _MARGIN, 1.0), *size, name) for face in grounded)
    factor = form.draw.choice((1.0, 1.0, 1.41) if not form.held_out else (1.15, 1.41, 1.6))
    left = (A4_WIDTH_MM - WIDTH * factor) / 2 + form.draw.uniform(-20, 20) * (factor < 1.5)
    marks: list[Mark] = []
    top = form.draw.uniform(28, 50)
    for face in grounded:
        marks += _at(face, left, top, factor)
        top += HEIGHT * factor + form.draw.uniform(12, 30)
    return (finished(marks, form.look, A4),)


def pair(x: float, y: float, label: str, value: str, *, value_points: float = _VALUE, bold: bool = False) -> list[Mark]:
    """A small label and its value behind it on the line."""
    marks: list[Mark] = [Print(x, y, label, "regular", _LABEL)]
    if value:
        style: Style = "bold" if bold else "regular"
        marks.append(Print(x + width_mm(f"{label} ", "regular", _LABEL) + 0.4, y, value, style, value_points))
    return marks


def flowing_value(x: float, y: float, label: str, value: str, *, room: float = 57.0) -> list[Mark]:
    """A value that begins behind its label and goes on below it, in a smaller size when three lines were needed."""
    start = width_mm(f"{label} ", "regular", _LABEL) + 0.4
    marks: list[Mark] = [Print(x, y, label, "regular", _LABEL)]
    for points in (_VALUE, 6.3, 5.8, 5.4, 5.0):
        lines = wrapped(words(value, "regular"), points, first=room - start, others=room)
        if len(lines) <= 2:
            break
    for index, line in enumerate(lines):
        text = " ".join(word.text for word in line)
        marks.append(Print(x + (start if index == 0 else 0.0), y + 3.2 * index, text, "regular", points))
    return marks


def _facts(form: Filling, first: date, last: date) -> _Facts:
    """Valid until the birthday of 25, 40 or 60 years (Law on Identification 2023, Article 21)."""
    who = form.holder
    issued = form.day_between(max(first, who.born + timedelta(days=14 * 366)), last)
    age = next(age for age in (25, 40, 60) if date(who.born.year + age - 2, 1, 1) > issued)
    expires = who.born.replace(year=who.born.year + age, day=min(who.born.day, 28))
    return _Facts(issued, expires, who.home(issued).bare())


def _payload(form: Filling, facts: _Facts) -> str:
    """Seven fields between bars (DOMAIN 4.2); the old number is there or empty."""
    who = form.holder
    old = who.old_number if form.chance(0.5) else ""
    parts = (who.number, old, who.name, f"{who.born:%d%m%Y}", who.sex, facts.home, f"{facts.issued:%d%m%Y}")
    form.codes.append("|".join(parts))
    return form.codes[-1]


def _top(form: Filling) -> list[Mark]:
    sizes = (5.8, 5.6, 4.6, 4.6)
    marks: list[Mark] = [Picture(5.0, 4.0, 11.0, 11.0, "star")]
    for index, (line, points) in enumerate(zip(_NATION, sizes, strict=True)):
        style: Style = "bold" if index < 2 else "regular"
        marks.append(_middle(line, 43.5, 4.6 + 2.6 * index, points, style))
    return marks


def _expiry(form: Filling, facts: _Facts) -> list[Mark]:
    """Under the portrait: the label in two lines, or one with the day below."""
    printed = _day(form, "valid_until", facts.expires)
    return [
        Print(4.0, 48.2, "Có giá trị đến / Date", "regular", 4.6),
        Print(4.0, 50.2, "of expiry:", "regular", 4.6),
        Print(4.0 + width_mm("of expiry: ", "regular", 4.6), 50.2, printed, "regular", 5.6),
    ]


def _back_2021(form: Filling, facts: _Facts) -> list[Mark]:
    marks: list[Mark] = [
        Print(4.0, 5.0, "Đặc điểm nhân dạng / Personal identification:", "regular", _LABEL),
        Print(4.0, 8.2, form.draw.choice(_MARKS), "regular", 6.2),
        *pair(4.0, 12.2, "Ngày, tháng, năm / Date, month, year:", _day(form, "issued_on", facts.issued)),
        Picture(5.0, 18.0, 12.0, 10.0, "chip"),
        Picture(66.0, 3.0, 15.0, 13.0, "finger", 1),
        Picture(66.0, 19.5, 15.0, 13.0, "finger", 2),
    ]  # fmt: skip
    for row, (first, second) in enumerate(
        (("Ngón trỏ trái", "Left index finger"), ("Ngón trỏ phải", "Right index finger"))
    ):
        label = f"{first} / {second}"
        marks.append(_middle(label, 73.0, 18.0 + 16.4 * row, fitted(label, "regular", 4.4, 21.0), "regular"))
    office = ("CỤC TRƯỞNG CỤC CẢNH SÁT", "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI")
    marks += [_middle(line, 41.0, 15.6 + 2.4 * row, 5.0, "bold") for row, line in enumerate(office)]
    signer = person(f"police/{form.draw.random()}").name
    marks += [
        Seal(36.0, 25.5, 6.0, "CỤC CẢNH SÁT MẪU", form.look.hand),
        Signature(43.0, 25.0, 16.0, form.look.hand + 1),
    ]
    marks.append(_middle(signer, 42.0, 32.0, 6.0, "bold"))
    return [*marks, *_zone(form, facts)]


def _zone(form: Filling, facts: _Facts) -> list[Mark]:
    lines = zone_lines(form.holder, facts.expires)
    form.codes.extend(lines)
    return [Zone(6.0, 40.4 + 4.6 * row, line, 11.4) for row, line in enumerate(lines)]


def _faces(form: Filling, front: list[Mark], back: list[Mark]) -> tuple[SizedSheet, ...]:
    return card_pages(form, [front, back])


def _day(form: Filling, name: str, day: date) -> str:
    form.record(name, day.isoformat())
    return day.strftime("%d/%m/%Y")


def _value(x: float, y: float, text: str, *, room: float = 57.0) -> Print:
    return Print(x, y, text, "regular", fitted(text, "regular", _VALUE, room))


def _middle(text: str, centre: float, y: float, points: float, style: Style, colour: Colour = BLACK) -> Print:
    return Print(centre - width_mm(text, style, points) / 2, y, text, style, points, colour)


def _at(face: list[Mark], left: float, top: float, factor: float) -> tuple[Mark, ...]:
    return tuple(moved(scaled(mark, factor), left, top) for mark in face)
