"""Printed fields beside the paper's own codes."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import Finding, FindingCode
from models.geometry import WHOLE_PAGE
from models.machine_codes import CardZone, CitizenCard, InsuranceCard, OutputField, OutputMark, Understood
from models.page import MachineCode
from models.personal_number import Sex, parse_personal_number
from pipeline.codes.mrz import find_zones
from pipeline.codes.paper_codes import understood_codes
from tests.pipeline.check.asked import ask, code
from tests.pipeline.codes.specimens import CARD, DOSSIER, ZONE, zone_lines
from tests.pipeline.letters import page

QR = CitizenCard(
    number=parse_personal_number("000199000000"),
    old_number=None,
    name="Nguyễn Thị Mẫu Hòa",
    born_on="1999-01-01",
    sex=Sex.FEMALE,
    residence="Tổ 12, thôn Xóm Lụa, xã Mộc Điền",
    issued_on="2025-02-05",
)
INSURANCE = InsuranceCard("GD4010000000001", "Trần Mẫu Vỹ", "1990", Sex.MALE, "", "01-001", "2025-01-01", None)
MARK = OutputMark(dossier=DOSSIER, fields=((OutputField.PROCEDURE, "1.001193"),))
(BACK,) = find_zones(ZONE)


def agrees(name: str, value: str, *codes: Understood, of: str = "citizen-card-2021") -> Finding | None:
    return ask("code_agrees", name, {name: value}, of=of, codes=codes)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("holder_id", "000199000000"),
        ("holder_name", "Nguyễn Thị Mẫu Hòa"),
        ("holder_name", "NGUYỄN  THỊ MẪU HOÀ"),
        ("born_on", "1999-01-01"),
        ("born_on", "1999"),
        ("sex", "Nữ"),
        ("residence", "Tổ 12, Thôn Xóm Lụa Xã Mộc Điên"),
        ("issued_on", "2025-02-05"),
        ("nationality", "Lào"),  # the code says nothing of it
    ],
)
def test_what_the_card_says_too(name: str, value: str) -> None:
    assert agrees(name, value, QR) is None


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("holder_id", "000199000001", "000199000000"),
        ("holder_name", "Nguyễn Thị Mậu Hòa", "Nguyễn Thị Mẫu Hòa"),
        ("holder_name", "Nguyễn Thị Mẫu", "Nguyễn Thị Mẫu Hòa"),
        ("holder_name", "Nguyên Thị Mẫu Hòa", "Nguyễn Thị Mẫu Hòa"),
        ("born_on", "1999-01-11", "1999-01-01"),
        ("sex", "Nam", "Nữ"),
        ("residence", "Tổ 21, thôn Xóm Lụa, xã Mộc Điền", QR.residence),
        ("residence", "Tổ 12, phường Khác Hẳn", QR.residence),
        ("issued_on", "2025-02-06", "2025-02-05"),
    ],
)
def test_what_the_card_says_otherwise(name: str, value: str, expected: str) -> None:
    found = agrees(name, value, QR)
    assert found is not None
    assert (found.code, found.expected, found.seen) == (FindingCode.CODE_DIFFERS, expected, value)


@pytest.mark.parametrize("name", ["holder_id", "holder_name", "born_on", "sex", "residence", "issued_on"])
def test_no_code_says_nothing(name: str) -> None:
    assert agrees(name, "khác") is None
    assert agrees(name, "khác", MARK, INSURANCE) is None  # no codes of a citizen's card
    assert agrees(name, "khác", QR, BACK, of="degree") is None  # a degree bears no code


@pytest.mark.parametrize("name", ["sex", "issued_on"])
def test_what_the_code_leaves_open_contradicts_nothing(name: str) -> None:
    assert agrees(name, "khác", dataclasses.replace(QR, sex=None, issued_on=None)) is None


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("holder_id", "000199000000", None),
        ("holder_id", "000199000009", "000199000000"),
        ("holder_name", "Nguyễn Thị Mẫu", None),
        ("holder_name", "Nguyễn Thị Mẫn", "NGUYEN THI MAU"),
        ("born_on", "1999-01-01", None),
        ("born_on", "1999", None),
        ("born_on", "1989-01-01", "99-01-01"),
        ("sex", "Nam", "Nữ"),
        ("valid_until", "2039-01-01", None),
        ("valid_until", "2038-01-01", "39-01-01"),
        ("residence", "bất kỳ", None),
    ],
)
def test_the_zone_without_a_qr(name: str, value: str, expected: str | None) -> None:
    found = agrees(name, value, BACK)
    assert (None if found is None else found.expected) == expected


def test_the_zone_beside_a_qr_is_believed_where_check_digits_protect_it() -> None:
    (other,) = find_zones(zone_lines("000299000000", "980101", "390101", "M"))
    qr = dataclasses.replace(QR, name="Nguyễn Thị Khác")
    assert agrees("holder_name", "Nguyễn Thị Khác", qr, BACK) is None
    assert agrees("sex", "Nữ", qr, other) is None
    assert code(agrees("born_on", "1999-01-01", qr, other)) is FindingCode.CODE_DIFFERS
    assert code(agrees("holder_id", "000199000000", qr, other)) is FindingCode.CODE_DIFFERS


def test_of_two_cards_one_that_agrees_is_enough() -> None:
    other = dataclasses.replace(QR, number=parse_personal_number("000099000001"), name="Trần Mẫu Vỹ")
    assert agrees("holder_name", "Trần Mẫu Vỹ", QR, other) is None
    assert code(agrees("holder_name", "Trần Mẫu Vy", QR, other)) is FindingCode.CODE_DIFFERS


def test_a_long_name_is_cut_in_the_zone() -> None:
    zone = dataclasses.replace(BACK, surname="NGUYEN", given_names="THI MAU HOANG PHUONG AN")  # 31 with both fillers
    assert agrees("holder_name", "Nguyễn Thị Mẫu Hoàng Phương Anh", zone) is None
    assert code(agrees("holder_name", "Nguyễn Thị Mẫu Hoàng Phương", zone)) is FindingCode.CODE_DIFFERS
    whole = dataclasses.replace(BACK, given_names="THI MAU A")
    assert code(agrees("holder_name", "Nguyễn Thị Mẫu An", whole)) is FindingCode.CODE_DIFFERS


@given(
    st.from_regex(r"\A[0-9]{12}\Z"),
    st.dates(),
    st.sampled_from("MF"),
    st.integers(0, 11),
    st.sampled_from("0123456789"),
)
def test_one_wrong_digit_beside_any_zone_is_caught(number: str, born: object, sex: str, place: int, digit: str) -> None:
    (zone,) = find_zones(zone_lines(number, f"{born:%y%m%d}", "390101", sex))
    wrong = number[:place] + digit + number[place + 1 :]
    assert code(agrees("holder_id", wrong, zone)) is (FindingCode.CODE_DIFFERS if wrong != number else None)
    assert agrees("born_on", f"{born}", zone) is None


@pytest.mark.parametrize(
    ("name", "value", "stands"),
    [
        ("insurance_number", "GD4010000000001", True),
        ("insurance_number", "0000000001", True),
        ("insurance_number", "0000000002", False),
        ("insurance_number", "GD4020000000001", False),
        ("holder_name", "TRẦN MẪU VỸ", True),
        ("holder_name", "Trần Mẫu Vũ", False),
        ("born_on", "1990-05-04", True),
        ("born_on", "1991-05-04", False),
        ("sex", "Nữ", False),
        ("residence", "bất kỳ", True),  # the code has none
        ("valid_from", "2025-01-01", True),
        ("valid_until", "2025-01-01", True),
    ],
)
def test_the_insurance_card(name: str, value: str, stands: bool) -> None:
    assert (agrees(name, value, INSURANCE, of="insurance-card") is None) is stands


@pytest.mark.parametrize(
    ("name", "value", "stands"),
    [
        ("dossier", DOSSIER, True),
        ("dossier", DOSSIER[:-1] + "8", False),
        ("procedure", "1.001193", True),
        ("procedure", "1.001194", False),
    ],
)
def test_the_mark_of_a_dossier_s_paper(name: str, value: str, stands: bool) -> None:
    assert (agrees(name, value, MARK, of="receipt") is None) is stands


def test_codes_of_the_pages_are_understood_once() -> None:
    qr = MachineCode(type="qr", text=CARD, box=WHOLE_PAGE)
    zone = MachineCode(type="mrz", text="\n".join(ZONE), box=WHOLE_PAGE)
    other = MachineCode(type="qr", text="https://example.invalid", box=WHOLE_PAGE)
    front = page().model_copy(update={"codes": (qr, other)})
    back = page(index=1).model_copy(update={"codes": (zone, qr)})
    found = understood_codes([front, back])
    assert [type(item) for item in found] == [CitizenCard, CardZone]
    assert agrees("holder_id", "000199000000", *found) is None
