"""What kind of paper it is; ``unknown`` is an answer too, never a forced guess.

A title on a line of its own says most; where none was read, what the number under the letterhead ends in
(``34/UBND-XNTTHN``), or most of a kind's further print, says it alone. A letter is known by its head.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from models.page import Page
from models.paper import UNKNOWN_KIND
from pipeline.catalogue.loading import kind as load_kind
from pipeline.catalogue.loading import kinds
from pipeline.catalogue.schema import Kind
from pipeline.letterhead import Row, find_head, names_number
from pipeline.titles import find_title
from pipeline.vietnamese import alike, fold, is_capitals

ADMINISTRATIVE = "administrative"
PHRASE_ALIKE = 84.0
"""Likeness (0 to 100) from which a printed phrase counts as there."""
SURE = 0.98
LIKELY = 0.93
DOUBTFUL = 0.7
"""Below what a person is asked about."""
LEAST_WITHOUT_TITLE = 4
SHARE_WITHOUT_TITLE = 0.6
"""Phrases of a kind, and the share of all of its phrases, that make it without its title."""
ENOUGH_BESIDE_TITLE = 0.3


@dataclass(frozen=True, slots=True)
class Support:
    """How much of a kind's further print stands on the paper."""

    found: int
    share: float


def classify(pages: Sequence[Page]) -> tuple[str, float]:
    """The kind's code and how sure."""
    shown = [page for page in pages if not page.blank] or list(pages)
    title = find_title(shown[0])
    if title is not None and load_kind(title.kind).layout != "letter":
        support = _support(load_kind(title.kind), shown)
        if support.found:
            return title.kind, _sure_of_title(title.score, support)
        return UNKNOWN_KIND, DOUBTFUL
    return _by_notation(shown) or _letter(shown[0]) or _by_print(shown)


def _sure_of_title(score: float, support: Support) -> float:
    """A title alone may be quoted, or be another's that begins alike: its form has more to show."""
    if support.share >= ENOUGH_BESIDE_TITLE:
        return SURE if score >= 0.93 else LIKELY
    return LIKELY if score >= 0.97 and support.found > 1 else DOUBTFUL


def _by_notation(pages: Sequence[Page]) -> tuple[str, float] | None:
    """A form whose title was not read, by its number: no letter's notation ends so."""
    head = find_head(pages[0])
    numbers = [fold(row.text).replace(" ", "") for row in head.left if names_number(row)] if head else []
    for kind in kinds().values():
        if any(number.endswith(f"/{fold(ending)}") for number in numbers for ending in kind.notations):
            return (kind.code, LIKELY) if _support(kind, pages).share >= ENOUGH_BESIDE_TITLE else None
    return None


def _letter(page: Page) -> tuple[str, float] | None:
    """An administrative document: the head of Decree 30/2020 with a number or a document type under it."""
    head = find_head(page)
    if head is None:
        return None
    numbered = any(names_number(row) for row in head.left)
    typed = any(_is_type(row) for row in (*head.left, *head.right))
    if numbered and typed:
        return ADMINISTRATIVE, 0.99
    return (ADMINISTRATIVE, LIKELY) if numbered or typed else None


def _is_type(row: Row) -> bool:
    types = load_kind(ADMINISTRATIVE).types.values()
    return is_capitals(row.text) and any(alike(row.text, name) >= 85 for name in types)


def _by_print(pages: Sequence[Page]) -> tuple[str, float]:
    """Without a title: the kind of which most further print is there, if it is plainly ahead of the others."""
    weighed = sorted(
        ((_support(kind, pages), kind) for kind in kinds().values() if kind.layout != "letter"),
        key=lambda item: -item[0].share,
    )
    (best, kind), (second, _) = weighed[0], weighed[1]
    if best.found < LEAST_WITHOUT_TITLE or best.share < SHARE_WITHOUT_TITLE:
        return UNKNOWN_KIND, 0.9 if best.found < LEAST_WITHOUT_TITLE else DOUBTFUL
    return kind.code, LIKELY if best.share - second.share > 0.25 else DOUBTFUL


def _support(kind: Kind, pages: Sequence[Page]) -> Support:
    """The kind's cues and labels that stand on the paper; of a card those of the face that shows."""
    printed = [fold(line.text) for page in pages for line in (*page.lines, *page.apart)]
    front, back = phrases(kind)
    faces = [face for face in (front, back) if face]
    shares = [sum(_stands(phrase, printed) for phrase in face) for face in faces]
    return max(
        (Support(found, found / len(face)) for found, face in zip(shares, faces, strict=True)),
        key=lambda support: support.share,
    )


@functools.cache
def _folded(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(text) for text in texts))


def phrases(kind: Kind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Folded: what stands on the kind's front (of a form, on all of it) and on its back."""
    labels = tuple(rule.labels[0] for rule in kind.fields.values() if rule.labels and len(rule.labels[0]) > 8)
    if kind.layout == "card":
        return _folded(kind.cues), _folded(kind.back_cues)
    return _folded((*kind.cues, *labels)), ()


def _stands(phrase: str, printed: Iterable[str]) -> bool:
    return any(
        len(line) >= 0.8 * len(phrase) and fuzz.partial_ratio(phrase, line, score_cutoff=PHRASE_ALIKE) > 0
        for line in printed
    )
