"""Extraction apart from reading: what a reader without fault hands over becomes papers without fault."""

from __future__ import annotations

import pytest

from tools.papers.measuring import measure
from tools.papers.perfect import measure_perfect, passed_wrongly, read_perfectly


@pytest.mark.parametrize(
    ("seed", "first", "why"),
    [
        (2109, 2000, "a value that says its own label's words again"),
        (2147, 2000, "an office at the same height as the end of a value"),
        (2032, 2000, "a name on two rows that is nearly an office: HỮU ÍCH"),
        (2219, 2000, "a town that begins nearly as a stop: Cộng, Chồng"),
        (2238, 2000, "a subject that goes on with a family name like a heading's word: Phan, phần"),
        (2454, 2000, "a third row nearly like a stop"),
    ],
)
def test_what_was_once_mistaken(seed: int, first: int, why: str) -> None:
    values = measure([read_perfectly(seed, first, careless=False)]).values
    assert [(value.name, value.found.value) for value in values if not value.right] == [], why


def test_every_kind_in_many_sizes() -> None:
    measured = measure_perfect(8000, 102)
    assert all(one.right for one in measured.named)
    assert sum(value.right for value in measured.values) >= 0.998 * len(measured.values)
    assert sum(value.passed for value in measured.values) >= 0.98 * len(measured.values)
    assert passed_wrongly(measured) == {}


def test_of_what_a_careless_reader_hands_over_little_passes_wrongly() -> None:
    """Of which one word in sixty is wrong, and half of these words are said to be nearly sure."""
    measured = measure_perfect(8000, 102, careless=True)
    passed = sum(value.passed for value in measured.values)
    assert passed_wrongly(measured).total() <= 0.01 * passed
