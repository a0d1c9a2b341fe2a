"""Administrative documents of invented agencies in the layout of Decree 30/2020/NĐ-CP (DOMAIN 5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from samples.fonts import set_in
from samples.letter import Block as LetterBlock
from samples.letter import Letter, lay_out
from samples.specimens.blocks import Block, Cell, Gap, Paragraph, Signing, Title
from samples.specimens.filling import Filling
from samples.specimens.heads import Head
from samples.specimens.pages import A4, flowing
from samples.specimens.person import person
from samples.specimens.prose import CLOSINGS, OPENINGS, PARAGRAPHS, SUBJECTS
from samples.specimens.setting import Look
from samples.specimens.sheet import SizedSheet

_NAMES = (
    "Lạc Vân Khê",
    "Mộc Điền Thượng",
    "Suối Quế Hạ",
    "Đồng Sậy Tây",
    "Phúc Lũng Mây",
    "Bạch Mai Giang",
    "Trúc Lâm Hữu",
)
_DEPARTMENTS = (("SỞ NỘI VỤ", "SNV"), ("SỞ XÂY DỰNG", "SXD"), ("SỞ TƯ PHÁP", "STP"), ("SỞ TÀI CHÍNH", "STC"),
                ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "SNNMT"))  # fmt: skip
_DEVELOPED = (("QĐ", "QUYẾT ĐỊNH"), ("TB", "THÔNG BÁO"), ("BC", "BÁO CÁO"), ("TTr", "TỜ TRÌNH"), ("KH", "KẾ HOẠCH"),
              ("GM", "GIẤY MỜI"), ("NQ", "NGHỊ QUYẾT"))  # fmt: skip
_KEPT = (("CT", "CHỈ THỊ"), ("HD", "HƯỚNG DẪN"), ("CTr", "CHƯƠNG TRÌNH"), ("PA", "PHƯƠNG ÁN"), ("ĐA", "ĐỀ ÁN"),
         ("PC", "PHIẾU CHUYỂN"), ("GGT", "GIẤY GIỚI THIỆU"), ("QĐ", "QUYẾT ĐỊNH"))  # fmt: skip
_CHAIRS = (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
_HEADS = (("GIÁM ĐỐC",), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))


@dataclass(frozen=True, slots=True)
class _Agency:
    """Lines of the parent and the issuer, the notation's letters, the offices that sign."""

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    letters: str
    offices: tuple[tuple[str, ...], ...]
    place: str


def administrative(form: Filling) -> tuple[SizedSheet, ...]:
    """Of 1 to 3 pages; a third of them letters without a type ("công văn")."""
    agency = _agency(form)
    subject = form.draw.choice(SUBJECTS).format(name=form.holder.name, plot=form.draw.randint(12, 900))
    untyped = form.chance(0.3)
    abbreviation, document_type = form.draw.choice(_KEPT if form.held_out else _DEVELOPED)
    notation = f"{agency.letters}-VP" if untyped else f"{abbreviation}-{agency.letters}"
    letter = Letter(
        issuer=agency.issuer,
        number=form.draw.randint(1, 10 ** form.draw.randint(1, 4)),
        notation=notation,
        place=agency.place,
        issued_on=form.day_between(date(2018, 1, 3)),
        document_type="CÔNG VĂN" if untyped else document_type,
        subject=f"V/v {subject}" if untyped else f"Về việc {subject}" if form.chance(0.7) else _capital(subject),
        body=tuple(_body(form, document_type, untyped=untyped)),
        authority=form.draw.choice(agency.offices),
        signer=person(f"signer/{form.draw.random()}").name,
        recipients=("- Như trên;", "- Thường trực HĐND;", "- Lưu: VT."),
        parent=agency.parent,
        addressee="Kính gửi: Các phòng, ban, đơn vị trực thuộc" if untyped or form.chance(0.2) else "",
        pen=("number", "issued_on") if form.chance(0.15) and not untyped else (),
    )
    form.fields.update(letter.fields())
    form.pen += letter.pen
    if untyped or form.held_out:
        return tuple(flowing(_set_freely(form, letter, untyped=untyped), _look(form), A4))
    with set_in(form.look.face):
        sheets = lay_out(letter, hand=form.look.hand)
    return tuple(SizedSheet(sheet.marks, face=form.look.face.name) for sheet in sheets)


def _look(form: Filling) -> Look:
    return replace(form.look, points=max(form.look.points, 13.0), dotted="")


def _agency(form: Filling) -> _Agency:
    name = form.draw.choice(_NAMES)
    if form.chance(0.5):
        unit = form.draw.choice(("XÃ", "PHƯỜNG", "TỈNH"))
        return _Agency((), ("ỦY BAN NHÂN DÂN", f"{unit} {name.upper()}"), "UBND", _CHAIRS, name)
    department, letters = form.draw.choice(_DEPARTMENTS)
    return _Agency((f"UBND TỈNH {name.upper()}",), (department,), letters, _HEADS, name)


def _body(form: Filling, document_type: str, *, untyped: bool) -> list[LetterBlock]:
    count = form.draw.choice((3, 4, 6, 11, 16))
    paragraphs = [form.draw.choice(OPENINGS)]
    paragraphs += [form.draw.choice(PARAGRAPHS) for _ in range(count)]
    blocks = [LetterBlock(text) for text in (*paragraphs, form.draw.choice(CLOSINGS))]
    if document_type == "QUYẾT ĐỊNH" and not untyped:
        blocks[1:] = [replace(block, lead=f"Điều {index}.") for index, block in enumerate(blocks[1:], start=1)]
        blocks.insert(1, LetterBlock("QUYẾT ĐỊNH:", centred=True))
    return blocks


def _set_freely(form: Filling, letter: Letter, *, untyped: bool) -> list[Block]:
    """The same letter by this package's own blocks: what letter.py's layout has no variants for."""
    day = letter.issued_on
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    gap = {name: name in letter.pen for name in ("number", "issued_on")}
    number = Cell("Số", letter.full_number, pen=f"{letter.number:02d}" if gap["number"] else "")
    placed = Cell("", f"{letter.place}, ngày {day.day:02d} tháng {month} năm {day.year}",
                  pen=f"{day.day:02d}" if gap["issued_on"] else "")  # fmt: skip
    about = tuple(_broken(letter.subject)) if untyped else ()
    head = Head(letter.issuer, letter.parent, number, placed, about, share=form.draw.choice((0.4, 0.43)), points=12.0)
    blocks: list[Block] = [head, Gap(6)]
    if not untyped:
        blocks += [Title((letter.document_type,), 15.0), Paragraph(letter.subject, "bold", centred=True), Gap(4)]
    if letter.addressee:
        blocks += [Title((letter.addressee,), 13.0, "regular"), Gap(3)]
    for block in letter.body:
        if block.centred:
            blocks.append(Title((block.text,), 14.0))
        else:
            blocks += [Paragraph(f"{block.lead} {block.text}".strip(), indent=12.0), Gap(1.2)]
    agency = " ".join(letter.issuer)
    note = ("Nơi nhận:", *letter.recipients)
    return [*blocks, Gap(3), Signing(letter.authority, letter.signer, agency, note=note, centre=0.72)]


def _broken(subject: str) -> list[str]:
    """The subject of an untyped letter in short lines under its number."""
    lines = [""]
    for word in subject.split():
        if len(lines[-1]) + len(word) > 34:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
