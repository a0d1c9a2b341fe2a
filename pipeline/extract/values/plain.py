"""Texts, names, addresses: what print puts around a value goes, the value stays as it was read."""

from __future__ import annotations

import re

from models.findings import FindingCode
from pipeline.extract.values.parsed import Parsed, level, unread

_EDGES = " \t\n\r\f\v\xa0.,;:_·•‧∙…|*'`~^=/\\-–—"
_LEADERS = r"(?:(?:[._·•‧∙]\s?){2,}[._·•‧∙…\s]*|…[._·•‧∙…\s]*|-{3,}|,{2,})"
_LEADERS_BEFORE_MARK = re.compile(rf"\s*{_LEADERS}\s*(?=[,;:)])")
_LEADERS_BETWEEN = re.compile(rf"\s*{_LEADERS}\s*")
_GAP = f"[{re.escape(_EDGES)}]"
_HONORIFIC = re.compile(
    rf"(?:ho{_GAP}+)?(?P<title>ong|ba|anh|chi)(?P<both>{_GAP}*[(/]{_GAP}*(?:ong|ba|chi|anh)(?:{_GAP}*\)|(?!\w)))?"
    rf"(?P<gap>{_GAP}+)"
)
_NAME = re.compile(r"[^\W\d_]+(?:['’.-]?[^\W\d_]+)*(?: [^\W\d_]+(?:['’.-]?[^\W\d_]+)*)+")
_AFTER_A_NAME = re.compile(
    r"\W*(?:sinh|nam|nu|ngay|cmnd|cccd|can cuoc|the|so|gioi|dan toc|quoc tich|chuc|va\b|dia chi|ho khau|thuong tru)"
)
_MALE, _FEMALE = frozenset({"nam", "male", "m"}), frozenset({"nu", "female", "f"})


def clean(text: str) -> str:
    """Without dotted lines to fill in and stray marks at the edges, single spaces."""
    before = ""
    while text != before:
        before = text
        text = _LEADERS_BETWEEN.sub(" ", _LEADERS_BEFORE_MARK.sub("", text))
        text = " ".join(text.strip(_EDGES).split())
        text = _unwrapped(text)
    return text


def _unwrapped(text: str) -> str:
    """Without brackets at an edge whose other half is not there."""
    if text.startswith((")", "]")) or (text.startswith(("(", "[")) and not re.search(r"[)\]]", text)):
        text = text[1:]
    if text.endswith(("(", "[")) or (text.endswith((")", "]")) and not re.search(r"[(\[]", text)):
        text = text[:-1]
    return text


def used_of(text: str, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """The piece without what ``clean`` strips from its edges; the whole piece where nothing is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(_EDGES))
    right = len(piece.rstrip(_EDGES))
    return (start + left, start + right) if left < right else (start, start + len(piece))


def parse_text(text: str) -> Parsed:
    value = clean(text)
    if not any(letter.isalnum() for letter in value):
        return unread(text)
    return Parsed(value, used_of(text))


def parse_serial(text: str) -> Parsed:
    """As printed; a serial without any digit is doubtful."""
    parsed = parse_text(text)
    if parsed.value is None or any(letter.isdecimal() for letter in parsed.value):
        return parsed
    return Parsed(parsed.value, parsed.used, FindingCode.GRAMMAR_BROKEN)


def parse_name(text: str) -> Parsed:
    """A person's name in the case it is printed in, without Ông, Bà, Hộ ông before it and what follows a comma."""
    start, twice = _after_honorifics(text)
    end, odd = _end_of_name(text, start)
    value = clean(text[start:end])
    if not any(letter.isalpha() for letter in value):
        return unread(text)
    doubtful = twice or odd or _NAME.fullmatch(value) is None
    return Parsed(value, used_of(text, start, end), FindingCode.GRAMMAR_BROKEN if doubtful else None)


def _after_honorifics(text: str) -> tuple[int, bool]:
    """Where the name begins; whether several stood before it (Ông is a family name as well)."""
    start, count = used_of(text)[0], 0
    flat = level(text)
    while (match := _HONORIFIC.match(flat, start)) is not None:
        if match["title"] in ("ba", "chi") and not match["both"] and match["gap"].isspace() and _unmarked(text, match):
            break
        after = used_of(text, match.end())[0]
        if len(clean(text[after:]).split()) < 2:
            break
        start, count = after, count + 1
    return start, count > 1


def _unmarked(text: str, match: re.Match[str]) -> bool:
    """Whether "Ba" or "Chi" is printed without the mark of Bà and Chị: then it may be a name."""
    return text[slice(*match.span("title"))].casefold() == match["title"]


def _end_of_name(text: str, start: int) -> tuple[int, bool]:
    """Where the name ends; whether what follows a comma may still belong to it."""
    first = used_of(text, start)[0]
    match = re.compile(r"[,;]").search(text, first)
    if match is None or len(clean(text[first : match.start()]).split()) < 2:
        return len(text), False
    rest = text[match.end() :]
    stray = any(letter.isalnum() for letter in rest) and _AFTER_A_NAME.match(level(rest)) is None
    return match.start(), stray


def parse_sex(text: str) -> Parsed:
    """``Nam`` or ``Nữ``; both, as on a form where none is struck out, is neither."""
    words = [(match.group(), match.span()) for match in re.finditer(r"[^\W\d_]+", level(text))]
    said: list[tuple[str, tuple[int, int], int]] = []
    for place, (word, span) in enumerate(words):
        if word == "nam" and place and words[place - 1][0] == "viet":
            continue  # the nationality beside it
        if word in _MALE or word in _FEMALE:
            said.append(("Nam" if word in _MALE else "Nữ", span, place))
    if not said or len({sex for sex, _, _ in said}) > 1:
        return unread(text)
    sex, span, place = said[0]
    return Parsed(sex, span, FindingCode.GRAMMAR_BROKEN if place else None)
