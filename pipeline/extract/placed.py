"""Fields of forms that are found by where and how they stand: place and date, title, signer, patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.field import Field
from models.page import Page, Word
from pipeline.catalogue.loading import kind
from pipeline.catalogue.schema import FieldRule
from pipeline.extract.confidence import all_agreed, field_confidence, form_doubts
from pipeline.extract.dates import is_place_and_date
from pipeline.extract.form import field_of_words
from pipeline.extract.head import evidence
from pipeline.extract.rows import PrintedRow, bare, printed_rows
from pipeline.extract.signer import is_family_name, name_words
from pipeline.letterhead import Row
from pipeline.phrases import runs
from pipeline.titles import Title
from pipeline.vietnamese import fold

RIGHT_HALF = 0.45
_OF_PLACE = re.compile(r"[^\W\d].*?,\s*ngay\b")


def place_date(rule: FieldRule, pages: Sequence[Page]) -> Field | None:
    """``Hà Nội, ngày 05 tháng 02 năm 2025`` on a line of its own, right of the middle: in the head, else the last."""
    found = [(page, row) for page in pages for row in runs(page, page.lines) if _is_place_date(page, row)]
    if not found:
        return None
    page, row = found[0] if found[0][1].box.top < 0.3 and found[0][0] is pages[0] else found[-1]
    start = next((place for place, word in enumerate(row.words) if bare(word.text).startswith("ngay")), 0)
    return field_of_words("issued_on", rule, row.words[start:], page, found_by="place_date")


def _is_place_date(page: Page, row: Row) -> bool:
    folded = fold(row.text)
    if not is_place_and_date(folded) or not _may_sign(page, row):
        return False
    return row.box.left > 0.3 or _OF_PLACE.match(folded) is not None


def _may_sign(page: Page, row: Row) -> bool:
    """Place, date and signature stand on the right; in either half of a page that lies across."""
    return row.box.middle[0] > RIGHT_HALF or page.width > page.height


def title(found: Title | None, page: Page) -> Field | None:
    """The printed title, on one line."""
    inside = (word for word in page.words if found is not None and found.box.holds_middle(word.box))
    words = tuple(word for word in inside if bare(word.text))
    if found is None or not words:
        return None
    chances = [word.confidence for word in words]
    sure = field_confidence("form.title", chances, agreed=all_agreed(words))
    found_at = (evidence(page, words, rule="title"),)
    return Field(value=_spelt(found), confidence=sure, evidence=found_at, findings=form_doubts(sure))


def _spelt(found: Title) -> str:
    """As the catalogue has it where all letters agree: titles are printed words that everyone knows."""
    printed = " ".join(word for word in found.text.split() if bare(word)).strip(" .,:-_")
    return next((title for title in kind(found.kind).titles if fold(title) == fold(printed)), printed)


def pattern(name: str, rule: FieldRule, pages: Sequence[Page]) -> Field | None:
    """The first words on the paper that have the form."""
    form = re.compile(rule.pattern)
    for row in printed_rows(pages):
        match = form.search(row.text)
        if match is not None:
            words = tuple(_words_at(row, match.start(), match.end()))
            return field_of_words(name, rule, words, pages[row.page], found_by=f"pattern.{name}")
    return None


def form_signer(pages: Sequence[Page]) -> Field | None:
    """Who signed a form: the last name that stands alone on the right, below everything that has a label."""
    for page in reversed(pages):
        rows = [row for row in runs(page, page.lines) if _may_sign(page, row)]
        named = [(row, words) for row in rows if (words := name_words(row)) and len(words) == len(row.words)]
        named = [(row, words) for row, words in named if is_family_name(words[0])]
        if named:
            words = max(named, key=lambda item: item[0].box.bottom)[1]
            chances = [word.confidence for word in words]
            value = " ".join(word.text.strip(" .,;:_-") for word in words)
            found = (evidence(page, words, rule="signer.last_name"),)
            sure = field_confidence("form.signer", chances, agreed=all_agreed(words))
            return Field(value=value, confidence=sure, evidence=found, findings=form_doubts(sure))
    return None


def _words_at(row: PrintedRow, start: int, end: int) -> Iterator[Word]:
    at = 0
    for token in row.tokens:
        if at < end and at + len(token.word.text) > start:
            yield token.word
        at += len(token.word.text) + 1
