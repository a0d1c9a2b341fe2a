"""What is seen of one page before it is known to which paper it belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.codes import dossier_codes_in
from models.page import Page
from models.separator import PREFIX
from pipeline.separate.cards import Side, side_of
from pipeline.separate.formats import Format, format_of
from pipeline.separate.letterheads import bears_nation, is_dotted, is_labelled_form, is_template, letter_cues
from pipeline.separate.page_numbers import PageNumber, find_page_number
from pipeline.separate.sheets import FoundSheet, find_sheet
from pipeline.titles import Title, find_title
from pipeline.vietnamese import fold

ADMINISTRATIVE = "administrative"
MARK_ABOVE = 1 / 3
"""A system prints the mark of its papers at the top left (Decree 61/2018; DOMAIN 2.6)."""
FIRST_LINES = 4
_LATER_SECTION = re.compile(r"\W*(?:ii|iii|iv|v|vi{1,3}|ix|x)\s?[.)\-:]\s*\w")


@dataclass(frozen=True, slots=True)
class Look:
    """``letter``: cues of a letterhead; ``mark``: the text of a dossier's own code at the top; ``template``: a form as
    annexes print them, ``form``: one that may have been filled in; ``later_section``: it begins with a section that is
    not the first."""

    blank: bool
    sheet: FoundSheet | None
    format: Format
    letter: tuple[str, ...] = ()
    title: Title | None = None
    mark: str | None = None
    number: PageNumber | None = None
    side: Side = Side.NONE
    nation: bool = False
    template: bool = False
    form: bool = False
    later_section: bool = False

    @property
    def headed(self) -> bool:
        """Whether it looks like the first page of something."""
        return bool(self.letter or self.title or self.mark) or self.nation or self.side in {Side.FRONT, Side.WHOLE}


def look_at(page: Page) -> Look:
    """The page as it stands upright."""
    sheet = find_sheet(page)
    if sheet is not None or page.blank:
        return Look(page.blank and sheet is None, sheet, format_of(page))
    title = find_title(page)
    named = title if title is not None and title.kind != ADMINISTRATIVE else None
    return Look(
        blank=False,
        sheet=None,
        format=format_of(page),
        letter=letter_cues(page),
        title=named,
        mark=_mark(page),
        number=find_page_number(page),
        side=side_of(page, named),
        nation=bears_nation(page),
        template=is_template(page),
        form=is_labelled_form(page) or is_dotted(page),
        later_section=any(_LATER_SECTION.match(fold(line.text)) for line in page.lines[:FIRST_LINES]),
    )


def _mark(page: Page) -> str | None:
    """The text of a code in the upper third that names one dossier: a paper printed by an agency's system."""
    marks = (
        code.text
        for code in page.codes
        if code.box.middle[1] <= MARK_ABOVE
        and not code.text.startswith(PREFIX)
        and len(dossier_codes_in(code.text)) == 1
    )
    return next(marks, None)
