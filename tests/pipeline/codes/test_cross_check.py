"""A code is contradicted by a printed value of its own grammar, and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import FindingCode, Severity
from models.machine_codes import Payload
from pipeline.codes.cards import parse_citizen_card, parse_insurance_card
from pipeline.codes.cross_check import cross_check
from pipeline.codes.mrz import find_zones
from pipeline.codes.output_mark import parse_output_mark
from tests.pipeline.codes.specimens import CARD, DOSSIER, NUMBER, ZONE, zone_lines

INSURED = "DN4000199000000"


def payloads(*texts: str) -> list[Payload]:
    read = [parse_citizen_card(text) or parse_insurance_card(text) or parse_output_mark(text) for text in texts]
    return [item for item in read if item is not None]


def contradictions(printed: str, *texts: str, zone: tuple[str, ...] = ()) -> list[tuple[str | None, str | None]]:
    found = cross_check(payloads(*texts), find_zones(zone), printed)
    assert all((item.code, item.severity) == (FindingCode.CROSS_CHECK_FAILED, Severity.DOUBT) for item in found)
    return [(item.expected, item.seen) for item in found]


def insurance(number: str) -> str:
    return f"{number}|{'Mẫu'.encode().hex()}|1999|2|{'Mộc Điền'.encode().hex()}|00|01/01/2026|-"


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "Họ và tên: Nguyễn Thị Mẫu",
        f"Số: {NUMBER}",
        "Số: 000 199 000 000",
        "Điện thoại 0900000000, CMND 099000000",
        f"Số: {NUMBER}, và con: 000219000001",
        "Giá 123.456.789.012 đồng",
    ],
)
def test_nothing_is_claimed(printed: str) -> None:
    assert contradictions(printed, CARD) == []


def test_another_number_in_print_is_told_with_the_likest() -> None:
    printed = f"Số: {NUMBER[:-1]}8\nMẹ: 000175000001"
    assert contradictions(printed, CARD) == [(NUMBER, NUMBER[:-1] + "8")]


@given(st.integers(0, 11), st.sampled_from("0123456789"))
def test_a_digit_is_a_digit(place: int, digit: str) -> None:
    printed = NUMBER[:place] + digit + NUMBER[place + 1 :]
    assert contradictions(f"Số {printed}", CARD) == ([] if printed == NUMBER else [(NUMBER, printed)])


def test_dossier_codes() -> None:
    other = DOSSIER[:-1] + "8"
    assert contradictions(f"Mã hồ sơ: {DOSSIER}", DOSSIER) == []
    assert contradictions("Mã hồ sơ: ........", DOSSIER) == []
    assert contradictions(f"Mã hồ sơ: {other}", f"{DOSSIER}-KQ1") == [(DOSSIER, other)]


def test_insurance_numbers() -> None:
    other = INSURED[:-1] + "1"
    assert contradictions(f"Mã số: {INSURED}", insurance(INSURED)) == []
    assert contradictions("Mã số: DN 4 00 0199000000", insurance(INSURED)) == []
    assert contradictions(f"Mã số: {other}", insurance(INSURED)) == [(INSURED, other)]
    assert contradictions("ĐT 0900000001", insurance("0199000000")) == []


def test_the_two_sides_of_a_card() -> None:
    other = zone_lines("000200000001", "000203", "400203", "M")
    assert contradictions("", CARD, zone=ZONE) == []
    assert contradictions("", CARD, zone=other) == [(NUMBER, "000200000001")]
    assert contradictions(f"Số {NUMBER}", zone=other) == [("000200000001", NUMBER)]


def test_a_card_that_contradicts_itself() -> None:
    assert contradictions("", CARD.replace("Nữ", "Nam")) == [("female", "male")]
