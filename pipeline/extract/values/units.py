"""The administrative units that an address names: before July 2025 (three levels) and since (two).

Read from the end, as addresses are written: province, district, ward; or province, ward. A unit is looked for under
the one above it alone, so that the many wards of one name do not matter. What is ambiguous stays open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from models.field import AdministrativeUnits, Unit
from pipeline.extract.values.parsed import blanked, composed, level
from pipeline.extract.values.units_table import (
    Known,
    Line,
    Names,
    districts,
    grounds,
    key_of,
    marked_key_of,
    names,
    systems,
    typed,
    words_of,
)

LONGEST_NAME = 9
"""Words of a unit's name with its type: Thành phố Phan Rang - Tháp Chàm has six."""
LONGEST_ADDRESS = 400
_OLD, _NEW = 0, 1
_PROVINCE = frozenset({"tinh", "thanh pho"})
_DISTRICT = frozenset({"quan", "huyen", "thi xa", "thanh pho"})
_WARD = frozenset({"phuong", "xa", "thi tran"})
_WARD_SINCE = frozenset({"phuong", "xa", "dac khu"})
_COMMAS, _DASHES = re.compile(r"[,;:()/]"), re.compile(r"\s[-–]\s")
_COUNTRY = ["viet", "nam"]
_SLIP_FROM, _SECOND_SLIP_FROM = 5, 11
"""Letters of a name from which one, or a second, may have been misread."""


@dataclass(frozen=True, slots=True)
class _Words:
    """An address in words: folded, as printed, whether each begins a piece, and whether a comma stands before it.

    ``ends``: where pieces end. A dash parts pieces as well, but stands within names too (Bà Rịa - Vũng Tàu).
    """

    folded: list[str]
    printed: list[str]
    begins: list[bool]
    behind_comma: list[bool]
    ends: tuple[int, ...]

    @property
    def in_pieces(self) -> bool:
        return len(self.ends) > 1


@dataclass(frozen=True, slots=True)
class _Found:
    """A unit and the place of its first word; ``said``: whether its type is printed; no unit: ambiguous."""

    unit: Known | None
    start: int
    said: bool


@lru_cache(maxsize=4096)
def administrative_units(address: str) -> AdministrativeUnits | None:
    """The units that an address names, with those that their ground belongs to in the other system where that is one.

    Marks may be lost, a letter of a longer name mistaken. None when no unit is found.
    """
    words = _words(composed(address[-LONGEST_ADDRESS:]))
    for end in reversed(words.ends[-3:]):
        old = _find(words, end, names(_OLD, 0, ""), _PROVINCE)
        new = _find(words, end, names(_NEW, 0, ""), _PROVINCE)
        units = _under_province(words, old, new)
        if units is not None:
            return units
    for end in reversed(words.ends[-3:]):
        units = _under_district(words, end)
        if units is not None:
            return units
    return None


def _words(address: str) -> _Words:
    split: list[tuple[str, str, bool, bool]] = []
    ends: list[int] = []
    for piece in _COMMAS.split(blanked(address)):
        comma = True
        for part in _DASHES.split(piece):
            words = words_of(part)
            if words and [word for word, _ in words] != _COUNTRY:
                split += [(*word, not place, comma and not place) for place, word in enumerate(words)]
                ends.append(len(split))
                comma = False
    folded, printed, begins, behind_comma = (
        (list(column) for column in zip(*split, strict=True)) if split else ([],) * 4
    )
    return _Words(folded, printed, begins, behind_comma, tuple(ends))


def _under_province(words: _Words, old: _Found | None, new: _Found | None) -> AdministrativeUnits | None:
    before = old.unit if old else None
    since = new.unit if new else None
    district = _find(words, old.start, names(_OLD, 1, before.line.code), _DISTRICT) if old and before else None
    ward_since = _find(words, new.start, names(_NEW, 1, since.line.code), _WARD_SINCE) if new and since else None
    if district is not None and district.unit is not None:
        ward = _find(words, district.start, names(_OLD, 2, district.unit.line.code), _WARD)
        if ward is not None or district.said or ward_since is None:
            return _of_old(district.unit.line, ward.unit.line if ward and ward.unit else None)
    if ward_since is not None and ward_since.unit is not None and (district is None or ward_since.said):
        return _of_new(ward_since.unit.line)
    found = old or new
    if found is None or not (words.begins[found.start] or (found.said and words.in_pieces) or district or ward_since):
        return None
    return _of_province(before.line if before else None, since.line if since else None)


def _under_district(words: _Words, end: int) -> AdministrativeUnits | None:
    """A district whose name no other has, its type printed, no province after it."""
    district = _find(words, end, districts(), _DISTRICT, slips=False)
    if district is None or district.unit is None or not district.said or not words.begins[district.start]:
        return None
    ward = _find(words, district.start, names(_OLD, 2, district.unit.line.code), _WARD)
    return _of_old(district.unit.line, ward.unit.line if ward and ward.unit else None)


def _find(words: _Words, end: int, known: Names, kinds: frozenset[str], *, slips: bool = True) -> _Found | None:
    """The unit whose name ends before ``end``, the longest name first; else one whose name was misread by a letter."""
    for misread in (False, True) if slips else (False,):
        for start in range(max(0, end - LONGEST_NAME), end):
            if any(words.behind_comma[start + 1 : end]):
                continue
            found = (_nearly if misread else _named)(words, slice(start, end), known, kinds)
            if found is not None:
                return found
    return None


def _named(words: _Words, span: slice, known: Names, kinds: frozenset[str]) -> _Found | None:
    """The unit whose name these words are."""
    for kind, place in _ways(words, span, kinds):
        key = key_of(words.folded[place : span.stop])
        if key in known and not (key.isdecimal() and not kind):
            return _chosen(words, span, known[key], kind, place)
    return None


def _nearly(words: _Words, span: slice, known: Names, kinds: frozenset[str]) -> _Found | None:
    """The only unit whose name is that near; behind a type of another level no name is."""
    if typed(words.folded[span])[0] not in ("", *kinds):
        return None
    for kind, place in _ways(words, span, kinds):
        key = key_of(words.folded[place : span.stop])
        slips = (len(key) >= _SLIP_FROM) + (len(key) >= _SECOND_SLIP_FROM)
        far = {name: Levenshtein.distance(key, name, score_cutoff=slips) for name in known} if slips else {}
        least = min(far.values(), default=slips + 1)
        nearest = [name for name, distance in far.items() if distance == least]
        if least <= slips and len(nearest) == 1:
            found = _chosen(words, span, known[nearest[0]], kind, place)
            if found is None or found.unit is None or _marks_agree(words.printed[place : span.stop], found.unit, slips):
                return found
    return None


def _marks_agree(printed: list[str], unit: Known, slips: int) -> bool:
    """Whether the names are as near with their marks: Mường Nhà is not Mường Nhé. A print without marks agrees."""
    if all(level(word) == word.casefold() for word in printed):
        return True
    return Levenshtein.distance(marked_key_of(printed), unit.marked, score_cutoff=slips) <= slips


def _ways(words: _Words, span: slice, kinds: frozenset[str]) -> list[tuple[str, int]]:
    """How the words may be a name: behind their type, or whole where a piece begins. Type, place of the name."""
    kind, count = typed(words.folded[span])
    ways = [(kind, span.start + count)] if kind in kinds else []
    if words.begins[span.start] or not words.in_pieces:
        ways.append(("", span.start))
    return ways


def _chosen(words: _Words, span: slice, units: tuple[Known, ...], kind: str, place: int) -> _Found | None:
    """The unit of this type among those of one name; else the one with these marks; else none, which is ambiguous.

    Types changed over the years, except of wards since July 2025.
    """
    fitting = [unit for unit in units if unit.kind == kind]
    if kind and not fitting and any(unit.kind in _WARD_SINCE and len(unit.line.above) == 2 for unit in units):
        return None
    fitting = fitting or list(units)
    if len(fitting) > 1:
        marked = marked_key_of(words.printed[place : span.stop])
        fitting = [unit for unit in fitting if unit.marked == marked]
    return _Found(fitting[0] if len(fitting) == 1 else None, span.start, bool(kind))


def _of_province(before: Line | None, since: Line | None) -> AdministrativeUnits:
    """Of a province that others were joined to the name alone does not say whether the old or the new one is meant."""
    old, new = systems()
    if since is None and before is not None:
        return AdministrativeUnits(province=_unit(new.units[0, before.became]), old_province=_unit(before))
    joined = [line for line in old.under[0, ""] if since is not None and line.became == since.code]
    return AdministrativeUnits(province=_unit(since), old_province=_unit(before) if len(joined) == 1 else None)


def _of_old(district: Line, ward: Line | None) -> AdministrativeUnits:
    old, new = systems()
    province = old.units[0, district.above]
    became = (ward or district).became
    return AdministrativeUnits(
        province=_unit(new.units[0, province.became]),
        ward=_unit(new.units.get((1, became))),  # of a ward whose ground went to several no one is certain
        old_province=_unit(province),
        old_district=_unit(district),
        old_ward=_unit(ward),
    )


def _of_new(ward: Line) -> AdministrativeUnits:
    """What the ground of the ward was: the district, the province, if it all lay in one."""
    old, new = systems()
    lines = grounds().get(ward.code, ())
    wards = [line for line in lines if (2, line.code) in old.units and len(line.above) == 3]
    above = {line.above if len(line.above) == 3 else line.code for line in lines}
    districts_before = [old.units[1, code] for code in above]
    provinces = {line.above for line in districts_before}
    return AdministrativeUnits(
        province=_unit(new.units[0, ward.above]),
        ward=_unit(ward),
        old_province=_unit(old.units[0, provinces.pop()]) if len(provinces) == 1 else None,
        old_district=_unit(districts_before[0]) if len(districts_before) == 1 else None,
        old_ward=_unit(wards[0]) if len(lines) == len(wards) == 1 else None,
    )


def _unit(line: Line | None) -> Unit | None:
    return None if line is None else Unit(code=line.code, name=line.name)
