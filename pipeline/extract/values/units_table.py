"""The administrative units that addresses name: of before July 2025 (three levels) and since (two).

pipeline/extract/data/units.tsv.xz, made by tools/build_units.py (docs/decisions/016-addresses.md).
"""

from __future__ import annotations

import lzma
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.extract.values.parsed import level

DATA = Path(__file__).parents[1] / "data" / "units.tsv.xz"
TYPES = {
    ("thanh", "pho"): "thanh pho", ("tp",): "thanh pho", ("t", "p"): "thanh pho", ("tinh",): "tinh", ("t",): "tinh",
    ("quan",): "quan", ("q",): "quan", ("huyen",): "huyen", ("h",): "huyen",
    ("thi", "xa"): "thi xa", ("tx",): "thi xa", ("t", "x"): "thi xa",
    ("phuong",): "phuong", ("p",): "phuong", ("f",): "phuong", ("xa",): "xa", ("x",): "xa",
    ("thi", "tran"): "thi tran", ("tt",): "thi tran", ("t", "t"): "thi tran", ("dac", "khu"): "dac khu",
}  # fmt: skip
"""How types of units are printed, and what they are."""
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


class Line(NamedTuple):
    """A line of the table. ``above``: code of the unit it belongs to; ``became``: units since 2025, of an old one."""

    code: str
    above: str
    name: str
    others: str
    became: str


@dataclass(frozen=True, slots=True)
class Known:
    """A unit that may be named. ``kind``: its type, folded; ``marked``: its key with marks."""

    line: Line
    kind: str
    key: str
    marked: str


Names = Mapping[str, tuple[Known, ...]]
"""Units of one level under one unit, by the key of each of their names."""


@dataclass(frozen=True, slots=True)
class System:
    """``units`` by level (0 province) and code, ``under`` by level and code of the unit above."""

    units: Mapping[tuple[int, str], Line]
    under: Mapping[tuple[int, str], tuple[Line, ...]]


def words_of(text: str) -> list[tuple[str, str]]:
    """Each word folded and as printed; ``Q1`` is two."""
    return [
        (level(part), part)
        for word in re.findall(r"[^\W_]+", text)
        for part in re.findall(r"[^\d]+|\d+", word)
    ]  # fmt: skip


def key_of(words: list[str]) -> str:
    """What names are compared by: folded, no spaces, i for y where both are written, numbers without leading zeros."""
    return "".join(re.sub(r"(?<=[bcdghklmnprstvx])y$|(?<=qu)y$", "i", word.lstrip("0") or word) for word in words)


def marked_key_of(words: list[str]) -> str:
    """The same with marks, wherever on its syllable a tone is written."""
    return "".join(_tone_last(word.casefold()) for word in words)


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    bare = "".join(letter for letter in letters if letter not in _TONES)
    return unicodedata.normalize("NFC", bare) + "".join(letter for letter in letters if letter in _TONES)


def typed(words: list[str]) -> tuple[str, int]:
    """The type of unit that the words begin with, and how many words say it."""
    for count in (2, 1):
        kind = TYPES.get(tuple(words[:count]))
        if kind is not None and len(words) > count:
            return kind, count
    return "", 0


@lru_cache(maxsize=1)
def systems() -> tuple[System, System]:
    """The units before July 2025 and those since."""
    units: dict[str, dict[tuple[int, str], Line]] = {"old": {}, "new": {}}
    under: dict[str, dict[tuple[int, str], list[Line]]] = {"old": defaultdict(list), "new": defaultdict(list)}
    for text in lzma.decompress(DATA.read_bytes()).decode().split("\n"):
        era, *parts = text.split("\t")
        line = Line(*parts)
        depth = max(len(line.above) - 1, 0)  # codes of provinces have two figures, of districts three
        units[era][depth, line.code] = line
        under[era][depth, line.above].append(line)
    old, new = (
        System(units[era], {place: tuple(below) for place, below in under[era].items()}) for era in ("old", "new")
    )
    return old, new


def _known(line: Line) -> Known:
    words = words_of(line.name)
    kind, count = typed([folded for folded, _ in words])
    folded, printed = [word for word, _ in words[count:]], [word for _, word in words[count:]]
    return Known(line, kind, key_of(folded), marked_key_of(printed))


@lru_cache(maxsize=2048)
def names(era: int, depth: int, above: str) -> Names:
    """The units of one level under one unit by their keys; era 0 before July 2025, 1 since."""
    return _by_key(systems()[era].under.get((depth, above), ()))


@lru_cache(maxsize=1)
def districts() -> Names:
    """All districts of before July 2025."""
    return _by_key(line for (depth, _), line in systems()[0].units.items() if depth == 1)


def _by_key(lines: Iterable[Line]) -> Names:
    found: dict[str, list[Known]] = defaultdict(list)
    for unit in map(_known, lines):
        for key in dict.fromkeys((unit.key, *unit.line.others.split())):
            found[key].append(unit)
    return {key: tuple(units) for key, units in found.items()}


@lru_cache(maxsize=1)
def grounds() -> Mapping[str, tuple[Line, ...]]:
    """Of each ward since July 2025 the units of before whose ground it has."""
    found: dict[str, list[Line]] = defaultdict(list)
    for (depth, _), line in systems()[0].units.items():
        for code in line.became.split() if depth else ():
            found[code].append(line)
    return {code: tuple(lines) for code, lines in found.items()}
