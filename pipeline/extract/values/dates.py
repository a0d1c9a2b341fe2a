"""Dates in figures: ``05/02/2025``, ``ngày 05 tháng 02 năm 2025``, months, years, and the term of a land use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.findings import FindingCode
from pipeline.extract.values.parsed import Parsed, level, unread
from pipeline.extract.values.plain import clean, parse_text, used_of

FIRST_YEAR, LAST_YEAR = 1850, 2100
_N, _SLIP = "[0-9]", "[0-9odil|!]"
_SLIPS = str.maketrans("odil|!", "001111")
_GAP = r"[\s.,_…:;-]*"
_FREE = r"(?<![0-9a-z])(?<![0-9a-z][/.-])(?:(?<![|!])|(?=[0-9]{2}))"  # a stroke before one figure may be a 1


def _forms(digit: str, mark: str) -> tuple[re.Pattern[str], ...]:
    """Full dates of which each digit is ``digit`` and what parts day, month and year is ``mark``."""
    day, year = f"{digit}{{1,2}}", f"{digit}{{4}}"
    return (
        re.compile(rf"{_FREE}(?P<y>{_N}{{4}})-(?P<m>{_N}{{2}})-(?P<d>{_N}{{2}})(?!\w)"),
        re.compile(
            rf"{_FREE}(?P<d>{day}){_GAP}th[a-z]?ng{_GAP}(?P<m>{day}){_GAP}n[a-z]?m{_GAP}(?P<y>{year})(?![0-9a-z])"
        ),
        re.compile(rf"{_FREE}(?P<d>{day}){mark}(?P<m>{day}){mark}(?P<y>{year})(?![0-9a-z])"),
    )


_STRICT = _forms(_N, r"\s*[/.–-]\s*")
_LOOSE = (
    *_forms(_SLIP, r"(?:\s*[/.,\\–-]\s*|\s+)"),
    re.compile(r"(?<![0-9a-z])(?P<d>[0-3][0-9])(?P<m>[01][0-9])(?P<y>(?:1[89]|20)[0-9]{2})(?![0-9a-z])"),
)
_MONTHS = (
    re.compile(r"(?<![0-9a-z])(?<![0-9a-z][/.-])(?P<y>[0-9]{4})-(?P<m>[0-9]{2})(?![\w/-])"),
    re.compile(rf"th[a-z]?ng{_GAP}(?P<m>[0-9]{{1,2}}){_GAP}n[a-z]?m{_GAP}(?P<y>[0-9]{{4}})(?![0-9a-z])"),
    re.compile(r"(?<![0-9a-z])(?<![0-9a-z][/.-])(?P<m>[0-9]{1,2})\s*[/.-]\s*(?P<y>[0-9]{4})(?![0-9a-z/-])"),
)
_YEARS = (re.compile(r"(?<![0-9a-z])(?<![0-9a-z][/.-])(?P<y>(?:1[89]|20|21)[0-9]{2})(?![0-9a-z])"),)
_DAY_NOT_READ = re.compile(rf"ng[a-z]y[^0-9a-z]*[0-9a-z][^,;]{{0,12}}$|[0-9]{_GAP}$")
_NO_END = re.compile(r"khong (?:xac dinh )?thoi han")
_BESIDE_A_YEAR = frozenset({"nam", "sinh", "ngay", "thang"})
_BESIDE_A_TERM = frozenset(
    ["den", "ngay", "het", "thoi", "han", "su", "dung", "la", "ke", "tu", "cap", "thang", "nam", "co"]
)


@dataclass(frozen=True, slots=True)
class _Written:
    year: int
    month: int
    day: int
    used: tuple[int, int]
    mended: bool


def iso_date(year: int, month: int, day: int) -> str | None:
    """As much as is said, a part that is not said being 0; None for a day that never was or a year out of range."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    if month == 0:
        return f"{year}"
    return f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")


def parse_date(text: str) -> Parsed:
    """The first full date, else the first month, else the first year; what stands around it is left out.

    ``Không thời hạn`` is no date and no doubt.
    """
    flat = level(text)
    found = _first(flat, _STRICT) or _first(flat, _LOOSE)
    if found is not None:
        return _parsed(found)
    found = _first(flat, _MONTHS)
    if found is not None:
        return _parsed(found, doubtful=_DAY_NOT_READ.search(flat[: found.used[0]]) is not None)
    found = _first(flat, _YEARS)
    if found is not None:
        beside = re.findall(r"\w+", flat[: found.used[0]])
        return _parsed(found, doubtful=not _BESIDE_A_YEAR.issuperset(beside))
    return Parsed(None, (0, len(text))) if _NO_END.search(" ".join(flat.split())) else unread(text)


def _first(flat: str, forms: tuple[re.Pattern[str], ...]) -> _Written | None:
    return min(_written(flat, forms), key=lambda item: item.used, default=None)


def _written(flat: str, forms: tuple[re.Pattern[str], ...]) -> Iterator[_Written]:
    for form in forms:
        match = form.search(flat)
        if match is None or sum(letter.isdecimal() for letter in match["y"]) < 2:
            continue
        parts = match.groupdict(default="0")
        numbers = {name: int(part.translate(_SLIPS)) for name, part in parts.items()}
        year, month, day = numbers["y"], numbers.get("m", -1), numbers.get("d", -1)
        # a printed zero is no month and no day; a part that the form does not have is not said
        stated = (13 if month == 0 else max(month, 0), 32 if day == 0 else max(day, 0))
        yield _Written(year, *stated, match.span(), forms is _LOOSE)


def _parsed(found: _Written, *, doubtful: bool = False) -> Parsed:
    value = iso_date(found.year, found.month, found.day)
    if value is None:
        return Parsed(None, found.used, FindingCode.DATE_IMPOSSIBLE)
    return Parsed(value, found.used, FindingCode.GRAMMAR_BROKEN if doubtful else None, found.mended)


def parse_term(text: str) -> Parsed:
    """``Lâu dài`` or the day on which a right of use ends; a span of years and several terms stay as printed."""
    value = clean(text)
    flat = " ".join(level(value).split())
    dated = parse_date(text)
    if flat == "lau dai":
        return Parsed("Lâu dài", used_of(text))
    if dated.doubt is FindingCode.DATE_IMPOSSIBLE:
        return dated
    if dated.value is not None and dated.doubt is None:
        around = level(text[: dated.used[0]] + " " + text[dated.used[1] :])
        if _BESIDE_A_TERM.issuperset(re.findall(r"\w+", re.sub(r"[0-9]{1,2} nam", " ", around))):
            return dated
    kept = parse_text(text)
    if kept.value is None or re.fullmatch(r"[0-9]{1,2} nam", flat):
        return kept
    return Parsed(kept.value, kept.used, FindingCode.GRAMMAR_BROKEN)
