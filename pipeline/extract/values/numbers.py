"""Numbers of papers, registers, dossiers and land certificates. Letters of a notation are never altered."""

from __future__ import annotations

import re
from collections.abc import Callable

from models.codes import dossier_codes_in, is_procedure_code
from models.findings import FindingCode
from pipeline.extract.number import parse_number
from pipeline.extract.values.parsed import DIGIT, Parsed, mend_digits, without
from pipeline.extract.values.plain import parse_text

_BROKEN = FindingCode.GRAMMAR_BROKEN
_FREE = r"(?<!\w)(?<!\w[/.-])"
_REGISTER = re.compile(rf"{_FREE}[0-9]+[a-z]?(?:\s*/\s*[0-9A-ZĐ]+(?!\w)(?:\s?-\s?[0-9A-ZĐ]+(?!\w))*)*(?!\w)")
_BEGINNING_MISREAD = re.compile(rf"{_FREE}(?={DIGIT}*[0-9]){DIGIT}{{1,6}}(?=\s*/)")
_NOTATION = r"[A-ZĐÂÊÔƠƯ][A-Za-zĐđÂÊÔƠƯ&]{0,11}(?:\s*[-–]\s*[A-ZĐÂÊÔƠƯ0-9][A-Za-z0-9ĐđÂÊÔƠƯ&.]*)*"
_PAPER = re.compile(rf"{_FREE}[0-9]{{1,6}}[a-z]?(?:\s*/\s*(?:19|20)[0-9]{{2}})?\s*/\s*{_NOTATION}")
_NOTATION_ALONE = re.compile(rf"/\s*{_NOTATION}")
_D = DIGIT
_DOSSIER = re.compile(
    rf"(?<!\w)(?<!\w[.-])(?:(?P<n1>{_D}{{3}}\.{_D}{{2}}\.{_D}{{2}}\.)(?P<a1>[A-Z])(?P<n2>{_D}{{2}})"
    rf"|(?P<a2>[A-Z])(?P<n3>{_D}{{2}})(?P<a3>(?:\.[A-Z0-9]+)*))(?P<n4>-{_D}{{6}}-{_D}{{4,6}})(?![0-9A-Za-z])"
)
_PROCEDURE = re.compile(
    rf"(?<!\w)(?<!\w[.])(?P<n1>{_D}\.{_D}{{6}}(?:\.{_D}{{2}}(?![0-9]))?)"
    rf"(?:(?P<n2>\.{_D}{{3}}\.{_D}{{2}}\.{_D}{{2}}\.)(?P<a1>[A-Z])(?P<n3>{_D}{{2}}))?(?![0-9A-Za-z])"
)
_GAPS_IN_A_CODE = re.compile(r"(?<=[0-9A-Z])\s*[.-]\s*(?=[0-9A-Z])")
_LETTERS_MISREAD = str.maketrans({"0": "O", "8": "B", "5": "S", "1": "I"})
_LAND_SERIAL = re.compile(rf"(?<![0-9A-Za-zĐđ])(?P<letters>[A-ZĐa-zđ0815]{{2}}) ?(?P<digits>{_D}{{8}}|{_D}{{6}})(?!\w)")
_LAND_REGISTER = re.compile(
    rf"(?<![0-9A-Za-zĐđ])(?P<letters>[A-ZĐ]{{1,4}})\s?(?P<digits>(?={_D}*[0-9]){_D}{{2,7}})(?P<rest>(?:/[0-9A-ZĐ-]+)*)(?!\w)"
)


def parse_register_number(text: str) -> Parsed:
    """``123``, ``123/2024``, ``01/2021-TP``; a book without figures is kept as printed, with a doubt."""
    mended, text = _beginning(text)
    match = _REGISTER.search(text)
    if match is None:
        return _kept(text)
    return Parsed(re.sub(r"\s+", "", match.group()), match.span(), None, mended)


def parse_paper_number(text: str) -> Parsed:
    """``05/GPXD``, ``12/TLKS-BS``, ``123/2024/LLTP-STP``; without its notation or its figures it is doubtful."""
    mended, text = _beginning(text)
    match = _PAPER.search(text)
    if match is None:
        part = parse_register_number(text)
        if part.value is not None and any(letter.isdecimal() for letter in part.value):
            return Parsed(part.value, part.used, _BROKEN, mended or part.mended)
        match = _NOTATION_ALONE.search(text)
    number = None if match is None else parse_number(match.group(), ())
    if match is None or number is None:
        return _kept(text)
    used = (match.start(), match.start() + len(match.group().rstrip(".")))
    return Parsed(number.text.rstrip("."), used, None if number.digits else _BROKEN, mended)


def _beginning(text: str) -> tuple[bool, str]:
    """The text with letters read for figures before the first slash mended; as long as it was."""
    match = None if _REGISTER.search(text) else _BEGINNING_MISREAD.search(text)
    if match is None:
        return False, text
    return True, text[: match.start()] + mend_digits(match.group()) + text[match.end() :]


def parse_dossier_code(text: str) -> Parsed:
    """``000.17.22.H56-210531-0001`` (Circular 01/2018/TT-VPCP, Article 19), spaces within it removed."""
    for code in dossier_codes_in(text):
        place = text.index(code)
        return Parsed(code, (place, place + len(code)))
    return _code(text, _DOSSIER, lambda code: bool(dossier_codes_in(code)))


def parse_procedure_code(text: str) -> Parsed:
    """``1.001193``, ``1.000894.01``, ``1.001193.000.00.00.H56``."""
    return _code(text, _PROCEDURE, is_procedure_code)


def parse_land_serial(text: str) -> Parsed:
    """``BA 123456`` (form of 2009) or ``AA 00000001`` (form of 2024): two letters, a space, the figures."""
    for match in _LAND_SERIAL.finditer(text):
        raw = match["letters"], match["digits"]
        letters, digits = raw[0].upper().translate(_LETTERS_MISREAD), mend_digits(raw[1])
        read = sum(letter.isdecimal() for letter in raw[1])
        if 3 * read >= 2 * len(digits) and any(letter.isalpha() for letter in raw[0]):
            return Parsed(f"{letters} {digits}", match.span(), None, (letters, digits) != raw)
    return _kept(text)


def parse_land_register_number(text: str) -> Parsed:
    """``CH 01234``, ``CS 05494/DA``: as printed, one space between letters and figures."""
    match = _LAND_REGISTER.search(text)
    if match is None:
        return _kept(text)
    digits = mend_digits(match["digits"])
    return Parsed(f"{match['letters']} {digits}{match['rest']}", match.span(), None, digits != match["digits"])


def _code(text: str, form: re.Pattern[str], valid: Callable[[str], bool]) -> Parsed:
    """A code of this form, letters read for figures mended where figures belong; else the text, with a doubt."""
    close, places = without(_GAPS_IN_A_CODE, text)
    for match in form.finditer(close):
        raw = match.group()
        parts = sorted((match.start(name), name, part) for name, part in match.groupdict().items() if part is not None)
        code = "".join(mend_digits(part) if name.startswith("n") else part for _, name, part in parts)
        if sum(letter.isdecimal() for letter in raw) >= 2 * len(raw) / 3 and valid(code):
            return Parsed(code, (places[match.start()], places[match.end() - 1] + 1), None, code != raw)
    return _kept(text)


def _kept(text: str) -> Parsed:
    """What stands there as printed, with a doubt."""
    parsed = parse_text(text)
    return parsed if parsed.value is None else Parsed(parsed.value, parsed.used, _BROKEN)
