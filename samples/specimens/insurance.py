"""The health-insurance card: printed on paper of a card's size, with its code (DOMAIN 4.2, 4.5)."""

from __future__ import annotations

from datetime import date

from samples.fonts import width_mm
from samples.sheet import Seal, Signature
from samples.specimens.cards import card_pages
from samples.specimens.filling import Filling
from samples.specimens.person import person
from samples.specimens.places import Place, short
from samples.specimens.setting import fitted, words, wrapped
from samples.specimens.sheet import RED, Code, Mark, Print, SizedSheet

_GROUPS = ("GD", "DN", "HC", "HS", "CN", "TE")
_POINTS = 6.9


def insurance_card(form: Filling) -> tuple[SizedSheet, ...]:
    who = form.holder
    start = form.day_between(date(2021, 5, 1))
    place = who.home(start).place
    number = _number(form, who.birth_place)
    home = who.home(start).printed()
    clinic = f"Trung tâm Y tế Mẫu {short(place.district or place.ward)}"
    until = "-" if form.chance(0.7) else f"31/12/{start.year}"
    sex = "1" if who.sex == "Nam" else "2"
    parts = (number, _hex(who.name), f"{who.born:%d/%m/%Y}", sex, _hex(home), clinic, f"{start:%d/%m/%Y}", until, "-")
    form.codes.append("|".join(parts))
    face: list[Mark] = [
        *_centred("BẢO HIỂM XÃ HỘI VIỆT NAM", 46.0, 5.6, 7.6, "regular"),
        *_centred("THẺ BẢO HIỂM Y TẾ", 46.0, 10.4, 10.5, "red"),
        Code(68.5, 13.5, 14.5, form.codes[-1]),
    ]
    x, y = 4.0, 15.6
    rows = (
        (("Mã số:", _spaced(form, number)),),
        (("Họ và tên:", form.record("holder_name", who.name.upper() if form.chance(0.5) else who.name)),),
        (("Ngày sinh:", _day(form, "born_on", who.born)), ("Giới tính:", form.record("sex", who.sex))),
        (("Địa chỉ:", form.record("residence", home)),),
        ((form.usual("Nơi đăng ký KCB ban đầu:", "Nơi đăng ký KCB BĐ:"), form.record("clinic", clinic)),),
        ((form.usual("Giá trị sử dụng: từ", "Giá trị sử dụng từ"), _day(form, "valid_from", start)),),
    )
    for row in rows:
        marks, y = _row(row, x, y, 62.0)
        face += marks
    five = f"01/{start.month:02d}/{start.year + 5}"
    marks, y = _row((("Thời điểm đủ 05 năm liên tục:", five),), x, y, 62.0)
    face += marks
    face += _issued(form, place, y)
    return card_pages(form, [face])


def _issued(form: Filling, place: Place, y: float) -> list[Mark]:
    office = f"Nơi cấp, đổi thẻ BHYT: BHXH {short(place.district or place.ward)}"
    director = person(f"director/{form.draw.random()}").name
    return [
        Print(4.0, max(y, 47.0) + 0.6, office, "italic", 6.0),
        *_centred("GIÁM ĐỐC", 72.0, 34.0, 6.2, "bold"),
        Seal(67.5, 40.5, 5.5, "BẢO HIỂM XÃ HỘI MẪU", form.look.hand),
        Signature(73.0, 40.0, 15.0, form.look.hand + 1),
        *_centred(director, 72.0, 48.4, 6.0, "bold"),
    ]


def _number(form: Filling, place: Place) -> str:
    """Fifteen characters, or the ten digits alone as printed since April 2021; the last begin with 000."""
    own = f"{place.code[1:]}00000{form.draw.randint(1, 999):03d}"
    if form.chance(0.4):
        return own
    return f"{form.draw.choice(_GROUPS)}{form.draw.randint(1, 5)}{place.code[1:]}{own}"


def _spaced(form: Filling, number: str) -> str:
    form.record("insurance_number", number)
    if len(number) == 10 or form.chance(0.3):
        return number
    return " ".join((number[:2], number[2], number[3:5], number[5:8], number[8:11], number[11:]))


def _row(pairs: tuple[tuple[str, str], ...], x: float, y: float, room: float) -> tuple[list[Mark], float]:
    """Labels and values of one line, the last of them over two lines where it is long."""
    marks: list[Mark] = []
    start = x
    for label, value in pairs:
        marks.append(Print(start, y, label, "regular", 6.2))
        start += width_mm(f"{label} ", "regular", 6.2) + 0.3
        for points in (_POINTS, 6.4, 6.0, 5.6):
            lines = wrapped(words(value, "bold"), points, first=x + room - start, others=room)
            if len(lines) <= 2:
                break
        for index, line in enumerate(lines):
            text = " ".join(word.text for word in line)
            marks.append(Print(start if index == 0 else x, y + 3.1 * index, text, "bold", points))
        start += width_mm(value, "bold", points) + 4.0 if len(lines) == 1 else 0.0
        y += 3.1 * (len(lines) - 1)
    return marks, y + 3.8


def _centred(text: str, centre: float, y: float, points: float, look: str) -> list[Mark]:
    size = fitted(text, "bold", points, 2 * min(centre, 85.6 - centre) - 2.0)
    return [
        Print(centre - width_mm(text, "bold", size) / 2, y, text, "bold", size, RED if look == "red" else (0, 0, 0))
    ]


def _hex(text: str) -> str:
    return text.encode().hex()


def _day(form: Filling, name: str, day: date) -> str:
    form.record(name, day.isoformat())
    return day.strftime("%d/%m/%Y")
