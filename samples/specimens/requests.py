"""What applicants bring and take away: declarations and requests, and the receipt of a dossier (DOMAIN 2.8, 6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from samples.specimens.blocks import Block, Cell, Columns, Gap, Paragraph, Signing, Table, Title, cells
from samples.specimens.days import printed_day
from samples.specimens.filling import Filling, issuing_place, town_of
from samples.specimens.heads import Aside, Head, NationalHead
from samples.specimens.pages import flowing, one_page
from samples.specimens.person import Person, person, relative
from samples.specimens.places import Place
from samples.specimens.sheet import Code, Mark, SizedSheet

_PROCEDURES = (
    ("1.001193", "Đăng ký khai sinh"), ("1.000894", "Đăng ký kết hôn"), ("2.000635", "Cấp bản sao trích lục hộ tịch"),
    ("1.013227", "Gia hạn giấy phép xây dựng"), ("1.004222", "Đăng ký thường trú"),
    ("2.000815", "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền của Việt Nam cấp"),
)  # fmt: skip
_COMPONENTS = ("Tờ khai theo mẫu quy định", "Giấy chứng sinh", "Bản sao giấy tờ tùy thân", "Giấy chứng nhận kết hôn",
               "Giấy chứng nhận quyền sử dụng đất", "Ảnh 4 x 6 cm")  # fmt: skip
_REQUESTS = (
    ("ĐƠN ĐỀ NGHỊ", "CẤP GIẤY PHÉP XÂY DỰNG", "cấp giấy phép xây dựng nhà ở riêng lẻ trên thửa đất của gia đình"),
    ("ĐƠN ĐỀ NGHỊ", "HỖ TRỢ CHI PHÍ HỌC TẬP", "hỗ trợ chi phí học tập cho con đang học tại trường trung học cơ sở"),
    ("GIẤY ĐỀ NGHỊ", "ĐĂNG KÝ HỘ KINH DOANH", "đăng ký hộ kinh doanh do tôi làm chủ tại địa chỉ nêu trên"),
    ("ĐƠN XIN", "XÁC NHẬN NƠI CƯ TRÚ", "xác nhận tôi và gia đình cư trú liên tục tại địa phương từ năm 2015 đến nay"),
    ("ĐƠN ĐĂNG KÝ", "BIẾN ĐỘNG ĐẤT ĐAI", "đăng ký biến động do thay đổi thông tin về giấy tờ nhân thân"),
)
_OATH = (
    "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan"
    " của mình."
)


@dataclass(frozen=True, slots=True)
class _Wording:
    """A declaration of civil status: title, who it is about and how they are named."""

    title: tuple[str, ...]
    person: str
    relation: str
    about: str


_CIVIL = (
    _Wording(("TỜ KHAI ĐĂNG KÝ KHAI SINH",), "Họ, chữ đệm, tên người được khai sinh",
             "Quan hệ với người được khai sinh", "đăng ký khai sinh cho người dưới đây"),
    _Wording(("TỜ KHAI ĐĂNG KÝ KHAI TỬ",), "Họ, chữ đệm, tên người đã chết", "Quan hệ với người đã chết",
             "đăng ký khai tử cho người có tên dưới đây"),
    _Wording(("TỜ KHAI", "CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH"), "Họ, chữ đệm, tên người được cấp",
             "Quan hệ với người được đề nghị", "cấp bản sao trích lục khai sinh cho người có tên dưới đây"),
)  # fmt: skip


def application_form(form: Filling) -> tuple[SizedSheet, ...]:
    day = form.day_between(date(2022, 2, 1))
    place = issuing_place(form.holder, day)
    which = form.draw.choice(("civil", "civil", "civil", "request", "request", "status"))
    if which == "civil":
        blocks = _civil(form, form.draw.choice(_CIVIL), place, day)
    elif which == "status":
        blocks = _marital(form, place, day)
    else:
        blocks = _request(form, place, day)
    return tuple(flowing(blocks, form.look)) if form.chance(0.4) else (one_page(blocks, form.look),)


def receipt(form: Filling) -> tuple[SizedSheet, ...]:
    who = form.holder
    day = form.day_between(date(2022, 6, 1))
    place = issuing_place(who, day)
    code, subject = form.draw.choice(_PROCEDURES)
    agency = form.usual("000.17.22.H56", "000.00.04.H41", "H56.17", "H41.22.3")
    dossier = f"{agency}-{day:%y%m%d}-{form.draw.randint(1, 480):04d}"
    due = day + timedelta(days=form.draw.randint(3, 30))
    issuer = ("BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",) if form.chance(0.6) else ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",)
    form.record("issuer", issuer[0])
    payload = form.usual(dossier, f"{dossier}|{code}|{who.number}|Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    form.codes.append(payload)
    extra: list[Mark] = [Code(form.look.left, 9.0, 24.0, payload)]
    rows = form.draw.sample(_COMPONENTS, form.draw.randint(2, 4))
    table = Table((0.1, 0.6, 0.3), (("STT", "Tên giấy tờ", "Số lượng"), *((str(index), row, "01 bản chính")
                  for index, row in enumerate(rows, start=1))))  # fmt: skip
    time = f"{form.draw.randint(8, 16)} giờ {form.draw.choice(('00', '30'))}"
    head = Head(issuer, (f"UBND {place.ward.upper()}",), place_date=form.placed_day("issued_on", town_of(place), day))
    blocks: list[Block] = [
        Gap(20),
        head,
        Gap(3),
        Title(("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",), 15.0),
        Aside(form.say("dossier", form.usual("Mã hồ sơ", "Mã số hồ sơ"), dossier), form.draw.choice((0.5, 0.0))),
        Gap(2),
        cells(form.say("holder_name", form.usual("Tiếp nhận hồ sơ của", "Tiếp nhận hồ sơ của ông (bà)"), who.name)),
        cells(form.say("holder_id", form.usual("Số CCCD", "Số định danh cá nhân"), who.number, may_be_blank=True)),
        cells(form.say("residence", "Địa chỉ", who.home(day).printed())),
        cells(Cell("Số điện thoại", f"000 {form.draw.randint(100, 999)} {form.draw.randint(100, 999)}"), Cell("Email")),
        cells(form.say("subject", form.usual("Nội dung yêu cầu giải quyết", "Tên thủ tục hành chính"), subject)),
        cells(form.say("procedure", form.usual("Mã thủ tục hành chính", "Mã TTHC"), code, may_be_blank=True)),
        Paragraph("Thành phần hồ sơ nộp gồm:"),
        table,
        cells(Cell("Số lượng hồ sơ", "01 (bộ)")),
        cells(Cell("Thời gian giải quyết hồ sơ theo quy định", f"{form.draw.randint(1, 20):02d} ngày làm việc")),
        cells(Cell("Thời gian nhận hồ sơ", f"{time}, {printed_day(day, 'sentence')}")),
        cells(_due(form, time, due)),
        cells(Cell("Đăng ký nhận kết quả tại", "Bộ phận Một cửa")),
        Gap(3),
        Columns(_hand("NGƯỜI NỘP HỒ SƠ", who.name), _hand("NGƯỜI TIẾP NHẬN HỒ SƠ", _officer(form))),
    ]
    return (one_page(blocks, form.look, extra=extra),)


def _due(form: Filling, time: str, due: date) -> Cell:
    label = form.usual("Thời gian hẹn trả kết quả", "Ngày hẹn trả kết quả", "Thời gian trả kết quả")
    printed = form.usual(f"{time}, {printed_day(due, 'sentence')}", due.strftime("%d/%m/%Y"))
    return form.say("due_on", label, printed, due.isoformat())


def _civil(form: Filling, wording: _Wording, place: Place, day: date) -> list[Block]:
    """Applicant, then the person whom it is about."""
    who = relative(form.holder, "father" if "TỬ" in wording.title[0] else "child")
    relation = "Con" if "TỬ" in wording.title[0] else ("Cha đẻ" if form.holder.sex == "Nam" else "Mẹ đẻ")
    name = form.usual("Họ, chữ đệm, tên người yêu cầu", "Họ và tên người yêu cầu")
    about = [
        cells(form.say("person_name", wording.person, who.name)),
        cells(form.say("person_born_on", form.usual("Ngày, tháng, năm sinh", "Ngày sinh"),
                       who.born.strftime("%d/%m/%Y"), who.born.isoformat())),
        cells(Cell("Giới tính", who.sex), Cell("Dân tộc", who.ethnicity), Cell("Quốc tịch", who.nationality)),
        cells(Cell("Quê quán", who.home_town.printed())),
    ]  # fmt: skip
    return [
        *_opening(form, wording.title, place),
        *_applicant(form, name, day),
        cells(form.say("relation", wording.relation, relation)),
        Paragraph(f"Đề nghị cơ quan {wording.about}:"),
        *about,
        *_closing(form, place, day),
    ]


def _marital(form: Filling, place: Place, day: date) -> list[Block]:
    title = ("TỜ KHAI", "CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN") if form.chance(0.5) else ("TỜ KHAI ĐĂNG KÝ KẾT HÔN",)
    return [
        *_opening(form, title, place),
        *_applicant(form, form.usual("Họ, chữ đệm, tên người yêu cầu", "Họ, chữ đệm, tên"), day),
        cells(
            Cell("Giới tính", form.holder.sex), Cell("Dân tộc", form.holder.ethnicity), Cell("Quốc tịch", "Việt Nam")
        ),
        Paragraph("Nội dung đề nghị: giải quyết theo quy định của pháp luật về hộ tịch."),
        *_closing(form, place, day),
    ]


def _request(form: Filling, place: Place, day: date) -> list[Block]:
    kind, about, wish = form.draw.choice(_REQUESTS)
    title = (kind, about) if form.chance(0.6) else (f"{kind} {about}",)
    reason = (
        "Lý do: gia đình tôi đã chuẩn bị đầy đủ các giấy tờ kèm theo và đã được công chức một cửa hướng dẫn; các"
        " giấy tờ gồm bản sao có đối chiếu với bản chính và bản vẽ hiện trạng do đơn vị tư vấn lập."
    )
    extra: list[Block] = [Paragraph(reason, indent=10.0)] if form.chance(0.6) else []
    return [
        *_opening(form, title, place),
        *_applicant(form, form.usual("Tôi tên là", "Tên tôi là", "Họ và tên"), day),
        Paragraph(f"Đề nghị quý cơ quan {wish}.", indent=10.0),
        *extra,
        *_closing(form, place, day),
    ]


def _opening(form: Filling, title: tuple[str, ...], place: Place) -> list[Block]:
    form.record("form_name", " ".join(title))
    addressee = form.say("addressee", "Kính gửi", place.committee())
    return [
        NationalHead(points=12.5),
        Gap(6),
        Title(title, 15.0),
        Gap(3),
        Aside(addressee, 0.5) if form.chance(0.5) else cells(addressee, indent=12.0),
        Gap(3),
    ]


def _applicant(form: Filling, label: str, day: date) -> list[Block]:
    who: Person = form.holder
    born = form.say("born_on", form.usual("Ngày, tháng, năm sinh", "Ngày sinh", "Sinh ngày"),
                    who.born.strftime("%d/%m/%Y"), who.born.isoformat(), may_be_blank=True)  # fmt: skip
    residence = form.usual("Nơi cư trú", "Nơi thường trú", "Địa chỉ thường trú")
    if form.chance(0.5):
        paper = form.identity("holder_id", "Giấy tờ tùy thân", who, day)
    else:
        paper = form.say("holder_id", form.usual("Số định danh cá nhân", "Số CCCD", "Số căn cước"), who.number)
    return [
        cells(form.say("holder_name", label, who.name.upper() if form.chance(0.4) else who.name)),
        cells(born),
        cells(form.say("residence", residence, who.home(day).printed())),
        cells(paper),
    ]


def _closing(form: Filling, place: Place, day: date) -> list[Block]:
    pen = form.chance(0.3)
    placed = form.placed_day("issued_on", town_of(place), day, pen=pen)
    if form.chance(0.3):
        placed = replace(placed, value=f"Làm tại: {placed.value}")
    office = (
        form.usual("Người yêu cầu", "NGƯỜI YÊU CẦU", "Người khai", "NGƯỜI LÀM ĐƠN"),
        "(Ký, ghi rõ họ, chữ đệm, tên)",
    )
    return [
        Gap(2),
        Paragraph(_OATH, indent=10.0),
        Gap(2),
        Signing(office, form.holder.name, "", placed, centre=0.68),
    ]


def _hand(office: str, name: str) -> tuple[Block, ...]:
    sign = Title(("(Ký và ghi rõ họ tên)",), 10.5, "italic")
    return Title((office,), 11.5), sign, Gap(22), Title((name,), 12.5)


def _officer(form: Filling) -> str:
    return person(f"officer/{form.draw.random()}").name
