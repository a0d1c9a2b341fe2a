"""Where a kind's printed labels stand on a paper, letters mistaken here and there.

Labels that repeat (``Dân tộc`` of child, mother and father) are told apart by their order alone: fields stand in the
catalogue as they are printed, and the labels found are aligned with them like two sequences.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.catalogue.schema import FieldRule, Kind
from pipeline.extract.rows import PrintedRow, bare

SHORT = 4
"""Letters: a label so short must be exact, and begin its row, stand apart, or be followed by a colon."""
ALIKE = 78.0
"""Similarity (0 to 100) from which longer labels are taken for the same; the shortest of these need more."""
ALIKE_SHORTER = 84.0
SHORTEST, ALIKE_SHORTEST = 6, 90.0
"""Letters of which not one may be lost where they are few: Cộng Hòa begins nearly as Chồng."""
OPENING, OPENING_ALIKE = 6, 60.0
"""Letters at a label's beginning, and how alike at least they are: four of six. A reader rarely loses more of them."""
FULL_WEIGHT = 14
"""Letters from which a label counts in full: shorter ones are found by chance."""
STRONG = 0.55
"""From this weight a label that no field has chosen ends a value all the same."""
APART = 0.025
"""Of the page's width: further from the word before, a word begins something new."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Printed words to be looked for: their letters run together, and how many words they are."""

    letters: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """A label (or a stop, ``name`` empty) in a row: tokens ``start`` to ``end``; ``order``: the field's in its kind."""

    name: str
    order: int
    row: int
    start: int
    end: int
    score: float

    @property
    def begin(self) -> tuple[int, int]:
        return self.row, self.start

    @property
    def finish(self) -> tuple[int, int]:
        return self.row, self.end

    def crosses(self, other: Found) -> bool:
        return self.row == other.row and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Labels:
    """``fields``: where each field's own label stands; ``ends``: everything printed that ends a value before it."""

    fields: Mapping[str, Found]
    ends: tuple[Found, ...]

    def next_in(self, row: int, after: int) -> int | None:
        """The first token of a row from ``after`` on at which something else begins."""
        return min((item.start for item in self.ends if item.row == row and item.start >= after), default=None)


def find_labels(kind: Kind, rows: Sequence[PrintedRow], *, column: str) -> Labels:
    """The labels of the kind's fields that stand in ``column`` ("" for the whole width) among the rows given."""
    own = [(order, name, rule) for order, (name, rule) in enumerate(kind.fields.items()) if rule.labels]
    candidates = [item for order, name, rule in own for item in _field_labels(rows, order, name, rule)]
    of_column = [item for item in candidates if kind.fields[item.name].column == column]
    chosen = _with_strays(_aligned(of_column), of_column, kind)
    others = [
        item
        for item in candidates
        if item in chosen.values() or (_stands_out(rows, item) and not _is_repeated(item, chosen, kind))
    ]
    stops = [item for stop in kind.stops for item in _occurrences(rows, phrase_of(stop), -1, "")]
    stops = [item for item in stops if _begins(rows[item.row], item.start)]
    return Labels(chosen, _ending(others + stops, chosen))


def _field_labels(rows: Sequence[PrintedRow], order: int, name: str, rule: FieldRule) -> Iterator[Found]:
    for label in rule.labels:
        yield from _occurrences(rows, phrase_of(label), order, name)


@functools.cache
def phrase_of(label: str) -> Phrase:
    words = [letters for word in label.split() if (letters := bare(word))]
    return Phrase("".join(words), len(words))


def _occurrences(rows: Sequence[PrintedRow], phrase: Phrase, order: int, name: str) -> Iterator[Found]:
    """Where the phrase stands in the rows; of overlapping matches in one row the best."""
    for place, row in enumerate(rows):
        best: Found | None = None
        for start in range(len(row.tokens)):
            found = _match(row, start, phrase)
            if found is None:
                continue
            end, score = found
            item = Found(name, order, place, start, end, score)
            if best is not None and not item.crosses(best):
                yield best
                best = item
            elif best is None or item.score > best.score:
                best = item
        if best is not None:
            yield best


def _match(row: PrintedRow, start: int, phrase: Phrase) -> tuple[int, float] | None:
    """The end of the match that begins at ``start`` and its weight, None without one."""
    tokens = row.tokens
    if not tokens[start].bare or (tokens[start].bare[0] != phrase.letters[0] and len(phrase.letters) <= SHORT):
        return None
    best: tuple[int, float] | None = None
    letters = ""
    longest = len(phrase.letters) * 1.25 + 1
    for end in range(start + 1, min(len(tokens), start + phrase.count + 2) + 1):
        letters += tokens[end - 1].bare
        if len(letters) > longest:
            break
        score = _score(row, start, end, letters, phrase)
        if score > 0 and (best is None or score > best[1]) and tokens[end - 1].bare:
            best = end, score
        if tokens[end - 1].word.text.endswith(":"):
            break  # no label goes beyond its colon
    return best


def _score(row: PrintedRow, start: int, end: int, letters: str, phrase: Phrase) -> float:
    """How well a match counts, 0 for none: likeness, length, a colon behind, and standing where something begins."""
    length = len(phrase.letters)
    if len(letters) < 0.75 * length:
        return 0.0
    colon = row.tokens[end - 1].ends_label
    begins = _begins(row, start)
    if length <= SHORT:
        return 0.3 + 0.1 * colon if letters == phrase.letters and (colon or begins) else 0.0
    least = ALIKE if length > 2 * SHORT else ALIKE_SHORTER if length > SHORTEST else ALIKE_SHORTEST
    alike = fuzz.ratio(letters, phrase.letters, score_cutoff=least)
    if not alike or fuzz.ratio(letters[:OPENING], phrase.letters[:OPENING]) < OPENING_ALIKE:
        return 0.0  # words of a value may be a label's last ones
    weight = min(1.0, length / FULL_WEIGHT)
    return (alike / 100) ** 2 * (0.4 + 0.6 * weight) + 0.06 * colon + 0.04 * begins


def _stands_out(rows: Sequence[PrintedRow], item: Found) -> bool:
    """Whether a label that is no field's choice plainly is one all the same."""
    row = rows[item.row]
    return item.score >= STRONG and (_begins(row, item.start) or row.tokens[item.end - 1].ends_label)


def _is_repeated(item: Found, chosen: Mapping[str, Found], kind: Kind) -> bool:
    """Whether a value says its own label's words again (``Không bị cấm …`` under ``… về cấm …``): nothing begins."""
    own = chosen.get(item.name)
    return own is not None and own.finish <= item.begin and _is_only_of(kind, item.name)


def _is_only_of(kind: Kind, name: str) -> bool:
    """Whether no other field has the labels of this one."""
    labels = [label for rule in kind.fields.values() for label in rule.labels]
    return all(labels.count(label) == 1 for label in kind.fields[name].labels)


def _begins(row: PrintedRow, start: int) -> bool:
    """Whether something begins at a token: the row, but for a dash or a bullet, or a column."""
    while start and not row.tokens[start - 1].bare:
        start -= 1
    return start == 0 or row.tokens[start].word.box.left - row.tokens[start - 1].word.box.right > APART


def _aligned(candidates: Sequence[Found]) -> dict[str, Found]:
    """The heaviest sequence of labels that stand one after the other in the fields' order, one a field."""
    ordered = sorted(candidates, key=lambda item: (item.begin, item.finish))
    weights: list[float] = []
    before: list[int] = []
    for place, item in enumerate(ordered):
        weight, previous = 0.0, -1
        for other in range(place):
            fits = ordered[other].order < item.order and ordered[other].finish <= item.begin
            if fits and weights[other] > weight:
                weight, previous = weights[other], other
        weights.append(weight + item.score)
        before.append(previous)
    chosen: dict[str, Found] = {}
    place = max(range(len(ordered)), key=weights.__getitem__, default=-1)
    while place >= 0:
        chosen[ordered[place].name] = ordered[place]
        place = before[place]
    return chosen


def _with_strays(chosen: dict[str, Found], candidates: Sequence[Found], kind: Kind) -> dict[str, Found]:
    """Fields whose label stands out of order, where no other field could have it: a variant of the layout."""
    result = dict(chosen)
    for item in sorted(candidates, key=lambda item: -item.score):
        if item.name in result or any(item.crosses(other) for other in result.values()):
            continue
        if _is_only_of(kind, item.name) and item.score >= STRONG:
            result[item.name] = item
    return result


def _ending(found: Sequence[Found], chosen: Mapping[str, Found]) -> tuple[Found, ...]:
    """Without what lies inside a chosen label: ``Địa chỉ`` ends nothing within ``Địa chỉ thường trú``."""
    own = list(chosen.values())
    return tuple(
        item for item in found if item in own or not any(item.crosses(other) and item != other for other in own)
    )
