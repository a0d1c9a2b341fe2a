"""Fields outside the head: document type, subject, signer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.field import Field
from models.findings import FindingCode, finding
from models.page import Line, Page, Word
from pipeline.catalogue.loading import Kind
from pipeline.extract.head import evidence, missing, type_in_head
from pipeline.letterhead import Head, Row, columns
from pipeline.vietnamese import alike, fold, holds, is_capitals

WIDEST_GAP = 1.5
"""Lines of one subject follow each other at an even pitch; a gap this much wider ends it."""
MOST_SUBJECT_LINES = 8
_BODY_BEGINNINGS = ("kinh gui", "can cu", "thuc hien ", "xet ", "theo ", "phan ", "i.", "1.", "dieu 1", "chuong ")
_OFFICES = (
    "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "BỘ TRƯỞNG",
    "THỨ TRƯỞNG", "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "CỤC TRƯỞNG", "CHI CỤC TRƯỞNG", "CHỦ NHIỆM", "THỦ TƯỚNG",
    "HIỆU TRƯỞNG", "TRƯỞNG BAN", "VIỆN TRƯỞNG", "CHÁNH THANH TRA", "PHÓ CHỦ NHIỆM",
)  # fmt: skip
_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.UNICODE)
RIGHT_HALF = 0.45


def document_type(page: Page, head: Head, kind: Kind, abbreviation: str | None) -> Field:
    """The type in capitals under the head; without one, a letter whose number names no type."""
    found = type_in_head(head, kind)
    if found is not None:
        name, row = found
        exact = alike(row.text, name) / 100
        return Field(
            value=name, confidence=min(0.99, row.confidence, exact),
            evidence=(evidence(page, row.words, rule="body.document_type"),),
        )  # fmt: skip
    subject = _letter_subject(head)
    if subject is not None and abbreviation == "":
        return Field(
            value=kind.untyped, confidence=0.92, evidence=(evidence(page, subject[0].words, rule="head.letter"),)
        )
    return missing()


def subject(page: Page, head: Head, kind: Kind) -> Field:
    """The lines under the type, or after ``V/v`` under a letter's number, joined to one."""
    found = type_in_head(head, kind)
    if found is not None:
        lines = _subject_lines(page, found[1])
        words = tuple(word for line in lines for word in line.words)
    else:
        rows = _letter_subject(head)
        words = tuple(word for row in rows for word in row.words) if rows else ()
    if not words:
        return missing()
    text = " ".join(word.text for word in words).strip()
    return Field(
        value=text,
        confidence=min(0.99, *(word.confidence for word in words)),
        evidence=(evidence(page, words, rule="body.subject"),),
    )


def signer(pages: Sequence[Page]) -> Field:
    """The full name under the office, on the right of the page where the letter ends."""
    for page in _ending_pages(pages):
        rows = columns(page, RIGHT_HALF, top=0.0, bottom=1.0)[1]
        office = max((place for place, row in enumerate(rows) if _is_office(row)), default=None)
        if office is None:
            continue
        named = [row for row in rows[office + 1 :] if _name_words(row) and row.box.top - rows[office].box.bottom < 0.22]
        if not named:
            box = (evidence(page, rows[office].words, rule="body.signer"),)
            return Field(value=None, confidence=0.0, evidence=box, findings=(finding(FindingCode.FIELD_MISSING),))
        words = _name_words(named[-1])
        clean = len(words) == len(named[-1].words) and len(named) == 1
        confidence = min(word.confidence for word in words)
        return Field(
            value=" ".join(word.text for word in words),
            confidence=confidence,
            evidence=(evidence(page, words, rule="body.signer"),),
            findings=() if clean else (finding(FindingCode.CONFIDENCE_LOW, seen=named[-1].text),),
        )
    return missing()


def _subject_lines(page: Page, type_row: Row) -> list[Line]:
    below = sorted(
        (line for line in page.lines if line.box.middle[1] > type_row.box.middle[1] + 0.6 * type_row.box.height),
        key=lambda line: line.box.middle[1],
    )
    taken: list[Line] = []
    previous, pitch = type_row.box.middle[1], 2.2 * type_row.box.height
    for line in below[:MOST_SUBJECT_LINES]:
        middle = line.box.middle[1]
        too_far = middle - previous > (WIDEST_GAP * pitch if taken else 2.5 * pitch)
        if too_far or _begins_body(line.text) or is_capitals(line.text):
            break
        pitch = middle - previous
        taken.append(line)
        previous = middle
    return taken


def _begins_body(text: str) -> bool:
    return fold(text).startswith(_BODY_BEGINNINGS)


def _letter_subject(head: Head) -> list[Row]:
    """Rows from ``V/v`` on, in the left column."""
    start = next((place for place, row in enumerate(head.left) if fold(row.text).startswith(("v/v", "ve viec"))), None)
    if start is None:
        return []
    rows = [head.left[start]]
    for row in head.left[start + 1 :]:
        if row.box.top - rows[-1].box.bottom > rows[-1].box.height or _begins_body(row.text):
            break
        rows.append(row)
    return rows


def _ending_pages(pages: Sequence[Page]) -> list[Page]:
    """The page with ``Nơi nhận`` first: what follows it is annexes, signed or not."""
    ending = [
        page for page in pages if any(holds(line.text, "Nơi nhận") and len(line.text) < 40 for line in page.lines)
    ]
    return ending[:1] + [page for page in reversed(pages) if page not in ending[:1]]


def _is_office(row: Row) -> bool:
    text = re.sub(r"^(?:T?M|K[LT]?|TL|TUQ|KT|Q)\s*\.\s*", "", row.text.strip())
    return is_capitals(text) and any(alike(text, office) >= 85 for office in _OFFICES)


def _name_words(row: Row) -> tuple[Word, ...]:
    """The row's words if they can be a person's name: two to six capitalised words and little else."""
    words = tuple(word for word in row.words if any(letter.isalpha() for letter in word.text))
    proper = tuple(word for word in words if _NAME.fullmatch(word.text) and word.text[0].isupper())
    if is_capitals(row.text) and _is_office(row):
        return ()
    return proper if 2 <= len(proper) <= 6 and len(proper) == len(words) else ()
