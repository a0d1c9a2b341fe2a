"""Numbers and codes held against their grammar, and their check digit where they have one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stdnum.vn import mst

from models.codes import is_procedure_code, parse_dossier_code
from models.errors import UsageError
from models.field import Field
from models.findings import Finding, FindingCode, Severity, finding
from models.personal_number import parse_personal_number
from pipeline.check.context import CheckContext, value_of
from pipeline.check.limits import limits, provinces
from pipeline.check.spans import span_of

DOCUMENT_NUMBER = re.compile(r"\d{1,6}[a-z]?(?:/(?:19|20)\d{2})?/[A-ZĐ][A-Za-zĐđ0-9&]*(?:-[A-ZĐ0-9][A-Za-zĐđ0-9&.]*)*")
"""``05/QĐ-UBND``, ``107/2021/NĐ-CP``, ``12/GPXD`` (Decree 30/2020/NĐ-CP, Annex I, part II, section I, 3)."""
FIRST_COUNTRY = 100
"""Personal numbers of births registered abroad begin with a country's code, from here on (DOMAIN 4.1)."""
_AROUND_MARKS = re.compile(r"\s*([/-])\s*")
_OLD_NUMBER = re.compile(r"[0-9]{9}")
_PASSPORT = re.compile(r"[A-Z]{1,2}[0-9]{6,8}")
_INSURANCE = re.compile(r"[A-Z]{2}[1-5](?!00)[0-9]{2}[0-9]{10}|[0-9]{10}")
"""Object, benefit, province, social-insurance number; newer cards bear the last alone (DOMAIN 4.5)."""


def personal_number(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    """Twelve digits that begin with the code of a province, or of a country."""
    value = value_of(fields, name)
    if value is None:
        return None
    try:
        number = parse_personal_number(value)
    except UsageError:
        return finding(FindingCode.PERSONAL_NUMBER_BROKEN, seen=value)
    if int(number.registered_in) >= FIRST_COUNTRY or number.registered_in in provinces():
        return None
    return finding(FindingCode.PROVINCE_UNKNOWN, seen=number.registered_in)


def identity_number(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    """A personal number, a passport's, or the nine digits of the old card, which are worth nothing since 2025.

    A paper of before is right as it stands, so there the finding is a note: nobody has to look.
    """
    value = value_of(fields, name)
    if value is None or _PASSPORT.fullmatch(value):
        return None
    if _OLD_NUMBER.fullmatch(value) is None:
        return personal_number(name, fields, context)
    last_day, issued = limits().old_number.last_day, span_of(value_of(fields, "issued_on"))
    if context.today <= last_day:
        return None
    expired = finding(FindingCode.OLD_NUMBER_EXPIRED, seen=value)
    was_valid = issued is not None and issued.last <= last_day
    return expired.model_copy(update={"severity": Severity.NOTE}) if was_valid else expired


def tax_code(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    """Ten digits with their check digit, of a branch three more behind a dash (DOMAIN 4.4)."""
    value = value_of(fields, name)
    if value is None or mst.is_valid(value):
        return None
    return finding(FindingCode.TAX_CODE_BROKEN, seen=value)


def insurance_number(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    value = value_of(fields, name)
    if value is None or _INSURANCE.fullmatch(value):
        return None
    return finding(FindingCode.INSURANCE_NUMBER_BROKEN, expected="GD4 + 12 số, hoặc 10 số", seen=value)


def dossier_code(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    value = value_of(fields, name)
    if value is None:
        return None
    try:
        parse_dossier_code(value)
    except UsageError:
        return finding(FindingCode.DOSSIER_CODE_BROKEN, expected="000.00.00.H00-YYMMDD-NNNN", seen=value)
    return None


def procedure_code(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    value = value_of(fields, name)
    if value is None or is_procedure_code(value):
        return None
    return finding(FindingCode.PROCEDURE_CODE_BROKEN, expected="1.001193", seen=value)


def number_grammar(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    """A document's number; a space around slash or dash is a printer's, not part of it (DOMAIN 5.1)."""
    value = value_of(fields, name)
    if value is None or DOCUMENT_NUMBER.fullmatch(_AROUND_MARKS.sub(r"\1", value)):
        return None
    example = next(iter(context.kind.notations), "QĐ-UBND")
    return finding(FindingCode.GRAMMAR_BROKEN, expected=f"05/{example}", seen=value)
