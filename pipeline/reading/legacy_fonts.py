"""Text set in fonts of the years before Unicode: TCVN3 (``.VnTime``) and VNI (``VNI-Times``), decoded.

Such fonts draw Vietnamese letters in the places of Latin-1, so a layer says "Céng hoµ" or "Coäng hoøa" where the page
shows "Cộng hoà". A font's name is a hint and no more: a decoding counts only when it turns what was broken into
syllables of the language. TCVN3: TCVN 5712:1993 (VN3) as the ABC fonts carry it; VNI: the Windows fonts of VNI.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pipeline.reading.syllable import has_vowel, is_syllable

Char = Mapping[str, Any]
"""A letter as pdfplumber gives it; here: ``text``, ``fontname``, ``x0``, ``x1``, ``top``, ``bottom``."""


class LegacyCode(StrEnum):
    TCVN3 = "tcvn3"
    VNI = "vni"


LEAST_PROOF = 3
"""Marked syllables that a font's text must give; shorter texts are taken with the page's surest code."""
LEAST_POSSIBLE = 0.95
"""Of the marked words decoded, how many must be built like syllables; names and abbreviations are not."""
_PUNCTUATION = "\"'“”‘’().,:;!?[]{}…–—-/"
_CAPITALS_FONT = re.compile(r"\.Vn[\w ]*H(?:$|[,-])", re.ASCII)
"""``.VnTimeH``: its small letters are drawn as capitals."""
_TONES = "\u0300\u0301\u0309\u0303\u0323"  # grave, acute, hook, tilde, dot: the order of the tables below
_TCVN3 = {
    "a": "µ¸¶·¹", "ă": "»¾¼½Æ", "â": "ÇÊÈÉË", "e": "ÌÐÎÏÑ", "ê": "ÒÕÓÔÖ", "i": "×ÝØÜÞ", "o": "ßãáâä",
    "ô": "åèæçé", "ơ": "êíëìî", "u": "ïóñòô", "ư": "õøö÷ù", "y": "úýûüþ",
}  # fmt: skip
_TCVN3_PLAIN = {
    "¨": "ă", "©": "â", "ª": "ê", "«": "ô", "¬": "ơ", "\u00ad": "ư", "®": "đ",
    "¡": "Ă", "¢": "Â", "§": "Đ", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư",
    "\u03bc": "à", "\u2219": "ã", "\u02c9": "¯",
}  # fmt: skip
"""The last line: other characters by which programs name the same places."""
_VNI_MARKS = {
    "a": ("øùûõï", ""), "ă": ("èéúüë", "ê"), "â": ("àáåãä", "â"), "e": ("øùûõï", ""), "ê": ("àáåãä", "â"),
    "o": ("øùûõï", ""), "ô": ("àáåãä", "â"), "ơ": ("øùûõï", ""), "u": ("øùûõï", ""), "ư": ("øùûõï", ""),
    "y": ("øùûõ", ""),
}  # fmt: skip
"""By vowel: the letters that stand behind it for the five tones, and the one that makes it without a tone."""
_VNI_BASES = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "ô", "ư": "ö"}
_VNI_PLAIN = {"ô": "ơ", "ö": "ư", "ñ": "đ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _tcvn3() -> dict[str, str]:
    toned = {
        code: unicodedata.normalize("NFC", vowel + tone)
        for vowel, codes in _TCVN3.items()
        for code, tone in zip(codes, _TONES, strict=True)
    }
    return toned | _TCVN3_PLAIN


def _vni() -> dict[str, str]:
    small = dict(_VNI_PLAIN)
    for vowel, (tones, without) in _VNI_MARKS.items():
        base = _VNI_BASES.get(vowel, vowel)
        for mark, tone in zip(tones, _TONES, strict=False):
            small[base + mark] = unicodedata.normalize("NFC", vowel + tone)
        if without:
            small[base + without] = vowel
    capital = {code.upper(): letter.upper() for code, letter in small.items()}
    mixed = {code[0].upper() + code[1:]: letter.upper() for code, letter in small.items() if len(code) > 1}
    return small | capital | mixed


TABLES: Mapping[LegacyCode, Mapping[str, str]] = {LegacyCode.TCVN3: _tcvn3(), LegacyCode.VNI: _vni()}
"""Code of one or two characters (VNI: a vowel and its mark) to one letter, NFC."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """``chars``: those of the page, of decoded fonts with their letters; ``codes``: by font name, the code it has."""

    chars: list[Char]
    codes: Mapping[str, LegacyCode]


def decode(text: str, code: LegacyCode) -> str:
    """The text of one run in such a font."""
    table = TABLES[code]
    return "".join(table.get(part, part) for part in _parts(text, table))


def decode_fonts(chars: Sequence[Char]) -> Decoded | None:
    """The page's letters with its legacy fonts decoded; None when no font proves to be one."""
    codes = _codes_of(chars)
    if not codes:
        return None
    found: list[Char] = []
    for name, group in itertools.groupby(chars, key=_font):
        run, code = [*group], codes.get(name)
        capitals = _CAPITALS_FONT.search(name) is not None
        found += run if code is None else _decoded_run(run, code, capitals=capitals)
    return Decoded(_closed_up(found), codes)


def _closed_up(chars: Sequence[Char]) -> list[Char]:
    """Without gaps inside words: some of these files change fonts within a word, and pdfminer misplaces the rest of it.

    The files write their spaces, so letters without one between them are one word where together they can be a
    syllable and the first part alone cannot, or the rest is punctuation.
    """
    closed = [*chars]
    for start, end in _runs(closed):
        for place in range(start + 1, end):
            before, here = closed[place - 1], closed[place]
            if not _touch(before, here) and _continues(closed, start, place, end):
                closed[place - 1] = {**before, "x1": here["x0"]}
    return closed


def _runs(chars: Sequence[Char]) -> Iterator[tuple[int, int]]:
    """From where to where letters follow each other on one line without a space."""
    start = 0
    for place in range(1, len(chars) + 1):
        ended = place == len(chars) or chars[place]["text"].isspace() or not _level(chars[place - 1], chars[place])
        if ended or chars[place - 1]["text"].isspace():
            yield start, place
            start = place


def _continues(chars: Sequence[Char], start: int, place: int, end: int) -> bool:
    left, right = ("".join(str(char["text"]) for char in part) for part in (chars[start:place], chars[place:end]))
    first, rest = left.strip(_PUNCTUATION), right.strip(_PUNCTUATION)
    if not rest:
        return True
    return not (has_vowel(first) and is_syllable(first)) and has_vowel(first + rest) and is_syllable(first + rest)


def _level(one: Char, other: Char) -> bool:
    """On one line, the second not left of the first."""
    height = float(one["bottom"]) - float(one["top"])
    return abs(float(one["bottom"]) - float(other["bottom"])) < height / 2 and float(other["x0"]) > float(one["x0"])


def _codes_of(chars: Sequence[Char]) -> dict[str, LegacyCode]:
    """Each font by its own proof; fonts of too few words follow the surest, if they are named or broken like it."""
    texts: dict[str, list[str]] = defaultdict(list)
    for name, run in itertools.groupby(chars, key=_font):
        texts[name] += _written(list(run))
    whole = {name: " ".join(parts) for name, parts in texts.items()}
    proved = {name: code for name, text in whole.items() if (code := _proved(text)) is not None}
    if not proved:
        return {}
    surest = max(proved, key=lambda name: len(whole[name]))
    code = proved[surest]
    family = _family(surest)
    kin = {name: code for name in whole if name not in proved and _family(name) == family}
    return proved | kin


def _written(run: Sequence[Char]) -> list[str]:
    """What a run says, a line a part: not every file writes a space where a line ends."""
    parts = [""]
    for before, here in itertools.pairwise([run[0], *run]):
        if before is not here and not _level(before, here):
            parts.append("")
        parts[-1] += str(here["text"])
    return parts


def _proved(text: str) -> LegacyCode | None:
    """The code under which the text's marked words are syllables, where as they stand they are not."""
    if _possible(text)[0] >= LEAST_POSSIBLE:
        return None
    shares = {code: _possible(decode(text, code)) for code in LegacyCode}
    best = max(shares, key=lambda code: shares[code])
    share, words = shares[best]
    return best if share >= LEAST_POSSIBLE and words >= LEAST_PROOF else None


def _possible(text: str) -> tuple[float, int]:
    """Of the words with letters beyond ASCII, the share that can be syllables, and how many there are; 1 of none."""
    words = [word.strip(_PUNCTUATION) for word in text.split()]
    marked = [word for word in words if not word.isascii()]
    good = sum(word.isalpha() and has_vowel(word) and is_syllable(word) for word in marked)
    return (good / len(marked) if marked else 1.0), len(marked)


def _family(name: str) -> str:
    """``.Vn`` of ``BADEPR+.VnTimeH,Bold``, ``VNI`` of ``VNI-Times``; any other font is a family by itself."""
    bare = name.rpartition("+")[2]
    match = re.match(r"\.?Vn(?=[A-Z0-9])|VNI(?=[-_ ])", bare, re.ASCII)
    return match.group() if match is not None else name


def _font(char: Char) -> str:
    return str(char.get("fontname", ""))


def _decoded_run(run: Sequence[Char], code: LegacyCode, *, capitals: bool) -> Iterator[Char]:
    """Letters of one font that follow each other; a vowel and its mark become one, as wide as both."""
    table = TABLES[code]
    place = 0
    while place < len(run):
        here = run[place]
        pair = run[place : place + 2]
        both = "".join(str(char["text"]) for char in pair)
        taken = pair if len(pair) > 1 and both in table and _touch(*pair) else [here]
        text = table.get(both if len(taken) > 1 else str(here["text"]), str(here["text"]))
        x0, x1 = min(float(char["x0"]) for char in taken), max(float(char["x1"]) for char in taken)
        yield {**here, "text": text.upper() if capitals else text, "x0": x0, "x1": x1}
        place += len(taken)


def _touch(one: Char, other: Char) -> bool:
    """Whether the second stands on the first or right behind it, on the same line."""
    height = float(one["bottom"]) - float(one["top"])
    level = abs(float(one["bottom"]) - float(other["bottom"])) < height / 2
    return level and -height < float(other["x0"]) - float(one["x1"]) < height / 5


def _parts(text: str, table: Mapping[str, str]) -> Iterator[str]:
    place = 0
    while place < len(text):
        size = 2 if text[place : place + 2] in table else 1
        yield text[place : place + size]
        place += size
