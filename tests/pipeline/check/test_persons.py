"""A personal number beside what the paper says of the same person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import FindingCode
from models.personal_number import Sex, parse_personal_number
from pipeline.catalogue.schema import CheckName
from pipeline.check.persons import SEX_TEXTS
from tests.pipeline.check.asked import Values, ask, code

YEARS = st.integers(1900, 2399)
SEXES = st.sampled_from(Sex)
REST = st.from_regex(r"\A[0-9]{6}\Z")


def built(year: int, sex: Sex, rest: str = "000001", province: str = "001") -> str:
    """A number from its parts (Decree 137/2015/NĐ-CP, Article 13)."""
    century = 2 * (year // 100 - 19) + (0 if sex is Sex.MALE else 1)
    return f"{province}{century}{year % 100:02d}{rest}"


@given(YEARS, SEXES, REST)
def test_a_number_built_from_its_parts_says_them_again_and_fits(year: int, sex: Sex, rest: str) -> None:
    number = parse_personal_number(built(year, sex, rest))
    assert (number.birth_year, number.sex) == (year, sex)
    values = {"holder_id": number.text, "sex": SEX_TEXTS[sex], "born_on": f"{year}-05-04"}
    assert ask("fits_sex", "holder_id", values) is None
    assert ask("fits_birth", "holder_id", values) is None


@given(YEARS, SEXES, REST, st.sampled_from("0123456789"))
def test_another_century_or_sex_digit_is_always_caught(year: int, sex: Sex, rest: str, digit: str) -> None:
    right = built(year, sex, rest)
    wrong = right[:3] + digit + right[4:]
    values = {"holder_id": wrong, "sex": SEX_TEXTS[sex], "born_on": f"{year}"}
    found = {code(ask("fits_sex", "holder_id", values)), code(ask("fits_birth", "holder_id", values))} - {None}
    assert bool(found) is (wrong != right)


@given(YEARS, SEXES, st.integers(4, 5), st.sampled_from("0123456789"))
def test_another_digit_of_the_year_is_always_caught(year: int, sex: Sex, place: int, digit: str) -> None:
    right = built(year, sex)
    wrong = right[:place] + digit + right[place + 1 :]
    found = ask("fits_birth", "holder_id", {"holder_id": wrong, "born_on": f"{year}-05"})
    assert code(found) is (FindingCode.BIRTH_DIFFERS if wrong != right else None)


MAN_OF_1999 = built(1999, Sex.MALE)


@pytest.mark.parametrize(
    ("check", "name", "values", "expected"),
    [
        ("fits_sex", "holder_id", {"sex": "Nam"}, None),
        ("fits_sex", "holder_id", {"sex": "Nữ"}, ("Nữ", "Nam")),
        ("fits_sex", "holder_id", {"sex": None}, None),
        ("fits_sex", "holder_id", {}, None),
        ("fits_sex", "holder_id", {"sex": "?"}, None),
        ("fits_sex", "holder_id", {"mother_sex": "Nữ"}, None),
        ("fits_sex", "requester_id", {"requester_sex": "Nữ", "sex": "Nam"}, ("Nữ", "Nam")),
        ("fits_birth", "holder_id", {"born_on": "1999"}, None),
        ("fits_birth", "holder_id", {"born_on": "2000-01-01"}, ("2000", "1999")),
        ("fits_birth", "holder_id", {"born_on": "1899-12"}, ("1899", "1999")),
        ("fits_birth", "holder_id", {"born_on": "?"}, None),
        ("fits_birth", "wife_id", {"born_on": "2000", "wife_born_on": "1999-12-31"}, None),
        ("fits_birth", "mother_id", {"mother_born_on": "1989-12-31"}, ("1989", "1999")),
        ("fits_role", "wife_id", {}, ("Nữ", "Nam")),
        ("fits_role", "mother_id", {}, ("Nữ", "Nam")),
        ("fits_role", "husband_id", {}, None),
        ("fits_role", "father_id", {}, None),
        ("fits_role", "requester_id", {}, None),
    ],
)
def test_each_speaks_of_the_same_person(
    check: CheckName, name: str, values: Values, expected: tuple[str, str] | None
) -> None:
    found = ask(check, name, {name: MAN_OF_1999, **values})
    assert (None if found is None else (found.expected, found.seen)) == expected


@pytest.mark.parametrize("value", ["123456789", "C1234567", "00109900000", None])
@pytest.mark.parametrize("check", ["fits_sex", "fits_birth", "fits_role"])
def test_other_numbers_say_nothing_of_sex_and_birth(check: CheckName, value: str | None) -> None:
    assert ask(check, "wife_id", {"wife_id": value, "wife_born_on": "1950", "wife_sex": "Nữ"}) is None
