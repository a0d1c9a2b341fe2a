"""Whether a page's own text may stand for what is printed on it.

A layer is distrusted when its letters are not those that are drawn (fonts of the years before Unicode, fonts without a
map to Unicode), when it is an earlier program's recognition laid invisibly over a scan, or when images that may hold
more text lie beside it. Then the page is read from its picture, as any scan.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.reading.syllable import has_vowel, is_syllable


class Doubt(StrEnum):
    """Why a layer is not used; the first two say that there is hardly one."""

    NO_LAYER = "none"
    TOO_LITTLE = "too_little"
    TOO_MUCH = "too_much"
    INVISIBLE = "invisible"
    IMAGES = "images"
    SIDEWAYS = "sideways"
    LEGACY_FONT = "legacy_font"
    UNMAPPED = "unmapped"
    MOJIBAKE = "mojibake"


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """What was counted on a page.

    ``fonts``: by font name the text set in it. ``image_share``: how much of the page images cover. ``invisible_share``:
    of the pieces of text, how many are drawn without ink. ``sideways_share``: of the letters, how many do not stand
    upright.
    """

    fonts: Mapping[str, str]
    image_share: float = 0.0
    invisible_share: float = 0.0
    sideways_share: float = 0.0


LEAST_LETTERS = 40
"""A page with fewer letters in its layer (a page number, a stamp) is read from its image."""
MOST_LETTERS = 100_000
"""Sixty times a full page: such a file was made to tire its reader."""
MOST_IMAGES = 0.10
"""A national emblem, a logo, a round seal or a signature covers less of an A4 page; more may hold text."""
MOST_INVISIBLE = 0.05
MOST_SIDEWAYS = 0.20
MOST_STRANGE = 0.02
LEAST_FONT_LETTERS = 20
"""A font with fewer letters is judged with the page's whole text only."""
MOST_BROKEN_WORDS = 0.15
"""Of the words with marks; those of the laws of thirty years have 0.05 %, runs without a space between included."""
MOST_FOREIGN_WORDS = 0.4
"""Of all words: French has marks on fewer, Vietnamese in a legacy code breaks some three of four."""
LEAST_LATIN_LETTERS = 200
"""A table of codes and measures has fewer, and any share of vowels."""
_VOWEL_SHARES = (0.20, 0.60)
"""Of the letters of any text in Latin script; text shifted by a font of its own code falls outside."""
_LEGACY_FONT = re.compile(r"(?:^|\+)(?:\.?Vn[A-Z0-9]|\.VN|VNI[-_ ]|VNtimes|VNarial|VK[-_ ])", re.ASCII)
_NON_LETTERS = re.compile(r"[\s\d\"'“”‘’().,:;!?/\\\[\]{}<>+*=&%@#…–—‑−•·°§²³½×≥≤|_~^$€®©™«»→-]+")
_BROKEN = re.compile(r"\(cid:\d+\)|\ufffd")
_STRANGE = frozenset({"Co", "Cn", "Cc", "Cs"})


def doubt(facts: LayerFacts) -> Doubt | None:
    """Why the layer is not to be believed, None when it is."""
    text = " ".join(facts.fonts.values())
    letters = sum(letter.isalpha() for letter in text)
    if letters == 0:
        return Doubt.NO_LAYER
    if letters < LEAST_LETTERS:
        return Doubt.TOO_LITTLE
    return _doubt_drawing(facts) or _doubt_letters(facts)


def _doubt_drawing(facts: LayerFacts) -> Doubt | None:
    if facts.invisible_share > MOST_INVISIBLE:
        return Doubt.INVISIBLE
    if facts.image_share > MOST_IMAGES:
        return Doubt.IMAGES
    return Doubt.SIDEWAYS if facts.sideways_share > MOST_SIDEWAYS else None


def _doubt_letters(facts: LayerFacts) -> Doubt | None:
    """Of each font with more than a few letters: one broken font of many spoils its part of the page."""
    whole = " ".join(facts.fonts.values())
    if any(_LEGACY_FONT.search(name) and _letters(text) for name, text in facts.fonts.items()):
        return Doubt.LEGACY_FONT
    judged = [text for text in facts.fonts.values() if _letters(text) >= LEAST_FONT_LETTERS]
    if any(map(_is_unmapped, [*judged, whole])):
        return Doubt.UNMAPPED
    return Doubt.MOJIBAKE if any(map(is_mojibake, [*judged, whole])) else None


def is_mojibake(text: str) -> bool:
    """Whether the letters make no sense as Vietnamese, nor as plain Latin script.

    Of words with letters beyond ASCII nearly all must be built like Vietnamese syllables: TCVN3 and VNI seen as
    Latin-1 ("Céng hoµ", "Coäng hoøa") and other shifted codes are not. Words of ASCII letters alone are judged by
    their vowels.
    """
    text = unicodedata.normalize("NFC", text)
    # The marks of TCVN3 stand among the symbols of Latin-1: inside a word they are no punctuation.
    words = [word for word in (_trimmed(word) for word in text.split()) if word]
    marked = [part for word in words if not word.isascii() for part in _NON_LETTERS.split(word) if not part.isascii()]
    judged = [part for part in marked if has_vowel(part) or not part.isalpha()]
    broken = sum(not is_syllable(part) for part in judged)
    glued = sum(_is_glued(word) for word in words)
    lettered = sum(any(letter.isalpha() for letter in word) for word in words)
    if broken + glued > max(MOST_BROKEN_WORDS * len(judged), MOST_FOREIGN_WORDS * lettered, 2):
        return True
    letters = [letter for letter in unicodedata.normalize("NFD", text.casefold()) if letter.isalpha()]
    share = sum(letter in "aeiouy" for letter in letters) / len(letters) if letters else 0.3
    return len(letters) >= LEAST_LATIN_LETTERS and not _VOWEL_SHARES[0] <= share <= _VOWEL_SHARES[1]


def _is_glued(word: str) -> bool:
    """A symbol of Latin-1 between or after letters, as where a TCVN3 letter stands: "x·", "c«ng", "®¬n"."""
    return re.search(r"[a-z][§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾]|[§¨©ª«¬®¯±µ¶·¸¹º»¼½¾][a-z]", word) is not None


def _trimmed(word: str) -> str:
    return word.strip("\"'“”‘’().,:;!?[]{}…–—-•")


def _is_unmapped(text: str) -> bool:
    strange = len(_BROKEN.findall(text)) + sum(unicodedata.category(letter) in _STRANGE for letter in text)
    return strange > MOST_STRANGE * max(len(text), 1)


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text)
