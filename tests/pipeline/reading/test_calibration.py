"""How sure a word is: sums of what was seen, never certain, surer when the readers are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.calibration import NAMES, Case, Sight, features, probability, shipped_calibration
from pipeline.reading.syllable_model import syllable_model

MODEL, SHIPPED = syllable_model(), shipped_calibration()
SHARE = st.floats(0, 1)


@given(case=st.sampled_from(Case), text=st.text(max_size=12), first=SHARE, second=SHARE, share=SHARE)
def test_any_sight_has_a_probability(case: Case, text: str, first: float, second: float, share: float) -> None:
    sight = Sight(case, text, first, second, share)
    assert len(features(sight, MODEL)) == len(NAMES)
    assert 0 <= probability(sight, MODEL, SHIPPED) <= 1


@given(first=SHARE, second=SHARE)
def test_surer_readers_make_a_surer_word(first: float, second: float) -> None:
    low, high = sorted((first, second))
    for case in (Case.AGREED, Case.FIRST_ALONE):
        less = probability(Sight(case, "định", low, 0.9), MODEL, SHIPPED)
        assert less <= probability(Sight(case, "định", high, 0.9), MODEL, SHIPPED)


def test_agreement_is_worth_more_than_either_reader() -> None:
    both = probability(Sight(Case.AGREED, "định", 0.95, 0.99), MODEL, SHIPPED)
    assert both > probability(Sight(Case.FIRST_ALONE, "định", 0.95), MODEL, SHIPPED)
    assert both > probability(Sight(Case.SECOND_ALONE, "định", 0.5, 0.99), MODEL, SHIPPED)
    assert both >= 0.99


@pytest.mark.parametrize("case", [Case.DISPUTED, Case.UNMATCHED])
def test_impossible_words_on_which_readers_differ_are_not_sure(case: Case) -> None:
    assert probability(Sight(case, "zqx|", 0.9, 0.6, 0.7), MODEL, SHIPPED) < 0.9
