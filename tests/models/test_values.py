"""Boxes, ledgers, fields, holders, errors: the small rules of the data itself."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.agency import Actor
from models.clock import desk_day
from models.errors import ADVICE, Bug, InputRefused, IntegrityBroken, LeaseLost, NotPermitted, SohoaError, UsageError
from models.field import REVIEW_BELOW, Evidence, Field
from models.findings import FINDING_ADVICE, FINDING_SEVERITY, FindingCode, Severity, finding
from models.geometry import Box, around
from models.holder import parse_holder
from models.ledger import FileLedger, PageLedger, require_balance
from models.lookup import Purpose, Query
from models.verdict import VERDICT_ADVICE, Verdict

FRACTIONS = st.floats(0, 1)
BOXES = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h), st.floats(-1, 2), st.floats(-1, 2), st.floats(0, 1), st.floats(0, 1)
)


@given(BOXES)
def test_a_clamped_box_lies_on_the_page(box: Box) -> None:
    left, top, right, bottom = box.clamped()
    assert 0 <= left <= right <= 1
    assert 0 <= top <= bottom <= 1


@given(st.lists(BOXES, min_size=1))
def test_the_box_around_holds_all(boxes: list[Box]) -> None:
    whole = around(boxes)
    assert all(whole.overlap(box) == pytest.approx(box.width * box.height) for box in boxes)


@given(BOXES, BOXES)
def test_overlap_is_mutual(one: Box, other: Box) -> None:
    assert one.overlap(other) == other.overlap(one)


def test_ledgers_that_do_not_balance_are_noticed() -> None:
    require_balance(FileLedger(received=3, opened=1, duplicate=1, quarantined=1), where="here")
    with pytest.raises(IntegrityBroken):
        require_balance(PageLedger(scanned=3, kept=2), where="here")


def test_ledgers_add_up() -> None:
    assert FileLedger(received=1, opened=1) + FileLedger(received=1, duplicate=1) == FileLedger(
        received=2, opened=1, duplicate=1
    )


def _read(confidence: float, *codes: FindingCode) -> Field:
    return Field(value="x", confidence=confidence, findings=tuple(finding(code) for code in codes))


def test_needs_review_is_computed_from_confidence_and_findings() -> None:
    assert not _read(REVIEW_BELOW).needs_review
    assert _read(REVIEW_BELOW - 0.01).needs_review
    assert _read(1.0, FindingCode.HANDWRITTEN).needs_review
    assert not _read(1.0, FindingCode.PAGE_ROTATED).needs_review


def test_needs_review_is_written_but_never_taken_over() -> None:
    text = _read(1.0).model_dump_json()
    assert '"needs_review":false' in text
    lie = text.replace('"needs_review":false', '"needs_review":true')
    assert not Field.model_validate_json(lie).needs_review


def test_evidence_is_bounded() -> None:
    with pytest.raises(ValidationError):
        Evidence(source="ocr", reader="t", page=0, box=Box(0, 0, 1, 1), text="", confidence=1, rule="r")


@pytest.mark.parametrize("text", ["CCCD:000199000000", "cmnd:012345678", "MST:0100233488", "MST:0314409058-002"])
def test_holders(text: str) -> None:
    holder = parse_holder(text)
    assert holder.text.casefold() == text.casefold()
    assert holder.value not in repr(holder)
    assert holder.value not in str(holder)


@pytest.mark.parametrize("text", ["", "CCCD", "CCCD:", "CCCD:12345", "ABC:1", "CMND:0123456789", "000199000000"])
def test_a_wrong_holder_is_refused_without_repeating_its_number(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_holder(text)
    number = text.partition(":")[2]
    assert not number or number not in str(refused.value)


@pytest.mark.parametrize("agency", ["", "h99", "H99.", "H99..1", "../H99", "H" * 36])
def test_agency_codes_that_could_harm_a_key_are_refused(agency: str) -> None:
    with pytest.raises(ValidationError):
        Actor(agency=agency, operator="lan")


def test_a_refusal_keeps_its_verdict_across_processes() -> None:
    refusal = pickle.loads(pickle.dumps(InputRefused(Verdict.ENCRYPTED, "password")))  # noqa: S301  # our own bytes
    assert isinstance(refusal, InputRefused)
    assert (refusal.verdict, refusal.detail, refusal.code) == (Verdict.ENCRYPTED, "password", "encrypted")


def _classes(root: type[SohoaError]) -> list[type[SohoaError]]:
    return [root, *(found for child in root.__subclasses__() for found in _classes(child))]


def test_every_code_has_a_sentence_that_says_what_to_do() -> None:
    codes = {cls.code for cls in _classes(SohoaError) if isinstance(cls.code, str)} | {v.value for v in Verdict}
    assert codes <= set(ADVICE)
    assert set(VERDICT_ADVICE) == set(Verdict)
    assert set(FINDING_ADVICE) == set(FINDING_SEVERITY) == set(FindingCode)
    assert all(sentence.endswith(".") for sentence in [*ADVICE.values(), *FINDING_ADVICE.values()])


def test_only_what_may_pass_by_itself_is_retryable() -> None:
    assert {cls.code for cls in _classes(SohoaError) if cls.retryable} == {"lease_held", "unreachable"}
    assert not LeaseLost.retryable
    assert Bug.exit_code == 70


def test_severities_of_findings() -> None:
    assert finding(FindingCode.PAGE_BLANK).severity is Severity.NOTE
    assert finding(FindingCode.RESOLUTION_LOW).severity is Severity.DOUBT


PURPOSE = {
    "agency": "H01", "requester": "binh", "purpose": "cấp phép", "legal_basis": "Luật 91/2025/QH15",
    "for_dossier": "H01-261123-0007", "procedure": "1.001193",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(PURPOSE))
def test_a_look_up_without_one_of_its_reasons_is_not_permitted(name: str) -> None:
    Purpose(**PURPOSE).require_complete()
    with pytest.raises(NotPermitted):
        Purpose(**{**PURPOSE, name: " "}).require_complete()


@pytest.mark.parametrize("change", [{"for_dossier": "none"}, {"procedure": "x"}])
def test_a_look_up_is_for_a_real_dossier_and_procedure(change: dict[str, str]) -> None:
    with pytest.raises(NotPermitted):
        Purpose(**{**PURPOSE, **change}).require_complete()


def test_a_query_asks_for_something() -> None:
    Query(number="05/QĐ-UBND", issuer="UBND").require_complete()
    with pytest.raises(UsageError):
        Query(number="05/QĐ-UBND").require_complete()


def test_the_desk_s_day_begins_at_its_own_midnight() -> None:
    assert desk_day(datetime(2026, 11, 23, 17, 0, tzinfo=UTC)) == date(2026, 11, 24)
    with pytest.raises(ValueError, match="naive"):
        desk_day(datetime(2026, 11, 23, 17, 0))  # noqa: DTZ001  # the naive time is what is tested
