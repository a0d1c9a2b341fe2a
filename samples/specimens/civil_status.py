"""Papers of civil status: birth, marriage, death, marital status (DOMAIN 6)."""

from __future__ import annotations

from datetime import date, timedelta

from samples.specimens.blocks import Block, Cell, Columns, Gap, Paragraph, Signing, Title, cells
from samples.specimens.days import printed_day
from samples.specimens.filling import Filling, committee_head, issuing_place, town_of
from samples.specimens.heads import Aside, Head, NationalHead
from samples.specimens.pages import one_page
from samples.specimens.person import Person, person, relative
from samples.specimens.places import Place
from samples.specimens.sheet import BLACK, RED, SizedSheet

_SIGN_HERE = "(Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)"
_CAUSES = ("Tuổi già", "Bệnh tim mạch", "Tai nạn giao thông", "Bệnh phổi tắc nghẽn mạn tính giai đoạn cuối")
_PURPOSES = ("Làm thủ tục đăng ký kết hôn", "Vay vốn ngân hàng", "Bổ sung hồ sơ chuyển nhượng quyền sử dụng đất",
             "Hoàn thiện hồ sơ đi lao động ở nước ngoài theo hợp đồng")  # fmt: skip


def birth_certificate(form: Filling) -> tuple[SizedSheet, ...]:
    """The holder's own, or that of a child of theirs."""
    who = relative(form.holder, "child") if form.chance(0.4) else form.holder
    day = form.day_between(max(who.born + timedelta(days=5), date(2016, 1, 4)))
    place = issuing_place(form.holder, day)
    number = form.numbered("number", form.register_digits(), str(day.year) if form.chance(0.7) else "")
    title = Title(("GIẤY KHAI SINH",), 22.0, colour=RED if form.chance(0.4) else BLACK)
    top: list[Block] = [NationalHead(star=form.chance(0.4)), Gap(2), title]
    at = form.draw.choice((0.0, 0.3, 0.7) if form.held_out else (0.5, 1.0))
    top.insert(2 if form.chance(0.5) else 3, Aside(number, at))
    blocks: list[Block] = [*top, Gap(3), *_born(form, who)]
    blocks.append(cells(form.say("birth_place", "Nơi sinh", _birth_place(form, who))))
    blocks.append(cells(form.say("home_town", "Quê quán", who.home_town.printed(), may_be_blank=True)))
    blocks.append(cells(form.say("holder_id", "Số định danh cá nhân", who.number, may_be_blank=True)))
    blocks += [block for relation in ("mother", "father") for block in _parent(form, who, relation, day)]
    asking = relative(who, "mother" if form.chance(0.6) else "father")
    blocks += [
        cells(form.say("requester_name", "Họ, chữ đệm, tên người đi khai sinh", asking.name)),
        cells(form.identity("requester_id", "Giấy tờ tùy thân", asking, day, may_be_blank=True)),
        cells(form.say("issuer", "Nơi đăng ký khai sinh", place.committee())),
        cells(form.say_day("issued_on", "Ngày, tháng, năm đăng ký", day)),
        cells(Cell("Ghi chú")) if form.chance(0.5) else Gap(1),
        _signed(form, "NGƯỜI KÝ GIẤY KHAI SINH", place),
    ]
    return (one_page(blocks, form.look),)


def birth_extract(form: Filling) -> tuple[SizedSheet, ...]:
    who = form.holder
    day = form.day_between(date(2018, 1, 3))
    place = issuing_place(who, day)
    registered = who.born + timedelta(days=form.draw.randint(3, 60))
    pen = form.chance(0.25)
    head = _head(form, place, form.numbered("number", form.register_digits(), "TLKS-BS", pen=pen), day)
    register = f"{form.draw.randint(2, 300)}" + (f"/{registered.year}" if form.chance(0.5) else "")
    blocks: list[Block] = [head, Gap(4), Title(("TRÍCH LỤC KHAI SINH",), 17.0), Title(("(BẢN SAO)",), 13.0), Gap(3)]
    blocks += _born(form, who)
    blocks += [
        cells(form.say("birth_place", "Nơi sinh", _birth_place(form, who))),
        cells(form.say("home_town", "Quê quán", who.home_town.printed(), may_be_blank=True)),
        cells(form.say("holder_id", "Số định danh cá nhân", who.number)),
        cells(form.say("mother_name", "Họ, chữ đệm, tên người mẹ", relative(who, "mother").name)),
        cells(form.say("father_name", "Họ, chữ đệm, tên người cha", relative(who, "father").name, may_be_blank=True)),
        cells(form.say("registered_at", "Đăng ký khai sinh tại", who.birth_place.committee())),
        cells(
            form.say("register_number", "Số", register),
            form.say("registered_on", "ngày", registered.strftime("%d/%m/%Y"), registered.isoformat()),
        ),
        cells(Cell("Ghi chú", form.usual("", "Không"))),
        _signed(form, "NGƯỜI KÝ TRÍCH LỤC", place),
    ]
    return (one_page(blocks, form.look),)


def death_extract(form: Filling) -> tuple[SizedSheet, ...]:
    """A parent of the holder has died; the holder has come to register it."""
    who = relative(form.holder, "father" if form.chance(0.5) else "mother")
    died = form.day_between(date(2021, 2, 1))
    day = form.day_between(died + timedelta(days=1), died + timedelta(days=200))
    place = issuing_place(form.holder, day)
    copy = form.chance(0.6)
    number = form.numbered("number", form.register_digits(), "TLKT-BS" if copy else "TLKT", pen=form.chance(0.2))
    hour = f"{form.draw.randint(0, 23):02d} giờ {form.draw.randint(0, 59):02d} phút"
    moment = f"{hour}, {form.usual('ngày ' + died.strftime('%d/%m/%Y'), printed_day(died, 'sentence'))}"
    notice = f"Trạm Y tế {place.ward[0].lower()}{place.ward[1:]}, cấp ngày {died.strftime('%d/%m/%Y')}"
    blocks: list[Block] = [_head(form, place, number, day), Gap(4), Title(("TRÍCH LỤC KHAI TỬ",), 17.0)]
    blocks += [Title(("(BẢN SAO)",), 13.0)] if copy else []
    blocks += [
        Gap(3),
        cells(form.say("holder_name", "Họ, chữ đệm, tên", _name(form, who))),
        cells(form.say_day("born_on", "Ngày, tháng, năm sinh", who.born)),
        _three(form, who),
        cells(form.identity("holder_id", "Giấy tờ tùy thân", who, day, may_be_blank=True)),
        cells(Cell("Đã chết vào lúc", form.say("died_on", "", moment, died.isoformat()).value, colon=form.chance(0.5))),
        cells(form.say_words("died_on_words", form.usual("Ghi bằng chữ", "ghi bằng chữ"), died)),
        cells(form.say("death_place", "Nơi chết", who.home(day).printed())),
        cells(form.say("cause", "Nguyên nhân", form.draw.choice(_CAUSES), may_be_blank=True)),
        cells(Cell(f"Giấy báo tử số {form.draw.randint(2, 90)} do {notice}", colon=False)),
        cells(form.say("requester_name", "Họ, chữ đệm, tên người đi khai tử", form.holder.name)),
        cells(form.identity("requester_id", "Giấy tờ tùy thân", form.holder, day)),
        _signed(form, "NGƯỜI KÝ TRÍCH LỤC", place),
    ]
    return (one_page(blocks, form.look),)


def marital_status(form: Filling) -> tuple[SizedSheet, ...]:
    who = form.holder
    day = form.day_between(date(2020, 3, 1))
    place = issuing_place(who, day)
    number = form.numbered("number", form.register_digits(), "UBND-XNTTHN", pen=form.chance(0.25))
    spouse = relative(who, "spouse")
    status = form.usual(
        "Chưa đăng ký kết hôn với ai",
        f"Đã đăng ký kết hôn, nhưng đã ly hôn theo Quyết định số {form.draw.randint(11, 90)}/2019/QĐST-HNGĐ ngày"
        f" 14/5/2019 của Tòa án nhân dân; hiện tại chưa đăng ký kết hôn với ai",
        f"Hiện tại đang có vợ hoặc chồng là {spouse.name}, sinh năm {spouse.born.year}",
    )
    asked = f"Xét đề nghị của ông/bà {who.name}, về việc cấp Giấy xác nhận tình trạng hôn nhân,"
    blocks: list[Block] = [
        _head(form, place, number, day),
        Gap(4),
        Title(("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",), 16.0, ruled=form.held_out),
        Gap(3),
        Paragraph(asked, indent=10.0),
        Title(("XÁC NHẬN:",), 13.0),
        cells(form.say("holder_name", form.usual("Họ, chữ đệm, tên", "Họ và tên"), _name(form, who))),
        cells(form.say_day("born_on", "Ngày, tháng, năm sinh", who.born)),
        _three(form, who),
        cells(form.identity("holder_id", "Giấy tờ tùy thân", who, day)),
        cells(form.say("residence", "Nơi cư trú", who.home(day).printed())),
        cells(form.say("marital_status", "Tình trạng hôn nhân", status)),
        cells(form.say("purpose", "Giấy này được cấp để", form.draw.choice(_PURPOSES))),
        Paragraph("Giấy này có giá trị 6 tháng kể từ ngày cấp."),
        _signed(form, form.usual("NGƯỜI KÝ GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", "TM. ỦY BAN NHÂN DÂN"), place),
    ]
    return (one_page(blocks, form.look),)


def marriage_certificate(form: Filling) -> tuple[SizedSheet, ...]:
    spouse = relative(form.holder, "spouse")
    wife, husband = (form.holder, spouse) if form.holder.sex == "Nữ" else (spouse, form.holder)
    day = form.day_between(max(date(2016, 1, 4), date(form.holder.born.year + 24, 1, 4)))
    place = issuing_place(husband, day)
    number = form.numbered("number", form.register_digits(), str(day.year) if form.chance(0.7) else "")
    columns = Columns(
        _married(form, "wife", "vợ", wife, day),
        _married(form, "husband", "chồng", husband, day),
        share=form.draw.choice((0.47, 0.53)) if form.held_out else 0.5,
        framed=form.chance(0.3),
    )
    at = form.draw.choice((0.0, 0.7)) if form.held_out else form.draw.choice((0.5, 1.0))
    blocks: list[Block] = [
        NationalHead(star=form.chance(0.4)),
        Gap(2),
        Title(("GIẤY CHỨNG NHẬN KẾT HÔN",), 19.0, colour=RED if form.chance(0.4) else BLACK),
        Aside(number, at),
        Gap(4),
        columns,
        Gap(2),
        cells(form.say("issuer", "Nơi đăng ký kết hôn", place.committee())),
        cells(form.say_day("issued_on", "Ngày, tháng, năm đăng ký", day)),
        Gap(4),
        Columns((Title(("Vợ",), 13.0), Title(("(Ký, ghi rõ họ tên)",), 11.0, "italic")),
                (Title(("Chồng",), 13.0), Title(("(Ký, ghi rõ họ tên)",), 11.0, "italic"))),
        Gap(16),
        _signed(form, "NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN", place),
    ]  # fmt: skip
    return (one_page(blocks, form.look),)


def _born(form: Filling, who: Person) -> list[Block]:
    """Name, day of birth in digits and in words, sex, ethnicity, nationality."""
    day = form.say_day("born_on", "Ngày, tháng, năm sinh", who.born)
    in_words = form.say_words("born_on_words", form.usual("ghi bằng chữ", "Ghi bằng chữ"), who.born)
    name = cells(form.say("holder_name", "Họ, chữ đệm, tên", _name(form, who)))
    return [name, cells(day), cells(in_words), _three(form, who)]


def _three(form: Filling, who: Person) -> Block:
    return cells(
        form.say("sex", "Giới tính", who.sex),
        form.say("ethnicity", "Dân tộc", who.ethnicity),
        form.say("nationality", "Quốc tịch", who.nationality),
    )


def _parent(form: Filling, who: Person, relation: str, day: date) -> list[Block]:
    """Five fields of mother or father; now and then a father is not known."""
    parent = relative(who, "mother" if relation == "mother" else "father")
    word = "mẹ" if relation == "mother" else "cha"
    if relation == "father" and form.chance(0.06):
        names = ("name", "born_on", "ethnicity", "nationality", "residence")
        form.blank += [f"father_{name}" for name in names]
        empty = (Cell("Năm sinh"), Cell("Dân tộc"), Cell("Quốc tịch"))
        return [cells(Cell("Họ, chữ đệm, tên người cha")), cells(*empty), cells(Cell("Nơi cư trú"))]
    return [
        cells(form.say(f"{relation}_name", f"Họ, chữ đệm, tên người {word}", _name(form, parent))),
        cells(
            form.say(f"{relation}_born_on", "Năm sinh", str(parent.born.year)),
            form.say(f"{relation}_ethnicity", "Dân tộc", parent.ethnicity),
            form.say(f"{relation}_nationality", "Quốc tịch", parent.nationality),
        ),
        cells(form.say(f"{relation}_residence", "Nơi cư trú", parent.home(day).printed())),
    ]


def _married(form: Filling, role: str, word: str, who: Person, day: date) -> tuple[Block, ...]:
    return (
        cells(form.say(f"{role}_name", f"Họ, chữ đệm, tên {word}", _name(form, who))),
        cells(
            form.say(f"{role}_born_on", "Ngày, tháng, năm sinh", who.born.strftime("%d/%m/%Y"), who.born.isoformat())
        ),
        cells(form.say(f"{role}_ethnicity", "Dân tộc", who.ethnicity)),
        cells(form.say(f"{role}_nationality", "Quốc tịch", who.nationality)),
        cells(form.say(f"{role}_residence", "Nơi cư trú", who.home(day).printed())),
        cells(form.identity(f"{role}_id", "Giấy tờ tùy thân", who, day)),
    )


def _head(form: Filling, place: Place, number: Cell, day: date) -> Head:
    parent, issuer = committee_head(place)
    form.record("issuer", " ".join(issuer))
    placed = form.placed_day("issued_on", town_of(place), day, pen="number" in form.pen and form.chance(0.5))
    return Head(
        issuer,
        parent if form.chance(0.4) else (),
        number,
        form.head_day(placed),
        share=form.draw.choice((0.4, 0.42, 0.44)),
    )


def _signed(form: Filling, office: str, place: Place) -> Signing:
    signer = person(f"signer/{form.draw.random()}").name
    lines = [office, _SIGN_HERE] if form.chance(0.6) else [office]
    lines += [form.usual("CHỦ TỊCH", "PHÓ CHỦ TỊCH")] if form.chance(0.6) else []
    seal_right = 16.0 if form.chance(0.3) else 0.0
    agency = f"ỦY BAN NHÂN DÂN {place.ward.upper()}"
    return Signing(
        tuple(lines), form.record("signer", signer), agency, form.foot_day, centre=0.7, seal_right=seal_right
    )


def _name(form: Filling, who: Person) -> str:
    """Forms of civil status have names in capitals."""
    return who.name.upper() if form.chance(0.6) else who.name


def _birth_place(form: Filling, who: Person) -> str:
    place = who.birth_place.printed()
    return f"Bệnh viện Đa khoa Mẫu {who.birth_place.bare().split(', ')[1]}, {place}" if form.chance(0.4) else place
