"""Checks on extracted fields. Each adds a named finding; none changes a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from models.field import Field
from models.findings import Finding, FindingCode, finding
from pipeline.catalogue.loading import kind as load_kind
from pipeline.vietnamese import fold

_NUMBER = re.compile(r"\d{1,6}[a-z]?(?:/(?:19|20)\d{2})?/[A-ZĐ][A-Za-zĐđ0-9&]*(?:-[A-ZĐ0-9][A-Za-zĐđ0-9&.]*)*")
_COMMITTEES = {"UBND": "ỦY BAN NHÂN DÂN", "HĐND": "HỘI ĐỒNG NHÂN DÂN"}

Check = Callable[[Mapping[str, Field], date], Finding | None]


def check_fields(kind: str, fields: Mapping[str, Field], *, today: date) -> dict[str, Field]:
    """The same fields with the findings of their checks added."""
    checked = dict(fields)
    if kind != "administrative":
        return checked
    for name, check in _CHECKS:
        found = check(fields, today) if name in fields else None
        if found is not None:
            before = checked[name]
            checked[name] = before.model_copy(update={"findings": (*before.findings, found)})
    return checked


def _date_possible(fields: Mapping[str, Field], today: date) -> Finding | None:
    value = _value(fields, "issued_on")
    if value is None or len(value) != len("2025-02-05"):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return finding(FindingCode.DATE_IMPOSSIBLE, seen=value)
    return finding(FindingCode.DATE_IN_FUTURE, expected=f"≤ {today}", seen=value) if day > today else None


def _signed_after_issue(fields: Mapping[str, Field], today: date) -> Finding | None:
    """A paper is dated, scanned, then signed by its agency's key: the last signature is not older than the date.

    Later it may well be: by up to 17 days in the open letters.
    """
    value = _value(fields, "issued_on")
    signed = [item.text for item in fields["issued_on"].evidence if item.rule.endswith(".signed_on")]
    if value is None or len(value) != len("2025-02-05") or not signed or value <= max(signed):
        return None
    return finding(FindingCode.CROSS_CHECK_FAILED, expected=f"≤ {max(signed)}", seen=value)


def _number_grammar(fields: Mapping[str, Field], today: date) -> Finding | None:
    """``05/QĐ-UBND``, ``107/2021/NĐ-CP``, ``12/GPXD`` (Decree 30/2020/NĐ-CP, Annex I, part II, section I, 3)."""
    value = _value(fields, "number")
    if value is None or _NUMBER.fullmatch(value):
        return None
    return finding(FindingCode.GRAMMAR_BROKEN, expected="05/QĐ-UBND", seen=value)


def _year_fits_number(fields: Mapping[str, Field], today: date) -> Finding | None:
    """Normative acts carry their year in the number: it is the year of the date."""
    number, day = _value(fields, "number"), _value(fields, "issued_on")
    parts = number.split("/") if number else []
    if day is None or len(parts) != 3 or day.startswith(parts[1]):
        return None
    return finding(FindingCode.CROSS_CHECK_FAILED, expected=parts[1], seen=day)


def _type_fits_number(fields: Mapping[str, Field], today: date) -> Finding | None:
    """The abbreviation in the number names the type (Decree 30/2020/NĐ-CP, Annex III)."""
    number, written = _value(fields, "number"), _value(fields, "document_type")
    if number is None or written is None:
        return None
    rules = load_kind("administrative")
    named = rules.types.get(_abbreviation(number))
    if named is None and fields["number"].findings:
        return None  # the notation itself is in doubt
    if named == written or (named is None and written not in rules.types.values()):
        return None
    return finding(FindingCode.CROSS_CHECK_FAILED, expected=named or rules.untyped, seen=written)


def _issuer_fits_number(fields: Mapping[str, Field], today: date) -> Finding | None:
    """A notation that names the people's committee or council belongs to one."""
    number, issuer = _value(fields, "number"), _value(fields, "issuer")
    if number is None or issuer is None:
        return None
    parts = re.split(r"[/-]", number)
    for short, name in _COMMITTEES.items():
        if short in parts and fold(name) not in fold(issuer) and fold(short) not in fold(issuer):
            return finding(FindingCode.CROSS_CHECK_FAILED, expected=name, seen=issuer)
    return None


def _abbreviation(number: str) -> str:
    """What stands between the last slash and the first dash: QĐ in 05/QĐ-UBND."""
    return number.rpartition("/")[2].partition("-")[0]


def _value(fields: Mapping[str, Field], name: str) -> str | None:
    return fields[name].value if name in fields else None


_CHECKS: tuple[tuple[str, Check], ...] = (
    ("issued_on", _date_possible),
    ("issued_on", _signed_after_issue),
    ("number", _number_grammar),
    ("issued_on", _year_fits_number),
    ("document_type", _type_fits_number),
    ("issuer", _issuer_fits_number),
)
