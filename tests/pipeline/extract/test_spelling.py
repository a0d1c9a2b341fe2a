"""Names that nobody has: doubted. Names that somebody has, and names of which nothing is known: left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.field import Field
from models.findings import FindingCode, finding
from pipeline.catalogue.loading import kind
from pipeline.extract.spelling import (
    FAMILY_NAMES,
    marks_of,
    misspells_family_name,
    misspells_unit,
    with_doubted_spelling,
)
from pipeline.extract.values.units_table import systems

UNITS = sorted({line.name for system in systems() for line in system.units.values()})


@pytest.mark.parametrize("name", ["Trãn Mẫu Ngọc", "HÔ MẪU MỸ", "NGUYÊN MẪU DIỄM MY", "Nguyen Mẫu An", "Pham Mẫu"])
def test_a_family_name_with_marks_that_none_has(name: str) -> None:
    assert misspells_family_name(name)


@pytest.mark.parametrize("name", ["Trần Mẫu Ngọc", "HỒ MẪU MỸ", "Ksor Mẫu", "Đăng Mẫu", "Katherine Mẫu", "Ý Mẫu", ""])
def test_a_family_name_that_some_have_or_of_which_nothing_is_known(name: str) -> None:
    assert not misspells_family_name(name)


@given(st.sampled_from(sorted(FAMILY_NAMES)), st.sampled_from([str.upper, str.title, str.lower]), st.booleans())
def test_no_family_name_is_doubted_in_whatever_case_or_form(name: str, case: object, decomposed: bool) -> None:
    written = case(name) if callable(case) else name
    assert not misspells_family_name(unicodedata.normalize("NFD" if decomposed else "NFC", f"{written} Mẫu An"))


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
    misspells_family_name(text)
    marks_of(text)


def test_a_field_says_what_is_doubtful_and_a_doubt_stays_what_it_is() -> None:
    rule = kind("birth-certificate").fields["holder_name"]
    field = Field(value="Trãn Mẫu Ngọc", confidence=0.99)
    [doubt] = with_doubted_spelling(rule, field).findings
    assert (doubt.code, doubt.seen) == (FindingCode.FAMILY_NAME_UNKNOWN, "Trãn")
    doubted = field.model_copy(update={"findings": (finding(FindingCode.CONFIDENCE_LOW),)})
    assert with_doubted_spelling(rule, doubted) == doubted


def test_what_is_no_name_is_no_family_name() -> None:
    rule = kind("birth-certificate").fields["birth_place"]
    field = Field(value="Trãn Mẫu Ngọc", confidence=0.99)
    assert with_doubted_spelling(rule, field) is field
