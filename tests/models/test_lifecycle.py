"""States may follow each other only as the tables say."""

from __future__ import annotations

import itertools

import pytest

from models.errors import IllegalTransition
from models.lifecycle import FILE_STEPS, PAPER_STEPS, FileState, PaperState, require_file_step, require_paper_step


@pytest.mark.parametrize(("before", "after"), list(itertools.product(FileState, FileState)))
def test_file_steps(before: FileState, after: FileState) -> None:
    if after in FILE_STEPS[before]:
        require_file_step(before, after)
    else:
        with pytest.raises(IllegalTransition):
            require_file_step(before, after)


def test_every_state_is_in_the_tables() -> None:
    assert set(FILE_STEPS) == set(FileState)
    assert set(PAPER_STEPS) == set(PaperState)


def test_nothing_is_published_unconfirmed() -> None:
    for before in PaperState:
        if before is not PaperState.RESERVED:
            with pytest.raises(IllegalTransition):
                require_paper_step(before, PaperState.PUBLISHED)
    assert [s for s, following in PAPER_STEPS.items() if PaperState.RESERVED in following] == [PaperState.CONFIRMED]


def test_what_is_published_stays_findable() -> None:
    assert PAPER_STEPS[PaperState.PUBLISHED] <= {PaperState.SUPERSEDED, PaperState.REVOKED}
