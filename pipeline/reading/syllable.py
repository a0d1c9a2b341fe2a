"""Whether a word can be written Vietnamese at all: its letters, their marks and their order, not a dictionary."""

from __future__ import annotations

import functools
import re
import unicodedata

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_ONSET = "ngh|ng|nh|gh|gi|kh|ch|ph|th|tr|qu|[bcdđghklmnpqrstvx]"
_NUCLEUS = (
    "uyê|uya|uyu|iêu|yêu|oai|oay|oao|oeo|uây|uôi|uao|ươi|ươu|uêu|uơi"
    "|ia|iê|yê|ya|ua|uô|ưa|ươ|oa|oă|oe|uê|uy|uơ|uâ|oo|ôô|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu"
    "|[aăâeêioôơuưy]"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_NUCLEUS})(?:ch|ng|nh|[ckmnpt])?")  # -k: Đắk Lắk, Đăk Nông
_REMEMBERED = 1 << 15
"""Words asked about lately: a text has few different ones, and each candidate for a doubtful word is asked about."""
_VOWELS = re.compile("[aăâeêioôơuưy]")


@functools.lru_cache(_REMEMBERED)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (letters only, any case) is built like one Vietnamese syllable with at most one tone."""
    letters, tones = _without_tone(word.casefold())
    return tones <= 1 and _SYLLABLE.fullmatch(letters) is not None


def has_vowel(word: str) -> bool:
    """False for abbreviations such as QĐ or NĐ, which are no syllables and yet nothing strange."""
    return _VOWELS.search(_without_tone(word.casefold())[0]) is not None


def _without_tone(word: str) -> tuple[str, int]:
    """The word without its tone marks, the marks that make other letters (ă, â, ơ …) kept; how many tones it had."""
    parts = unicodedata.normalize("NFD", word)
    bare = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", bare), len(parts) - len(bare)
