"""Which pages of a file belong together: a file is one paper unless a later page begins like a first one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.page import Page
from pipeline.letterhead import find_head, names_number

FIRST_PAGE_TOP = 0.25
"""A first page's head stands above this; a form's within an annex usually lower, and without a number of its own."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Pages of one paper (0-based, in order), how sure, and what made the machine begin a paper there."""

    indexes: tuple[int, ...]
    confidence: float
    cues: tuple[str, ...]


def separate(pages: Sequence[Page]) -> tuple[Cut, ...]:
    """Cuts that together hold every page exactly once. Blank pages stay with the paper they follow."""
    starts = [index for index, page in enumerate(pages) if index == 0 or begins_paper(page)]
    cuts = []
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(pages)
        cues = ("first_page",) if start == 0 else ("nation", "number")
        cuts.append(Cut(tuple(range(start, end)), 0.99 if start == 0 else 0.95, cues))
    return tuple(cuts)


def begins_paper(page: Page) -> bool:
    """Nation and motto at the top, and beside them an agency's number: what an annex's form does not have."""
    head = find_head(page)
    return head is not None and head.top < FIRST_PAGE_TOP and any(names_number(row) for row in head.left)
