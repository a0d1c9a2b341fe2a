"""Probabilities of texts by a line recogniser's judgement, against adding up every way of spelling them."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.ctc import IMPOSSIBLE, LogProbs, greedy, log_likelihoods

ALPHABET = "ab"


@st.composite
def judgements(draw: st.DrawFn) -> LogProbs:
    steps = draw(st.integers(1, 5))
    raw = draw(st.lists(st.floats(-3, 3), min_size=3 * steps, max_size=3 * steps))
    scores = np.array(raw, np.float64).reshape(steps, 3)
    return np.asarray(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)), np.float32)


def collapsed(path: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(label for label, _ in itertools.groupby(path) if label)


def by_brute_force(log_probs: LogProbs, labels: tuple[int, ...]) -> float:
    total = 0.0
    for path in itertools.product(range(3), repeat=len(log_probs)):
        if collapsed(path) == labels:
            total += math.exp(sum(float(log_probs[step, label]) for step, label in enumerate(path)))
    return total


LABELS = st.lists(st.integers(1, 2), max_size=4).map(tuple)


@given(log_probs=judgements(), texts=st.lists(LABELS, min_size=1, max_size=4))
def test_the_likelihood_is_the_sum_over_all_spellings(log_probs: LogProbs, texts: list[tuple[int, ...]]) -> None:
    for labels, found in zip(texts, log_likelihoods(log_probs, texts), strict=True):
        truth = by_brute_force(log_probs, labels)
        if truth:
            assert found == pytest.approx(math.log(truth), abs=1e-4)
        else:
            assert found <= IMPOSSIBLE / 2


@given(log_probs=judgements())
def test_greedy_spells_the_likeliest_path(log_probs: LogProbs) -> None:
    path = tuple(int(label) for label in log_probs.argmax(axis=1))
    glyphs = greedy(log_probs, ALPHABET)
    assert "".join(glyph.char for glyph in glyphs) == "".join(ALPHABET[label - 1] for label in collapsed(path))
    for glyph in glyphs:
        assert {path[step] for step in range(glyph.first, glyph.last + 1)} == {ALPHABET.index(glyph.char) + 1}
        assert glyph.log_prob == max(
            float(log_probs[step, path[glyph.first]]) for step in range(glyph.first, glyph.last + 1)
        )
