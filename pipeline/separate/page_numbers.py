"""Printed page numbers: "2", "- 2 -", "Trang 2/3". As they go on a paper does; where they jump, a page is lacking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.findings import Finding, FindingCode, finding
from models.page import Page
from pipeline.letterhead import Row
from pipeline.phrases import runs
from pipeline.vietnamese import fold

HIGHEST = 500
TOP, BOTTOM = 0.09, 0.9
"""Numbers stand above the one or below the other."""
OFF_CENTRE = 0.1
MOST_WORDS = 6
"""Of a line that is a number with what adorns it: dashes are low, and spaces beside them look wide."""
MOST_LOST = 2
"""Pages at the beginning; where numbers begin higher they count the pages of a volume."""
LEAST_CONFIDENCE = 0.8
"""A digit alone has no neighbours to correct it: one read with less is often another."""
_BARE = re.compile(r"[-–—_.|\s]*(?P<number>[1-9]\d{0,2})[-–—_.|\s]*")
_OF_TOTAL = re.compile(
    r"\W*(?:(?:trang|page|tr)\b\W*)?(?P<number>[1-9]\d{0,2})\s?(?:/|of|tren)\s?(?P<total>[1-9]\d{0,2})\W*"
)
_NAMED = re.compile(r"\W*(?:trang|page)\b\W*(?P<number>[1-9]\d{0,2})\W*")


@dataclass(frozen=True, slots=True)
class PageNumber:
    """``total``: of how many, None where the page does not say."""

    number: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A page of a paper: its 0-based place in it, whether it is blank, the number printed on it."""

    place: int
    blank: bool
    printed: PageNumber | None


def find_page_number(page: Page) -> PageNumber | None:
    """The number at the top or the bottom; a number alone at the top counts only in the middle."""
    edges = [line for line in page.lines if line.box.bottom <= TOP or line.box.top >= BOTTOM]
    rows = [*runs(page, edges), *(Row(line.words) for line in edges if 1 < len(line.words) <= MOST_WORDS)]
    found = [number for row in rows if row.confidence >= LEAST_CONFIDENCE and (number := _number(row)) is not None]
    return max(found, key=lambda number: number.total or 0) if found else None


def goes_on(before: Sequence[Numbered], printed: PageNumber) -> bool:
    """Whether the number is the one that the next page of these must bear."""
    last = next((page for page in reversed(before) if page.printed is not None), None)
    if last is None or last.printed is None:
        least, most = sum(not page.blank for page in before), len(before)
        return least < printed.number <= most + 1 and printed.number > 1
    since = before[before.index(last) + 1 :]
    least, most = sum(not page.blank for page in since) + 1, len(since) + 1
    return least <= printed.number - last.printed.number <= most


def broken_numbers(pages: Sequence[Numbered], *, headed: bool) -> tuple[Finding, ...]:
    """A finding where numbers jump, or where there are fewer pages than one says. They may begin anew: annexes.

    ``headed``: the first page looks like one; then a number above 1 on it counts a volume's pages, as in a gazette.
    """
    numbered = [(page.place, page.printed) for page in pages if page.printed is not None]
    last = max((page.place for page in pages if not page.blank), default=0)
    jumped = any(_jumps(numbered, at) for at in range(1 if headed else 0, len(numbered)))
    broken = jumped or _lacks_end(numbered, last)
    if not broken:
        return ()
    seen = ", ".join(_shown(printed) for _, printed in numbered)
    return (finding(FindingCode.PAGE_NUMBERS_BROKEN, seen=seen),)


def _number(row: Row) -> PageNumber | None:
    folded = fold(row.text)
    of_total = _OF_TOTAL.fullmatch(folded)
    if of_total is not None:
        number, total = int(of_total["number"]), int(of_total["total"])
        return PageNumber(number, total) if number <= total <= HIGHEST else None
    named = _NAMED.fullmatch(folded)
    if named is not None:
        return PageNumber(int(named["number"]))
    bare = _BARE.fullmatch(folded)
    if bare is None or (row.box.bottom <= TOP and abs(row.box.middle[0] - 0.5) > OFF_CENTRE):
        return None
    return PageNumber(int(bare["number"])) if int(bare["number"]) <= HIGHEST else None


def _jumps(numbered: Sequence[tuple[int, PageNumber]], at: int) -> bool:
    """Whether pages are lacking before the one at ``at``. One odd number among others that agree was misread."""
    place, printed = numbered[at]
    before_place, before = numbered[at - 1] if at else (-1, PageNumber(0))
    if printed.number - before.number <= place - before_place:
        return False
    if at == 0:
        lost = printed.number - place - 1
        return lost <= MOST_LOST and len(numbered) > 1 and _agrees(numbered[0], numbered[1])
    return not (at + 1 < len(numbered) and _agrees(numbered[at - 1], numbered[at + 1]))


def _agrees(one: tuple[int, PageNumber], other: tuple[int, PageNumber]) -> bool:
    return 0 < other[1].number - one[1].number <= other[0] - one[0]


def _lacks_end(numbered: Iterable[tuple[int, PageNumber]], last: int) -> bool:
    """Whether the last page that names a total has fewer pages behind it than the total says."""
    totals = [(place, printed) for place, printed in numbered if printed.total is not None]
    if not totals:
        return False
    place, printed = totals[-1]
    return printed.total is not None and printed.total - printed.number > last - place


def _shown(printed: PageNumber) -> str:
    return f"{printed.number}/{printed.total}" if printed.total is not None else str(printed.number)
