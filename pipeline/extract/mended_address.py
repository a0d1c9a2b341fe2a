"""Names of administrative units in an address, spelt as they are where the reader was in doubt of a word's marks.

A closed list tells the names; no other word of an address is touched, nor one that the reader was sure of: what stands
on the paper is what an archive keeps. The evidence holds the words as read, and the field's confidence is that of
those words, so a person still looks at what was mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.field import AdministrativeUnits, Unit
from models.page import Word
from pipeline.extract.spelling import marks_of
from pipeline.extract.values.units_table import key_of, words_of
from pipeline.vietnamese import fold

IN_DOUBT = 0.97
_TYPES = {
    fold(word): word for word in ("tổ", "thôn", "ấp", "xóm", "xã", "phường", "huyện", "quận", "tỉnh", "đường", "ngõ")
}
_PRINTED_TYPES = ("xa", "phuong", "thi tran", "huyen", "quan", "thi xa", "tinh", "thanh pho")
_WARD = re.compile(r"(?:^|[,\s])(?:xa|phuong|thi tran)\s+\w")
_EDGES = " .,;:"


def mended_address(value: str, words: Sequence[Word], units: AdministrativeUnits | None) -> str:
    """The address with the units' own spelling of the words that were read with less confidence than ``IN_DOUBT``, and
    that of the types that stand before names and numbers (``tố 13``)."""
    doubtful = {word.text.strip(_EDGES) for word in words if word.confidence < IN_DOUBT}
    if not doubtful:
        return value
    tokens = value.split(" ")
    bare = [fold(token.strip(_EDGES)) for token in tokens]
    for place, word in enumerate(bare[:-1]):
        own = tokens[place].strip(_EDGES)
        if word in _TYPES and own in doubtful and own.islower() and _names_one(tokens[place + 1]):
            tokens[place] = tokens[place].replace(own, _TYPES[word])
    for name in _names(units) if units is not None else ():
        wanted = name.split()
        folded = [fold(word) for word in wanted]
        for start in range(len(tokens) - len(wanted), -1, -1):
            if bare[start : start + len(wanted)] == folded:
                for place, word in enumerate(wanted, start=start):
                    own = tokens[place].strip(_EDGES)
                    if own in doubtful and own != word and own.islower() == word.islower():
                        tokens[place] = tokens[place].replace(own, word)
                break
    return " ".join(tokens)


def _names_one(word: str) -> bool:
    """Whether a type stands before this word: a name, or a number."""
    return word[:1].isupper() or word[:1].isdigit()


def names_unknown_unit(address: str, units: AdministrativeUnits | None) -> bool:
    """Whether an address whose province is known names a ward that the province does not have, or writes a unit with
    other marks than it has: most likely misread, by a reader that was sure.
    """
    if units is None or (units.province is None and units.old_province is None):
        return False
    if units.ward is None and units.old_ward is None and _WARD.search(fold(address)) is not None:
        return True
    if any(_is_mistaken(kind, address, units) for kind in _PRINTED_TYPES):
        return True
    tokens = [token.strip(_EDGES) for token in address.split()]
    return any(_stands_otherwise(tokens, unit.name.split()[1:]) for unit in _found(units))


def _is_mistaken(kind: str, address: str, units: AdministrativeUnits) -> bool:
    """Whether a type of unit is printed, and units of it were found of which none stands there letter for letter."""
    said = words_of(address)
    if f" {kind} " not in f" {' '.join(folded for folded, _ in said)} ":
        return False
    names = [fold(unit.name) for unit in _found(units)]
    keys = [key_of(name.removeprefix(kind).split()) for name in names if name.startswith(f"{kind} ")]
    return bool(keys) and not any(key in key_of([folded for folded, _ in said]) for key in keys)


def _stands_otherwise(tokens: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a name stands there, but never with its own marks; where in a syllable a mark stands does not count."""
    bare = [fold(word) for word in name]
    places = [
        tokens[start : start + len(name)]
        for start in range(len(tokens) - len(name) + 1)
        if [fold(token) for token in tokens[start : start + len(name)]] == bare
    ]
    return bool(places) and all(
        any(marks_of(one) != marks_of(other) for one, other in zip(place, name, strict=True)) for place in places
    )


def _found(units: AdministrativeUnits) -> Iterator[Unit]:
    for unit in (units.old_province, units.province, units.old_district, units.old_ward, units.ward):
        if unit is not None:
            yield unit


def _names(units: AdministrativeUnits) -> Iterator[str]:
    """With and without their type, the province first: it stands last in an address, where the search begins."""
    for unit in _found(units):
        yield unit.name[0].lower() + unit.name[1:]
        yield unit.name
        yield unit.name.split(" ", 1)[-1]
