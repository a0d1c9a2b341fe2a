"""What could stand where two readers differ: what either saw, mixtures, and the same letters with other marks."""

from __future__ import annotations

import itertools
import re

from rapidfuzz.distance import Levenshtein

from pipeline.reading.alignment import folded
from pipeline.reading.syllable_model import SyllableModel

_AFFIXES = re.compile(r"^([^\w]*)(.*?)([^\w]*)$", re.DOTALL)
_MOST_PLACES = 4
"""Of places at which two readings of a word differ that are mixed freely: 16 mixtures."""
_MOST_SIBLINGS = 8


def candidates(first: str, second: str, model: SyllableModel) -> tuple[str, ...]:
    """All texts to be weighed, what the readers saw first. A side may be empty: then nothing may stand there.

    A word with digits or capitals is only ever what a reader saw, up to the punctuation around it.
    """
    texts = dict.fromkeys((first, second))
    if first and second and " " not in first and " " not in second:
        before, core, after = _split(first)
        other_before, other_core, other_after = _split(second)
        cores = dict.fromkeys((core, other_core))
        if _may_be_mixed(core) and _may_be_mixed(other_core):
            cores |= dict.fromkeys(_mixtures(core, other_core))
            cores |= dict.fromkeys(_siblings(core, other_core, model))
        parts = itertools.product(dict.fromkeys((before, other_before)), cores, dict.fromkeys((after, other_after)))
        texts |= dict.fromkeys("".join(part) for part in parts)
    return tuple(texts)


def other_marks(word: str, model: SyllableModel) -> tuple[str, ...]:
    """The word and known syllables of the same bare letters; words with capitals or digits have none."""
    before, core, after = _split(word)
    if not _may_be_mixed(core):
        return (word,)
    siblings = model.with_same_letters(core, most=_MOST_SIBLINGS)
    return tuple(dict.fromkeys((word, *(before + sibling + after for sibling in siblings))))


def _split(word: str) -> tuple[str, str, str]:
    """Punctuation before, the word itself, punctuation after."""
    found = _AFFIXES.match(word)
    return (found[1], found[2], found[3]) if found else ("", word, "")


def _may_be_mixed(core: str) -> bool:
    return core.isalpha() and core == core.lower()


def _mixtures(core: str, other: str) -> list[str]:
    """Words that take each differing place from one reader or the other."""
    codes = Levenshtein.opcodes(core, other)
    if sum(code.tag != "equal" for code in codes) > _MOST_PLACES:
        return []
    parts = [
        dict.fromkeys((core[code.src_start : code.src_end], other[code.dest_start : code.dest_end])) for code in codes
    ]
    return ["".join(part) for part in itertools.product(*parts)]


def _siblings(core: str, other: str, model: SyllableModel) -> list[str]:
    """Known syllables of the same bare letters, if the readers agree on these and differ about marks."""
    if folded(core) != folded(other):
        return []
    return list(model.with_same_letters(core, most=_MOST_SIBLINGS))
