"""Dates in words: ``Ngày năm tháng hai năm hai nghìn không trăm hai mươi lăm``.

Words are compared without their marks, so that năm (five) and năm (year), mười and mươi are one form each: the grammar
tells them apart. A word with one letter mistaken may stand for several words; of the readings that reach furthest
the one with the fewest mistakes counts, if it is alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from models.findings import FindingCode
from pipeline.extract.values.dates import iso_date, parse_date
from pipeline.extract.values.parsed import Parsed, level, unread

MISTAKES_ALLOWED = 3
_DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9,
}  # fmt: skip
_MONTHS = {"gieng": 1, "chap": 12}
_OTHERS = ("muoi", "linh", "le", "tram", "nghin", "ngan", "ngay", "thang", "mung", "mong")
_VOCABULARY = (*_DIGITS, *_MONTHS, *_OTHERS)
_NUMBERS = frozenset({*_DIGITS, "muoi", "tram", "nghin", "ngan"})


@dataclass(frozen=True, slots=True)
class _Step:
    """A number that the words up to ``end`` say, and the mistakes in them."""

    number: int
    end: int
    mistakes: int


@dataclass(frozen=True, slots=True)
class _Reading:
    year: int
    month: int
    day: int
    end: int
    mistakes: int


def parse_date_words(text: str) -> Parsed:
    """ISO date; of a month or a year in words as much as is said. Figures where words should be are read as well."""
    tokens = list(re.finditer(r"[^\W_]+", level(text)))
    phrase = _Phrase(tuple(_may_be(token.group()) for token in tokens))
    spans = [token.span() for token in tokens]
    for reading in (phrase.dates, phrase.months, phrase.years_alone):
        for start in range(len(tokens)):
            found = [item for item in reading(start) if item.mistakes <= MISTAKES_ALLOWED]
            if found:
                return _parsed(text, found, spans, start)
    figures = parse_date(text)
    return figures if figures.value is not None else unread(text)


def _parsed(text: str, found: list[_Reading], spans: list[tuple[int, int]], start: int) -> Parsed:
    furthest = max(item.end for item in found)
    fewest = min(item.mistakes for item in found if item.end == furthest)
    said = {(item.year, item.month, item.day) for item in found if (item.mistakes, item.end) == (fewest, furthest)}
    if len(said) > 1:
        return unread(text)
    used = (spans[start][0], spans[furthest - 1][1])
    value = iso_date(*said.pop())
    if value is None:
        return Parsed(None, used, FindingCode.DATE_IMPOSSIBLE)
    words = [level(text[slice(*span)]) for span in spans]
    gap = text[used[1] : spans[furthest][0]] if furthest < len(words) else "."
    goes_on = gap.isspace() or not _NUMBERS.isdisjoint(words[furthest : furthest + 2])
    began_before = "ngay" not in _may_be(words[start]) and any(_may_be(word) for word in words[:start])
    doubt = FindingCode.GRAMMAR_BROKEN if goes_on or began_before else None
    return Parsed(value, used, doubt, mended=fewest > 0)


@lru_cache(maxsize=4096)
def _may_be(word: str) -> dict[str, int]:
    """The words of the vocabulary that this one stands for, each with its mistakes: itself, or those a letter away."""
    if word in _VOCABULARY:
        return {word: 0}
    if len(word) < 3:
        return {}
    near = {known: Levenshtein.distance(word, known, score_cutoff=1) for known in _VOCABULARY}
    return {known: mistakes for known, mistakes in near.items() if mistakes == 1 and len(known) > 2}


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The words as read. Each method yields all that the words from ``start`` may say."""

    words: tuple[dict[str, int], ...]

    def dates(self, start: int) -> Iterator[_Reading]:
        for opening in self._word(start, "ngay"):
            for day in self._days(opening.end):
                for later in self.months(day.end):
                    mistakes = opening.mistakes + day.mistakes + later.mistakes
                    yield _Reading(later.year, later.month, day.number, later.end, mistakes)
        for day in self._days(start):
            for later in self.months(day.end):
                yield _Reading(later.year, later.month, day.number, later.end, day.mistakes + later.mistakes)

    def months(self, start: int) -> Iterator[_Reading]:
        for opening in self._word(start, "thang"):
            for month in self._months(opening.end):
                before = opening.mistakes + month.mistakes
                for later in self.years_alone(month.end):
                    yield _Reading(later.year, month.number, 0, later.end, before + later.mistakes)
                for year in self._years(month.end):  # the word năm was lost
                    yield _Reading(year.number, month.number, 0, year.end, before + year.mistakes + 1)

    def years_alone(self, start: int) -> Iterator[_Reading]:
        for opening in self._word(start, "nam"):
            for year in self._years(opening.end):
                yield _Reading(year.number, 0, 0, year.end, opening.mistakes + year.mistakes)

    def _word(self, place: int, *wanted: str) -> Iterator[_Step]:
        if place < len(self.words):
            said = self.words[place]
            yield from (_Step(0, place + 1, said[word]) for word in wanted if word in said)

    def _digit(self, place: int, least: int = 1) -> Iterator[_Step]:
        if place < len(self.words):
            for word, mistakes in self.words[place].items():
                if _DIGITS.get(word, -1) >= least:
                    yield _Step(_DIGITS[word], place + 1, mistakes)

    def _then(self, first: _Step, steps: Iterator[_Step], times: int = 1) -> Iterator[_Step]:
        """The number of ``first``, ``times`` as much, and what follows it."""
        for step in steps:
            yield _Step(first.number * times + step.number, step.end, first.mistakes + step.mistakes)

    def _tens(self, place: int) -> Iterator[_Step]:
        """10 to 99: mười, mười lăm, hai mươi, hai mươi mốt, hai mốt."""
        for ten in self._word(place, "muoi"):
            yield _Step(10, ten.end, ten.mistakes)
            yield from self._then(_Step(10, ten.end, ten.mistakes), self._digit(ten.end))
        for tens in self._digit(place, least=2):
            yield from self._then(tens, self._digit(tens.end), times=10)
            for ten in self._word(tens.end, "muoi"):
                step = _Step(10 * tens.number, ten.end, tens.mistakes + ten.mistakes)
                yield step
                yield from self._then(step, self._digit(ten.end))

    def _days(self, place: int) -> Iterator[_Step]:
        yield from self._digit(place)
        yield from self._tens(place)
        for opening in self._word(place, "mung", "mong"):
            yield from self._then(opening, self._digit(opening.end))
            yield from (_Step(10, ten.end, opening.mistakes + ten.mistakes) for ten in self._word(opening.end, "muoi"))

    def _months(self, place: int) -> Iterator[_Step]:
        for name, number in _MONTHS.items():
            yield from (_Step(number, step.end, step.mistakes) for step in self._word(place, name))
        yield from (step for step in (*self._digit(place), *self._tens(place)) if step.number <= 12)

    def _years(self, place: int) -> Iterator[_Step]:
        for thousands in self._digit(place):
            for word in self._word(thousands.end, "nghin", "ngan"):
                step = _Step(1000 * thousands.number, word.end, thousands.mistakes + word.mistakes)
                yield from (step, *self._then(step, self._under_thousand(word.end)))
            for hundreds in self._digit(thousands.end, least=0):
                step = _Step(
                    10 * thousands.number + hundreds.number, hundreds.end, thousands.mistakes + hundreds.mistakes
                )
                yield from self._then(step, self._two_digits(hundreds.end), times=100)

    def _under_thousand(self, place: int) -> Iterator[_Step]:
        """What follows the thousands: hundreds and the rest, or the rest alone."""
        yield from self._rest(place)
        for hundreds in self._digit(place, least=0):
            for word in self._word(hundreds.end, "tram"):
                step = _Step(100 * hundreds.number, word.end, hundreds.mistakes + word.mistakes)
                yield from (step, *self._then(step, self._rest(word.end)))

    def _rest(self, place: int) -> Iterator[_Step]:
        """1 to 99 after thousands or hundreds: linh năm, mười lăm, hai mươi lăm."""
        for word in self._word(place, "linh", "le", "khong"):
            yield from self._then(word, self._digit(word.end))
        yield from self._tens(place)

    def _two_digits(self, place: int) -> Iterator[_Step]:
        """The last two digits of a year told digit by digit, its end perhaps as a number: một chín tám lăm."""
        for tens in self._digit(place, least=0):
            yield from self._then(tens, self._digit(tens.end, least=0), times=10)
        yield from self._tens(place)
