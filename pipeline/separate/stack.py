"""A file's pages from first to last: where papers begin, which pages belong to none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.findings import Finding, FindingCode, finding
from models.page import Page
from pipeline.separate.beginning import CERTAIN, SURE, Beginning, beginning, numbered
from pipeline.separate.cut import Cut, Stack
from pipeline.separate.look import Look, look_at
from pipeline.separate.page_numbers import broken_numbers
from pipeline.separate.sheets import FoundSheet, named_component, sheet_findings

ON_A_BACK = 0.6
"""How sure a beginning on a back side may be at most, where sheets are printed on one side."""
LEAST_BACKS = 2
BLANK_BACKS = 0.4
"""Share of even places that are blank, from which on a stack counts as scanned on both sides of one-sided print."""
BLANK_FRONTS = 0.1


@dataclass(frozen=True, slots=True)
class _Section:
    """Pages behind a separator sheet, or the file's first pages; the sheet itself is not among them."""

    sheet: FoundSheet | None
    indexes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Paper:
    indexes: tuple[int, ...]
    start: Beginning


def separate(pages: Sequence[Page], *, dossier: str | None = None) -> Stack:
    """Every page of the file, upright, exactly once: in a cut, as a separator sheet, or as a blank page apart.

    Blank pages stay with the paper they follow, blank pages before a paper with that one; right behind a separator
    sheet a blank page is the sheet's back and belongs to none. ``dossier``: the one that is being digitised, if known.
    """
    looks = [look_at(page) for page in pages]
    sheets = tuple(index for index, look in enumerate(looks) if look.sheet is not None)
    backs = has_blank_backs(looks)
    cuts: list[Cut] = []
    blanks: list[int] = []
    for section in _sections(looks):
        indexes = list(section.indexes)
        if section.sheet is not None and indexes and looks[indexes[0]].blank:
            blanks.append(indexes.pop(0))
        if sheets and all(looks[index].blank for index in indexes):
            blanks += indexes
            continue
        said = sheet_findings(section.sheet, dossier) if section.sheet is not None else ()
        for place, paper in enumerate(_papers(indexes, looks, behind_sheet=section.sheet is not None)):
            cut = _cut(paper, looks, backs=backs, said=said if place == 0 else ())
            cuts.append(replace(cut, component=named_component(section.sheet, dossier)))
    return Stack(tuple(cuts), sheets, tuple(blanks))


def cut_by_hand(
    pages: Sequence[Page], wanted: Sequence[Sequence[int]], *, dossier: str | None = None
) -> tuple[Cut, ...]:
    """Cuts as a person made them, 0-based: certain, but pages may still be lacking. Sheets name components still."""
    looks = [look_at(page) for page in pages]
    named = {
        index: named_component(section.sheet, dossier) for section in _sections(looks) for index in section.indexes
    }
    start = Beginning(("person",), 1.0)
    return tuple(
        replace(_cut(_Paper(tuple(indexes), start), looks, backs=False, said=()), component=named.get(indexes[0]))
        for indexes in wanted
    )


def has_blank_backs(looks: Sequence[Look]) -> bool:
    """Whether both sides of sheets were scanned that are mostly printed on one: then papers begin on front sides."""
    fronts, backs = looks[0::2], looks[1::2]
    blank_fronts, blank_backs = sum(look.blank for look in fronts), sum(look.blank for look in backs)
    return (
        blank_backs >= LEAST_BACKS
        and blank_backs >= BLANK_BACKS * len(backs)
        and blank_fronts <= BLANK_FRONTS * len(fronts)
    )


def _sections(looks: Sequence[Look]) -> Iterator[_Section]:
    sheet: FoundSheet | None = None
    indexes: list[int] = []
    for index, look in enumerate(looks):
        if look.sheet is None:
            indexes.append(index)
            continue
        if indexes:
            yield _Section(sheet, tuple(indexes))
        sheet, indexes = look.sheet, []
    if indexes:
        yield _Section(sheet, tuple(indexes))


def _papers(indexes: Sequence[int], looks: Sequence[Look], *, behind_sheet: bool) -> Iterator[_Paper]:
    start = Beginning(("separator" if behind_sheet else "first_page",), CERTAIN)
    pages: list[int] = []
    for index in indexes:
        seen = [looks[page] for page in pages]
        found = None if looks[index].blank or all(look.blank for look in seen) else beginning(looks[index], seen)
        if found is not None:
            yield _Paper(tuple(pages), start)
            start, pages = found, []
        pages.append(index)
    yield _Paper(tuple(pages), start)


def _cut(paper: _Paper, looks: Sequence[Look], *, backs: bool, said: tuple[Finding, ...]) -> Cut:
    confidence = paper.start.confidence
    if backs and confidence < CERTAIN and paper.indexes[0] % 2:
        confidence = min(confidence, ON_A_BACK)
    doubts = (finding(FindingCode.CUT_UNCERTAIN),) if confidence < SURE else ()
    pages = [looks[index] for index in paper.indexes]
    first = next((look for look in pages if not look.blank), pages[0])
    numbers = broken_numbers(numbered(pages), headed=first.headed)
    return Cut(paper.indexes, confidence, paper.start.cues, (*said, *doubts, *numbers))
