"""Dossier codes, result numbers, digitisation templates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.codes import (
    check_template,
    counter_scope,
    digitisation_code,
    is_procedure_code,
    parse_dossier_code,
    parse_result_number,
    result_number,
)
from models.errors import UsageError

AGENCIES = st.one_of(
    st.from_regex(r"\A[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}\Z"),
    st.from_regex(r"\A[A-Z][0-9]{2}(\.[A-Z0-9]{1,3}){0,2}\Z"),
)
DAYS = st.dates(date(2000, 1, 1), date(2068, 12, 31))  # two-digit years: Python reads 69-99 as the last century


@given(AGENCIES, DAYS, st.integers(1, 999_999))
def test_every_dossier_code_is_read_back(agency: str, day: date, ordinal: int) -> None:
    assert parse_dossier_code(f"{agency}-{day:%y%m%d}-{ordinal:04d}") == (agency, day, ordinal)


@pytest.mark.parametrize(
    "text",
    ["", "H56-210531", "H56-211331-0001", "H56-210231-0001", "h56-210531-0001", "H56-210531-1", "H56-210531-0001 "],
)
def test_what_is_no_dossier_code_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_dossier_code(text)


@given(AGENCIES, DAYS, st.integers(1, 99))
def test_result_numbers_are_read_back(agency: str, day: date, ordinal: int) -> None:
    dossier = f"{agency}-{day:%y%m%d}-0001"
    assert parse_result_number(result_number(dossier, ordinal)) == (dossier, ordinal)


def test_a_result_number_in_brackets_is_understood() -> None:
    assert parse_result_number("H99-261123-0001-KQ(2)") == ("H99-261123-0001", 2)


def test_results_are_counted_from_one() -> None:
    with pytest.raises(UsageError):
        result_number("H99-261123-0001", 0)


@pytest.mark.parametrize("text", ["1.001193", "1.000894.01", "2.000635.000.00.00.H56"])
def test_procedure_codes(text: str) -> None:
    assert is_procedure_code(text)


@pytest.mark.parametrize("text", ["", "1.00119", "11.001193", "1.001193.", "1.001193.1"])
def test_what_is_no_procedure_code(text: str) -> None:
    assert not is_procedure_code(text)


@pytest.mark.parametrize("template", ["{agency}", "{agency}.{name}.{counter}", "{counter", "{}{counter}"])
def test_templates_that_cannot_work_are_refused(template: str) -> None:
    with pytest.raises(UsageError):
        check_template(template)


def test_papers_of_one_scope_share_a_counter() -> None:
    template = check_template("{agency}.{kind}.{day}.{counter:06d}")
    values = {"agency": "H99", "kind": "K", "day": "261123"}
    assert counter_scope(template, values) == "H99.K.261123.#"
    assert digitisation_code(template, values, counter=7) == "H99.K.261123.000007"
