"""Runs of digits: parted and read together."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.handwriting.digits import Ink
from pipeline.handwriting.strings import MOST_DIGITS, Reading, read_run
from samples.pen import pen_mask


def read(ink: Ink, *, longest: int = MOST_DIGITS) -> tuple[Reading, ...]:
    _, labels = cv2.connectedComponents((ink >= 0.35).astype(np.uint8), connectivity=8)
    return read_run(ink, labels.astype(np.int32), allowed=lambda text: True, longest=longest)


@pytest.mark.parametrize("text", ["7", "25", "803", "6149"])
def test_digits_of_a_hand_are_read(text: str) -> None:
    assert read(pen_mask(text, 40.0, 5))[0].text == text


@pytest.mark.parametrize("text", ["32", "28", "53"])
def test_touching_digits_are_parted(text: str) -> None:
    """Digits drawn a little into each other make one connected piece."""
    glyphs = [tight(pen_mask(digit, 40.0, 5)) for digit in text]
    height = max(glyph.shape[0] for glyph in glyphs)
    joined = np.zeros((height, 0), np.float32)
    for short in glyphs:
        glyph = np.pad(short, ((height - short.shape[0], 0), (0, 0)))
        overlap = touching(joined, glyph) if joined.size else 0
        canvas = np.zeros((height, joined.shape[1] + glyph.shape[1] - overlap), np.float32)
        canvas[:, : joined.shape[1]] = joined
        space = canvas[:, canvas.shape[1] - glyph.shape[1] :]
        np.maximum(space, glyph, out=space)
        joined = canvas
    assert cv2.connectedComponents((joined >= 0.35).astype(np.uint8))[0] == 2, "one piece and the paper"
    assert text in [reading.text for reading in read(np.pad(joined, 6))[:3]]


def tight(mask: Ink) -> Ink:
    rows, columns = np.flatnonzero(mask.max(axis=1) > 0.35), np.flatnonzero(mask.max(axis=0) > 0.35)
    return mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def touching(left: Ink, right: Ink) -> int:
    """By how many columns the right one must be moved into the left one so that their ink just meets."""
    for overlap in range(1, min(left.shape[1], right.shape[1])):
        both = (left[:, -overlap:] >= 0.35) & (right[:, :overlap] >= 0.35)
        if both.sum() >= 3:
            return overlap
    raise AssertionError("they never touch")


def test_nothing_is_read_from_nothing() -> None:
    assert read(np.zeros((40, 60), np.float32)) == ()


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), text=st.from_regex(r"[0-9]{1,5}", fullmatch=True))
def test_readings_are_ordered_distinct_and_no_likelier_than_certain(seed: int, text: str) -> None:
    readings = read(pen_mask(text, 36.0, seed), longest=3)
    weights = [reading.weight for reading in readings]
    assert weights == sorted(weights, reverse=True)
    assert sum(weights) <= 1 + 1e-6
    assert len({reading.text for reading in readings}) == len(readings)
    assert all(1 <= len(reading.text) <= 3 and reading.text.isdigit() for reading in readings)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_blots_are_survived(data: st.DataObject) -> None:
    """Whatever lies there, nothing breaks, and only what is allowed is offered."""
    rng = np.random.default_rng(data.draw(st.integers(0, 10_000)))
    ink = (rng.random((30, 80)) > data.draw(st.floats(0.3, 0.99))).astype(np.float32)
    _, labels = cv2.connectedComponents(ink.astype(np.uint8), connectivity=8)
    readings = read_run(ink, labels.astype(np.int32), allowed=lambda text: int(text) % 2 == 0)
    assert all(int(reading.text) % 2 == 0 for reading in readings)
