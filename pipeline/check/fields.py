"""Checks on extracted fields. Each adds a named finding; none changes a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from models.field import Field
from models.findings import Finding, FindingCode, finding
from pipeline.catalogue.loading import kind as load_kind

Check = Callable[[Mapping[str, Field], date], Finding | None]


def check_fields(kind: str, fields: Mapping[str, Field], *, today: date) -> dict[str, Field]:
    """The same fields with the findings of their checks added."""
    checked = dict(fields)
    if kind != "administrative":
        return checked
    for name, check in _CHECKS:
        found = check(fields, today)
        if found is not None:
            before = checked[name]
            checked[name] = before.model_copy(update={"findings": (*before.findings, found)})
    return checked


def _date_possible(fields: Mapping[str, Field], today: date) -> Finding | None:
    value = fields["issued_on"].value
    if value is None or len(value) != len("2025-02-05"):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return finding(FindingCode.DATE_IMPOSSIBLE, seen=value)
    return finding(FindingCode.DATE_IN_FUTURE, expected=f"≤ {today}", seen=value) if day > today else None


def _number_grammar(fields: Mapping[str, Field], today: date) -> Finding | None:
    value = fields["number"].value
    if value is None:
        return None
    digits, slash, notation = value.partition("/")
    well_formed = bool(slash) and digits[:1].isdigit() and bool(notation)
    return None if well_formed else finding(FindingCode.GRAMMAR_BROKEN, expected="05/QĐ-UBND", seen=value)


def _type_fits_number(fields: Mapping[str, Field], today: date) -> Finding | None:
    """The abbreviation in the number names the type (Decree 30/2020/NĐ-CP, Annex III)."""
    number, written = fields["number"].value, fields["document_type"].value
    if number is None or written is None:
        return None
    named = load_kind("administrative").types.get(_abbreviation(number))
    if named is None or named == written:
        return None
    return finding(FindingCode.CROSS_CHECK_FAILED, expected=named, seen=written)


def _abbreviation(number: str) -> str:
    """What stands between the last slash and the first dash: QĐ in 05/QĐ-UBND."""
    return number.rpartition("/")[2].partition("-")[0]


_CHECKS: tuple[tuple[str, Check], ...] = (
    ("issued_on", _date_possible),
    ("number", _number_grammar),
    ("document_type", _type_fits_number),
)
