"""Land-use certificates: the form of 2009 to 2024 (four pages), the one since 2024 (two pages) (DOMAIN 4.5, 6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from samples.fonts import width_mm
from samples.specimens.amounts import in_words
from samples.specimens.blocks import Block, Cell, Gap, Paragraph, Signing, Table, Title, cells
from samples.specimens.days import number_in_words
from samples.specimens.filling import Filling, issuing_place
from samples.specimens.heads import NationalHead
from samples.specimens.licences import plain_number
from samples.specimens.pages import LAND_2009, Format, one_page
from samples.specimens.person import person, relative
from samples.specimens.places import Place, home_in, short
from samples.specimens.sheet import RED, Code, Mark, Picture, Print, SizedSheet

_PURPOSES = ("Đất ở tại nông thôn", "Đất ở tại đô thị", "Đất trồng cây lâu năm", "Đất chuyên trồng lúa nước")
_ORIGINS = (
    "Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
    "Nhà nước giao đất có thu tiền sử dụng đất",
    "Nhận chuyển nhượng đất được Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
)
_CODE_LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVXY"
_A4_LAND = Format(tint=(255, 250, 242))


@dataclass(frozen=True, slots=True)
class _Plot:
    """What both forms say of a plot."""

    number: int
    sheet: int
    area: float
    term: str
    purpose: str
    place: Place


def land_certificate_2009(form: Filling) -> tuple[SizedSheet, ...]:
    """Four pages, or the first two of them only."""
    day = form.day_between(date(2012, 3, 1), date(2024, 12, 20))
    plot = _plot(form, issuing_place(form.holder, day))
    look = replace(form.look, left=15.0, right=175.0, points=form.look.points - 1.0)
    serial = f"{form.draw.choice('ABCD')}{form.draw.choice('ABDEKLMN')} {form.draw.randint(1, 999_999):06d}"
    form.record("serial", serial)
    pages = [
        one_page(_owner_2009(form, day), look, LAND_2009, extra=_serial_2009(form, serial)),
        one_page(_plot_2009(form, plot, day), look, LAND_2009),
    ]
    if form.chance(0.7):
        third: list[Block] = [Title(("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất",), 12.5)]
        plan: list[Mark] = [Picture(35.0, 40.0, 115.0, 120.0, "plan", form.look.hand)]
        pages.append(one_page(third, look, LAND_2009, extra=plan))
        pages.append(one_page(_changes("IV. Những thay đổi sau khi cấp giấy chứng nhận"), look, LAND_2009))
    return tuple(pages)


def land_certificate_2024(form: Filling) -> tuple[SizedSheet, ...]:
    day = form.day_between(date(2025, 1, 6))
    plot = _plot(form, issuing_place(form.holder, day))
    serial = f"{form.draw.choice('AB')}{form.draw.choice('ABDE')} {form.draw.randint(1, 99_999_999):08d}"
    form.record("serial", serial)
    code = form.draw.choice(("T1", "T2", "H1", "H2", "X2")) + "".join(form.draw.choices(_CODE_LETTERS, k=10))
    form.codes.append(code)
    size = width_mm("M", "regular", 9.0)
    at = 166.0 if form.chance(0.7) or not form.held_out else 162.0
    extra: list[Mark] = [Code(at, 12.0, 25.0, code), Print(at - size * 0.5, 40.5, code, "bold", 9.0)]
    extra.append(Print(form.look.left, 280.0, serial, "bold", 14.0, RED))
    first = one_page(_first_2024(form, plot, day), form.look, _A4_LAND, extra=extra)
    register = form.say("register_number", "Số vào sổ cấp Giấy chứng nhận", _register(form))
    second: list[Block] = [
        Paragraph("4. Sơ đồ thửa đất, tài sản gắn liền với đất:", "bold"),
        Gap(105),
        cells(Cell("5. Ghi chú", form.usual("-/-", "Thửa đất có 12,0 m² đất thuộc hành lang an toàn đường bộ"))),
        *_changes("6. Những thay đổi sau khi cấp Giấy chứng nhận:", empty=38.0),
        cells(register),
    ]
    plan: list[Mark] = [Picture(50.0, 30.0, 105.0, 88.0, "plan", form.look.hand)]
    return first, one_page(second, form.look, _A4_LAND, extra=plan)


def _plot(form: Filling, place: Place) -> _Plot:
    draw = form.draw
    years = draw.choice((2043, 2047, 2064, 2070))
    term = form.usual("Lâu dài", date(years, draw.randint(1, 12), draw.randint(1, 28)).isoformat())
    area = draw.choice((draw.randint(600, 9900) / 10, float(draw.randint(80, 2400))))
    return _Plot(draw.randint(1, 1400), draw.randint(1, 90), area, term, draw.choice(_PURPOSES), place)


def _register(form: Filling) -> str:
    letters = form.usual("CH", "CS", "CT") if not form.held_out else form.draw.choice(("CN", "VP", "CH"))
    return f"{letters} {form.draw.randint(1, 99_999):05d}"


def _owner_2009(form: Filling, day: date) -> list[Block]:
    who = form.holder
    name = form.say("holder_name", who.title if form.chance(0.7) else "Ông (Bà)", who.name.upper())
    old = form.chance(1.0 if day < date(2017, 1, 1) else 0.6 if day < date(2020, 1, 1) else 0.0)
    paper = form.say("holder_id", "CMND số" if old else "CCCD số", who.old_number if old else who.number)
    born = form.say("born_on", form.usual("Năm sinh", "Sinh năm"), str(who.born.year))
    spouse = relative(who, "spouse")
    blocks: list[Block] = [
        NationalHead(star=True, points=12.5),
        Gap(4),
        Title(("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT"), 21.0, colour=RED),
        Title(("QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT",), 13.0, colour=RED),
        Gap(6),
        Paragraph("I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", "bold"),
        Gap(3),
        cells(name),
        cells(born, paper),
        cells(form.say("residence", "Địa chỉ thường trú", who.home(day).printed())),
    ]
    if form.chance(0.35):
        blocks += [
            Paragraph(f"Và {'vợ là bà' if spouse.sex == 'Nữ' else 'chồng là ông'}: {spouse.name.upper()}"),
            cells(Cell("Năm sinh", str(spouse.born.year)), Cell("CCCD số", spouse.number)),
        ]
    return blocks


def _serial_2009(form: Filling, serial: str) -> list[Mark]:
    x = 15.0 if form.held_out and form.chance(0.4) else 140.0
    return [Print(x, 250.0, serial, "bold", 15.0, RED)]


def _plot_2009(form: Filling, plot: _Plot, day: date) -> list[Block]:
    area = form.say("area", "c) Diện tích", _comma(plot.area), plain_number(plot.area))
    spoken = f"m² (bằng chữ: {_area_in_words(plot.area)} mét vuông)"
    register = form.say("register_number", "Số vào sổ cấp GCN", _register(form))
    return [
        Paragraph("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", "bold"),
        Paragraph("1. Thửa đất:", "bold"),
        cells(*_numbers(form, plot, "a) Thửa đất số", form.usual("tờ bản đồ số", "Tờ bản đồ số"), ",")),
        cells(form.say("land_address", "b) Địa chỉ", _lying(form, plot.place))),
        cells(replace(area, tail=spoken if form.chance(0.7) else "m²")),
        cells(form.say("form_of_use", "d) Hình thức sử dụng", form.usual("Sử dụng riêng", "Sử dụng chung"))),
        cells(form.say("purpose", "đ) Mục đích sử dụng", plot.purpose)),
        cells(_term(form, "e) Thời hạn sử dụng", plot)),
        cells(form.say("origin", "g) Nguồn gốc sử dụng", form.draw.choice(_ORIGINS))),
        Paragraph("2. Nhà ở: -/-", "bold"),
        Paragraph("3. Công trình xây dựng khác: -/-", "bold"),
        Paragraph("4. Rừng sản xuất là rừng trồng: -/-", "bold"),
        Paragraph("5. Cây lâu năm: -/-", "bold"),
        Paragraph("6. Ghi chú: Không", "bold"),
        _granted(form, plot.place, day),
        cells(register),
    ]


def _first_2024(form: Filling, plot: _Plot, day: date) -> list[Block]:
    who = form.holder
    name = form.say("holder_name", who.title, who.name.upper() if form.chance(0.7) else who.name)
    paper = form.say("holder_id", form.usual("CCCD số", "Số định danh cá nhân"), who.number)
    area = form.say("area", "b) Diện tích", _comma(plot.area), plain_number(plot.area))
    scan = "Giấy chứng nhận này được cấp kèm mã QR; quét mã QR để tra cứu thông tin chi tiết về thửa đất."
    return [
        NationalHead(star=True, points=11.5),
        Gap(4),
        Title(("GIẤY CHỨNG NHẬN",), 19.0, colour=RED),
        Title(("QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT"), 14.0, colour=RED),
        Gap(4),
        Paragraph("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", "bold"),
        cells(name, paper),
        cells(form.say("residence", form.usual("Địa chỉ", "Địa chỉ thường trú"), who.home(day).printed())),
        Paragraph("2. Thông tin thửa đất:", "bold"),
        cells(*_numbers(form, plot, "a) Thửa đất số", form.usual("tờ bản đồ số", "Tờ bản đồ số"), ";")),
        cells(replace(area, tail="m²")),
        cells(form.say("land_type", "c) Loại đất", plot.purpose)),
        cells(_term(form, form.usual("d) Thời hạn sử dụng đất", "d) Thời hạn sử dụng"), plot)),
        cells(form.say("form_of_use", form.usual("đ) Hình thức sử dụng đất", "đ) Hình thức sử dụng"),
                       form.usual("Sử dụng riêng", "Sử dụng chung"))),
        cells(form.say("land_address", "e) Địa chỉ", _lying(form, plot.place))),
        Paragraph("3. Thông tin tài sản gắn liền với đất: -/-", "bold"),
        Gap(2),
        _granted(form, plot.place, day),
        Paragraph(scan, "italic", points=10.5),
    ]  # fmt: skip


def _numbers(form: Filling, plot: _Plot, first: str, second: str, mark: str) -> tuple[Cell, ...]:
    """Numbers of plot and map sheet, on one line with a comma or semicolon between or beside each other."""
    number = form.say("plot", first, str(plot.number))
    sheet = form.say("sheet", second, f"{plot.sheet:02d}" if form.chance(0.3) else str(plot.sheet), str(plot.sheet))
    return replace(number, tail=mark), sheet


def _term(form: Filling, label: str, plot: _Plot) -> Cell:
    if plot.term == "Lâu dài":
        return form.say("valid_until", label, plot.term)
    day = date.fromisoformat(plot.term)
    printed = form.usual(f"Đến ngày {day.strftime('%d/%m/%Y')}", f"Đến ngày {day.day:02d}-{day.month:02d}-{day.year}")
    return form.say("valid_until", label, printed, plot.term)


def _lying(form: Filling, place: Place) -> str:
    return home_in(place, form.draw).printed() if form.chance(0.5) else place.printed()


def _granted(form: Filling, place: Place, day: date) -> Signing:
    registry = form.chance(0.5)
    office = ("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC") if registry else (
        "TM. ỦY BAN NHÂN DÂN", form.usual("CHỦ TỊCH", "PHÓ CHỦ TỊCH"))  # fmt: skip
    unit = place.district or place.ward
    placed = form.placed_day("issued_on", short(place.province if registry else unit), day)
    signer = form.record("signer", person(f"signer/{form.draw.random()}").name)
    agency = office[0] if registry else f"ỦY BAN NHÂN DÂN {unit.upper()}"
    return Signing(office, signer, agency, placed, centre=0.68, seal_right=12.0 if form.chance(0.3) else 0.0)


def _changes(title: str, *, empty: float = 150.0) -> list[Block]:
    head = ("Nội dung thay đổi và cơ sở pháp lý", "Xác nhận của cơ quan có thẩm quyền")
    return [Paragraph(title, "bold"), Table((0.62, 0.38), (head, ("", "")), empty_height=empty)]


def _comma(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _area_in_words(value: float) -> str:
    whole, tenth = divmod(round(value * 10), 10)
    return f"{in_words(whole)} phẩy {number_in_words(tenth)}" if tenth else in_words(whole)
