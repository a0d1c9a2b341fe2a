"""Which words of two readings stand for the same print."""

from hypothesis import given
from hypothesis import strategies as st

from models.geometry import Box
from pipeline.reading.alignment import aligned_words, assign, folded

WORDS = st.lists(st.text("aáàbđcehotươ05/", min_size=1, max_size=6), max_size=8)


def pairs(left: str, right: str) -> list[tuple[str, str]]:
    one, other = left.split(), right.split()
    return [(" ".join(one[a:b]), " ".join(other[c:d])) for (a, b), (c, d) in aligned_words(one, other)]


def test_words_that_differ_in_marks_stand_against_each_other() -> None:
    assert pairs("Hà Nôi, ngày 23", "Hà Nội, ngày 28") == [
        ("Hà", "Hà"), ("Nôi,", "Nội,"), ("ngày", "ngày"), ("23", "28"),
    ]  # fmt: skip


def test_joined_words_stand_against_both() -> None:
    assert pairs("tháng ngày23 năm", "tháng ngày 23 năm") == [
        ("tháng", "tháng"), ("ngày23", "ngày 23"), ("năm", "năm"),
    ]  # fmt: skip


def test_a_word_that_one_alone_saw_stands_with_its_neighbour_or_against_nothing() -> None:
    assert pairs("Căn | cứ", "Căn cứ") == [("Căn", "Căn"), ("| cứ", "cứ")]
    assert pairs("", "Căn cứ") == [("", "Căn cứ")]
    assert pairs("", "") == []


@given(left=WORDS, right=WORDS)
def test_every_word_is_in_exactly_one_stretch_in_order(left: list[str], right: list[str]) -> None:
    found = aligned_words(left, right)
    assert [index for (a, b), _ in found for index in range(a, b)] == list(range(len(left)))
    assert [index for _, (c, d) in found for index in range(c, d)] == list(range(len(right)))
    assert all(a < b or c < d for (a, b), (c, d) in found)


@given(words=WORDS)
def test_like_rows_are_cut_word_by_word(words: list[str]) -> None:
    assert aligned_words(words, words) == [((index, index + 1), (index, index + 1)) for index in range(len(words))]


@given(text=st.text("aáàảãạăằâấbđĐƯươÔ ", max_size=20))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert folded(text).isascii()


LINES = [Box(100, 100, 900, 130), Box(100, 150, 900, 180)]


def test_words_go_to_the_line_in_which_they_stand() -> None:
    words = [Box(120, 102, 200, 128), Box(250, 148, 300, 182), Box(120, 400, 200, 430), Box(1000, 100, 1100, 130)]
    assert assign(words, [0, 1, 2, 3], LINES) == [0, 1, None, None]
    assert assign(words, [0, 1, 2, 3], []) == [None] * 4
    assert assign([], [], LINES) == []


def test_of_two_rows_over_each_other_the_one_that_fits_stays() -> None:
    level = [Box(120, 101, 200, 129), Box(220, 101, 300, 129)]
    stamp = [Box(130, 108, 310, 142)]
    assert assign([*level, *stamp], [0, 0, 1], LINES) == [0, 0, None]
