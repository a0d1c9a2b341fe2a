"""Checks: each speaks up when facts on the paper contradict each other, and is silent when they agree."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.field import Field
from models.findings import FindingCode
from pipeline.catalogue.loading import kind
from pipeline.check.fields import check_fields

TODAY = date(2026, 11, 24)
RULES = kind("administrative")
GOOD = {
    "issuer": "ỦY BAN NHÂN DÂN XÃ MỘC ĐIỀN",
    "number": "05/QĐ-UBND",
    "issued_on": "2025-02-05",
    "document_type": "QUYẾT ĐỊNH",
    "subject": "Về việc khen thưởng",
    "signer": "Trần Mẫu Vỹ",
}


def codes(changes: dict[str, str | None]) -> dict[str, FindingCode]:
    fields = {name: Field(value=value, confidence=0.95) for name, value in {**GOOD, **changes}.items()}
    checked = check_fields("administrative", fields, today=TODAY)
    return {name: item.code for name, field in checked.items() for item in field.findings}


@pytest.mark.parametrize(
    "agreeing",
    [
        {},
        {"number": "12/UBND-VP", "document_type": "CÔNG VĂN"},
        {"number": "107/2025/NĐ-CP", "document_type": "NGHỊ ĐỊNH", "issuer": "CHÍNH PHỦ"},
        {"number": None, "issued_on": "2025-02"},
        {"number": "05/QĐ-UBND", "issuer": "UBND XÃ MỘC ĐIỀN"},
        {"issued_on": TODAY.isoformat()},
    ],
)
def test_silent_when_all_agrees(agreeing: dict[str, str | None]) -> None:
    assert codes(agreeing) == {}


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"issued_on": "2025-02-30"}, "issued_on", FindingCode.DATE_IMPOSSIBLE),
        ({"issued_on": "2026-11-25"}, "issued_on", FindingCode.DATE_IN_FUTURE),
        ({"number": "/QĐ-UBND"}, "number", FindingCode.GRAMMAR_BROKEN),
        ({"number": "05 QĐ-UBND"}, "number", FindingCode.GRAMMAR_BROKEN),
        ({"number": "05/TB-UBND"}, "document_type", FindingCode.CROSS_CHECK_FAILED),
        ({"number": "05/UBND-VP"}, "document_type", FindingCode.CROSS_CHECK_FAILED),
        ({"number": "05/2024/QĐ-UBND"}, "issued_on", FindingCode.CROSS_CHECK_FAILED),
        ({"issuer": "SỞ NỘI VỤ"}, "issuer", FindingCode.CROSS_CHECK_FAILED),
    ],
)
def test_each_check_speaks_up(change: dict[str, str | None], field: str, code: FindingCode) -> None:
    assert codes(change).get(field) is code


@given(st.integers(1, 99999), st.sampled_from(sorted(RULES.types)))
def test_every_type_agrees_with_its_own_abbreviation_only(digits: int, abbreviation: str) -> None:
    number = f"{digits:02d}/{abbreviation}-UBND"
    assert codes({"number": number, "document_type": RULES.types[abbreviation]}) == {}
    other = "THÔNG BÁO" if abbreviation != "TB" else "KẾ HOẠCH"
    assert codes({"number": number, "document_type": other}) == {"document_type": FindingCode.CROSS_CHECK_FAILED}


def test_values_are_never_changed() -> None:
    fields = {name: Field(value=value, confidence=0.95) for name, value in {**GOOD, "number": "?"}.items()}
    checked = check_fields("administrative", fields, today=TODAY)
    assert {name: field.value for name, field in checked.items()} == {**GOOD, "number": "?"}


def test_unknown_kinds_are_not_checked() -> None:
    assert check_fields("unknown", {}, today=TODAY) == {}
