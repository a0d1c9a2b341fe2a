"""What could stand where two readers differ: what either saw, mixtures, and the same letters with other marks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.reading.alignment import folded
from pipeline.reading.syllable import is_syllable
from pipeline.reading.syllable_model import SyllableModel, tokens

_AFFIXES = re.compile(r"^([^\w]*)(.*?)([^\w]*)$", re.DOTALL)
_MOST_PLACES = 4
"""Of places at which two readings of a word differ that are mixed freely: 16 mixtures."""
_MOST_SIBLINGS = 8
_MOST_ALIKE = 35.0
"""Per cent, in bare letters: readings less alike are of different things."""
_LEAST_SYLLABLES, _LEAST_SENSE = 4, 0.6
"""Known syllables, and their share of all, of what is Vietnamese."""
ENDS = ".,;:"
"""Marks behind a word that readers overlook or take for each other."""


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


def only_sense(first: str, second: str, model: SyllableModel) -> tuple[str, ...]:
    """The one of two texts that is Vietnamese, where the other is nothing of the kind; empty where both or neither are.

    Print under a stamp may be read by one reader and be scribble to the other. Weights fitted on single words do not
    tell a line from a scribble.
    """
    if fuzz.ratio(folded(first), folded(second)) > _MOST_ALIKE:
        return ()
    sense = [text for text in (first, second) if _makes_sense(text, model)]
    return tuple(sense) if len(sense) == 1 else ()


def _makes_sense(text: str, model: SyllableModel) -> bool:
    known = [is_syllable(token) and model.count(token) > 0 for token in tokens(text)]
    return sum(known) >= max(_LEAST_SYLLABLES, _LEAST_SENSE * len(known))


def other_marks(word: str, model: SyllableModel) -> tuple[str, ...]:
    """The word and known syllables of the same bare letters; words with capitals or digits have none."""
    before, core, after = _split(word)
    if not _may_be_mixed(core):
        return (word,)
    siblings = model.with_same_letters(core, most=_MOST_SIBLINGS)
    return tuple(dict.fromkeys((word, *(before + sibling + after for sibling in siblings))))


def other_ends(word: str, seen: Iterable[str]) -> tuple[str, ...]:
    """The word with nothing or one of the marks ``seen`` behind it, instead of the one mark or none that it ends in;
    the end of a decision (``./.``, Decree 30/2020/NĐ-CP, Annex I) is no single mark.
    """
    before, core, after = _split(word)
    if not core or after not in ("", *ENDS):
        return (word,)
    return tuple(dict.fromkeys((word, before + core, *(before + core + mark for mark in seen))))


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
