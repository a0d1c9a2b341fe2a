"""What is computed, over all inputs: folding, where a dossier stands."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.lifecycle import DossierState, FileState, NextActor, PaperState
from models.verdict import Verdict
from storage.records.dossier_facts import file_ledger
from storage.records.dossier_status import Facts, derive
from storage.records.folding import folded, folded_number
from storage.records.result_rows import is_over

COUNTS = st.integers(0, 3)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    files = draw(st.dictionaries(st.sampled_from(FileState), COUNTS))
    papers = draw(st.dictionaries(st.sampled_from(PaperState), COUNTS))
    return Facts(
        files=files,
        papers=papers,
        unread=draw(st.integers(0, files.get(FileState.OPENED, 0))),
        unseen=draw(st.integers(0, papers.get(PaperState.CONFIRMED, 0))),
        set_aside=tuple(draw(st.lists(st.sampled_from(Verdict), max_size=files.get(FileState.QUARANTINED, 0)))),
    )


@given(facts())
def test_every_dossier_has_state_reason_and_next_actor(given_facts: Facts) -> None:
    state, reason, actor = derive(given_facts)
    assert reason
    assert (state is DossierState.COMPLETE) == (actor is NextActor.NOBODY)


@given(facts())
def test_complete_means_that_nothing_is_left(given_facts: Facts) -> None:
    if derive(given_facts)[0] is DossierState.COMPLETE:
        ended = {PaperState.PUBLISHED, PaperState.SUPERSEDED, PaperState.REVOKED, PaperState.REJECTED}
        assert {state for state, count in given_facts.papers.items() if count} <= ended
        assert file_ledger(given_facts).balanced
        assert not given_facts.set_aside
        assert not given_facts.unread


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded_number(folded_number(text)) == folded_number(text)


@given(st.text(alphabet="aăâđeêoơôuưyáàảãạắằẳẵặấầẩẫậịọộợụựỵ ĐƯƠN"))
def test_composed_and_decomposed_upper_and_lower_fold_alike(text: str) -> None:
    shapes = {folded(shape) for form in ("NFC", "NFD", "NFKD") for shape in (
        unicodedata.normalize(form, text), unicodedata.normalize(form, text.upper()))}  # fmt: skip
    assert shapes == {folded(text)}
    assert folded(text).isascii()


def test_folding_of_names_and_numbers() -> None:
    assert folded("  Nguyễn  Văn ĐẠT ") == "nguyen van dat"
    assert folded_number("729 / QĐ–TTg") == "729/qd-ttg"


@pytest.mark.parametrize(
    ("valid_until", "over"),
    [(None, False), ("", False), ("2026-11-24", False), ("2026-11-23", True), ("2026-11", False), ("2026-10", True),
     ("2026", False), ("2025", True)],
)  # fmt: skip
def test_validity_by_day_month_or_year(valid_until: str | None, over: bool) -> None:
    from datetime import date

    assert is_over(valid_until, date(2026, 11, 24)) is over
