"""What may stand where readers differ: their own texts, mixtures, other marks; codes and names as they were seen."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.candidates import ENDS, candidates, only_sense, other_ends
from pipeline.reading.syllable_model import syllable_model

MODEL = syllable_model()
SEEN = st.text("aáàảbcdđeêgihklmnoôơpqrstuưvxyAĐ0123456789/-.,() ", max_size=8).map(str.strip)


@given(first=SEEN, second=SEEN)
def test_what_the_readers_saw_is_always_among_them(first: str, second: str) -> None:
    found = candidates(first, second, MODEL)
    assert found[0] == first
    assert second in found
    assert len(set(found)) == len(found) <= 400


@given(first=SEEN, second=SEEN)
def test_digits_capitals_and_gaps_are_never_made_up(first: str, second: str) -> None:
    """Only punctuation around such a word may come from the other reader."""
    seen = {first, second}
    for text in candidates(first, second, MODEL):
        core = text.strip("/-.,()")
        if any(char.isdigit() or char.isupper() for char in first + second):
            assert core in {word.strip("/-.,()") for word in seen} or " " in text


def test_other_marks_on_the_same_letters_are_offered() -> None:
    found = candidates("đôi", "đồi", MODEL)
    assert "đổi" in found
    assert "đội" in found


def test_a_mixture_of_both_is_offered() -> None:
    assert "thường" in candidates("thưòng", "thuờng", MODEL)


def test_a_word_of_a_name_is_only_what_was_seen() -> None:
    assert candidates("Quânh", "Quảnh", MODEL) == ("Quânh", "Quảnh")


STAMPED = "ĐẾN | Chuyển VẦC”, mat Trănh, quản lý nhà nước về cải cách thủ tục hành chính, thu hút tư"
SCRIBBLE = "1EN1001010012111,0000211"


def test_of_a_line_and_a_scribble_only_the_line_is_offered() -> None:
    """As on a real letter, where an incoming stamp lies over the first line of the text."""
    assert only_sense(STAMPED, SCRIBBLE, MODEL) == only_sense(SCRIBBLE, STAMPED, MODEL) == (STAMPED,)


@given(first=SEEN, second=SEEN)
def test_a_few_words_are_never_taken_for_the_only_sense(first: str, second: str) -> None:
    """Words, numbers and names are weighed, whatever the other reader saw."""
    if max(len(first.split()), len(second.split())) < 3 and not set("/-.,()") & set(first + second):
        assert only_sense(first, second, MODEL) == ()


def test_two_ways_of_reading_one_line_are_weighed() -> None:
    assert only_sense("quản lý nhà nước về cải cách", "quàn lý nhà nước vê cái cach", MODEL) == ()


@given(core=st.text("abđôế12", min_size=1), end=st.sampled_from(["", *ENDS]), seen=st.sets(st.sampled_from(ENDS)))
def test_other_ends_are_the_word_without_a_mark_and_with_each_that_was_seen(
    core: str, end: str, seen: set[str]
) -> None:
    assert set(other_ends(core + end, seen)) == {core + end, core, *(core + mark for mark in seen)}


def test_the_end_of_a_decision_and_bare_punctuation_are_left_alone() -> None:
    assert other_ends("này./.", ".") == ("này./.",)
    assert other_ends("(nếu", ".")[0] == "(nếu"
    assert other_ends("-", ".") == ("-",)
