"""Number and date by pen: completed from the candidates, always for a person to look at, never sure."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.field import REVIEW_BELOW, Field
from models.findings import FindingCode
from models.geometry import Box
from models.page import Candidate, Filling, FillingPlace, Page, Region, RegionType, Signing
from pipeline.check.fields import check_fields
from pipeline.extract.fields import extract_fields
from pipeline.extract.penned import HIGHEST, HIGHEST_CONFIRMED
from tests.pipeline.letters import decision, line

TODAY = date(2026, 11, 24)
NUMBER_BOX, DAY_BOX, MONTH_BOX = (
    Box(0.24, 0.12, 0.27, 0.134),
    Box(0.64, 0.12, 0.66, 0.134),
    Box(0.72, 0.12, 0.74, 0.134),
)
Chances = list[tuple[str, float]]


def filled(place: FillingPlace, box: Box, chances: Chances) -> Filling:
    candidates = tuple(Candidate(text=text, probability=chance) for text, chance in chances)
    return Filling(place=place, box=box, handwritten=True, candidates=candidates)


def penned(
    number: Chances | None = None,
    day: Chances | None = None,
    month: Chances | None = None,
    *,
    signed: datetime | None = None,
) -> Page:
    """The decision with pen-filled places, which the reader took for rubbish."""
    fillings = [
        filled(place, box, chances)
        for place, box, chances in (
            (FillingPlace.NUMBER, NUMBER_BOX, number),
            (FillingPlace.DAY, DAY_BOX, day),
            (FillingPlace.MONTH, MONTH_BOX, month),
        )
        if chances is not None
    ]
    bare = decision(
        number="Số: ##/QĐ-UBND" if number is not None else "Số: 05/QĐ-UBND",
        day=f"ngày {'@#' if day is not None else '05'} tháng {'?' if month is not None else '02'} năm 2025",
    )
    signings = () if signed is None else (Signing(signed_at=signed, box=Box(0.6, 0.0, 0.9, 0.05)),)
    regions = tuple(Region(type=RegionType.HANDWRITING, box=item.box) for item in fillings)
    return bare.model_copy(update={"fillings": tuple(fillings), "regions": regions, "signings": signings})


def fields_of(page: Page) -> dict[str, Field]:
    return check_fields("administrative", extract_fields("administrative", [page]), today=TODAY)


def codes(field: Field) -> set[FindingCode]:
    return {item.code for item in field.findings}


def test_the_number_is_completed_with_its_printed_notation() -> None:
    field = fields_of(penned(number=[("87", 0.7), ("81", 0.2)]))["number"]
    assert field.value == "87/QĐ-UBND"
    assert field.needs_review
    assert codes(field) == {FindingCode.HANDWRITTEN}
    offered = [item for item in field.evidence if item.rule == "handwriting.number"]
    assert [(item.text, item.confidence, item.box) for item in offered] == [
        ("87", 0.7, NUMBER_BOX),
        ("81", 0.2, NUMBER_BOX),
    ]


@given(chance=st.floats(0, 1))
@settings(deadline=None)  # the first case pays for what is loaded once
def test_a_pen_is_never_sure(chance: float) -> None:
    fields = fields_of(penned(number=[("87", chance)], day=[("14", chance)]))
    for name in ("number", "issued_on"):
        assert fields[name].confidence <= HIGHEST < REVIEW_BELOW
        assert fields[name].needs_review


def test_without_a_candidate_the_number_stays_open_and_its_place_is_shown() -> None:
    field = fields_of(penned(number=[]))["number"]
    assert field.value is None
    assert [(item.text, item.confidence) for item in field.evidence if item.rule == "handwriting.number"] == [("", 0.0)]
    assert field.needs_review


def test_the_day_is_completed() -> None:
    field = fields_of(penned(day=[("14", 0.5), ("19", 0.2)]))["issued_on"]
    assert (field.value, field.confidence) == ("2025-02-14", 0.5)
    assert codes(field) == {FindingCode.HANDWRITTEN}


def test_a_day_that_the_month_does_not_have_is_passed_over() -> None:
    assert fields_of(penned(day=[("31", 0.8), ("21", 0.1)]))["issued_on"].value == "2025-02-21"
    assert fields_of(penned(day=[("31", 0.8)]))["issued_on"].value == "2025-02"


def test_month_and_day_by_pen() -> None:
    field = fields_of(penned(day=[("14", 0.5)], month=[("10", 0.6), ("1", 0.3)]))["issued_on"]
    assert field.value == "2025-10-14"
    assert field.confidence == pytest.approx(0.3)


def test_an_electronic_signature_of_the_same_day_confirms() -> None:
    signed = datetime(2025, 2, 14, 20, 0, tzinfo=UTC)  # the 15th in Vietnam
    alone, confirmed, next_day = (
        fields_of(penned(day=[("15", 0.7), ("19", 0.2)], signed=at))["issued_on"]
        for at in (None, signed, signed.replace(day=15))
    )
    assert alone.confidence <= HIGHEST
    assert HIGHEST < confirmed.confidence <= HIGHEST_CONFIRMED
    assert next_day.confidence <= HIGHEST
    assert {field.value for field in (alone, confirmed, next_day)} == {"2025-02-15"}
    assert confirmed.needs_review, "a person looks all the same"
    assert FindingCode.CROSS_CHECK_FAILED not in codes(confirmed)


def test_an_electronic_signature_chooses_among_candidates() -> None:
    """Nobody signs on the 15th what is dated the 19th."""
    signed = datetime(2025, 2, 15, 3, 0, tzinfo=UTC)
    field = fields_of(penned(day=[("19", 0.6), ("15", 0.3)], signed=signed))["issued_on"]
    assert field.value == "2025-02-15"
    assert field.confidence <= HIGHEST


def test_a_signature_older_than_the_date_is_a_finding() -> None:
    signed = datetime(2025, 2, 4, 3, 0, tzinfo=UTC)
    field = fields_of(penned(signed=signed))["issued_on"]
    assert field.value == "2025-02-05"
    assert codes(field) == {FindingCode.CROSS_CHECK_FAILED}
    later = fields_of(penned(signed=signed.replace(day=28)))["issued_on"]
    assert codes(later) == set(), "signing may well be later"


def test_the_overlay_s_date_is_offered() -> None:
    page = penned(day=[("14", 0.7)])
    overlay = line("Thời gian ký: 14/02/2025 10:47:25 +07:00", 0.6, 0.02)
    page = page.model_copy(update={"lines": (overlay, *page.lines)})
    field = fields_of(page)["issued_on"]
    assert [item.text for item in field.evidence if item.rule == "overlay.signed_on"] == ["2025-02-14"]
    assert field.confidence > HIGHEST


@pytest.mark.parametrize(
    "text", ["Ngày 14/02/2025 họp tại xã", "Thời gian ký: 31/02/2025 10:47:25", "Thời gian ký: hôm qua"]
)
def test_other_dates_are_no_signatures(text: str) -> None:
    page = penned(day=[("14", 0.7)])
    page = page.model_copy(update={"lines": (line(text, 0.2, 0.02), *page.lines)})
    assert not [item for item in fields_of(page)["issued_on"].evidence if item.rule.endswith(".signed_on")]


def test_print_is_left_alone() -> None:
    fields = fields_of(penned())
    assert (fields["number"].value, fields["issued_on"].value) == ("05/QĐ-UBND", "2025-02-05")
    assert not fields["number"].needs_review
    assert not fields["issued_on"].needs_review
