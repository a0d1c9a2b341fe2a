"""Number and notation: ``Số: 05/QĐ-UBND``, of normative acts ``107/2021/NĐ-CP`` (Decree 30/2020/NĐ-CP, Annex I, II.3).

Recognition mistakes letters of the notation (Đ for D, Qy for QY): the type's abbreviation is restored by longest match
against the catalogue, the digits never are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.vietnamese import fold

_PARTS = re.compile(
    r"(?P<digits>\d{1,6}[a-z]?)\s*/\s*(?:(?P<year>(?:19|20)\d{2})\s*/\s*)?"
    r"(?P<notation>[A-ZĐÂÊÔƠƯ][A-Za-zĐđÂÊÔƠƯ&]{0,11}(?:\s*[-–]\s*[A-ZĐÂÊÔƠƯ0-9][A-Za-z0-9ĐđÂÊÔƠƯ&.]*)*)"
)
_NOTATION_ONLY = re.compile(
    r"(?:/\s*(?P<year>(?:19|20)\d{2})\s*)?"
    r"/\s*(?P<notation>[A-ZĐÂÊÔƠƯ][A-Za-zĐđÂÊÔƠƯ&]{0,11}(?:\s*[-–]\s*[A-ZĐÂÊÔƠƯ0-9][A-Za-z0-9ĐđÂÊÔƠƯ&.]*)+)"
)

_YEAR_BEHIND_A_GAP = re.compile(r"(?:^|[^\d\s])\s*/\s*(?:19|20)\d{2}$")
"""A year that is no number: what stands before its slash is not known, as where a pen filled it in."""


@dataclass(frozen=True, slots=True)
class Number:
    """``digits`` empty where only the notation could be read."""

    digits: str
    year: str
    notation: str
    abbreviation: str
    """The type's abbreviation, empty for a letter (công văn), whose notation names none."""

    @property
    def text(self) -> str:
        return "/".join(part for part in (self.digits, self.year, self.notation) if part)


def parse_number(text: str, abbreviations: Iterable[str]) -> Number | None:
    """The number in a piece of text; None when no part of one can be read."""
    known = list(abbreviations)
    text = text.replace("Ð", "Đ").replace("⁄", "/")  # the Icelandic letter and the fraction slash look the same
    match = _PARTS.search(text)
    if match is not None and not _YEAR_BEHIND_A_GAP.search(text[: match.end("digits")]):
        abbreviation, notation = _restore(match["notation"], known)
        return Number(match["digits"], match["year"] or "", notation, abbreviation)
    match = _NOTATION_ONLY.search(text)
    if match is not None:
        abbreviation, notation = _restore(match["notation"], known)
        return Number("", match["year"] or "", notation, abbreviation)
    return None


def _restore(raw: str, abbreviations: list[str]) -> tuple[str, str]:
    """The abbreviation at the notation's beginning, and the notation with it written properly."""
    notation = re.sub(r"\s*[-–]\s*", "-", raw)
    head, dash, rest = notation.partition("-")
    for abbreviation in sorted(abbreviations, key=len, reverse=True):  # CTr before CT, TTr before TT
        if head == abbreviation:
            return abbreviation, notation
    head = re.sub(r"Đ{2,}", "Đ", head)  # seen on real scans: the stroke of Đ read as a second letter
    if head in abbreviations:
        return head, f"{head}{dash}{rest}"
    candidates = [abbreviation for abbreviation in abbreviations if fold(abbreviation) == fold(head)]
    if len(candidates) == 1:
        return candidates[0], f"{candidates[0]}{dash}{rest}"
    return "", notation
