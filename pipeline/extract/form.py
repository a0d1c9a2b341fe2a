"""Fields of forms and cards: what is printed, or filled in, behind their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.field import Field
from models.findings import FindingCode, finding
from models.page import Page, RegionType, Word
from pipeline.catalogue.schema import FieldRule, Kind
from pipeline.extract.confidence import field_confidence
from pipeline.extract.head import evidence
from pipeline.extract.labels import Found, Labels, find_labels
from pipeline.extract.rows import PrintedRow, bare, printed_rows, within
from pipeline.extract.values import parse
from pipeline.extract.values.units import administrative_units

COLUMNS_MIDDLE = 0.5
"""Of the page's width: where two columns part if no label of the right one says so."""
NEXT_ROW = 2.6
"""In heights of the row: a value that goes on below its row stands no further away."""
ROOM = 0.02
"""Of the page's width: a line that leaves less room than the next word takes was full, and may go on below."""
UNDER_SLACK = 0.06
_PUNCTUATION = re.compile(r"^[\s.,:;…_·•*-]+$")


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of a value, a printed row each; ``label``: what it was found by."""

    rows: tuple[tuple[Word, ...], ...]
    page: int
    label: Found

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for row in self.rows for word in row)


def label_fields(kind: Kind, pages: Sequence[Page]) -> dict[str, Field]:
    """The fields of the kind that were found by a label; of the others nothing is said."""
    rows = printed_rows(pages)
    split = _split(kind, rows)
    fields: dict[str, Field] = {}
    for column, (left, right) in {"": (0.0, 1.01), "left": (0.0, split), "right": (split, 1.01)}.items():
        if not any(rule.labels and rule.column == column for rule in kind.fields.values()):
            continue
        own = within(rows, left, right) if column else rows
        labels = find_labels(kind, own, column=column)
        for name, found in labels.fields.items():
            printed = _printed(own, labels, found, kind.fields[name])
            if printed is not None:
                fields[name] = _field(kind, name, printed, pages)
    return fields


def _split(kind: Kind, rows: Sequence[PrintedRow]) -> float:
    """Where the right column begins: just left of its leftmost label."""
    if not any(rule.column for rule in kind.fields.values()):
        return COLUMNS_MIDDLE
    found = find_labels(kind, rows, column="right").fields.values()
    lefts = [rows[item.row].tokens[item.start].word.box.left for item in found]
    beyond = [left for left in lefts if left > 0.4]
    return min(beyond) - 0.01 if beyond else COLUMNS_MIDDLE


def _printed(rows: Sequence[PrintedRow], labels: Labels, found: Found, rule: FieldRule) -> Printed | None:
    """The words behind a label, and below it as far as the value goes on; None where there are none."""
    row = rows[found.row]
    own = row.part(found.end, labels.next_in(found.row, found.end)) if rule.place == "after" else ()
    taken = [words] if (words := _said(own)) else []
    left = row.tokens[found.start].word.box.left
    place = found.row
    while len(taken) < rule.lines or not taken:
        following = _following(rows, labels, place, rule)
        if following is None or (taken and _is_whole(rule, taken) and not _goes_on(rows, place, taken[-1], following)):
            break
        words = _below(rows, following, labels, found, rule) if not taken else _until(rows, following, labels)
        if not words or words[0].box.left < left - UNDER_SLACK - (0.25 if taken else 0.0):
            break
        taken.append(words)
        place = following
    return Printed(tuple(taken), row.page, found) if taken else None


def _is_whole(rule: FieldRule, taken: Sequence[Sequence[Word]]) -> bool:
    """Whether what was taken so far is a value already: ``CCCD số`` is none, its number stands below."""
    return parse(rule.parser, " ".join(word.text for row in taken for word in row)).value is not None


def _following(rows: Sequence[PrintedRow], labels: Labels, place: int, rule: FieldRule) -> int | None:
    """The row below, if it is near, of the same page, and begins with nothing of its own."""
    following = place + 1
    if following >= len(rows) or rows[following].page != rows[place].page:
        return None
    gap = rows[following].box.top - rows[place].box.bottom
    height = max(rows[place].box.height, rows[following].box.height)
    if gap > NEXT_ROW * height or (labels.next_in(following, 0) == 0 and rule.place == "after"):
        return None
    return following


def _goes_on(rows: Sequence[PrintedRow], place: int, last: Sequence[Word], following: int) -> bool:
    """Whether the row above was full: the next row's first word would not have fitted behind it."""
    margin = _margin(rows, rows[place].page)
    first = next((token.word for token in rows[following].tokens if token.bare), None)
    ended = max(last[-1].box.right, rows[place].box.right)
    return first is not None and ended + first.box.width + ROOM > margin


def _margin(rows: Sequence[PrintedRow], page: int) -> float:
    """How far right the page's rows go; the few that stick out are left out of account."""
    ends = sorted(row.box.right for row in rows if row.page == page)
    return ends[max(0, len(ends) - 1 - len(ends) // 10)]


def _until(rows: Sequence[PrintedRow], place: int, labels: Labels) -> tuple[Word, ...]:
    return _said(rows[place].part(0, labels.next_in(place, 0)))


def _below(rows: Sequence[PrintedRow], place: int, labels: Labels, found: Found, rule: FieldRule) -> tuple[Word, ...]:
    """What stands under a label: as far right as the next label on the label's own row, or in the row itself."""
    row = rows[found.row]
    following = labels.next_in(found.row, found.end)
    right = row.tokens[following].word.box.left if following is not None else 1.01
    left = row.tokens[found.start].word.box.left - UNDER_SLACK
    words = rows[place].part(0, labels.next_in(place, 0) if rule.place == "after" else None)
    return _said(tuple(word for word in words if left <= word.box.left and word.box.middle[0] < right))


def _said(words: Sequence[Word]) -> tuple[Word, ...]:
    """Without the dots that were to be filled in, and the colon behind the label; nothing where only those stand."""
    kept = list(words)
    while kept and _PUNCTUATION.match(kept[0].text):
        kept.pop(0)
    while kept and _PUNCTUATION.match(kept[-1].text):
        kept.pop()
    return tuple(kept) if any(bare(word.text) for word in kept) else ()


def _field(kind: Kind, name: str, printed: Printed, pages: Sequence[Page]) -> Field:
    rule = kind.fields[name]
    return field_of_words(name, rule, printed.words, pages[printed.page], found_by=f"label.{name}")


def field_of_words(name: str, rule: FieldRule, words: Sequence[Word], page: Page, *, found_by: str) -> Field:
    """A field made of these words by its parser; evidence points at those of them that the value was made of."""
    text = " ".join(word.text for word in words)
    parsed = parse(rule.parser, text)
    used = tuple(_used(words, parsed.used)) or tuple(words)
    chances = [word.confidence for word in used if bare(word.text)] or [min(word.confidence for word in words)]
    doubts = [] if parsed.doubt is None else [finding(parsed.doubt, seen=text)]
    if _is_penned(page, used):
        doubts.append(finding(FindingCode.HANDWRITTEN, seen=text))
    return Field(
        value=parsed.value,
        confidence=field_confidence(f"form.{rule.parser}", chances) if parsed.value is not None else 0.0,
        evidence=(evidence(page, used, rule=found_by),),
        findings=tuple(doubts),
        units=administrative_units(parsed.value) if rule.parser == "address" and parsed.value else None,
    )


def _used(words: Sequence[Word], span: tuple[int, int]) -> Iterator[Word]:
    at = 0
    for word in words:
        if at < span[1] and at + len(word.text) > span[0]:
            yield word
        at += len(word.text) + 1


def _is_penned(page: Page, words: Iterable[Word]) -> bool:
    """Whether a region of handwriting lies over one of the words."""
    penned = [region.box for region in page.regions if region.type is RegionType.HANDWRITING]
    return any(box.overlap(word.box) > 0 for box in penned for word in words)


def missing_unless_optional(rules: Mapping[str, FieldRule], name: str) -> Field:
    """A field that was not found: only one that every such paper has makes a person look."""
    doubts = (finding(FindingCode.FIELD_MISSING),) if rules[name].required else ()
    return Field(value=None, confidence=0.0, findings=doubts)
