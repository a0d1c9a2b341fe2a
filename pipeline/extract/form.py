"""Fields of forms and cards: what is printed, or filled in, behind their labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from models.field import Field
from models.findings import FindingCode, finding
from models.page import Page, RegionType, Word
from pipeline.catalogue.schema import FieldRule, Kind
from pipeline.extract.confidence import all_agreed, field_confidence, form_doubts
from pipeline.extract.head import evidence
from pipeline.extract.labels import find_labels
from pipeline.extract.mended_address import mended_address, names_unknown_unit
from pipeline.extract.plausible import WRITTEN, has_hole
from pipeline.extract.rows import PrintedRow, bare, printed_rows, within
from pipeline.extract.value_words import Sheet, Taken, value_words
from pipeline.extract.values import parse
from pipeline.extract.values.units import administrative_units

MENDED = 0.85
"""How often a value is right of which the form, or a closed list, had to correct a letter."""
BELOW = 0.9
"""How sure a value may be at most that stands below a label which may be left empty."""
PLACED = frozenset({"address", "agency"})
"""Parsers of values that name administrative units."""
COLUMNS_MIDDLE = 0.5
"""Of the page's width: where two columns part if no label of the right one says so."""


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
        sheet = Sheet(own, labels, is_card=kind.layout == "card")
        for name, found in labels.fields.items():
            rule = kind.fields[name]
            taken = value_words(sheet, found, rule)
            if taken.rows:
                page = pages[own[found.row].page]
                fields[name] = _of_taken(name, rule, taken, page, is_card=sheet.is_card)
    return fields


def _split(kind: Kind, rows: Sequence[PrintedRow]) -> float:
    """Where the right column begins: just left of its leftmost label."""
    if not any(rule.column for rule in kind.fields.values()):
        return COLUMNS_MIDDLE
    found = find_labels(kind, rows, column="right").fields.values()
    lefts = [rows[item.row].tokens[item.start].word.box.left for item in found]
    beyond = [left for left in lefts if left > 0.4]
    return min(beyond) - 0.01 if beyond else COLUMNS_MIDDLE


def _of_taken(name: str, rule: FieldRule, taken: Taken, page: Page, *, is_card: bool) -> Field:
    """A label that a form may leave empty and that has words below it may have none; a value cut off says so."""
    field = field_of_words(name, rule, taken.words, page, found_by=f"label.{name}")
    if taken.below and not rule.required and not is_card and field.confidence > BELOW:
        findings = field.findings or form_doubts(BELOW)
        field = field.model_copy(update={"confidence": BELOW, "findings": findings})
    if taken.cut and rule.parser in WRITTEN and not field.findings:
        doubt = finding(FindingCode.CONFIDENCE_LOW, seen=field.value)
        field = field.model_copy(update={"findings": (doubt,)})
    return field


def field_of_words(name: str, rule: FieldRule, words: Sequence[Word], page: Page, *, found_by: str) -> Field:
    """A field made of these words by its parser; evidence points at those of them that the value was made of."""
    text = " ".join(word.text for word in words)
    parsed = parse(rule.parser, text)
    used = tuple(_used(words, parsed.used)) or tuple(words)
    chances = [word.confidence for word in used if bare(word.text)] or [min(word.confidence for word in words)]
    doubts = [] if parsed.doubt is None else [finding(parsed.doubt, seen=text)]
    if parsed.doubt is None and rule.parser in WRITTEN and has_hole(used, page):
        doubts.append(finding(FindingCode.CONFIDENCE_LOW, seen=text))
    if _is_penned(page, used):
        doubts.append(finding(FindingCode.HANDWRITTEN, seen=text))
    if parsed.mended:
        chances.append(MENDED)
    value, units = parsed.value, None
    if rule.parser in PLACED and value:
        units = administrative_units(value)
        value = mended_address(value, used, units)
        if names_unknown_unit(value, units):
            doubts.append(finding(FindingCode.ADDRESS_UNKNOWN, seen=value))
    sure = field_confidence(f"form.{rule.parser}", chances, agreed=all_agreed(used)) if value is not None else 0.0
    if value is not None and not doubts:
        doubts += form_doubts(sure)
    return Field(
        value=value,
        confidence=sure,
        evidence=(evidence(page, used, rule=found_by),),
        findings=tuple(doubts),
        units=units if rule.parser == "address" else None,
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
