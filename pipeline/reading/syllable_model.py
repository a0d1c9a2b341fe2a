"""How likely Vietnamese syllables and pairs of them are in legal text: one vote among several, never a dictionary.

The counts are made by `python -m tools.build_syllables` from public-domain documents. Syllables stand in lower case.
"""

from __future__ import annotations

import functools
import lzma
import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

COUNTS = Path(__file__).parent / "data" / "syllables.xz"
_LETTERS = re.compile(r"[^\W\d_]+")
_UNSEEN = 0.1
"""How often a syllable that was never counted is taken to have been seen."""
_PAIR_WEIGHT = 20.0
"""Pairs are smoothed by as many sightings of the single syllable (Dirichlet prior)."""


@dataclass(frozen=True, slots=True)
class SyllableModel:
    """``counts`` of syllables, sorted ``pair_keys`` (left * number + right) with ``pair_counts``."""

    total: int
    place: dict[str, int]
    counts: np.ndarray[tuple[int], np.dtype[np.int32]]
    pair_keys: np.ndarray[tuple[int], np.dtype[np.int64]]
    pair_counts: np.ndarray[tuple[int], np.dtype[np.int32]]
    by_letters: dict[str, tuple[str, ...]]

    def count(self, syllable: str) -> int:
        place = self.place.get(syllable)
        return 0 if place is None else int(self.counts[place])

    def log_single(self, syllable: str) -> float:
        return math.log((self.count(syllable) or _UNSEEN) / self.total)

    def log_pair(self, left: str, right: str) -> float:
        """log P(right | left)."""
        single = (self.count(right) or _UNSEEN) / self.total
        return math.log((self._pair(left, right) + _PAIR_WEIGHT * single) / (self.count(left) + _PAIR_WEIGHT))

    def log_sequence(self, syllables: Sequence[str]) -> float:
        """log P of the second and all later syllables, each given the one before."""
        return sum(self.log_pair(left, right) for left, right in pairwise(syllables))

    def with_same_letters(self, syllable: str, *, most: int) -> tuple[str, ...]:
        """Up to ``most`` counted syllables of the same bare letters, the most frequent first."""
        return self.by_letters.get(bare(syllable), ())[:most]

    def _pair(self, left: str, right: str) -> int:
        first, second = self.place.get(left), self.place.get(right)
        if first is None or second is None:
            return 0
        key = first * len(self.place) + second
        index = int(np.searchsorted(self.pair_keys, key))
        return int(self.pair_counts[index]) if index < len(self.pair_keys) and self.pair_keys[index] == key else 0


@functools.cache
def syllable_model() -> SyllableModel:
    """The shipped counts, loaded once a process."""
    arrays = _unpacked(lzma.decompress(COUNTS.read_bytes()))
    syllables = bytes(arrays["syllables"]).decode("utf-8").split("\n")
    counts = arrays["counts"].astype(np.int32)
    by_letters: dict[str, list[str]] = {}
    for index in np.argsort(-counts, kind="stable").tolist():
        by_letters.setdefault(bare(syllables[index]), []).append(syllables[index])
    return SyllableModel(
        total=int(arrays["total"][0]),
        place={syllable: index for index, syllable in enumerate(syllables)},
        counts=counts,
        pair_keys=np.cumsum(arrays["pair_steps"].astype(np.int64)),
        pair_counts=arrays["pair_counts"].astype(np.int32),
        by_letters={letters: tuple(same) for letters, same in by_letters.items()},
    )


def tokens(text: str) -> list[str]:
    """The runs of letters in ``text``, in lower case."""
    return [token.lower() for token in _LETTERS.findall(text)]


def bare(text: str) -> str:
    """``text`` without Vietnamese marks, đ as d; as long as ``text`` where that is composed (NFC) Vietnamese."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(part for part in parts if not unicodedata.combining(part))


def _unpacked(packed: bytes) -> dict[str, np.ndarray[tuple[int], np.dtype[np.generic]]]:
    """What tools/build_syllables wrote: ``name dtype length``, a line feed, the array's bytes; and the next."""
    arrays, start = {}, 0
    while start < len(packed):
        end = packed.index(b"\n", start)
        name, kind, size = packed[start:end].decode().split(" ")
        array = np.frombuffer(packed, np.dtype(kind), int(size), end + 1)
        arrays[name], start = array, end + 1 + array.nbytes
    return arrays
