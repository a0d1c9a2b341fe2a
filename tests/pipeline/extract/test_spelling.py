"""Names as they are spelt, and names that nobody has."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.spelling import FAMILY_NAMES, family_name_is_known, marks_of, misspells_unit
from pipeline.extract.values.units_table import systems

UNITS = sorted({line.name for system in systems() for line in system.units.values()})


@pytest.mark.parametrize("name", ["Trãn Mẫu Ngọc", "HÔ MẪU MỸ", "NGUYÊN MẪU DIỄM MY", "Nguyen Mẫu", "MẪU TUỆ", "", "."])
def test_a_family_name_that_nobody_has_or_that_is_in_no_list(name: str) -> None:
    assert not family_name_is_known(name)


@pytest.mark.parametrize("name", ["Trần Mẫu Ngọc", "HỒ MẪU MỸ", "Ksor Mẫu", "Uông Mẫu", "Lữ Mẫu"])
def test_a_family_name_that_some_have(name: str) -> None:
    assert family_name_is_known(name)


@given(st.sampled_from(sorted(FAMILY_NAMES)), st.sampled_from([str.upper, str.title, str.lower]), st.booleans())
def test_no_family_name_is_unknown_in_whatever_case_or_form(
    name: str, case: Callable[[str], str], decomposed: bool
) -> None:
    assert family_name_is_known(unicodedata.normalize("NFD" if decomposed else "NFC", f"{case(name)} Mẫu An"))


@pytest.mark.parametrize(
    "agency",
    ["ỦY BAN NHÂN DÂN XÃ MÔ ĐẠO", "UBND xã Chiêng San, huyện Mường La", "UBND THÀNH PHÓ HUẾ", "UBND TỈNH HÀ GIẢNG"],
)
def test_a_unit_with_marks_that_none_has(agency: str) -> None:
    assert misspells_unit(agency)


@pytest.mark.parametrize(
    "agency",
    [
        "ỦY BAN NHÂN DÂN XÃ MỘ ĐẠO",
        "SỞ TƯ PHÁP TỈNH KHÁNH HOÀ",  # a tone where others write it
        "UBND PHƯỜNG 5",
        "ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM",  # no unit's name at all: nothing is known of it
        "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        "Bộ Công an",
        "xã",
        "",
    ],
)
def test_a_unit_that_is_or_of_which_nothing_is_known(agency: str) -> None:
    assert not misspells_unit(agency)


def test_no_unit_of_the_table_is_doubted() -> None:
    assert [name for name in UNITS if misspells_unit(f"Ủy ban nhân dân {name}")] == []
    assert [name for name in UNITS if misspells_unit(f"ỦY BAN NHÂN DÂN {name.upper()}")] == []


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    misspells_unit(text)
    family_name_is_known(text)
    marks_of(text)
