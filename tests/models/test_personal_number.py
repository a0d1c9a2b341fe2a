"""The twelve digits of a personal number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UsageError
from models.personal_number import Sex, parse_personal_number


@given(st.integers(1900, 2399), st.sampled_from(Sex), st.integers(0, 999_999))
def test_sex_and_year_of_birth(year: int, sex: Sex, tail: int) -> None:
    digit = 2 * ((year - 1900) // 100) + (sex is Sex.FEMALE)
    number = parse_personal_number(f"000{digit}{year % 100:02d}{tail:06d}")
    assert (number.sex, number.birth_year, number.registered_in) == (sex, year, "000")


@pytest.mark.parametrize("text", ["", "00019900000", "0001990000000", "00019900000a", "٠٠٠١٩٩٠٠٠٠٠٠"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(UsageError):
        parse_personal_number(text)


def test_no_error_and_no_print_shows_a_number() -> None:
    with pytest.raises(UsageError) as refused:
        parse_personal_number("00019900000000")
    assert "000199" not in str(refused.value)
    assert "000199" not in repr(parse_personal_number("000199000000"))
