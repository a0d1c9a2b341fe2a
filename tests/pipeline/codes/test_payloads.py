"""What codes say: cards field by field, marks of a dossier's papers; anything else says nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.geometry import WHOLE_PAGE
from models.machine_codes import CitizenCard, InsuranceCard, OutputField, OutputMark
from models.page import MachineCode
from models.personal_number import Sex
from pipeline.codes.cards import parse_citizen_card, parse_insurance_card
from pipeline.codes.dates import parse_code_date
from pipeline.codes.output_mark import LABELS, OutputForm, parse_output_mark
from pipeline.codes.payload import understand
from tests.pipeline.codes.specimens import CARD, DOSSIER, NUMBER

NAMES = st.sampled_from(["Nguyễn Thị Mẫu", "Đặng Văn Ví Dụ", "H’Specimen".replace("’", "'"), "LÒ THỊ Ư"])
PLACES = st.sampled_from(["Thôn Xóm Lụa, Mộc Điền", "", "Số 1/2 - Tổ 3"])
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
FIELDS = st.text(st.characters(exclude_characters="|", exclude_categories=("Cs", "Z", "C")), max_size=12)


def code(text: str, kind: str = "qr") -> MachineCode:
    return MachineCode(type=kind, text=text, box=WHOLE_PAGE)


@given(
    number=st.from_regex(r"\A[0-9]{12}\Z"),
    old=st.one_of(st.none(), st.just(""), st.from_regex(r"\A[0-9]{9}\Z")),
    name=NAMES,
    days=st.tuples(DAYS, DAYS),
    sex=st.sampled_from(["Nam", "Nữ"]),
    rest=st.lists(FIELDS, max_size=4),
)
def test_every_card_is_read_back(
    number: str, old: str | None, name: str, days: tuple[date, date], sex: str, rest: list[str]
) -> None:
    born, issued = days
    olds = [] if old is None else [old]
    text = "|".join([number, *olds, name, f"{born:%d%m%Y}", sex, "Mộc Điền", f"{issued:%d%m%Y}", *rest])
    card = parse_citizen_card(text)
    assert card is not None
    assert card.number.text == number
    assert (card.old_number, card.name, card.residence) == (old or None, name, "Mộc Điền")
    assert (card.born_on, card.issued_on) == (born.isoformat(), issued.isoformat())
    assert card.sex is (Sex.MALE if sex == "Nam" else Sex.FEMALE)
    assert len(card.rest) == len(rest)


def test_the_specimen_agrees_with_itself_and_another_does_not() -> None:
    card = parse_citizen_card(CARD)
    assert card is not None
    assert card.contradictions == ()
    other = parse_citizen_card(CARD.replace("01011999", "01011989").replace("Nữ", "Nam"))
    assert other is not None
    assert [(item.expected, item.seen) for item in other.contradictions] == [("1999", "1989"), ("female", "male")]


def test_printing_a_card_shows_nobody() -> None:
    shown = f"{parse_citizen_card(CARD)!r}"
    assert NUMBER not in shown
    assert "Nguyễn" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "|||||||",
        NUMBER,
        CARD.replace("01011999", "31021999"),
        CARD.replace("05022025", "tomorrow"),
        CARD.replace("Nữ", "?"),
        CARD.replace(NUMBER, NUMBER[:-1]),
        CARD.replace("Nguyễn Thị Mẫu", "12345"),
        CARD.replace("|099000000", "|0990"),
        "000199000000|giá|Nguyễn Thị Mẫu|01011999",
    ],
)
def test_what_is_no_card(text: str) -> None:
    assert parse_citizen_card(text) is None


@given(st.one_of(st.text(max_size=80), st.lists(FIELDS, min_size=5, max_size=9).map("|".join)))
def test_any_text_is_harmless(text: str) -> None:
    assert parse_citizen_card(text) is None
    assert parse_insurance_card(text) is None
    assert parse_output_mark(text) is None


@given(
    cut=st.integers(0, len(CARD)), insert=st.text(max_size=12), text=st.sampled_from([CARD, f"Mã hồ sơ: {DOSSIER}|x"])
)
def test_any_damage_is_harmless(cut: int, insert: str, text: str) -> None:
    damaged = text[:cut] + insert + text[cut + len(insert) :]
    card, mark = parse_citizen_card(damaged), parse_output_mark(damaged)
    assert card is None or card.number.text in damaged
    assert mark is None or mark.dossier in damaged


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("05022025", "2025-02-05"),
        ("05/02/2025", "2025-02-05"),
        ("1960", "1960"),
        ("00001960", "1960"),
        ("00051960", "1960-05"),
        ("05/1960", "1960-05"),
        ("29022023", None),
        ("05001960", None),
        ("00131960", None),
        ("0502", None),
    ],
)
def test_dates_of_cards(text: str, iso: str | None) -> None:
    assert parse_code_date(text) == iso


@given(day=DAYS)
def test_every_day_is_read_back(day: date) -> None:
    assert parse_code_date(f"{day:%d%m%Y}") == parse_code_date(f"{day:%d/%m/%Y}") == day.isoformat()


@given(name=NAMES, place=PLACES, sex=st.sampled_from("12"), rest=st.lists(FIELDS, max_size=3))
def test_insurance_cards_are_read_back(name: str, place: str, sex: str, rest: list[str]) -> None:
    parts = ["DN4000199000000", name.encode().hex(), "01/01/1999", sex, place.encode().hex().upper(), "00 - 001"]
    card = parse_insurance_card("|".join([*parts, "01/01/2026", "-", *rest]))
    assert card is not None
    assert (card.name, card.residence, card.clinic) == (name, place, "00 - 001")
    assert (card.born_on, card.valid_from, card.valid_until) == ("1999-01-01", "2026-01-01", None)
    assert card.sex is (Sex.MALE if sex == "1" else Sex.FEMALE)
    assert len(card.rest) == len(rest)


@pytest.mark.parametrize("hexed", ["zz", "4e6", "ff", "", "3132"])
def test_a_name_that_is_none_makes_no_insurance_card(hexed: str) -> None:
    assert parse_insurance_card(f"DN4000199000000|{hexed}|01/01/1999|1|4e67|00|01/01/2026|-") is None


@pytest.mark.parametrize(
    "text",
    [DOSSIER, f"https://dichvucong.example.vn/tra-cuu?ma={DOSSIER}", f"Mã hồ sơ: {DOSSIER}", f'{{"mhs": "{DOSSIER}"}}'],
)
def test_the_dossier_code_is_found_however_it_is_written(text: str) -> None:
    mark = parse_output_mark(text)
    assert mark is not None
    assert (mark.dossier, mark.result) == (DOSSIER, None)


def test_labelled_values_are_named_and_the_rest_is_kept() -> None:
    mark = parse_output_mark(
        f"Mã hồ sơ: {DOSSIER}|Mã TTHC: 1.001193|"
        "Tên giấy tờ: Giấy tiếp nhận|Ngày hẹn trả: 30/11/2026|Ghi chú: xem mặt sau"
    )
    assert mark is not None
    assert mark.get(OutputField.DOSSIER) == DOSSIER
    assert mark.get(OutputField.PROCEDURE) == "1.001193"
    assert mark.get(OutputField.PAPER) == "Giấy tiếp nhận"
    assert mark.get(OutputField.DUE_ON) == "30/11/2026"
    assert mark.get(OutputField.SCOPE) is None
    assert mark.rest == ("Ghi chú: xem mặt sau",)


def test_parts_without_labels_are_named_only_by_their_form() -> None:
    mark = parse_output_mark(f"{DOSSIER}|2.000635.000.00.00.H99|000199000000|Giấy hẹn|2026-11-24T08:00")
    assert mark is not None
    assert mark.fields == ((OutputField.DOSSIER, DOSSIER), (OutputField.PROCEDURE, "2.000635.000.00.00.H99"))
    assert mark.rest == ("000199000000", "Giấy hẹn", "2026-11-24T08:00")


@pytest.mark.parametrize("suffix", ["-KQ2", "-KQ(2)"])
def test_a_result_number_is_a_dossier_s(suffix: str) -> None:
    mark = parse_output_mark(DOSSIER + suffix)
    assert mark is not None
    assert (mark.dossier, mark.result) == (DOSSIER, 2)


@pytest.mark.parametrize(
    "text", ["", "ASN00123", "H99-261324-0007", f"{DOSSIER} {DOSSIER[:-1]}8", f"X{DOSSIER}", f"{DOSSIER}99999"]
)
def test_what_is_no_mark_of_a_dossier(text: str) -> None:
    assert parse_output_mark(text) is None


def test_a_province_s_own_form_is_configuration() -> None:
    import re

    form = OutputForm(
        dossier=re.compile(r"HS(?P<agency>[0-9]{2})/(?P<day>[0-9]{6})/(?P<ordinal>[0-9]+)"),
        separators="#",
        labels={**LABELS, "nguoi ky": OutputField.PERFORMER},
    )
    mark = parse_output_mark("HS99/261124/7#Người ký: 000.99", form=form)
    assert mark is not None
    assert (mark.dossier, mark.get(OutputField.PERFORMER)) == ("HS99/261124/7", "000.99")
    assert parse_output_mark("HS99/261124/7") is None


def test_a_code_is_understood_by_what_it_says() -> None:
    insured = f"DN4000199000000|{'Mẫu'.encode().hex()}|1999|2|{'Mộc Điền'.encode().hex()}|00|01/01/2026|-"
    assert isinstance(understand(code(CARD)), CitizenCard)
    assert isinstance(understand(code(insured)), InsuranceCard)
    assert isinstance(understand(code(DOSSIER, "code39")), OutputMark)
    assert understand(code(CARD, "code128")) is None
    assert understand(code("TAG:invoice")) is None
