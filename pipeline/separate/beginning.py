"""Whether a paper begins on a page: cues for a first page weighed against cues that the paper before goes on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.separate.cards import Side
from pipeline.separate.formats import differs_in_size, lies_otherwise
from pipeline.separate.look import Look
from pipeline.separate.page_numbers import Numbered, goes_on

WEIGHTS = {
    "number": 0.95,
    "number_unread": 0.9,
    "issuer": 0.8,
    "mark": 0.93,
    "title": 0.92,
    "title_of_form": 0.6,
    "page_one_of": 0.85,
    "nation_alone": 0.75,
    "card_code": 0.85,
    "card_back_alone": 0.55,
    "after_card": 0.55,
    "page_one_again": 0.55,
    "another_size": 0.5,
    "laid_otherwise": 0.4,
}
"""How often a paper begins where the cue stands, as estimated; "first_page" and "separator" are certain."""
CERTAIN = 0.99
SURE = 0.7
"""A beginning less likely than this is proposed with CUT_UNCERTAIN; below LEAST the paper before goes on."""
LEAST = 0.45
AGAINST_NUMBER = 0.95
"""A page number that goes on is stronger than all but a letterhead with its number."""


@dataclass(frozen=True, slots=True)
class Beginning:
    cues: tuple[str, ...]
    confidence: float


def beginning(look: Look, paper: Sequence[Look]) -> Beginning | None:
    """None where the page goes on with the paper so far (which has at least one page)."""
    if _completes_card(look, paper):
        return None
    cues = list(first_page_cues(look, paper))
    strongest = max((WEIGHTS[cue] for cue in cues), default=0.0)
    if look.number is not None and look.number.number > 1:
        if goes_on(numbered(paper), look.number) and strongest < AGAINST_NUMBER:
            return None
        if strongest < WEIGHTS["issuer"]:
            return None
    if look.later_section and strongest < SURE:
        return None
    confidence = 1 - math.prod(1 - WEIGHTS[cue] for cue in cues)
    if confidence < LEAST:
        return None
    return Beginning(("nation", *cues) if look.letter else tuple(cues), min(confidence, CERTAIN))


def first_page_cues(look: Look, paper: Sequence[Look]) -> Iterator[str]:
    """What says that a paper begins here."""
    if look.letter:
        yield look.letter[-1]
    if look.mark is not None and all(page.mark != look.mark for page in paper):
        yield "mark"
    first = next((page for page in paper if not page.blank), paper[0])
    yield from _titles(look, within_letter=bool(first.letter) and first.title is None)
    if look.number is not None and look.number.number == 1:
        if look.number.total is not None:
            yield "page_one_of"
        elif any(page.number is not None for page in paper):
            yield "page_one_again"
    yield from _cards(look, paper)
    yield from _formats(look, paper)


def numbered(paper: Sequence[Look]) -> list[Numbered]:
    return [Numbered(place, page.blank, page.number) for place, page in enumerate(paper)]


def _titles(look: Look, *, within_letter: bool) -> Iterator[str]:
    """Titles. A letter's annexes may hold forms to be filled in by others: those are pages of the letter."""
    if within_letter and look.template:
        return
    if look.title is not None:
        yield "title_of_form" if within_letter and look.form else "title"
    elif look.nation and not look.letter and not within_letter:
        yield "nation_alone"


def _cards(look: Look, paper: Sequence[Look]) -> Iterator[str]:
    sides = {page.side for page in paper}
    if look.side in {Side.FRONT, Side.WHOLE} and look.title is None:
        yield "card_code"
    elif look.side is Side.BACK:
        yield "card_back_alone"
    elif look.side is Side.NONE and (Side.WHOLE in sides or sides >= {Side.FRONT, Side.BACK}):
        yield "after_card"


def _formats(look: Look, paper: Sequence[Look]) -> Iterator[str]:
    """A sheet laid across is how a letter's tables come: that says less than another size."""
    before = next((page for page in reversed(paper) if not page.blank), paper[-1])
    if differs_in_size(look.format, before.format):
        yield "another_size"
    elif lies_otherwise(look.format, before.format):
        yield "laid_otherwise"


def _completes_card(look: Look, paper: Sequence[Look]) -> bool:
    """A back after its front; a front after a back with which the paper began."""
    printed = [page for page in paper if not page.blank]
    if look.side is Side.BACK:
        return bool(printed) and printed[-1].side is Side.FRONT
    return look.side is Side.FRONT and len(printed) == 1 and printed[0].side is Side.BACK
