"""Numbers of papers, registers, dossiers and land certificates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import FindingCode
from pipeline.extract.values import parse

AROUND = st.sampled_from([("", ""), ("Số: ", "."), (".....", ";"), ("số ", " ......")])


@pytest.mark.parametrize(
    ("parser", "text", "value"),
    [
        ("register_number", "Số: 123/2024", "123/2024"),
        ("register_number", "15/2023", "15/2023"),
        ("register_number", "01/2021-TP", "01/2021-TP"),
        ("register_number", "123 / 2024 Quyển số 01/2024", "123/2024"),
        ("register_number", "15/Quyển", "15"),
        ("register_number", "007", "007"),
        ("paper_number", "Số: 12/TLKS-BS", "12/TLKS-BS"),
        ("paper_number", "34/UBND-XNTTHN", "34/UBND-XNTTHN"),
        ("paper_number", "05 /GPXD", "05/GPXD"),
        ("paper_number", "123/2024/LLTP-STP", "123/2024/LLTP-STP"),
        ("paper_number", "15/QÐ-UBND ......", "15/QĐ-UBND"),
        ("paper_number", "12 / TLKT - BS", "12/TLKT-BS"),
        ("dossier_code", "000.17.22.H56-210531-0001", "000.17.22.H56-210531-0001"),
        ("dossier_code", "Mã hồ sơ 000.17.22.H56 - 210531 - 0001.", "000.17.22.H56-210531-0001"),
        ("dossier_code", "H56.12-210531-00012", "H56.12-210531-00012"),
        ("procedure_code", "1.001193", "1.001193"),
        ("procedure_code", "1.000894.01;", "1.000894.01"),
        ("procedure_code", "1.001193.000.00.00.H56", "1.001193.000.00.00.H56"),
        ("land_serial", "BA 123456", "BA 123456"),
        ("land_serial", "BA123456", "BA 123456"),
        ("land_serial", "Số AA 00000001.", "AA 00000001"),
        ("land_register_number", "CH 01234", "CH 01234"),
        ("land_register_number", "CH01234.", "CH 01234"),
        ("land_register_number", "CS05494/DA", "CS 05494/DA"),
    ],
)
def test_a_number_as_printed(parser: str, text: str, value: str) -> None:
    parsed = parse(parser, text)
    assert (parsed.value, parsed.doubt, parsed.mended) == (value, None, False)


@pytest.mark.parametrize(
    ("parser", "text", "value"),
    [
        ("register_number", "O5/2024", "05/2024"),
        ("paper_number", "O5/GPXD", "05/GPXD"),
        ("paper_number", "Số: l2/TLKS-BS", "12/TLKS-BS"),
        ("dossier_code", "0O0.17.22.H56-21O531-0001", "000.17.22.H56-210531-0001"),
        ("procedure_code", "l.001193", "1.001193"),
        ("land_serial", "8A l23456", "BA 123456"),
        ("land_serial", "BA I2345O", "BA 123450"),
        ("land_serial", "ba 123456", "BA 123456"),
        ("land_register_number", "CH O1234", "CH 01234"),
    ],
)
def test_letters_read_for_figures_are_mended(parser: str, text: str, value: str) -> None:
    parsed = parse(parser, text)
    assert (parsed.value, parsed.doubt, parsed.mended) == (value, None, True)


@pytest.mark.parametrize(
    ("parser", "text", "value"),
    [
        ("paper_number", "/UBND-XNTTHN", "UBND-XNTTHN"),
        ("paper_number", "123/2024", "123/2024"),
        ("paper_number", "123", "123"),
        ("dossier_code", "000.17.22.H56-211331-0001", "000.17.22.H56-211331-0001"),
        ("procedure_code", "1.00119", "1.00119"),
        ("land_serial", "B 123456", "B 123456"),
        ("land_serial", "BA 12345", "BA 12345"),
        ("land_register_number", "01234", "01234"),
        ("register_number", "quyển một", "quyển một"),
    ],
)
def test_what_is_not_of_the_form_is_kept_with_a_doubt(parser: str, text: str, value: str) -> None:
    parsed = parse(parser, text)
    assert (parsed.value, parsed.doubt) == (value, FindingCode.GRAMMAR_BROKEN)


NOTATIONS = st.from_regex(r"[A-ZĐ]{2,6}(?:-[A-ZĐ]{2,8})?", fullmatch=True)


@given(st.integers(1, 99999), st.sampled_from(["", "/2024", "/1998"]), NOTATIONS, AROUND, st.booleans())
def test_any_paper_number_comes_back(
    number: int, year: str, notation: str, around: tuple[str, str], spaced: bool
) -> None:
    value = f"{number:02d}{year}/{notation}"
    printed = value.replace("/", " /") if spaced else value
    text = around[0] + printed + around[1]
    parsed = parse("paper_number", text)
    assert (parsed.value, parsed.doubt, text[slice(*parsed.used)]) == (value, None, printed)


@given(st.integers(0, 999999), AROUND)
def test_any_serial_of_land_comes_back(number: int, around: tuple[str, str]) -> None:
    for value in (f"BA {number:06d}", f"AA {number:08d}"):
        text = around[0] + value.replace(" ", "") + around[1]
        parsed = parse("land_serial", text)
        assert (parsed.value, parsed.mended, text[slice(*parsed.used)]) == (value, False, value.replace(" ", ""))
