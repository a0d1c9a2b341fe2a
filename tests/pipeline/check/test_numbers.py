"""Numbers: what their grammar lets stand, and the slips that it catches."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.findings import FindingCode, Severity
from pipeline.catalogue.loading import kind
from pipeline.catalogue.schema import CheckName
from pipeline.check.administrative import ADMINISTRATIVE
from pipeline.check.limits import provinces
from tests.pipeline.check.asked import ask, code

DIGITS = "0123456789"
LAST_OLD_DAY = date(2024, 12, 31)


def said(check: CheckName, value: str, *, today: date = date(2026, 11, 24)) -> FindingCode | None:
    return code(ask(check, "it", {"it": value}, today=today))


@pytest.mark.parametrize("value", ["001099000001", "096302123456", "079199999999", "100099000001", "999199000000"])
def test_personal_numbers_of_provinces_and_countries_stand(value: str) -> None:
    assert said("personal_number", value) is None


@pytest.mark.parametrize(
    "value", ["", "00109900000", "0010990000011", "00109900000I", "001 099 000001", "-01099000001"]
)
def test_anything_but_twelve_digits_is_no_personal_number(value: str) -> None:
    assert said("personal_number", value) is FindingCode.PERSONAL_NUMBER_BROKEN


@pytest.mark.parametrize("value", ["003099000001", "000199000000", "097099000001", "099099000001"])
def test_a_province_that_there_never_was_is_asked_about(value: str) -> None:
    found = ask("personal_number", "it", {"it": value})
    assert found is not None
    assert (found.code, found.seen) == (FindingCode.PROVINCE_UNKNOWN, value[:3])


@given(st.integers(0, 999), st.from_regex(r"\A[0-9]{9}\Z"))
def test_the_first_three_digits_decide(first: int, rest: str) -> None:
    stands = first >= 100 or f"{first:03d}" in provinces()
    assert (said("personal_number", f"{first:03d}{rest}") is None) is stands


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("001099000001", None),
        ("C1234567", None),
        ("P01234567", None),
        ("123456789", FindingCode.OLD_NUMBER_EXPIRED),
        ("12345678", FindingCode.PERSONAL_NUMBER_BROKEN),
        ("003099000001", FindingCode.PROVINCE_UNKNOWN),
        ("C12345", FindingCode.PERSONAL_NUMBER_BROKEN),
        ("C1234567O", FindingCode.PERSONAL_NUMBER_BROKEN),
    ],
)
def test_identity_papers(value: str, expected: FindingCode | None) -> None:
    assert said("identity_number", value) is expected


def test_the_old_number_was_worth_something_to_the_end_of_2024() -> None:
    assert said("identity_number", "123456789", today=LAST_OLD_DAY) is None
    assert said("identity_number", "123456789", today=date(2025, 1, 1)) is FindingCode.OLD_NUMBER_EXPIRED


@pytest.mark.parametrize(
    ("issued_on", "severity"),
    [
        ("2016-05-04", Severity.NOTE),
        ("2024-12-31", Severity.NOTE),
        ("2024", Severity.NOTE),
        ("2025-01-01", Severity.DOUBT),
        ("2025", Severity.DOUBT),
        (None, Severity.DOUBT),
        ("2016-02-30", Severity.DOUBT),
    ],
)
def test_on_a_paper_of_its_time_the_old_number_makes_nobody_look(issued_on: str | None, severity: Severity) -> None:
    found = ask("identity_number", "holder_id", {"holder_id": "123456789", "issued_on": issued_on})
    assert found is not None
    assert (found.code, found.severity) == (FindingCode.OLD_NUMBER_EXPIRED, severity)


@pytest.mark.parametrize("value", ["0100233488", "0314409058-002", "9900000016", "9900000023", "9900000030"])
def test_tax_codes_with_their_check_digit_stand(value: str) -> None:
    assert said("tax_code", value) is None


@pytest.mark.parametrize(
    "value", ["0100233480", "0314409058-000", "010023348", "01002334888", "0100233A88", "0100000002", ""]
)
def test_other_tax_codes_do_not(value: str) -> None:
    assert said("tax_code", value) is FindingCode.TAX_CODE_BROKEN


@given(st.from_regex(r"\A[0-9]{9}\Z"), st.integers(0, 9), st.sampled_from(DIGITS))
def test_one_wrong_digit_of_a_tax_code_is_always_caught(nine: str, place: int, digit: str) -> None:
    """No weight is a multiple of 11, and no two digits are alike modulo 11: nothing slips through."""
    check = (
        10 - sum(int(one) * weight for one, weight in zip(nine, (31, 29, 23, 19, 17, 13, 7, 5, 3), strict=True)) % 11
    )
    assume(check != 10)  # never issued
    assume(nine[2:] != "0000000")
    right = f"{nine}{check}"
    wrong = right[:place] + digit + right[place + 1 :]
    assert said("tax_code", right) is None
    assert said("tax_code", wrong) is (FindingCode.TAX_CODE_BROKEN if wrong != right else None)


@given(st.from_regex(r"\A[A-Z]{2}[1-5]\Z"), st.integers(0, 99), st.from_regex(r"\A[0-9]{10}\Z"))
def test_long_insurance_numbers(begin: str, province: int, person: str) -> None:
    expected = None if province else FindingCode.INSURANCE_NUMBER_BROKEN
    assert said("insurance_number", f"{begin}{province:02d}{person}") is expected
    assert said("insurance_number", person) is None


@pytest.mark.parametrize(
    "value",
    ["GD6010000000001", "GD0010000000001", "G14010000000001", "gd4010000000001", "GD401000000000", "123456789", ""],
)
def test_what_is_no_insurance_number(value: str) -> None:
    assert said("insurance_number", value) is FindingCode.INSURANCE_NUMBER_BROKEN


@pytest.mark.parametrize(
    ("value", "stands"),
    [
        ("000.17.22.H56-210531-0001", True),
        ("H56.12-260229-0001", False),
        ("H56.12-260228-00012", True),
        ("000.17.22.H56-210531-001", False),
        ("000.17.22.H56-210531-0001-KQ1", False),
        ("0OO.17.22.H56-210531-0001", False),
    ],
)
def test_dossier_codes(value: str, stands: bool) -> None:
    assert said("dossier_code", value) is (None if stands else FindingCode.DOSSIER_CODE_BROKEN)


@pytest.mark.parametrize(
    ("value", "stands"),
    [
        ("1.001193", True),
        ("1.000894.01", True),
        ("1.001193.000.00.00.H56", True),
        ("1.00119", False),
        ("1,001193", False),
    ],
)
def test_procedure_codes(value: str, stands: bool) -> None:
    assert said("procedure_code", value) is (None if stands else FindingCode.PROCEDURE_CODE_BROKEN)


@pytest.mark.parametrize(
    "value",
    [
        "12/GPXD",
        "05/QĐ-UBND",
        "686 /STTT-VP",
        "05/2024/GPXD-SXD",
        "107/2021/NĐ-CP",
        "12a/BTT",
        "3 / TTr - UBND",
        "01/CTr-UBND",
    ],
)
def test_numbers_of_documents_stand(value: str) -> None:
    assert said("number_grammar", value) is None


@pytest.mark.parametrize("value", ["/GPXD", "12", "12 GPXD", "12/", "12/gpxd", "1234567/GPXD", "12/GPXD-", ""])
def test_what_is_no_number_of_a_document(value: str) -> None:
    found = ask("number_grammar", "number", {"number": value}, of="building-permit")
    assert found is not None
    assert (found.code, found.expected) == (FindingCode.GRAMMAR_BROKEN, "05/GPXD")


@given(st.integers(1, 999999), st.sampled_from(sorted(kind(ADMINISTRATIVE).types)), st.sampled_from(["", " "]))
def test_every_abbreviation_of_the_decree_makes_a_number(digits: int, abbreviation: str, space: str) -> None:
    assert said("number_grammar", f"{digits:02d}{space}/{abbreviation}-UBND") is None
    assert said("number_grammar", f"{digits:02d}/2026{space}/{abbreviation}-UBND") is None
