"""What a parser of values answers, and what all of them need: positions that stay, letters read for digits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from models.findings import FindingCode
from pipeline.vietnamese import fold

SLIPS = {"O": "0", "o": "0", "D": "0", "l": "1", "I": "1", "|": "1", "S": "5", "s": "5", "B": "8"}
"""Letters that readers put for digits. Only where a form then fits, never in free text."""
DIGIT = "[0-9OoDlI|SsB]"
_LEADERS = re.compile(r"[._…·•‧∙-]{2,}|[_…•‧∙]")
_MENDING = str.maketrans(SLIPS)


@dataclass(frozen=True, slots=True, repr=False)
class Parsed:
    """A value in normal form; printing the object shows none of it, so that logs never hold one.

    ``used``: start and end of the piece of the text that the value was made of, all of it when that is not known;
    ``doubt``: why a person should look (GRAMMAR_BROKEN: not of the parser's form, kept as far as it could be);
    ``mended``: the form allowed to correct something that was read, such as O for 0.
    None without a doubt: nothing stands there.
    """

    value: str | None
    used: tuple[int, int]
    doubt: FindingCode | None = None
    mended: bool = False


def unread(text: str, doubt: FindingCode = FindingCode.GRAMMAR_BROKEN) -> Parsed:
    """No value; a doubt only where something stands."""
    stands = any(letter.isalnum() for letter in text)
    return Parsed(None, (0, len(text)), doubt if stands else None)


def level(text: str) -> str:
    """Lower case without marks, letter for letter: positions are those of the text."""
    return "".join(map(_level_letter, text))


@lru_cache(maxsize=4096)
def _level_letter(letter: str) -> str:
    plain = fold(letter)
    return plain if len(plain) == 1 else (" " if letter.isspace() else letter)


def mend_digits(text: str) -> str:
    """Letters that readers put for digits, as those digits."""
    return text.translate(_MENDING)


def blanked(text: str) -> str:
    """Dotted and dashed lines to fill in as spaces, letter for letter."""
    return _LEADERS.sub(lambda match: " " * len(match.group()), text)


def without(gaps: re.Pattern[str], text: str) -> tuple[str, tuple[int, ...]]:
    """The text without the spaces of some pieces, and where each of its letters stood."""
    dropped = {place for match in gaps.finditer(text) for place in range(*match.span()) if text[place].isspace()}
    places = tuple(place for place in range(len(text)) if place not in dropped)
    return "".join(text[place] for place in places), places


def composed(text: str) -> str:
    """One form for each letter (NFC), the Icelandic Ð as the Đ that it looks like, likewise the fraction slash."""
    return unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("⁄", "/")
