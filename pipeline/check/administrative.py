"""Checks of administrative documents: what the cells of their layout say of each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from models.field import Field
from models.findings import Finding, FindingCode, finding
from pipeline.catalogue.loading import kind as load_kind
from pipeline.check.context import value_of
from pipeline.check.numbers import DOCUMENT_NUMBER
from pipeline.vietnamese import fold

ADMINISTRATIVE = "administrative"
_COMMITTEES = {"UBND": "ỦY BAN NHÂN DÂN", "HĐND": "HỘI ĐỒNG NHÂN DÂN"}

AdministrativeCheck = Callable[[Mapping[str, Field], date], Finding | None]


def _date_possible(fields: Mapping[str, Field], today: date) -> Finding | None:
    value = value_of(fields, "issued_on")
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
    value = value_of(fields, "issued_on")
    signed = [item.text for item in fields["issued_on"].evidence if item.rule.endswith(".signed_on")]
    if value is None or len(value) != len("2025-02-05") or not signed or value <= max(signed):
        return None
    return finding(FindingCode.CROSS_CHECK_FAILED, expected=f"≤ {max(signed)}", seen=value)


def _number_grammar(fields: Mapping[str, Field], today: date) -> Finding | None:
    """``05/QĐ-UBND``, ``107/2021/NĐ-CP``, ``12/GPXD`` (Decree 30/2020/NĐ-CP, Annex I, part II, section I, 3)."""
    value = value_of(fields, "number")
    if value is None or DOCUMENT_NUMBER.fullmatch(value):
        return None
    return finding(FindingCode.GRAMMAR_BROKEN, expected="05/QĐ-UBND", seen=value)


def _year_fits_number(fields: Mapping[str, Field], today: date) -> Finding | None:
    """Normative acts carry their year in the number: it is the year of the date."""
    number, day = value_of(fields, "number"), value_of(fields, "issued_on")
    parts = number.split("/") if number else []
    if day is None or len(parts) != 3 or day.startswith(parts[1]):
        return None
    return finding(FindingCode.CROSS_CHECK_FAILED, expected=parts[1], seen=day)


def _type_fits_number(fields: Mapping[str, Field], today: date) -> Finding | None:
    """The abbreviation in the number names the type (Decree 30/2020/NĐ-CP, Annex III)."""
    number, written = value_of(fields, "number"), value_of(fields, "document_type")
    if number is None or written is None:
        return None
    rules = load_kind(ADMINISTRATIVE)
    named = rules.types.get(_abbreviation(number))
    if named is None and fields["number"].findings:
        return None  # the notation itself is in doubt
    if named == written or (named is None and written not in rules.types.values()):
        return None
    return finding(FindingCode.CROSS_CHECK_FAILED, expected=named or rules.untyped, seen=written)


def _issuer_fits_number(fields: Mapping[str, Field], today: date) -> Finding | None:
    """A notation that names the people's committee or council belongs to one."""
    number, issuer = value_of(fields, "number"), value_of(fields, "issuer")
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


ADMINISTRATIVE_CHECKS: tuple[tuple[str, AdministrativeCheck], ...] = (
    ("issued_on", _date_possible),
    ("issued_on", _signed_after_issue),
    ("number", _number_grammar),
    ("issued_on", _year_fits_number),
    ("document_type", _type_fits_number),
    ("issuer", _issuer_fits_number),
)
