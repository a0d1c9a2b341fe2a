"""First pages by their letterhead: nation and motto at the top, beside them an agency with its number."""

from __future__ import annotations

import re

from models.page import Page
from pipeline.letterhead import MOTTO, NATION, find_head, names_number
from pipeline.vietnamese import fold, holds, is_capitals

FIRST_PAGE_TOP = 0.25
"""A first page's head stands above this; a form's within an annex usually lower, and without a number of its own."""
HEAD_HEIGHT = 0.16
MOST_DOTTED = 3
"""A form with more dotted lines than these was made to be filled in by hand."""
_DOTS = re.compile(r"\.{3,}|…|_{3,}")
_FILLED = re.compile(r"\d\s*/")
_FORM = re.compile(r"\W*(?:mau (?:so|[a-z]{0,6}\d)|phu luc|bieu (?:mau|so))")
_ANNEX = re.compile(r"\W*phu luc\b")
_PLACEHOLDER = re.compile(
    r"\W*(?:\(?\d?\)?\s*ten )?(?:co quan|don vi|to chuc)(?:,? (?:to chuc|don vi|chu quan|cap tren))*\W*\d?\W*"
)
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


def letter_cues(page: Page) -> tuple[str, ...]:
    """What says that a letter begins here; empty when nothing does, or when the page is a form in an annex.

    Forms in annexes have dots for the number, say which form they are ("Mẫu số 02"), or bear no agency at all.
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


def bears_nation(page: Page) -> bool:
    """Nation and motto at the top: the first page of something, be its title known or not."""
    top = [line.text for line in page.lines if line.box.top <= FIRST_PAGE_TOP]
    return any(holds(text, NATION) for text in top) and any(holds(text, MOTTO) for text in top)


def is_template(page: Page) -> bool:
    """Whether the page is a form as annexes print them, to be copied and filled in by somebody else."""
    top = [line for line in page.lines if line.box.top <= FIRST_PAGE_TOP]
    if any(_ANNEX.match(fold(line.text)) for line in top):
        return True
    head = find_head(page)
    beside = [row for row in head.left if row.box.top < head.top + HEAD_HEIGHT] if head is not None else []
    if any((_DOTS.search(row.text) and names_number(row)) or _PLACEHOLDER.fullmatch(fold(row.text)) for row in beside):
        return True
    labelled = any(_FORM.match(fold(line.text)) for line in top)
    return labelled and is_dotted(page)


def is_dotted(page: Page) -> bool:
    """Whether it has lines to be filled in; on a form filled in by pen some of their dots are still seen."""
    return sum(_DOTS.search(line.text) is not None for line in page.lines) > MOST_DOTTED


def is_labelled_form(page: Page) -> bool:
    """Whether the page says which form it is, as printed forms do, filled in or not."""
    return any(_FORM.match(fold(line.text)) for line in page.lines if line.box.top <= FIRST_PAGE_TOP)
