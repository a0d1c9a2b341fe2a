"""Counts of syllables and pairs: probabilities, not a dictionary."""

import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.syllable_model import bare, syllable_model, tokens

MODEL = syllable_model()


def test_pairs_of_legal_text_are_likelier_than_slips() -> None:
    assert MODEL.log_pair("quyết", "định") > MODEL.log_pair("quyết", "đinh") + 2
    assert MODEL.log_pair("sửa", "đổi") > MODEL.log_pair("sửa", "đôi") + 2


def test_what_was_never_seen_stays_possible() -> None:
    assert MODEL.count("xyzq") == 0
    assert math.isfinite(MODEL.log_pair("xyzq", "zzz"))
    assert MODEL.log_single("xyzq") < MODEL.log_single("quyết")


def test_pairs_after_a_syllable_are_a_distribution() -> None:
    total = sum(math.exp(MODEL.log_pair("quyết", right)) for right in MODEL.place)
    assert total == pytest.approx(1, abs=0.15)  # pairs counted fewer than four times were left out


def test_syllables_with_the_same_letters_come_frequent_first() -> None:
    found = MODEL.with_same_letters("đinh", most=8)
    assert found[0] == "định"
    assert all(bare(syllable) == "dinh" for syllable in found)
    counts = [MODEL.count(syllable) for syllable in found]
    assert counts == sorted(counts, reverse=True)


@given(text=st.text("aáàảãạăằâấbđĐƯươÔẾ ", max_size=20))
def test_bare_letters_are_as_many(text: str) -> None:
    assert len(bare(unicodedata.normalize("NFC", text))) == len(text)
    assert bare(text).isascii()


def test_tokens_are_runs_of_letters() -> None:
    assert tokens("Số: 05/QĐ-UBND, ngày") == ["số", "qđ", "ubnd", "ngày"]
