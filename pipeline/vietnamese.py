"""Comparing Vietnamese as readers see it: marks get lost, capitals come and go, letters are mistaken."""

from __future__ import annotations

import functools
from unicodedata import combining, normalize

from rapidfuzz import fuzz

MARK_ERRORS_ALLOWED = 82.0
"""Similarity (0 to 100) of folded texts above which two printed phrases are taken for the same."""


@functools.lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Lower case, no marks, đ as d, single spaces: ``Số: 05/QĐ`` becomes ``so: 05/qd``."""
    plain = normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = plain if plain.isascii() else "".join([letter for letter in plain if not combining(letter)])
    return " ".join(bare.casefold().split())


def alike(one: str, other: str) -> float:
    """How alike two texts are once folded, 0 to 100."""
    return float(fuzz.ratio(fold(one), fold(other)))


def holds(text: str, phrase: str) -> bool:
    """Whether a phrase stands somewhere in the text, letters mistaken here and there."""
    folded, wanted = fold(text), fold(phrase)
    return len(folded) >= 0.7 * len(wanted) and fuzz.partial_ratio(wanted, folded) >= MARK_ERRORS_ALLOWED


def is_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


def has_marks(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark (đ counts)."""
    return fold(text) != " ".join(text.casefold().split())
