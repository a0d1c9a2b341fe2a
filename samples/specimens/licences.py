"""Papers of departments: building permit, enterprise registration, criminal record (DOMAIN 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from samples.specimens.amounts import capital, tax_code
from samples.specimens.blocks import Block, Cell, Gap, Paragraph, Signing, Title, cells
from samples.specimens.filling import Filling, issuing_place
from samples.specimens.heads import Aside, Head
from samples.specimens.pages import flowing, one_page
from samples.specimens.person import person
from samples.specimens.places import TWO_LEVELS_SINCE, Place, home_in, place_before, place_since, short
from samples.specimens.sheet import SizedSheet

_WORKS = (
    "Nhà ở riêng lẻ",
    "Nhà ở riêng lẻ kết hợp kinh doanh",
    "Nhà kho chứa hàng nông sản",
    "Nhà trọ cho thuê 3 tầng",
)
_TRADES = (
    ("Thương mại", "TRADING"),
    ("Xây dựng", "CONSTRUCTION"),
    ("Nông sản", "FARM PRODUCE"),
    ("Cơ khí", "MECHANICS"),
    ("Vận tải và Dịch vụ Kho bãi", "TRANSPORT AND WAREHOUSING SERVICES"),
)
_BRANDS = (("Bạch Mai Mẫu", "BACH MAI MAU"), ("Lụa Mây Mẫu", "LUA MAY MAU"), ("Gò Duối Mẫu", "GO DUOI MAU"),
           ("Suối Quế Mẫu", "SUOI QUE MAU"))  # fmt: skip


def building_permit(form: Filling) -> tuple[SizedSheet, ...]:
    who = form.holder
    day = form.day_between(date(2021, 4, 1))
    place = issuing_place(who, day)
    number = form.numbered("number", form.register_digits(), "GPXD", pen=form.chance(0.25))
    issuer = ("ỦY BAN NHÂN DÂN", (place.district or place.ward).upper())
    form.record("issuer", " ".join(issuer))
    placed = form.placed_day("issued_on", short(place.units[0] if not place.district else place.district), day)
    ground, storeys = form.draw.randint(420, 1900) / 10, form.draw.randint(1, 5)
    name = who.name.upper() if form.chance(0.5) else who.name
    owner = form.say("holder_name", form.usual("1. Cấp cho", "Cấp cho"), name)
    blocks: list[Block] = [
        Head(issuer, number=number, place_date=form.head_day(placed)),
        Gap(4),
        Title(("GIẤY PHÉP XÂY DỰNG",), 17.0),
        Title(("(Sử dụng cho nhà ở riêng lẻ)",), 12.0, "italic"),
        Gap(3),
        cells(owner),
        cells(form.say("residence", "Địa chỉ", who.home(day).printed())),
        cells(form.say("work", "2. Được phép xây dựng công trình", form.draw.choice(_WORKS))),
        *_design(form),
        Paragraph("Gồm các nội dung sau đây:"),
        cells(
            form.say(
                "site", form.usual("- Vị trí xây dựng", "- Địa điểm xây dựng"), home_in(place, form.draw).printed()
            )
        ),
        cells(Cell("- Cốt nền xây dựng công trình", "+0,45 m so với vỉa hè")),
        cells(
            form.say("density", "- Mật độ xây dựng", f"{form.draw.randint(40, 95)}%"),
            form.say(
                "use_ratio", "hệ số sử dụng đất", f"{form.draw.randint(10, 45) / 10:.1f}".replace(".", ",") + " lần"
            ),
        ),
        cells(Cell("- Chỉ giới đường đỏ, chỉ giới xây dựng", "trùng ranh giới lô đất")),
        cells(_square(form, "ground_area", form.usual("- Diện tích xây dựng tầng 1", "- Diện tích tầng 1"), ground)),
        cells(_square(form, "floor_area", "- Tổng diện tích sàn", round(ground * storeys * 0.97, 1))),
        cells(
            form.say("height", "- Chiều cao công trình", f"{storeys * 3.6:.1f} m".replace(".", ",")),
            form.say("storeys", "số tầng", f"{storeys:02d} tầng" if form.chance(0.5) else f"{storeys} tầng"),
        ),
        cells(Cell("- Trên thửa đất", f"số {form.draw.randint(20, 700)}, tờ bản đồ số {form.draw.randint(2, 60)}")),
        Paragraph(
            "3. Giấy tờ về quyền sử dụng đất: Giấy chứng nhận quyền sử dụng đất do Văn phòng đăng ký đất đai cấp."
        ),
        Paragraph(
            "4. Giấy phép này có hiệu lực khởi công xây dựng trong thời hạn 12 tháng kể từ ngày cấp; quá thời hạn trên"
            " thì phải đề nghị gia hạn giấy phép xây dựng."
        ),
        _signed(form, ("TM. ỦY BAN NHÂN DÂN", form.usual("CHỦ TỊCH", "PHÓ CHỦ TỊCH")), " ".join(issuer)),
    ]
    return tuple(flowing(blocks, form.look)) if form.chance(0.3) else (one_page(blocks, form.look),)


def enterprise_certificate(form: Filling) -> tuple[SizedSheet, ...]:
    first = form.day_between(date(2017, 1, 5), date(2024, 12, 20))
    changed = form.day_between(first + timedelta(days=90)) if form.chance(0.55) else None
    last = changed or first
    seat = place_before(form.draw) if last < TWO_LEVELS_SINCE else place_since(form.draw)
    department = "SỞ KẾ HOẠCH VÀ ĐẦU TƯ" if last < date(2025, 3, 1) else "SỞ TÀI CHÍNH"
    office = form.record("issuer", "PHÒNG ĐĂNG KÝ KINH DOANH")
    head = Head((office,), (f"{department} {_of_province(seat)}",), share=0.44)
    one_member = form.chance(0.7)
    form_of = "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN" if one_member else "CÔNG TY CỔ PHẦN"
    days: list[Block] = [_centred_day(form, "issued_on", "Đăng ký lần đầu, ngày", first)]
    if changed is not None:
        days.append(
            _centred_day(form, "changed_on", f"Đăng ký thay đổi lần thứ: {form.draw.randint(1, 6)}, ngày", changed)
        )
    blocks: list[Block] = [
        head,
        Gap(3),
        Title(("GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP", form_of), 14.5),
        Gap(1.5),
        Aside(form.say("enterprise_number", "Mã số doanh nghiệp", tax_code(form.draw)), 0.5),
        *days,
        Gap(2),
        *_company(form, one_member=one_member, seat=seat),
        *(_owner(form) if one_member else []),
        Paragraph("5. Người đại diện theo pháp luật của công ty" if one_member else
                  "4. Người đại diện theo pháp luật của công ty", "bold"),
        *_representative(form, last),
        _signed(form, (form.usual("TRƯỞNG PHÒNG", "KT. TRƯỞNG PHÒNG"),), office),
    ]  # fmt: skip
    return tuple(flowing(blocks, form.look)) if form.chance(0.4) else (one_page(blocks, form.look),)


def criminal_record(form: Filling) -> tuple[SizedSheet, ...]:
    who = form.holder
    day = form.day_between(date(2020, 5, 1))
    place = issuing_place(who, day)
    police = day >= date(2025, 3, 1)
    issuer = (f"CÔNG AN {place.province.upper()}",) if police else ("SỞ TƯ PHÁP",)
    form.record("issuer", issuer[0])
    notation = f"{'CA' if police else 'STP'}-LLTP"
    number = form.numbered("number", form.register_digits(), notation, pen=form.chance(0.2))
    placed = form.placed_day("issued_on", short(place.province), day)
    ban = form.usual("Không", "Không bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã")
    bold = form.usual("Không có án tích", "Không có án tích", "Đã được xóa án tích")
    wording = "9. Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã"
    blocks: list[Block] = [
        Head(
            issuer,
            ("BỘ CÔNG AN",) if police else (f"ỦY BAN NHÂN DÂN {place.province.upper()}",),
            number,
            form.head_day(placed),
        ),
        Gap(4),
        Title(("PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1",), 16.0),
        Gap(2),
        Paragraph("Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009;", "italic", 10.0),
        Title(("XÁC NHẬN:",), 13.0),
        cells(form.say("holder_name", "1. Họ và tên", who.name.upper() if form.chance(0.6) else who.name)),
        cells(form.say("sex", "2. Giới tính", who.sex)),
        cells(form.say_day("born_on", "3. Ngày, tháng, năm sinh", who.born)),
        cells(form.say("birth_place", "4. Nơi sinh", who.birth_place.printed())),
        cells(form.say("nationality", "5. Quốc tịch", who.nationality)),
        cells(form.say("residence", "6. Nơi thường trú", who.home(day).printed())),
        cells(_identity_number(form)),
        cells(form.say("conviction", "8. Tình trạng án tích", bold)),
        cells(form.say("ban", wording, ban, may_be_blank=True)),
        _signed(form, ("GIÁM ĐỐC",) if not police else ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), issuer[0]),
    ]
    return (one_page(blocks, form.look),)


def _design(form: Filling) -> list[Block]:
    office = f"Công ty TNHH Tư vấn Thiết kế {form.draw.choice(_BRANDS)[0]}"
    chief = person(f"designer/{form.draw.random()}").name
    return [
        Paragraph("- Theo thiết kế có ký hiệu: HSTK-01"),
        cells(Cell("- Do", form.say("designer", "", office).value, tail="lập", colon=form.chance(0.5))),
        cells(Cell("- Chủ nhiệm, chủ trì thiết kế", chief)),
    ]


def _square(form: Filling, name: str, label: str, value: float) -> Cell:
    """An area in square metres, printed with a decimal comma."""
    cell = form.say(name, label, f"{value:.1f}".replace(".", ","), plain_number(value))
    return replace(cell, tail=form.usual("m²", "m2"))


def plain_number(value: float) -> str:
    """``120.5``, and ``120`` where nothing stands behind the point."""
    return f"{value:.1f}".removesuffix(".0")


def _of_province(place: Place) -> str:
    return place.province.upper()


def _centred_day(form: Filling, name: str, label: str, day: date) -> Aside:
    form.record(name, day.isoformat())
    printed = f"{day.day:02d} tháng {day.month:02d} năm {day.year}" if form.chance(0.7) else day.strftime("%d/%m/%Y")
    return Aside(Cell(label, printed, colon=False, style="regular"), 0.5)


def _company(form: Filling, *, one_member: bool, seat: Place) -> list[Block]:
    trade, brand = form.draw.choice(_TRADES), form.draw.choice(_BRANDS)
    kind = "TNHH Một thành viên" if one_member else "Cổ phần"
    foreign = f"{brand[1]} {trade[1]} {'COMPANY LIMITED' if one_member else 'JOINT STOCK COMPANY'}"
    money, in_words = capital(form.draw)
    separated = f"{money:,}".replace(",", ".")
    mail = Cell("Email", f"lienhe@mau{form.draw.randint(10, 99)}.example")
    return [
        Paragraph("1. Tên công ty", "bold"),
        cells(form.say("enterprise_name", "Tên công ty viết bằng tiếng Việt",
                       f"Công ty {kind} {trade[0]} {brand[0]}".upper())),
        cells(form.say("foreign_name", "Tên công ty viết bằng tiếng nước ngoài", foreign, may_be_blank=True)),
        cells(form.say("short_name", "Tên công ty viết tắt", f"{brand[1]} {'CO., LTD' if one_member else 'JSC'}",
                       may_be_blank=True)),
        Paragraph("2. Địa chỉ trụ sở chính", "bold"),
        Paragraph(form.record("address", home_in(seat, form.draw).printed())),
        cells(Cell("Điện thoại", f"000 {form.draw.randint(1000, 9999)}"), mail, Cell("Website")),
        cells(Cell("3. Vốn điều lệ", form.say("capital", "", f"{separated} đồng", str(money)).value)),
        cells(Cell("Bằng chữ", in_words, style="italic")),
    ]  # fmt: skip


def _owner(form: Filling) -> list[Block]:
    """Owner and representative are one person: the fields are the representative's, the owner's block says the same."""
    who = form.holder
    return [
        Paragraph("4. Thông tin về chủ sở hữu", "bold"),
        cells(Cell("Họ và tên", who.name.upper()), Cell("Giới tính", who.sex)),
        cells(Cell("Sinh ngày", who.born.strftime("%d/%m/%Y")), Cell("Dân tộc", who.ethnicity),
              Cell("Quốc tịch", who.nationality)),
        cells(Cell("Số giấy tờ pháp lý của cá nhân", who.number)),
    ]  # fmt: skip


def _representative(form: Filling, day: date) -> list[Block]:
    who = form.holder
    name = form.say("holder_name", "Họ và tên", who.name.upper())
    position = form.say("position", "Chức danh", form.usual("Giám đốc", "Tổng giám đốc"))
    sex = form.say("sex", "Giới tính", who.sex)
    rows = [cells(name, sex), cells(position)] if form.held_out else [cells(name), cells(position, sex)]
    issued = form.draw.choice(("12/05/2021", "03/11/2022", "25/08/2023"))
    return [
        *rows,
        cells(
            form.say("born_on", "Sinh ngày", who.born.strftime("%d/%m/%Y"), who.born.isoformat()),
            form.say("ethnicity", "Dân tộc", who.ethnicity),
            form.say("nationality", "Quốc tịch", who.nationality),
        ),
        cells(Cell("Loại giấy tờ pháp lý của cá nhân", "Thẻ căn cước công dân")),
        cells(form.say("holder_id", "Số giấy tờ pháp lý của cá nhân", who.number)),
        cells(Cell("Ngày cấp", issued), Cell("Nơi cấp", "Cục Cảnh sát QLHC về TTXH")),
        cells(form.say("residence", "Địa chỉ thường trú", who.home(day).printed())),
    ]


def _identity_number(form: Filling) -> Cell:
    """Either the number alone under its own label, or under one that names three papers."""
    label = form.usual("7. Giấy CMND/Thẻ CCCD/Hộ chiếu số", "7. Số định danh cá nhân")
    return form.say("holder_id", label, form.holder.number)


def _signed(form: Filling, office: tuple[str, ...], agency: str) -> Signing:
    signer = form.record("signer", person(f"signer/{form.draw.random()}").name)
    return Signing(office, signer, agency, form.foot_day, centre=0.7, seal_right=14.0 if form.chance(0.3) else 0.0)
