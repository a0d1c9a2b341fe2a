"""Degree certificates: A4 landscape, Vietnamese beside English, or Vietnamese alone (DOMAIN 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from samples.specimens.blocks import Block, Cell, Columns, Gap, Signing, Title, cells
from samples.specimens.filling import Filling
from samples.specimens.heads import Aside, NationalHead
from samples.specimens.latin import latin
from samples.specimens.pages import LANDSCAPE, one_page
from samples.specimens.person import person
from samples.specimens.sheet import RED, SizedSheet

_SCHOOLS = (
    ("TRƯỜNG ĐẠI HỌC MẪU BẠCH MAI", "BACH MAI SPECIMEN UNIVERSITY", "Hà Nội"),
    ("TRƯỜNG ĐẠI HỌC KINH TẾ MẪU SUỐI QUẾ", "SUOI QUE SPECIMEN UNIVERSITY OF ECONOMICS", "Đà Nẵng"),
    ("TRƯỜNG ĐẠI HỌC BÁCH KHOA MẪU GÒ DUỐI", "GO DUOI SPECIMEN UNIVERSITY OF TECHNOLOGY", "Cần Thơ"),
)
_DEGREES = (
    ("BẰNG CỬ NHÂN", "THE DEGREE OF BACHELOR", (("Kế toán", "Accounting"), ("Luật", "Law"),
                                                ("Ngôn ngữ Anh", "English Language"), ("Quản trị kinh doanh",
                                                                                      "Business Administration"))),
    ("BẰNG KỸ SƯ", "THE DEGREE OF ENGINEER", (("Kỹ thuật xây dựng", "Civil Engineering"),
                                              ("Công nghệ thông tin", "Information Technology"))),
    ("BẰNG TỐT NGHIỆP ĐẠI HỌC", "THE DEGREE OF BACHELOR", (("Sư phạm Toán học", "Mathematics Teacher Education"),)),
    ("BẰNG KIẾN TRÚC SƯ", "THE DEGREE OF ARCHITECT", (("Kiến trúc", "Architecture"),)),
)  # fmt: skip
_CLASSES = (("Khá", "Good"), ("Giỏi", "Very good"), ("Trung bình", "Ordinary"), ("Xuất sắc", "Excellent"))
_TRAINING = (("Chính quy", "Full-time"), ("Vừa làm vừa học", "Part-time"))


def degree(form: Filling) -> tuple[SizedSheet, ...]:
    who = form.holder
    day = form.day_between(date(who.born.year + 22, 6, 1), date(who.born.year + 30, 12, 20))
    look = replace(form.look, left=18.0, right=279.0, points=min(form.look.points, 12.5), dotted="", hang=False)
    school, training = form.draw.choice(_SCHOOLS), form.draw.choice(_TRAINING)
    name, english, majors = form.draw.choice(_DEGREES)
    major, grade = form.draw.choice(majors), form.draw.choice(_CLASSES)
    rector = person(f"rector/{form.draw.random()}").name
    serial, register = f"{form.draw.randint(1, 999_999):07d}", f"{form.draw.randint(1, 3000):04d}/{day.year}"
    both = form.chance(0.7)
    mine = _vietnamese(form, (school[0], name, major[0], grade[0], training[0]), rector)
    mine.append(Signing(("HIỆU TRƯỞNG",), rector, school[0], form.placed_day("issued_on", school[2], day), centre=0.62))
    mine.append(cells(form.say("serial", "Số hiệu", serial)))
    mine.append(
        cells(form.say("register_number", form.usual("Số vào sổ gốc cấp văn bằng", "Số vào sổ cấp bằng"), register))
    )
    if not both:
        narrow = replace(look, left=60.0, right=237.0)
        return (one_page(mine, narrow, LANDSCAPE),)
    pair = (tuple(mine), tuple(_english(form, (school[1], english, major[1], grade[1], training[1]), serial)))
    left, right = pair if form.chance(0.5) or not form.held_out else pair[::-1]
    return (one_page([Columns(left, right)], look, LANDSCAPE),)


def _vietnamese(form: Filling, words: tuple[str, ...], rector: str) -> list[Block]:
    school, name, major, grade, training = words
    who = form.holder
    form.record("issuer", school)
    form.record("degree_name", name)
    form.record("signer", rector)
    born = form.say("born_on", form.usual("Ngày sinh", "Ngày, tháng, năm sinh"), who.born.strftime("%d/%m/%Y"),
                    who.born.isoformat())  # fmt: skip
    return [
        NationalHead(points=12.0),
        Gap(1),
        Title(("HIỆU TRƯỞNG", school), 12.5),
        Title(("cấp",), 12.0, "italic"),
        Title((name,), 20.0, colour=RED),
        Gap(1),
        cells(form.say("major", "Ngành", major)),
        cells(form.say("holder_name", form.usual("Cho", "Cho", "Ông (Bà)", "Họ và tên"), who.name)),
        cells(born),
        cells(form.say("classification", form.usual("Hạng tốt nghiệp", "Xếp loại tốt nghiệp"), grade)),
        cells(form.say("form_of_training", "Hình thức đào tạo", training)),
    ]


def _english(form: Filling, words: tuple[str, ...], serial: str) -> list[Block]:
    school, name, major, grade, training = words
    who = form.holder
    return [
        Title(("SOCIALIST REPUBLIC OF VIET NAM",), 12.0),
        Title(("Independence - Freedom - Happiness",), 12.0, ruled=True),
        Gap(1),
        Title(("THE RECTOR OF", school), 12.5),
        Title(("has conferred",), 12.0, "italic"),
        Title((name,), 16.0, colour=RED),
        Gap(1),
        cells(Cell("Major in", major)),
        cells(Cell("Upon", f"{'Mr' if who.sex == 'Nam' else 'Ms'} {latin(who.name)}")),
        cells(Cell("Date of birth", who.born.strftime("%d/%m/%Y"))),
        cells(Cell("Degree classification", grade)),
        cells(Cell("Mode of study", training)),
        Gap(40),
        Aside(Cell("Serial number", serial), 0.0),
    ]
