"""The QR codes of the citizen's chip card and of the health-insurance card (DOMAIN 4.2): fields between bars.

No text of law gives their structure: it is what independent readers of these cards agree on. So a payload counts as a
card only if every field that has a grammar fits it, and what stands behind the known fields is kept as it is.
"""

from __future__ import annotations

import re
import unicodedata

from models.errors import UsageError
from models.machine_codes import CitizenCard, InsuranceCard
from models.personal_number import PersonalNumber, Sex, parse_personal_number
from pipeline.codes.dates import parse_code_date

BAR = "|"
_OLD_NUMBER = re.compile(r"[0-9]{9}|[0-9]{12}")
_INSURANCE = re.compile(r"[A-Z]{2}[1-5][0-9]{12}|[0-9]{10}")
_SEXES = {"nam": Sex.MALE, "nữ": Sex.FEMALE}
_SEX_DIGITS = {"1": Sex.MALE, "2": Sex.FEMALE}
_NOTHING = {"", "-"}
CITIZEN_FIELDS = 6
"""Without the old number, which some cards leave out altogether."""
INSURANCE_FIELDS = 8


def parse_citizen_card(text: str) -> CitizenCard | None:
    """Number, old number (may be empty or absent), name, birth, sex, residence, day of issue; None for no such card."""
    fields = _fields(text)
    number = _personal_number(fields[0])
    if number is None or len(fields) < CITIZEN_FIELDS:
        return None
    has_old = fields[1] == "" or _OLD_NUMBER.fullmatch(fields[1]) is not None
    old, rest = (fields[1], fields[2:]) if has_old else ("", fields[1:])
    if len(rest) < CITIZEN_FIELDS - 1:
        return None
    name, born, sex, residence, issued = rest[:5]
    born_on, issued_on = parse_code_date(born), parse_code_date(issued)
    known_sex = _SEXES.get(sex.casefold())
    if not _is_name(name) or born_on is None or (sex and known_sex is None) or (issued and issued_on is None):
        return None
    return CitizenCard(
        number=number,
        old_number=old or None,
        name=name,
        born_on=born_on,
        sex=known_sex,
        residence=residence,
        issued_on=issued_on,
        rest=tuple(rest[5:]),
    )


def parse_insurance_card(text: str) -> InsuranceCard | None:
    """Number, name and residence as hexadecimal UTF-8, birth, sex 1 or 2, clinic, validity; None for no such card."""
    fields = _fields(text)
    if len(fields) < INSURANCE_FIELDS or _INSURANCE.fullmatch(fields[0]) is None:
        return None
    name, residence = _from_hex(fields[1]), _from_hex(fields[4])
    if name is None or residence is None or not _is_name(name):
        return None
    dates = [parse_code_date(fields[place]) for place in (2, 6, 7)]
    if any(day is None and fields[place] not in _NOTHING for day, place in zip(dates, (2, 6, 7), strict=True)):
        return None
    return InsuranceCard(
        number=fields[0],
        name=name,
        born_on=dates[0],
        sex=_SEX_DIGITS.get(fields[3]),
        residence=residence,
        clinic=fields[5],
        valid_from=dates[1],
        valid_until=dates[2],
        rest=tuple(fields[INSURANCE_FIELDS:]),
    )


def _fields(text: str) -> list[str]:
    return [field.strip() for field in unicodedata.normalize("NFC", text).split(BAR)]


def _personal_number(text: str) -> PersonalNumber | None:
    try:
        return parse_personal_number(text)
    except UsageError:
        return None


def _is_name(text: str) -> bool:
    """Letters, and what stands between the parts of a name."""
    return any(letter.isalpha() for letter in text) and all(letter.isalpha() or letter in " '-." for letter in text)


def _from_hex(text: str) -> str | None:
    """``4e6775...`` as text; None for what is not hexadecimal UTF-8."""
    try:
        return unicodedata.normalize("NFC", bytes.fromhex(text).decode("utf-8"))
    except ValueError:  # UnicodeDecodeError is one too
        return None
