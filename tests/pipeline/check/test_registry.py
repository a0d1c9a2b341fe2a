"""The closed list of checks: all there, asked by name, never changing a value."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.field import Field
from models.findings import FindingCode, finding
from pipeline.catalogue.loading import kinds
from pipeline.catalogue.schema import CheckName
from pipeline.check.context import CheckContext
from pipeline.check.fields import check_fields
from pipeline.check.limits import limits, provinces
from pipeline.check.registry import CHECKS
from tests.pipeline.check.asked import TODAY, fields_of

USED = sorted({check for kind in kinds().values() for rule in kind.fields.values() for check in rule.checks})
ODD_VALUES = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.from_regex(r"\A[0-9]{9}([0-9]{3})?\Z"),
    st.from_regex(r"\A[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\Z"),
    st.sampled_from(["Nam", "Nữ", "Lâu dài", "05/QĐ-UBND", "9999-12-31", "0000-00-00", "0001-01-01"]),
)


def test_every_name_has_its_check() -> None:
    assert set(CHECKS) == set(get_args(CheckName))


@pytest.mark.parametrize("name", USED)
def test_what_the_catalogue_asks_for_is_there(name: CheckName) -> None:
    assert name in CHECKS


@given(st.sampled_from(sorted(kinds())), st.data())
def test_whatever_was_read_no_check_fails_or_changes_a_value(code: str, data: st.DataObject) -> None:
    values = {name: data.draw(ODD_VALUES) for name in kinds()[code].fields}
    checked = check_fields(code, fields_of(values), today=TODAY)
    assert {name: field.value for name, field in checked.items()} == values


@given(st.sampled_from(sorted(CHECKS)), st.sampled_from(sorted(kinds())), st.data())
def test_a_field_that_is_not_there_is_no_check_s_matter(check: CheckName, code: str, data: st.DataObject) -> None:
    rules = kinds()[code]
    values = {name: data.draw(ODD_VALUES) for name in rules.fields}
    name = data.draw(st.sampled_from(sorted(values)))
    values[name] = None
    assert CHECKS[check](name, fields_of(values), CheckContext(rules, TODAY)) is None
    del values[name]
    assert CHECKS[check](name, fields_of(values), CheckContext(rules, TODAY)) is None


def test_a_kind_s_checks_are_made_on_the_fields_that_name_them() -> None:
    values = {
        "holder_id": "001099000001",
        "holder_name": "Nguyễn Mẫu Khuê",
        "born_on": "1998-02-30",
        "sex": "Nữ",
        "valid_until": "2026-11-23",
        "issued_on": "2026-11-25",
    }
    checked = check_fields("citizen-card-2021", fields_of(values), today=TODAY)
    assert {name: [item.code for item in field.findings] for name, field in checked.items() if field.findings} == {
        "holder_id": [FindingCode.SEX_DIFFERS, FindingCode.BIRTH_DIFFERS],
        "born_on": [FindingCode.DATE_IMPOSSIBLE],
        "valid_until": [FindingCode.EXPIRED],
        "issued_on": [FindingCode.DATE_IN_FUTURE],
    }


def test_what_was_found_before_is_kept_and_not_said_twice() -> None:
    known = finding(FindingCode.DATE_IMPOSSIBLE, seen="ngày 30 tháng 02")
    low = finding(FindingCode.CONFIDENCE_LOW)
    field = Field(value="1998-02-30", confidence=0.5, findings=(low, known))
    checked = check_fields("citizen-card-2021", {"born_on": field}, today=TODAY)
    assert checked["born_on"].findings == (low, known)


def test_data_of_the_checks_are_whole() -> None:
    assert len(provinces()) == 63
    assert all(len(code) == 3 and 1 <= int(code) <= 96 and name for code, name in provinces().items())
    assert limits().parents.youngest < limits().parents.oldest_mother <= limits().parents.oldest_father
