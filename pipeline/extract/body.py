"""Fields below the head: document type and subject."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.field import Field
from models.findings import FindingCode, finding
from models.page import Line, Page, Word
from pipeline.catalogue.schema import Kind
from pipeline.extract.confidence import all_agreed, field_confidence
from pipeline.extract.head import evidence, missing, type_in_head
from pipeline.letterhead import Head, Row
from pipeline.vietnamese import alike, fold, is_capitals

WIDEST_GAP = 1.5
"""Lines of one subject follow each other at an even pitch; a gap this much wider ends it."""
MOST_SUBJECT_LINES = 8
DIRT_CONFIDENCE = 0.5
_BROKEN_NOTATION = re.compile(r"\b([A-ZĐ]{2,}[a-z]?)- (?=[A-ZĐ]{2,})")
_OPENINGS = frozenset(("ve viec", "va viec"))
_BODY_BEGINNINGS = ("kinh gui", "can cu", "thuc hien ", "xet ", "theo ", "i.", "1.", "dieu 1", "chuong ")

_PART = re.compile(r"phan (?:thu |mo dau|[ivx]+\b|\d)")


def document_type(page: Page, head: Head, kind: Kind, abbreviation: str | None) -> Field:
    """The type in capitals under the head; without one, a letter whose number names no type."""
    found = type_in_head(page, head, kind)
    if found is not None:
        name, row = found
        chances = (alike(row.text, name) / 100, *(word.confidence for word in row.words))
        return Field(
            value=name,
            confidence=field_confidence("document_type", chances, agreed=all_agreed(row.words)),
            evidence=(evidence(page, row.words, rule="body.document_type"),),
        )
    subject = _letter_subject(head)
    if subject and abbreviation == "":
        return Field(
            value=kind.untyped, confidence=0.92, evidence=(evidence(page, subject[0].words, rule="head.letter"),)
        )
    return missing()


def subject(page: Page, head: Head, kind: Kind) -> Field:
    """The lines under the type, or after ``V/v`` under a letter's number, joined to one."""
    found = type_in_head(page, head, kind)
    if found is not None:
        lines = _subject_lines(page, found[1])
        words = tuple(word for line in lines for word in line.words)
    else:
        rows = _letter_subject(head)
        words = tuple(word for row in rows for word in row.words) if rows else ()
    clear = tuple(word for word in words if not _is_dirt(word))
    if not clear:
        return missing()
    return Field(
        value=_joined(clear),
        confidence=field_confidence("subject", (word.confidence for word in clear), agreed=all_agreed(clear)),
        evidence=(evidence(page, clear, rule="body.subject"),),
        findings=() if len(clear) == len(words) else (finding(FindingCode.CONFIDENCE_LOW),),
    )


def _is_dirt(word: Word) -> bool:
    """Strokes of a stamp, or marks of Vietnamese letters taken for a line of their own."""
    letters = sum(letter.isalnum() for letter in word.text)
    return word.confidence < DIRT_CONFIDENCE and letters <= 1


def _joined(words: Sequence[Word]) -> str:
    """One line of text; a notation broken after its dash (``NQ-`` / ``HĐND``) is whole again."""
    text = " ".join(word.text for word in words).strip(" _-–")
    text = _BROKEN_NOTATION.sub(r"\1-", text)
    opening = " ".join(text.split()[:2])
    return f"Về việc{text[len(opening) :]}" if fold(opening) in _OPENINGS else text


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
    """A new sentence; a subject that runs on in small letters (``… để / thực hiện dự án``) is none."""
    folded = fold(text)
    return not text[:1].islower() and (folded.startswith(_BODY_BEGINNINGS) or _is_part(text))


def _is_part(text: str) -> bool:
    """``Phần thứ nhất``; Phan is a family name."""
    return text[:4].casefold() != "phan" and _PART.match(fold(text)) is not None


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
