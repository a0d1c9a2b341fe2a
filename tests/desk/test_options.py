"""Forms of values on the command line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.options import parse_cuts, parse_kinds
from models.errors import UsageError


def test_pages_of_papers() -> None:
    assert parse_cuts(["1=1-2,3,4-6"]) == {"1": [(1, 2), (3,), (4, 5, 6)]}
    assert parse_cuts(["a=b.pdf=1+3,2", "2=1"]) == {"a=b.pdf": [(1, 3), (2,)], "2": [(1,)]}


@pytest.mark.parametrize(
    "value", ["", "1", "=1", "1=", "1=a", "1=2-1", "1=1,,2", "1=1-", "1=-2", "1=1-2-3", "1=²", "1=1,", "1=1-999999"]
)
def test_what_names_no_pages_is_refused(value: str) -> None:
    with pytest.raises(UsageError):
        parse_cuts([value])


def test_a_file_is_cut_once() -> None:
    with pytest.raises(UsageError):
        parse_cuts(["1=1,2", "1=1-2"])


@given(st.text(max_size=20))
def test_any_text_is_pages_or_refused(text: str) -> None:
    try:
        cuts = parse_cuts([text])
    except UsageError:
        return
    assert all(page > 0 for papers in cuts.values() for paper in papers for page in paper)


def test_kinds_of_papers() -> None:
    assert parse_kinds(["2=degree", "3=unknown"]) == {"2": "degree", "3": "unknown"}
    for value in ("2", "=degree", "2="):
        with pytest.raises(UsageError):
            parse_kinds([value])
