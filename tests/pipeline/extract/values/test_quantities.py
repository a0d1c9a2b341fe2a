"""Whole numbers, areas, sums."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import FindingCode
from pipeline.extract.values import parse


@pytest.mark.parametrize(
    ("parser", "text", "value", "mended"),
    [
        ("integer", "123", "123", False),
        ("integer", "Thửa đất số: 123,", "123", False),
        ("integer", "05", "5", False),
        ("integer", "0", "0", False),
        ("integer", "12 (mười hai)", "12", False),
        ("integer", "l23", "123", True),
        ("integer", "12O", "120", True),
        ("area", "120,5 m2", "120.5", False),
        ("area", "1.234,5m²", "1234.5", False),
        ("area", "120.5 m2 (bằng chữ: một trăm hai mươi phẩy năm)", "120.5", False),
        ("area", "1.234 m2", "1234", False),
        ("area", "1,234.5", "1234.5", False),
        ("area", "1 234,5 m2", "1234.5", False),
        ("area", "1.234.567,25 m²", "1234567.25", False),
        ("area", "120,50 m2", "120.5", False),
        ("area", "0,125 m2", "0.125", False),
        ("area", "1,2 ha", "12000", False),
        ("area", "0,12345 ha", "1234.5", False),
        ("area", "tầng 1: 80 m2", "80", False),
        ("area", "12O,5m2", "120.5", True),
        ("money", "5.000.000.000 đồng", "5000000000", False),
        ("money", "5,000,000,000 VNĐ", "5000000000", False),
        ("money", "5.000.000đ", "5000000", False),
        ("money", "5000000", "5000000", False),
        ("money", "5 000 000 đồng", "5000000", False),
        ("money", "5.000.000,00 đồng", "5000000", False),
        ("money", "5.000.000.000 đồng (Bằng chữ: năm tỷ đồng)", "5000000000", False),
        ("money", "1,5 tỷ đồng", "1500000000", False),
        ("money", "500 triệu", "500000000", False),
        ("money", "5.000.00O đồng", "5000000", True),
    ],
)
def test_a_quantity(parser: str, text: str, value: str, mended: bool) -> None:
    parsed = parse(parser, text)
    assert (parsed.value, parsed.doubt, parsed.mended) == (value, None, mended)


@pytest.mark.parametrize(
    ("parser", "text", "value"),
    [
        ("integer", "12,5", "12"),
        ("integer", "12a", "12"),
        ("area", "120,500 m2", "120.5"),
        ("area", "1.23.456 m2", None),
        ("money", "1.000 USD", "1000"),
        ("money", "5.000.00.000", "500000000"),
    ],
)
def test_what_can_be_taken_in_two_ways_is_doubtful(parser: str, text: str, value: str | None) -> None:
    parsed = parse(parser, text)
    assert parsed.doubt is FindingCode.GRAMMAR_BROKEN
    assert value is None or parsed.value == value


@given(st.integers(1, 10**12), st.sampled_from([".", ",", " "]), st.sampled_from([" đồng", " VNĐ", "đ", " ......"]))
def test_any_sum_comes_back(number: int, mark: str, unit: str) -> None:
    assert parse("money", f"{number:,}".replace(",", mark) + unit).value == f"{number}"


@given(st.integers(1, 10**7), st.integers(0, 99), st.sampled_from([" m2", "m²", " m2 (bằng chữ: ...)"]))
def test_any_area_comes_back(whole: int, hundredths: int, unit: str) -> None:
    value = f"{whole}.{hundredths:02d}".rstrip("0").rstrip(".")
    grouped = f"{whole:,}".replace(",", ".")
    parsed = parse("area", f"{grouped},{hundredths:02d}{unit}")
    assert (parsed.value, parsed.doubt) == (value, None)
