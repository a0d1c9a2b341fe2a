"""Names of administrative units in an address, spelt as they are where the reader was in doubt of a word's marks.

A closed list tells the names; no other word of an address is touched, nor one that the reader was sure of: what stands
on the paper is what an archive keeps. The evidence holds the words as read, and the field's confidence is that of
those words, so a person still looks at what was mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.field import AdministrativeUnits
from models.page import Word
from pipeline.vietnamese import fold

IN_DOUBT = 0.97
_WARD = re.compile(r"(?:^|[,\s])(?:xa|phuong|thi tran)\s+\w")
_EDGES = " .,;:"


def mended_address(value: str, words: Sequence[Word], units: AdministrativeUnits) -> str:
    """The address with the units' own spelling of the words that were read with less confidence than ``IN_DOUBT``."""
    doubtful = {word.text.strip(_EDGES) for word in words if word.confidence < IN_DOUBT}
    if not doubtful:
        return value
    tokens = value.split(" ")
    bare = [fold(token.strip(_EDGES)) for token in tokens]
    for name in _names(units):
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


def names_unknown_ward(address: str, units: AdministrativeUnits | None) -> bool:
    """Whether an address whose province is known names a ward that the province does not have: most likely misread."""
    if units is None or (units.province is None and units.old_province is None):
        return False
    return units.ward is None and units.old_ward is None and _WARD.search(fold(address)) is not None


def _names(units: AdministrativeUnits) -> Iterator[str]:
    """With and without their type, the province first: it stands last in an address, where the search begins."""
    for unit in (units.old_province, units.province, units.old_district, units.old_ward, units.ward):
        if unit is not None:
            yield unit.name[0].lower() + unit.name[1:]
            yield unit.name
            yield unit.name.split(" ", 1)[-1]
