"""A personal number held against what the paper says of the same person: sex, year of birth, role (DOMAIN 4.1)."""

from __future__ import annotations

from collections.abc import Mapping

from models.errors import UsageError
from models.field import Field
from models.findings import Finding, FindingCode, finding
from models.personal_number import PersonalNumber, Sex, parse_personal_number
from pipeline.check.context import CheckContext, value_of

HOLDER = "holder"
SEX_TEXTS = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}
"""As fields hold it."""
_ROLES = {"wife": Sex.FEMALE, "husband": Sex.MALE, "mother": Sex.FEMALE, "father": Sex.MALE}
_YEAR = len("2025")


def fits_sex(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    number, printed = _number(name, fields), _of_same_person(name, "sex", fields)
    if number is None or printed not in SEX_TEXTS.values() or printed == SEX_TEXTS[number.sex]:
        return None
    return finding(FindingCode.SEX_DIFFERS, expected=printed, seen=SEX_TEXTS[number.sex])


def fits_birth(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    number, born = _number(name, fields), _of_same_person(name, "born_on", fields)
    year = (born or "")[:_YEAR]
    if number is None or not year.isdigit() or year == str(number.birth_year):
        return None
    return finding(FindingCode.BIRTH_DIFFERS, expected=year, seen=str(number.birth_year))


def fits_role(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    """A wife's and a mother's number is a woman's, a husband's and a father's a man's."""
    number, sex = _number(name, fields), _ROLES.get(_person(name))
    if number is None or sex is None or number.sex is sex:
        return None
    return finding(FindingCode.SEX_DIFFERS, expected=SEX_TEXTS[sex], seen=SEX_TEXTS[number.sex])


def _person(name: str) -> str:
    """Whose number it is: ``wife`` of ``wife_id``."""
    return name.removesuffix("_id")


def _number(name: str, fields: Mapping[str, Field]) -> PersonalNumber | None:
    try:
        return parse_personal_number(value_of(fields, name) or "")
    except UsageError:
        return None


def _of_same_person(name: str, what: str, fields: Mapping[str, Field]) -> str | None:
    """``wife_born_on`` for ``wife_id``; the holder's facts stand without a prefix."""
    person = _person(name)
    return value_of(fields, what if person == HOLDER else f"{person}_{what}")
