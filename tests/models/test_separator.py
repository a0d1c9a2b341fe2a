"""What separator sheets say in their codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UsageError
from models.separator import SeparatorSheet, check_component, is_patch_t, parse_separator

CODES = st.from_regex(r"[A-Z]\d{2}-\d{6}-\d{4}", fullmatch=True)
COMPONENTS = st.from_regex(r"[A-Za-z0-9._-]{0,64}", fullmatch=True)


@given(CODES, st.integers(1, 500), COMPONENTS)
def test_a_sheet_says_what_was_printed(dossier: str, ordinal: int, component: str) -> None:
    sheet = SeparatorSheet(dossier, ordinal, check_component(component))
    assert parse_separator(sheet.payload) == sheet


@pytest.mark.parametrize("text", ["", "H99-261123-0001", "SOHOA-SEPARATOR|x", "x|SOHOA-SEP|y", "PATCHT"])
def test_other_codes_are_no_sheets(text: str) -> None:
    assert parse_separator(text) is None


@given(st.text())
def test_a_sheet_stays_one_whatever_stands_behind_its_prefix(text: str) -> None:
    assert parse_separator(f"SOHOA-SEP|{text}") is not None


@pytest.mark.parametrize("text", ["PATCHT", "PATCH T", "patch-t", "*PATCHT*", "PATCH_T"])
def test_the_patch_code_of_other_software(text: str) -> None:
    assert is_patch_t(text)


@pytest.mark.parametrize("text", ["PATCH", "PATCH2", "PATCHTEST", "ASN00123", "DISPATCH T"])
def test_what_is_no_patch_code(text: str) -> None:
    assert not is_patch_t(text)


@pytest.mark.parametrize("code", ["TP|1", "thành phần", "a" * 65, "a b"])
def test_a_component_that_the_payload_would_not_hold(code: str) -> None:
    with pytest.raises(UsageError):
        check_component(code)
