"""Numbers, areas and sums. Vietnamese print parts thousands by points, decimals by a comma."""

from __future__ import annotations

import re

from models.findings import FindingCode
from pipeline.extract.values.parsed import DIGIT, Parsed, level, mend_digits, unread

_BROKEN = FindingCode.GRAMMAR_BROKEN
_FREE = r"(?<!\w)(?<!\w[.,])"
_INTEGER = re.compile(rf"{_FREE}[0-9]+(?![.,]?[0-9])(?!\w)")
_INTEGER_MISREAD = re.compile(rf"{_FREE}{DIGIT}+(?![.,]?[0-9])(?!\w)")
_DIGITS = re.compile(r"[0-9]+")
_FIGURE = r"(?P<figure>(?>[0-9](?:[0-9]|[.,](?=[0-9])|\s(?=[0-9]{3}(?![0-9])))*))"
_AREA = re.compile(rf"{_FREE}{_FIGURE}\s*(?P<unit>m\s?[2²]|m\b|ha\b)")
_FIGURE_ALONE = re.compile(rf"{_FREE}{_FIGURE}(?![0-9a-z])")
_FIGURE_MISREAD = re.compile(rf"{_FREE}(?P<figure>(?>{DIGIT}(?:{DIGIT}|[.,](?={DIGIT}))*))(?=\s*(?:m\s?[2²]|đ)|(?!\w))")
_SUM = re.compile(rf"{_FREE}{_FIGURE}(?=\s*(?:dong|vnd|d)\b|(?![0-9a-z]))")
_SUM_UNIT = re.compile(r"\s*(?P<many>ty|ti|trieu)?\s*(?P<coin>dong|vnd|d\b|usd|eur)?")
_PERCENT = re.compile(r"(?<![0-9.,])(?P<number>[0-9]{1,3}(?:[.,][0-9]{1,2})?)(?:\s*(?P<sign>%))?")
_MANY = {"ty": 9, "ti": 9, "trieu": 6}


def _mostly_figures(text: str) -> bool:
    """Whether more of it is figures than letters read for figures."""
    return 2 * sum(letter.isdecimal() for letter in text) > sum(letter.isalnum() or letter == "|" for letter in text)


def _misread(form: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next((match for match in form.finditer(text) if _mostly_figures(match.group())), None)


def _plain(digits: str) -> str:
    return digits.lstrip("0") or "0"


def parse_integer(text: str) -> Parsed:
    """The first whole number, without leading zeros."""
    match = _INTEGER.search(text)
    if match is not None:
        return Parsed(_plain(match.group()), match.span())
    match = _misread(_INTEGER_MISREAD, text)
    if match is not None:
        return Parsed(_plain(mend_digits(match.group())), match.span(), mended=True)
    match = _DIGITS.search(text)
    return unread(text) if match is None else Parsed(_plain(match.group()), match.span(), _BROKEN)


def parse_area(text: str) -> Parsed:
    """Square metres with a decimal point; hectares are converted. What is told in words is left out."""
    flat = level(text)
    match = _AREA.search(flat) or _FIGURE_ALONE.search(flat)
    mended = match is None
    match = match or _misread(_FIGURE_MISREAD, text)
    if match is None:
        return unread(text)
    whole, decimals, doubtful = _parts(mend_digits(match["figure"]) if mended else match["figure"])
    if match.groupdict().get("unit") == "ha":
        shifted = decimals.ljust(4, "0")
        whole, decimals = whole + shifted[:4], shifted[4:]
    decimals = decimals.rstrip("0")
    value = _plain(whole) + (f".{decimals}" if decimals else "")
    return Parsed(value, match.span(), _BROKEN if doubtful else None, mended)


def _parts(figure: str) -> tuple[str, str, bool]:
    """Whole part, decimals, and whether the figure can be taken in two ways or in none."""
    figure = re.sub(r"\s", "", figure)
    marks = re.findall(r"[.,]", figure)
    if not marks:
        return figure, "", False
    whole, mark, last = figure.rpartition(marks[-1])
    grouped = re.fullmatch(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})*", whole) is not None
    if grouped and len(last) == 3 and len(set(marks)) == 1 and (mark == "." or len(marks) > 1):
        return re.sub(r"[.,]", "", figure), "", False
    clear = grouped and mark not in marks[:-1] and len(set(marks[:-1])) < 2
    plain = whole.isdecimal() and not (grouped and len(last) == 3)
    return re.sub(r"[.,]", "", whole), last, not (plain or (clear and len(marks) > 1))


def parse_money(text: str) -> Parsed:
    """Whole đồng. ``tỷ`` and ``triệu`` count; other coins are kept as a number, with a doubt."""
    flat = level(text)
    match = _SUM.search(flat)
    mended = match is None
    match = match or _misread(_FIGURE_MISREAD, text)
    if match is None:
        return unread(text)
    figure = mend_digits(match["figure"]) if mended else match["figure"]
    unit = _SUM_UNIT.match(flat, match.end())
    end = match.end() if unit is None or not unit.group().strip() else unit.end()
    used = (match.start(), end)
    if unit is not None and unit["many"]:
        return _in_millions(figure, _MANY[unit["many"]], used, mended=mended)
    doubtful = unit is not None and unit["coin"] in ("usd", "eur")
    figure, cut = re.subn(r"[.,]00$", "", re.sub(r"\s", "", figure))
    grouped = re.fullmatch(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})*|[0-9]+", figure) is not None
    value = _plain(re.sub(r"[.,]", "", figure))
    return Parsed(value, used, _BROKEN if doubtful or not grouped or (cut and "." not in figure) else None, mended)


def _in_millions(figure: str, zeros: int, used: tuple[int, int], *, mended: bool) -> Parsed:
    whole, decimals, doubtful = _parts(figure)
    if len(decimals) > zeros:
        return Parsed(None, used, _BROKEN)
    return Parsed(_plain(whole + decimals.ljust(zeros, "0")), used, _BROKEN if doubtful else None, mended)


def parse_percent(text: str) -> Parsed:
    """``92%``, the decimal comma as printed; a number without its sign is kept and doubted: readers make 6 of it."""
    match = _PERCENT.search(text)
    if match is None:
        return unread(text)
    doubt = None if match["sign"] else _BROKEN
    return Parsed(f"{match['number']}{'%' if match['sign'] else ''}", match.span(), doubt)
