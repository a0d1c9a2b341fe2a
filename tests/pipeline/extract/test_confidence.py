"""A field's confidence: less with every word that may be wrong, and what was fitted says so for every field."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.paper import ADMINISTRATIVE_FIELDS
from pipeline.catalogue.schema import Parser
from pipeline.extract.confidence import LEAST, field_confidence, shipped
from pipeline.odds import chance, log_odds

chances = st.lists(st.floats(0, 1), min_size=1, max_size=60)
names = st.sampled_from(ADMINISTRATIVE_FIELDS)


def test_every_field_has_been_fitted_and_surer_words_make_a_surer_value() -> None:
    letters = {name for name in shipped() if not name.startswith("form.")}
    assert letters == set(ADMINISTRATIVE_FIELDS)
    assert set(shipped()) - letters <= {f"form.{name}" for name in (*get_args(Parser), "signer", "title")}
    assert all(correction.slope > 0 for correction in shipped().values())


@given(names, chances, st.floats(0, 1))
def test_one_more_word_makes_no_value_surer(name: str, words: list[float], other: float) -> None:
    assert 0 <= field_confidence(name, [*words, other]) <= field_confidence(name, words) <= 1


@pytest.mark.parametrize("name", ADMINISTRATIVE_FIELDS)
def test_words_that_may_well_be_wrong_send_the_value_to_a_person(name: str) -> None:
    assert field_confidence(name, [0.5, 0.5]) < 0.9


@pytest.mark.parametrize("name", ADMINISTRATIVE_FIELDS)
def test_no_value_is_certain(name: str) -> None:
    assert field_confidence(name, [1.0]) <= 1 - LEAST
    assert field_confidence(name, [0.0]) >= LEAST


@given(st.floats(0.001, 0.999))
def test_odds_and_back(probability: float) -> None:
    assert chance(log_odds(probability, least=0.001)) == pytest.approx(probability)


def test_nothing_is_believed_further_than_the_least() -> None:
    assert log_odds(0.0, least=0.01) == log_odds(0.01, least=0.01)
    assert log_odds(1.0, least=0.01) == pytest.approx(-log_odds(0.0, least=0.01))
    assert log_odds(1.0, least=0.01, most=0.995) == pytest.approx(log_odds(0.995, least=0.001))
