"""Fields of the head: issuer, number, date."""

from __future__ import annotations

from models.field import Evidence, Field
from models.findings import Finding, FindingCode, finding
from models.geometry import around
from models.page import Page, Word
from pipeline.catalogue.loading import Kind
from pipeline.extract.dates import is_full, parse_written_date
from pipeline.extract.number import parse_number
from pipeline.letterhead import Head, Row, names_number
from pipeline.vietnamese import alike, fold, has_marks, is_capitals

PEN_CONFIDENCE = 0.30
PRINTED_CONFIDENCE = 0.90
HEIGHT_TOLERANCE = 0.18
"""Printed digits of one line are equally tall; pen strokes rarely come that close."""
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
    beginnings = [index for index, row in enumerate(rows) if fold(row.text).startswith(_AGENCY_BEGINNINGS)]
    if not beginnings:
        return missing()
    own = rows[beginnings[-1] :]
    words = tuple(word for row in own for word in row.words if any(letter.isalnum() for letter in word.text))
    text = " ".join(word.text for word in words).strip(" .,-_")
    confidence = min(word.confidence for word in words)
    doubts = () if all(has_marks(row.text) for row in own) else (finding(FindingCode.CONFIDENCE_LOW),)
    found = evidence(page, words, rule="head.issuer")
    return Field(value=text, confidence=confidence, evidence=(found,), findings=doubts)


def number(page: Page, head: Head, kind: Kind) -> Field:
    """Printed numbers stand in one token with their notation; one filled in by pen stands apart from it."""
    row = next((row for row in head.left if names_number(row)), None)
    if row is None:
        return missing()
    parsed = parse_number(row.text, kind.types)
    if parsed is None:
        return Field(
            value=None, confidence=0.0,
            evidence=(evidence(page, row.words, rule="head.number"),), findings=(finding(FindingCode.HANDWRITTEN),),
        )  # fmt: skip
    token = next((word for word in row.words if _holds_number(word, parsed.digits)), None)
    printed = bool(parsed.digits) and token is not None and token.confidence >= PRINTED_CONFIDENCE
    printed = printed and _same_print(row, token)
    return Field(
        value=parsed.text if parsed.digits else None,
        confidence=row.confidence if printed else min(PEN_CONFIDENCE, row.confidence),
        evidence=(evidence(page, row.words, rule="head.number"),),
        findings=() if printed else (finding(FindingCode.HANDWRITTEN, seen=row.text),),
    )


def issued_on(page: Page, head: Head) -> Field:
    """Place and date below the motto; the day in pen is told from print by its height and confidence."""
    row = next((row for row in head.right if _names_date(row)), None)
    if row is None:
        return missing()
    value = parse_written_date(row.text)
    found = (evidence(page, row.words, rule="head.issued_on"),)
    if value is None:
        return Field(value=None, confidence=0.0, evidence=found, findings=(finding(FindingCode.HANDWRITTEN),))
    doubts: tuple[Finding, ...] = ()
    if not is_full(value) or not _date_is_printed(row):
        doubts = (finding(FindingCode.HANDWRITTEN, seen=row.text),)
    confidence = min((word.confidence for word in row.words if _has_digit(word)), default=0.0)
    return Field(
        value=value,
        confidence=min(PEN_CONFIDENCE, confidence) if doubts else confidence,
        evidence=found,
        findings=doubts,
    )


def _holds_number(word: Word, digits: str) -> bool:
    before, slash, _ = word.text.partition("/")
    return bool(slash) and bool(digits) and before.strip(":.").endswith(digits)


def _same_print(row: Row, token: Word | None) -> bool:
    """Whether the token is as tall as its label allows: pen digits push the box up or down."""
    label = row.words[0]
    if token is None or label is token:
        return False  # ``Số:05/…`` run together leaves nothing to compare with: a person looks
    return token.box.height <= 1.45 * label.box.height


def _names_date(row: Row) -> bool:
    folded = fold(row.text)
    return "nam" in folded and ("ngay" in folded or "thang" in folded) and any(_has_digit(word) for word in row.words)


def _date_is_printed(row: Row) -> bool:
    """All the digits of the date: sure, and as tall as the year's, on the same baseline."""
    digits = [word for word in row.words if _has_digit(word)]
    year = next((word for word in reversed(digits) if len(word.text.strip(".,")) == 4), None)
    if year is None or len(digits) < 3:
        return False
    return all(word.text.strip(".,").isdigit() and _like(word, year) for word in digits)


def _like(word: Word, year: Word) -> bool:
    slack = HEIGHT_TOLERANCE * year.box.height
    level = abs(word.box.bottom - year.box.bottom) <= 2 * slack
    return word.confidence >= PRINTED_CONFIDENCE and abs(word.box.height - year.box.height) <= slack and level


def _has_digit(word: Word) -> bool:
    return any(letter.isdigit() for letter in word.text)


def type_in_head(head: Head, kind: Kind) -> tuple[str, Row] | None:
    """The document's type in capitals below the head, by its proper name; the surest match wins."""
    best: tuple[float, str, Row] | None = None
    for row in (*head.left, *head.right):
        if not is_capitals(row.text):
            continue
        for name in kind.types.values():
            score = alike(row.text, name)
            if score >= 85 and (best is None or score > best[0]):
                best = (score, name, row)
    return (best[1], best[2]) if best else None
