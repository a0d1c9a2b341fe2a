"""Dates: possible, past, in order, not run out; partial ones are contradicted only by all days that they may mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import FindingCode
from pipeline.catalogue.schema import CheckName
from pipeline.check.limits import limits
from pipeline.check.spans import months_later, span_of
from tests.pipeline.check.asked import TODAY, Values, ask, code

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PRECISIONS = st.sampled_from([4, 7, 10])


@pytest.mark.parametrize("value", ["2024-02-29", "1998-05", "1998", "Lâu dài", "Không thời hạn", "LÂU DÀI"])
def test_days_that_were_or_will_be(value: str) -> None:
    assert ask("date_possible", "it", {"it": value}) is None


@pytest.mark.parametrize(
    "value", ["2025-02-29", "1998-13", "1998-00", "0000", "1998-05-00", "98-05-01", "05/04/1998", "?", ""]
)
def test_days_that_never_are(value: str) -> None:
    assert code(ask("date_possible", "it", {"it": value})) is FindingCode.DATE_IMPOSSIBLE


@pytest.mark.parametrize(
    ("value", "stands"),
    [
        ("2026-11-24", True),
        ("2026-11-25", False),
        ("2026-11", True),
        ("2026-12", False),
        ("2026", True),
        ("2027", False),
        ("2027-02-30", True),  # no day at all: that is another check's
    ],
)
def test_the_future_begins_tomorrow(value: str, stands: bool) -> None:
    assert code(ask("date_past", "it", {"it": value})) is (None if stands else FindingCode.DATE_IN_FUTURE)


@pytest.mark.parametrize(
    ("values", "stands"),
    [
        ({"born_on": "2020-05-04"}, True),
        ({"born_on": "2020-05-05"}, True),  # registered on the day of birth
        ({"born_on": "2020-05-06"}, False),
        ({"born_on": "2020"}, True),
        ({"born_on": "2020-06"}, False),
        ({"wife_born_on": "1998", "husband_born_on": "2021"}, False),
        ({"mother_born_on": "2021-01-01"}, False),
        ({"died_on": "2020-05-05"}, True),
        ({"died_on": "2020-05-06"}, False),
        ({"valid_until": "2030-01-01", "born_on": None}, True),
        ({"born_on": "2020-13-40"}, True),
    ],
)
def test_nothing_is_issued_before_birth_or_death(values: Values, stands: bool) -> None:
    found = ask("born_before", "issued_on", {"issued_on": "2020-05-05", **values})
    assert code(found) is (None if stands else FindingCode.DATES_OUT_OF_ORDER)


def test_a_death_is_held_against_the_birth_alone() -> None:
    values = {"born_on": "1950", "died_on": "1949-12-31", "issued_on": "1940-01-01"}
    found = ask("born_before", "died_on", values)
    assert found is not None
    assert (found.expected, found.seen) == ("≥ 1950", "1949-12-31")
    assert ask("born_before", "died_on", {**values, "died_on": "1950"}) is None


@given(DAYS, DAYS, PRECISIONS, PRECISIONS)
def test_order_is_doubted_only_where_no_days_could_be_right(one: date, other: date, left: int, right: int) -> None:
    """Against all days that the two may mean: the later end of one, the earlier of the other."""
    values = {"issued_on": one.isoformat()[:left], "due_on": other.isoformat()[:right]}
    issued, due = span_of(values["issued_on"]), span_of(values["due_on"])
    assert issued is not None
    assert due is not None
    assert issued.first <= one <= issued.last
    found = ask("after_issue", "due_on", values)
    assert code(found) is (FindingCode.DATES_OUT_OF_ORDER if due.last < issued.first else None)
    if one <= other:
        assert found is None


@pytest.mark.parametrize(
    ("name", "parent", "child", "stands"),
    [
        ("mother_born_on", "1990", "2020-05-05", True),
        ("mother_born_on", "2008-05-05", "2020-05-05", True),
        ("mother_born_on", "2008-05-06", "2020-05-05", False),
        ("mother_born_on", "2008", "2020", True),
        ("mother_born_on", "2009", "2020", False),
        ("mother_born_on", "2020-05-05", "1990", False),
        ("mother_born_on", "1959-05-06", "2020-05-05", True),
        ("mother_born_on", "1959-05-05", "2020-05-05", False),
        ("father_born_on", "1959-05-05", "2020-05-05", True),
        ("father_born_on", "1934-05-05", "2020-05-05", False),
        ("father_born_on", "1934-05-06", "2020-05-05", True),
        ("father_born_on", "1934", "2020-05-05", True),
        ("father_born_on", "1933", "2020-05-05", False),
        ("father_born_on", "1990", None, True),
    ],
)
def test_parents_are_of_an_age_to_be_parents(name: str, parent: str, child: str | None, stands: bool) -> None:
    found = ask("parent_older", name, {name: parent, "born_on": child})
    assert code(found) is (None if stands else FindingCode.DATES_OUT_OF_ORDER)


@given(DAYS, st.integers(0, 120))
def test_the_age_of_a_parent_counts_in_full_years(born: date, years: int) -> None:
    child = months_later(born, 12 * years)
    stands = limits().parents.youngest <= years <= limits().parents.oldest_father
    found = ask("parent_older", "father_born_on", {"father_born_on": f"{born}", "born_on": f"{child}"})
    assert (found is None) is stands or born.day == 29  # who was born on 29 February has a birthday to argue about


@pytest.mark.parametrize(
    ("figures", "words", "stands"),
    [
        ("1998-05-04", "1998-05-04", True),
        ("1998-05-04", "1998-05-14", False),
        ("1998-05-04", "1998", True),
        ("1998-05", "1998-06-04", False),
        ("1998-05-04", None, True),
        ("1998-05-04", "bốn tháng năm", True),
        ("1998-05-40", "1998-05-04", True),
    ],
)
def test_figures_and_words(figures: str, words: str | None, stands: bool) -> None:
    found = ask("words_agree", "died_on", {"died_on": figures, "died_on_words": words})
    assert code(found) is (None if stands else FindingCode.WORDS_DIFFER)


@pytest.mark.parametrize(
    ("value", "stands"),
    [
        ("2026-11-24", True),
        ("2026-11-23", False),
        ("2026-11", True),
        ("2026-10", False),
        ("2026", True),
        ("2025", False),
        ("Lâu dài", True),
    ],
)
def test_a_paper_is_worth_something_on_its_last_day(value: str, stands: bool) -> None:
    assert code(ask("not_expired", "valid_until", {"valid_until": value})) is (None if stands else FindingCode.EXPIRED)


@pytest.mark.parametrize(
    ("issued", "today", "stands"),
    [
        ("2026-05-24", TODAY, True),
        ("2026-05-23", TODAY, False),
        ("2026-08-31", date(2027, 2, 28), True),
        ("2026-08-31", date(2027, 3, 1), False),
        ("2023-08-29", date(2024, 2, 29), True),
        ("2023-08-31", date(2024, 2, 29), True),
        ("2023-08-31", date(2024, 3, 1), False),
        ("2026-02-28", date(2026, 8, 28), True),
        ("2026-02-28", date(2026, 8, 29), False),
        ("2026-05", TODAY, True),
        ("2026-04", TODAY, False),
        ("2026", TODAY, True),
        ("2027-01-01", TODAY, True),
        ("9999-12-31", TODAY, True),
    ],
)
def test_six_months(issued: str, today: date, stands: bool) -> None:
    found = ask("validity_over", "issued_on", {"issued_on": issued}, today=today)
    assert code(found) is (None if stands else FindingCode.EXPIRED)


@given(DAYS)
def test_six_months_end_once(issued: date) -> None:
    """In the sixth month after, on the same day or the month's last; a day later it is over, for good."""
    last = months_later(issued, 6)
    assert (12 * last.year + last.month) - (12 * issued.year + issued.month) == 6
    assert last.day == issued.day or (last.day < issued.day and (last + timedelta(1)).day == 1)
    values = {"issued_on": issued.isoformat()}
    assert ask("validity_over", "issued_on", values, today=last) is None
    assert code(ask("validity_over", "issued_on", values, today=last + timedelta(1))) is FindingCode.EXPIRED
    assert code(ask("validity_over", "issued_on", values, today=last + timedelta(400))) is FindingCode.EXPIRED


@pytest.mark.parametrize("of", ["citizen-card-2021", "degree"])
def test_kinds_without_months_do_not_run_out_by_them(of: str) -> None:
    assert ask("validity_over", "issued_on", {"issued_on": "1990-01-01"}, of=of) is None


@pytest.mark.parametrize(
    "check", ["date_past", "born_before", "after_issue", "parent_older", "not_expired", "validity_over"]
)
def test_what_is_no_date_is_in_no_order(check: CheckName) -> None:
    values = {"it": "2025-02-30", "issued_on": "2026-01-01", "born_on": "2000-01-01"}
    assert ask(check, "it", values) is None
