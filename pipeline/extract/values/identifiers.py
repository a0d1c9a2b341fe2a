"""Numbers of persons, enterprises and insured (DOMAIN.md, section 4). Their check digits are the checks' matter."""

from __future__ import annotations

import re

from models.findings import FindingCode
from pipeline.extract.values.parsed import DIGIT, Parsed, mend_digits, unread

_BROKEN = FindingCode.GRAMMAR_BROKEN
_FREE, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_APART = r"(?<![0-9A-Za-z])(?<![0-9][ .])"
_NO_MORE = r"(?!\w)(?![ .]?[0-9])"
_LEAST_KEPT = 6


def _grouped(count: int, digit: str = "[0-9]") -> re.Pattern[str]:
    """So many digits, spaces or points between them, no digit before or after."""
    return re.compile(rf"{_APART}{digit}(?:[ .]?{digit}){{{count - 1}}}{_NO_MORE}")


def _solid(count: int) -> re.Pattern[str]:
    return re.compile(rf"{_FREE}[0-9]{{{count}}}{_END}")


_TWELVE = (
    _solid(12),
    re.compile(rf"{_FREE}[0-9]{{3}}(?:[ .][0-9]{{3}}){{3}}{_END}"),
    re.compile(rf"{_FREE}[0-9]{{4}}(?:[ .][0-9]{{4}}){{2}}{_END}"),
    _grouped(12),
)
_NINE = (_solid(9), re.compile(rf"{_FREE}[0-9]{{3}}(?:[ .][0-9]{{3}}){{2}}{_END}"), _grouped(9))
_TWELVE_MISREAD = (re.compile(rf"{_FREE}{DIGIT}{{12}}{_END}"), _grouped(12, DIGIT))
_PASSPORT = (re.compile(rf"{_FREE}[A-Z][0-9]{{7,8}}{_END}"),)
_RUN = re.compile(rf"{_FREE}{DIGIT}(?:[ .]?{DIGIT})*")

_TAX = re.compile(
    rf"(?<![0-9A-Za-z-])(?P<main>{DIGIT}(?:[ .]?{DIGIT}){{9}})(?:\s*[-–]?\s*(?P<branch>{DIGIT}{{3}}))?{_NO_MORE}"
)
_INSURED = re.compile(
    rf"(?<![0-9A-Za-z])(?P<object>[A-Za-z]{{2}})[ .-]?(?P<digits>[1-5lI|S](?:[ .-]?{DIGIT}){{12}})(?![0-9A-Za-z])"
)
_OBJECT_BEFORE = re.compile(r"(?<![^\W\d_])[A-Z]{2}[ .-]*$")
_INSURANCE = (_solid(10), _grouped(10))
_INSURANCE_MISREAD = (_grouped(10, DIGIT),)


def parse_personal_number(text: str) -> Parsed:
    """Twelve digits; another count of digits is kept, with a doubt."""
    return _number(text, _TWELVE) or _number(text, _TWELVE_MISREAD) or _kept(text)


def parse_identity_number(text: str) -> Parsed:
    """Twelve digits before nine before a passport's, wherever they stand among kind, day and place of issue."""
    for forms in (_TWELVE, _TWELVE_MISREAD, _NINE, _PASSPORT):
        found = _number(text, forms)
        if found is not None:
            return found
    return _kept(text)


def parse_tax_code(text: str) -> Parsed:
    """``0100233488``, of a branch ``0314409058-002``."""
    for match in _TAX.finditer(text):
        raw = re.sub(r"[ .]", "", match["main"]) + (match["branch"] or "")
        if not _mostly_digits(raw):
            continue
        digits = mend_digits(raw)
        value = digits[:10] + (f"-{digits[10:]}" if match["branch"] else "")
        solid = match["branch"] is not None and re.search(r"[-–]", match.group()) is None
        return Parsed(value, match.span(), None, solid or digits != raw)
    return _kept(text)


def parse_insurance_number(text: str) -> Parsed:
    """``GD4791234567890`` (object, benefit, province, ten digits) or the ten digits alone, as new cards print them."""
    for match in _INSURED.finditer(text):
        raw, holder = re.sub(r"[ .-]", "", match["digits"]), match["object"].upper()
        if _mostly_digits(raw):
            digits = mend_digits(raw)
            return Parsed(holder + digits, match.span(), None, (holder, digits) != (match["object"], raw))
    found = _number(text, _INSURANCE) or _number(text, _INSURANCE_MISREAD)
    if found is None:
        return _kept(text)
    before = text[: found.used[0]]  # of a number part of which was not read
    stray = any(letter.isdecimal() for letter in before) or _OBJECT_BEFORE.search(before) is not None
    return Parsed(found.value, found.used, _BROKEN if stray else None, found.mended)


def _number(text: str, forms: tuple[re.Pattern[str], ...]) -> Parsed | None:
    for form in forms:
        for match in form.finditer(text):
            raw = re.sub(r"[ .]", "", match.group())
            if _mostly_digits(raw):
                value = raw if form in _PASSPORT else mend_digits(raw)
                return Parsed(value, match.span(), None, value != raw)
    return None


def _mostly_digits(raw: str) -> bool:
    """Whether at least half are digits as read: words are not numbers."""
    return 2 * sum(letter.isdecimal() for letter in raw) >= len(raw)


def _kept(text: str) -> Parsed:
    """The longest run of digits where it is long enough to be what is left of the number."""
    runs = [(re.sub(r"[ .]", "", match.group()), match.span()) for match in _RUN.finditer(text)]
    raw, used = max(runs, key=lambda run: len(run[0]) if _mostly_digits(run[0]) else 0, default=("", (0, 0)))
    if len(raw) < _LEAST_KEPT or not _mostly_digits(raw):
        return unread(text)
    return Parsed(mend_digits(raw), used, _BROKEN, mend_digits(raw) != raw)
