"""The digit reader: its input's normal form, its weights' form, and how it does on digits it was not trained on."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from pipeline.handwriting.digits import CLASSES, GLYPH, JUNK, SIDE, Ink, load_weights, normalised, probabilities
from tools.digit_material import load_digits

LARGEST_BYTES = 300 * 1024
inks = npst.arrays(
    np.float32, st.tuples(st.integers(1, 60), st.integers(1, 60)), elements=st.sampled_from([0.0, 0.2, 0.6, 1.0])
)


@settings(max_examples=60, deadline=None)
@given(ink=inks)
def test_any_ink_becomes_a_square_of_the_right_size(ink: Ink) -> None:
    square = normalised(ink)
    assert square.shape == (SIDE, SIDE)
    assert square.dtype == np.float32
    assert 0 <= square.min() <= square.max() <= 1.0 + 1e-5
    margin = (SIDE - GLYPH) // 2
    assert not square[:margin].any()
    assert not square[-margin:].any()


@settings(max_examples=30, deadline=None)
@given(ink=inks)
def test_the_answer_is_a_distribution(ink: Ink) -> None:
    (answer,) = probabilities(normalised(ink)[None])
    assert answer.shape == (CLASSES,)
    assert answer.sum() == pytest.approx(1, abs=1e-4)
    assert (answer >= 0).all()


def test_no_squares_no_answers() -> None:
    assert probabilities(np.zeros((0, SIDE, SIDE), np.float32)).shape == (0, CLASSES)


def test_size_and_place_do_not_matter() -> None:
    ink = np.zeros((40, 40), np.float32)
    ink[5:35, 18:22] = 1
    moved = np.zeros((80, 90), np.float32)
    moved[10:70, 60:68] = 1
    assert probabilities(normalised(ink)[None])[0].argmax() == 1
    assert np.allclose(normalised(ink), normalised(moved), atol=0.3)


@pytest.mark.parametrize("shape", ["dot", "dash"])
def test_dots_and_dashes_are_no_digits(shape: str) -> None:
    ink = np.zeros((30, 30), np.float32)
    ink[(slice(12, 18), slice(12, 18)) if shape == "dot" else (slice(14, 17), slice(4, 27))] = 1
    assert probabilities(normalised(ink)[None])[0].argmax() == JUNK


def test_the_weights_are_small_and_hold_no_pickled_objects() -> None:
    data = resources.files("pipeline.handwriting").joinpath("data", "digits.npz").read_bytes()
    assert len(data) <= LARGEST_BYTES
    assert load_weights(data).version


@pytest.mark.corpus
@pytest.mark.parametrize("source", ["mnist", "opencv"])
def test_held_out_digits_are_read(corpus: Path, source: str) -> None:
    digits = load_digits(corpus, "held-out")[source]
    seen = probabilities(np.stack([normalised(ink) for ink in digits.inks[:800]]))
    labels = digits.labels[:800]
    assert (seen.argmax(axis=1) == labels).mean() > 0.94
    sure = seen[:, :JUNK].max(axis=1) >= 0.99
    assert sure.mean() > 0.5
    assert (seen.argmax(axis=1)[sure] != labels[sure]).mean() <= 0.01


@pytest.mark.corpus
def test_the_parts_do_not_overlap(corpus: Path) -> None:
    parts = [load_digits(corpus, part) for part in ("train", "calibrate", "held-out")]
    assert sum(len(source) for part in parts for source in part.values()) == 15_000
