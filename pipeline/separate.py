"""Which pages of a file belong together: a file is one paper unless a later page begins like a first one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.page import Page
from pipeline.letterhead import find_head, names_number
from pipeline.vietnamese import fold, is_capitals

FIRST_PAGE_TOP = 0.25
"""A first page's head stands above this; a form's within an annex usually lower, and without a number of its own."""


HEAD_HEIGHT = 0.16
_CONFIDENCE = {"first_page": 0.99, "number": 0.95, "number_unread": 0.9, "issuer": 0.8}
_DOTS = re.compile(r"\.{3,}|…|_{3,}")
_FILLED = re.compile(r"\d\s*/")
_FORM = re.compile(r"\W*(?:mau (?:so|[a-z]{0,6}\d)|phu luc|bieu (?:mau|so))")
_AGENCIES = (
    "uy ban",
    "hoi dong",
    "so ",
    "bo ",
    "phong ",
    "van phong",
    "trung tam",
    "chi cuc",
    "cuc ",
    "cong an",
    "ban ",
)


@dataclass(frozen=True, slots=True)
class Cut:
    """Pages of one paper (0-based, in order), how sure, and what made the machine begin a paper there."""

    indexes: tuple[int, ...]
    confidence: float
    cues: tuple[str, ...]


def separate(pages: Sequence[Page]) -> tuple[Cut, ...]:
    """Cuts that together hold every page exactly once. Blank pages stay with the paper they follow."""
    starts: list[tuple[int, tuple[str, ...]]] = [(0, ("first_page",))] if pages else []
    starts += [(index, cues) for index, page in enumerate(pages) if index and (cues := first_page_cues(page))]
    cuts = []
    for place, (start, cues) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(pages)
        cuts.append(Cut(tuple(range(start, end)), _CONFIDENCE[cues[-1]], cues))
    return tuple(cuts)


def first_page_cues(page: Page) -> tuple[str, ...]:
    """What says that a paper begins here; empty when nothing does, or when the page is a form in an annex.

    Nation and motto at the top, and beside them an agency with its number. Forms in annexes have dots for the number,
    say which form they are ("Mẫu số 02"), or bear no agency at all.
    """
    head = find_head(page)
    if head is None or head.top > FIRST_PAGE_TOP:
        return ()
    beside = [row for row in head.left if row.box.top < head.top + HEAD_HEIGHT]
    numbers = [row for row in beside if names_number(row) and not _DOTS.search(row.text)]
    if any(_FILLED.search(row.text) for row in numbers):
        return ("nation", "number")
    is_form = any(_FORM.match(fold(line.text)) for line in page.lines if line.box.top <= head.top)
    if is_form or any(_DOTS.search(row.text) for row in beside):
        return ()
    if numbers:
        return ("nation", "number_unread")
    agency = any(is_capitals(row.text) and fold(row.text).startswith(_AGENCIES) for row in beside)
    return ("nation", "issuer") if agency else ()
