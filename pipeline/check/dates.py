"""Dates: whether they can be, their order, what has run out. A partial date is contradicted only by all its days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from models.field import Field
from models.findings import Finding, FindingCode, finding
from pipeline.check.context import CheckContext, value_of
from pipeline.check.limits import limits
from pipeline.check.spans import months_later, same_date, span_of
from pipeline.vietnamese import fold

UNENDING = frozenset(("lau dai", "khong thoi han"))
"""Folded: what stands for a date on papers that do not run out."""


def date_possible(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    value = value_of(fields, name)
    if value is None or span_of(value) is not None or fold(value) in UNENDING:
        return None
    return finding(FindingCode.DATE_IMPOSSIBLE, seen=value)


def date_past(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    """Not after today."""
    value = value_of(fields, name)
    span = span_of(value)
    if span is None or span.first <= context.today:
        return None
    return finding(FindingCode.DATE_IN_FUTURE, expected=f"≤ {context.today}", seen=value)


def born_before(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    """Not before the birth of anybody whom the paper names, nor before a death that it records."""
    earlier = [other for other in fields if other == "born_on" or other.endswith("_born_on")]
    if name != "died_on":
        earlier.append("died_on")
    found = (_not_before(name, other, fields) for other in earlier if other != name)
    return next((item for item in found if item is not None), None)


def after_issue(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    """Not before the paper's own day."""
    return _not_before(name, "issued_on", fields)


def parent_older(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    """A mother or father was of an age to be one when the child was born."""
    parent, child = span_of(value_of(fields, name)), span_of(value_of(fields, "born_on"))
    if parent is None or child is None:
        return None
    ages = limits().parents
    oldest = ages.oldest_mother if name.startswith("mother") else ages.oldest_father
    earliest, latest = _years_later(child.first, -oldest - 1), _years_later(child.last, -ages.youngest)
    if earliest < parent.last and parent.first <= latest:
        return None
    expected = f"≤ {latest}" if parent.first > latest else f"> {earliest}"
    return finding(FindingCode.DATES_OUT_OF_ORDER, expected=expected, seen=value_of(fields, name))


def words_agree(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    """In figures and in words (field ``<name>_words``, itself a date by now)."""
    figures, words = value_of(fields, name), value_of(fields, f"{name}_words")
    if figures is None or words is None or None in {span_of(figures), span_of(words)} or same_date(figures, words):
        return None
    return finding(FindingCode.WORDS_DIFFER, expected=words, seen=figures)


def not_expired(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    value = value_of(fields, name)
    span = span_of(value)
    if span is None or span.last >= context.today:
        return None
    return finding(FindingCode.EXPIRED, expected=f"≥ {context.today}", seen=value)


def validity_over(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    """The kind is worth so many months from this date on: over once the last day has passed."""
    value = value_of(fields, name)
    span = span_of(value)
    months = context.kind.validity_months
    if span is None or months is None:
        return None
    last_day = months_later(span.last, months)
    if last_day >= context.today:
        return None
    return finding(FindingCode.EXPIRED, expected=f"hạn {last_day}", seen=value)


def _not_before(name: str, other: str, fields: Mapping[str, Field]) -> Finding | None:
    later, earlier = span_of(value_of(fields, name)), span_of(value_of(fields, other))
    if later is None or earlier is None or later.last >= earlier.first:
        return None
    return finding(FindingCode.DATES_OUT_OF_ORDER, expected=f"≥ {value_of(fields, other)}", seen=value_of(fields, name))


def _years_later(day: date, years: int) -> date:
    return months_later(day, 12 * years)
