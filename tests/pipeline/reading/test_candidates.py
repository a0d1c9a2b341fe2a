"""What may stand where readers differ: their own texts, mixtures, other marks; codes and names as they were seen."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.candidates import candidates
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
