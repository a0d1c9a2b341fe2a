"""Fields of the head: issuer, number, date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from models.field import Evidence, Field
from models.findings import FindingCode, finding
from models.geometry import Box, around
from models.page import Page, RegionType, Word
from pipeline.catalogue.schema import Kind
from pipeline.extract.confidence import all_agreed, field_confidence
from pipeline.extract.dates import is_full, parse_written_date
from pipeline.extract.number import Number, parse_number
from pipeline.extract.penned import handwritten_date, handwritten_number
from pipeline.extract.plausible import has_hole
from pipeline.letterhead import HEAD_SHARE, Head, Row, names_number
from pipeline.phrases import runs
from pipeline.vietnamese import alike, fold, has_marks, is_capitals

PRINTED_CONFIDENCE = 0.90
HEIGHT_TOLERANCE = 0.18
"""Printed digits of one line are equally tall; pen strokes rarely come that close."""
LIKELY_CONFIDENCE = 0.75
DEEPEST_HEAD = 0.16
"""Of the page's height, from the nation's name to the date: room for four lines of agencies."""
OFF_MIDDLE = 0.15
"""The type is centred on the text, which a binding margin moves from the page's middle."""
_FROM_DIGIT = re.compile(r"\d.*?(?=th[aá]ng|n[aă]m|$)", re.IGNORECASE)
_FIXED_WORDS = (
    (re.compile(r"\b[UÚÙỦŨỤ][YÝỲỶỸỴ] BAN NH[AÂ]N D[AÂẦÀ]N\b"), "ỦY BAN NHÂN DÂN"),
    (re.compile(r"\bT[IÍÌĨỊ]NH(?= \w)"), "TỈNH"),
)
_UNFINISHED = frozenset(
    ("van phong", "trung tam", "chi cuc", "cuc", "phong", "so", "bo", "hoi dong", "thanh tra", "vien", "truong", "ban",
     "cong ty", "tong cong ty", "benh vien", "chi nhanh")
)  # fmt: skip
"""A row that says only this much goes on in the next one, whatever that begins with."""
_AGENCY_BEGINNINGS = (
    "uy ban", "hoi dong", "bo ", "so ", "phong ", "van phong", "trung tam", "chi cuc", "cuc ", "tong cuc", "thanh tra",
    "cong an", "truong ", "benh vien", "tinh uy", "huyen uy", "ban ", "vien ", "kho bac", "chi nhanh", "cong ty",
    "ubnd", "hdnd", "toa an", "dang uy", "lien ",
)  # fmt: skip


def missing() -> Field:
    return Field(value=None, confidence=0.0, findings=(finding(FindingCode.FIELD_MISSING),))


def evidence(page: Page, words: tuple[Word, ...], *, rule: str) -> Evidence:
    """What was read where: the words as they stand on the page, before any normal form."""
    return Evidence(
        source="text_layer" if page.text_source == "text_layer" else "ocr",
        reader=words[0].readers[0] if words[0].readers else "",
        page=page.index + 1,
        box=around([word.box for word in words]).rounded(),
        text=" ".join(word.text for word in words),
        confidence=min(word.confidence for word in words),
        rule=rule,
    )


def issuer(page: Page, head: Head) -> Field:
    """The issuing agency: capitals above the number; a parent agency above it is left out."""
    rows = [row for row in head.left if is_capitals(row.text) and len(fold(row.text)) > 3]
    number_at = next((row.box.middle[1] for row in head.left if names_number(row)), head.top + 0.12)
    rows = [row for row in rows if head.top - 0.03 <= row.box.middle[1] < number_at]
    beginnings = [
        index
        for index, row in enumerate(rows)
        if fold(row.text).startswith(_AGENCY_BEGINNINGS) and not (index and fold(rows[index - 1].text) in _UNFINISHED)
    ]
    if not beginnings:
        return missing()
    own = rows[beginnings[-1] :]
    words = tuple(word for row in own for word in row.words if any(letter.isalnum() for letter in word.text))
    text = _restored(" ".join(word.text for word in words).strip(" .,-_"))
    confidence = field_confidence("issuer", (word.confidence for word in words), agreed=all_agreed(words))
    whole = all(has_marks(row.text) for row in own) and not has_hole(words, page)
    doubts = () if whole else (finding(FindingCode.CONFIDENCE_LOW),)
    found = evidence(page, words, rule="head.issuer")
    return Field(value=text, confidence=confidence, evidence=(found,), findings=doubts)


def number(page: Page, head: Head, kind: Kind) -> Field:
    """Printed numbers stand in one token with their notation; one filled in by pen stands apart from it."""
    row = next((row for row in head.left if names_number(row)), None)
    if row is None or row.box.top > _end(page, head, kind):
        return missing()
    found = (evidence(page, row.words, rule="head.number"),)
    parsed = parse_number(row.text, kind.types)
    token = None if parsed is None else next((word for word in row.words if _holds_number(word, parsed.digits)), None)
    if parsed is None or token is None or not _same_print(page, row, token):
        return handwritten_number(page, parsed, found, seen=row.text)
    fitted = _fitted(parsed, type_in_head(page, head, kind), kind)
    sure = token.confidence >= PRINTED_CONFIDENCE and fitted == parsed
    doubts = () if sure else (finding(FindingCode.CONFIDENCE_LOW, seen=row.text),)
    confidence = field_confidence("number", (word.confidence for word in row.words), agreed=all_agreed(row.words))
    return Field(value=fitted.text, confidence=confidence, evidence=found, findings=doubts)


def _fitted(parsed: Number, found: tuple[str, Row] | None, kind: Kind) -> Number:
    """The number, its abbreviation mended where one letter keeps it from naming the type printed on the paper."""
    begin, dash, rest = parsed.notation.partition("-")
    if found is None or parsed.abbreviation or not dash:
        return parsed
    proper = next(abbreviation for abbreviation, name in kind.types.items() if name == found[0])
    if Levenshtein.distance(begin, proper) > 1:
        return parsed
    return replace(parsed, notation=f"{proper}-{rest}", abbreviation=proper)


def issued_on(page: Page, head: Head, kind: Kind) -> Field:
    """Place and date below the motto. Digits that do not look printed are left open, or as the digit reader has them;
    where it has none, the date is partial.
    """
    row = next((row for row in head.right if _names_date(row)), None)
    if row is None or row.box.top > _end(page, head, kind):
        return missing()
    found = (evidence(page, row.words, rule="head.issued_on"),)
    printed = _printed_digits(page, row)
    value = parse_written_date(" ".join(_open(word) if id(word) not in printed else word.text for word in row.words))
    if value is None or not is_full(value):
        return handwritten_date(page, value, found, seen=row.text)
    figures = [word for word in row.words if id(word) in printed]
    digits = [word.confidence for word in figures]
    doubts = () if min(digits) >= PRINTED_CONFIDENCE else (finding(FindingCode.CONFIDENCE_LOW, seen=row.text),)
    confidence = field_confidence("issued_on", digits, agreed=all_agreed(figures))
    return Field(value=value, confidence=confidence, evidence=found, findings=doubts)


def _end(page: Page, head: Head, kind: Kind) -> float:
    """Where number and date must have stood: other documents' numbers and dates follow below the type."""
    found = type_in_head(page, head, kind)
    return min(head.top + DEEPEST_HEAD, found[1].box.top if found else 1.0)


def _holds_number(word: Word, digits: str) -> bool:
    before, slash, _ = word.text.partition("/")
    return bool(slash) and bool(digits) and before.strip(":.").endswith(digits)


def _same_print(page: Page, row: Row, token: Word) -> bool:
    """Whether the token continues its label as print does: as tall, on its baseline, one space away.

    Measured on the samples and the open scans: printed tokens are 0.9 to 1.15 labels tall, at most 0.35 lower (the tail
    of Q), 0.6 away; pen numbers never came in one token with their notation.
    """
    label = row.words[0]
    if label is token or _is_penned(page, row):
        return False  # ``Số:05/…`` run together leaves nothing to compare with: a person looks
    tall = label.box.height
    space = (token.box.left - label.box.right) * page.width / page.height
    lowered = abs(token.box.bottom - label.box.bottom)
    return 0.75 * tall <= token.box.height <= 1.3 * tall and lowered <= 0.45 * tall and space <= 0.9 * tall


def _is_penned(page: Page, row: Row) -> bool:
    """Whether a region of handwriting crosses the row."""
    return any(region.type is RegionType.HANDWRITING and region.box.overlap(row.box) > 0 for region in page.regions)


def _names_date(row: Row) -> bool:
    folded = fold(row.text)
    return "nam" in folded and ("ngay" in folded or "thang" in folded) and any(_has_digit(word) for word in row.words)


def _printed_digits(page: Page, row: Row) -> frozenset[int]:
    """Ids of the words whose digits look printed: all digits, fairly sure, as tall as the year's, on its baseline."""
    penned = [region.box for region in page.regions if region.type is RegionType.HANDWRITING]
    digits = [word for word in row.words if word.text.strip(".,").isdigit()]
    year = next((word for word in reversed(digits) if len(word.text.strip(".,")) == 4), None)
    if year is None:
        return frozenset()
    return frozenset(id(word) for word in digits if _like(word, year) and not _crossed(word, row, penned))


def _like(word: Word, year: Word) -> bool:
    slack = HEIGHT_TOLERANCE * year.box.height
    level = abs(word.box.bottom - year.box.bottom) <= 2 * slack
    return word.confidence >= LIKELY_CONFIDENCE and abs(word.box.height - year.box.height) <= slack and level


def _crossed(word: Word, row: Row, penned: Sequence[Box]) -> bool:
    """Whether another word's box lies over it, as where pen strokes run into print, or handwriting does."""
    others = [other.box for other in row.words if other is not word]
    return any(box.overlap(word.box) > 0.1 * _area(word) for box in (*others, *penned))


def _area(word: Word) -> float:
    return word.box.width * word.box.height


def _open(word: Word) -> str:
    """The word with its digits, and what follows them, left open; not a printed word run into them (``15tháng``)."""
    return _FROM_DIGIT.sub("_", word.text)


def _has_digit(word: Word) -> bool:
    return any(letter.isdigit() for letter in word.text)


def type_in_head(page: Page, head: Head, kind: Kind) -> tuple[str, Row] | None:
    """The document's type, capitals in the page's middle below the head, by its proper name; the best match wins."""
    lines = [line for line in page.lines if head.top < line.box.middle[1] < head.top + HEAD_SHARE]
    best: tuple[float, str, Row] | None = None
    for row in sorted(runs(page, lines), key=lambda row: row.box.top):
        if not is_capitals(row.text) or abs(row.box.middle[0] - 0.5) > OFF_MIDDLE:
            continue
        for name in kind.types.values():
            score = alike(row.text, name)
            if score >= 85 and (best is None or score > best[0]):
                best = (score, name, row)
    return (best[1], best[2]) if best else None


def _restored(agency: str) -> str:
    """Words that belong to every such name, with the marks that recognition lost; place names stay as read."""
    for pattern, proper in _FIXED_WORDS:
        agency = pattern.sub(proper, agency)
    return agency
