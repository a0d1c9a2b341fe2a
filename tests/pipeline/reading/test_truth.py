"""What fits are told to be right: the part of a page's exact text that a read line shows."""

from __future__ import annotations

from types import ModuleType

import pytest

from tools.fitting.truth import Truth, find_truth

PAGE = "Bộ Quốc phòng quản lý. Căn cứ Luật Đất đai; do Bộ Quốc phòng quản lý nhà nước, tổ chức thực hiện."


class Scorer(ModuleType):
    """What is needed of the scorer on text without fancy punctuation."""

    @staticmethod
    def normal(text: str) -> str:
        return " ".join(text.split())


def truth_of(*pieces: str) -> Truth:
    found = find_truth(pieces, PAGE, Scorer("scorer"))
    assert found is not None
    return found


@pytest.mark.parametrize("last", ["hiện", "hiện,", "hiện.", "hiên"])
def test_a_mark_that_was_overlooked_at_a_line_s_end_belongs_to_the_truth(last: str) -> None:
    assert truth_of("tổ", "chức", "thực", last).of(3) == "hiện."


def test_a_line_that_stands_there_letter_by_letter_is_its_own_truth() -> None:
    """Not its likeness elsewhere, with a mark behind it."""
    assert truth_of("do", "Bộ", "Quốc", "phòng", "quản", "lý").of(5) == "lý"


def test_of_what_is_not_written_nothing_is_the_truth() -> None:
    assert [truth_of("Căn", "cứ", "xy", "Luật", "Đất", "đai;").of(place) for place in range(6)] == [
        "Căn", "cứ", "", "Luật", "Đất", "đai;",
    ]  # fmt: skip


def test_a_line_of_something_else_has_no_truth() -> None:
    assert find_truth(["0123456789", "ABCDEFG"], PAGE, Scorer("scorer")) is None
