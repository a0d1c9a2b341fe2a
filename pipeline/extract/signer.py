"""Who signed: the full name under authority and office, right of the recipients (Decree 30/2020, Annex I, cells 7, 9).

A seal lies over office and signature and turns both into rubbish, so office, recipients and the name itself each may
point to the place. A name is beyond doubt only when everything fits: family name, place under the office, confidence,
nothing beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.field import Field
from models.findings import FindingCode, finding
from models.page import Page, Word
from pipeline.extract.confidence import all_agreed, field_confidence
from pipeline.extract.head import evidence, missing
from pipeline.extract.spelling import FAMILY_NAMES
from pipeline.letterhead import Row
from pipeline.phrases import runs
from pipeline.vietnamese import alike, fold, holds, is_capitals

LEFTMOST_MIDDLE = 0.55
"""Names stand in the right half, centred under the office."""
OFFICE_ALIKE = 80.0
"""Similarity (0 to 100) to a known office from which capitals are taken for it: a seal may lie over them."""
OFF_CENTRE = 0.03
"""A name further from the office's middle has perhaps lost a word to the seal."""
DEEPEST = 0.24
"""Of the page's height: signature and seal take about 40 mm, rarely 70."""
_OFFICES = (
    "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "TỔNG GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG",
    "BỘ TRƯỞNG", "THỨ TRƯỞNG", "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "CHI CỤC TRƯỞNG",
    "PHÓ CHI CỤC TRƯỞNG", "VỤ TRƯỞNG", "CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "HIỆU TRƯỞNG",
    "PHÓ HIỆU TRƯỞNG", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "VIỆN TRƯỞNG", "CHÁNH ÁN", "CHÁNH THANH TRA", "BÍ THƯ",
    "PHÓ BÍ THƯ", "TỔNG CỤC TRƯỞNG", "CHÁNH VĂN PHÒNG HĐND VÀ UBND", "THỦ TRƯỞNG", "TRẠM TRƯỞNG", "TRƯỞNG CÔNG AN",
)  # fmt: skip
_AUTHORITY = re.compile(r"^\W*(?:TM|KT|TL|TUQ|Q)\s*[.,]\s*(?=\w)")
_TITLES = frozenset(
    ("thuong tuong", "trung tuong", "thieu tuong", "dai tuong", "dai ta", "thuong ta", "trung ta", "thieu ta", "dai uy",
     "thuong uy", "trung uy", "thieu uy", "thac si", "tien si")
)  # fmt: skip
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class _Candidate:
    page: Page
    row: Row
    words: tuple[Word, ...]
    """Of the row, those that make up the name."""

    office: Row | None

    @property
    def known_family(self) -> bool:
        return is_family_name(self.words[0])

    @property
    def whole(self) -> bool:
        """Whether no word seems lost: three at least, all of the row, centred under the office."""
        if len(self.words) < 3 or len(self.words) != len(self.row.words) or self.office is None:
            return False
        return abs(self.row.box.middle[0] - self.office.box.middle[0]) <= OFF_CENTRE


def signer(pages: Sequence[Page]) -> Field:
    """The signer's name as printed; doubtful unless all speaks for it, ``field_missing`` when nothing does."""
    for page in _ending_pages(pages):
        found = _candidates(page)
        if found:
            best = max(found, key=lambda item: (item.known_family, item.row.box.top))
            return _field(best, alone=len(found) == 1)
    return missing()


def _field(found: _Candidate, *, alone: bool) -> Field:
    sure = alone and found.whole and found.known_family
    return Field(
        value=" ".join(_bare(word) for word in found.words),
        confidence=field_confidence(
            "signer", (word.confidence for word in found.words), agreed=all_agreed(found.words)
        ),
        evidence=(evidence(found.page, found.words, rule="signer.under_office"),),
        findings=() if sure else (finding(FindingCode.CONFIDENCE_LOW, seen=found.row.text),),
    )


def _ending_pages(pages: Sequence[Page]) -> list[Page]:
    """Pages on which the document may end: those with recipients first, then those with an office, from the back.

    What follows the recipients is annexes, signed or not.
    """
    recipients = [page for page in pages if _recipients_top(page) is not None]
    offices = [page for page in reversed(pages) if page not in recipients and _office(page) is not None]
    return recipients + offices


def _recipients_top(page: Page) -> float | None:
    """Where ``Nơi nhận:`` stands, in the left half."""
    tops = [
        row.box.top
        for row in runs(page, page.lines)
        if row.box.left < 0.4 and len(row.text) < 24 and holds(row.text, "Nơi nhận")
    ]
    return max(tops, default=None)


def _office(page: Page) -> Row | None:
    """The last office on the right."""
    rows = [row for row in runs(page, page.lines) if _on_the_right(row) and is_office(row)]
    return max(rows, key=lambda row: row.box.bottom, default=None)


def _candidates(page: Page) -> list[_Candidate]:
    """Names below the office; where the seal ate it, below the height at which the recipients begin."""
    recipients, office = _recipients_top(page), _office(page)
    if office is not None and recipients is not None and office.box.bottom < recipients - 0.05:
        office = None  # capitals of the text above
    if office is not None:
        begin, end = office.box.bottom, office.box.bottom + DEEPEST
    elif recipients is not None:
        begin, end = recipients, recipients + DEEPEST + 0.05
    else:
        return []
    rows = [row for row in runs(page, page.lines) if _on_the_right(row) and begin <= row.box.middle[1] <= end]
    named = [_Candidate(page, row, words, office) for row in rows if (words := name_words(row))]
    return [item for item in named if item.known_family] or named


def _on_the_right(row: Row) -> bool:
    return row.box.middle[0] >= LEFTMOST_MIDDLE


def names_office(text: str, *, least: float = OFFICE_ALIKE) -> bool:
    """Whether a text in capitals is an office, with or without KT. or TM.; ``least``: how alike to one, 0 to 100."""
    own = _AUTHORITY.sub("", text.strip())
    return is_capitals(own) and any(alike(own, office) >= least for office in _OFFICES)


def is_office(row: Row) -> bool:
    """Whether a row is an office in capitals, as above a signature; behind KT. or TM. any capitals are."""
    own = _AUTHORITY.sub("", row.text.strip())
    return (is_capitals(own) and _AUTHORITY.match(row.text) is not None) or names_office(row.text)


def is_family_name(word: Word) -> bool:
    """Whether a name may begin with this word."""
    return _bare(word) in FAMILY_NAMES


def name_words(row: Row) -> tuple[Word, ...]:
    """The words of a row that can be a person's name: two to five, each with a capital, and little else around them."""
    if is_capitals(row.text):
        return ()
    words = [word for word in row.words if _bare(word)]
    if fold(" ".join(word.text for word in words[:2])) in _TITLES:
        words = words[2:]
    while words and len(_bare(words[0])) == 1 and _bare(words[0]) not in FAMILY_NAMES:
        words = words[1:]  # strokes of the signature, read as letters before the name
    texts = [_bare(word) for word in words]
    fits = all(_NAME_WORD.fullmatch(text) and (2 <= len(text) <= 8 or text == "Ý") for text in texts)
    proper = all(text[0].isupper() for text in texts[1:])
    return tuple(words) if fits and proper and 2 <= len(words) <= 5 else ()


def _bare(word: Word) -> str:
    """The word without marks around it; empty when it has no letter."""
    return _AROUND.sub("", word.text)
