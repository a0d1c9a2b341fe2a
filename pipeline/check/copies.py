"""Papers that Circular 01/2023/TT-VPCP, Article 4, does not have digitised: certified paper copies and photocopies.

Certified copies bear an attestation (Decree 23/2015/NĐ-CP): a sentence on lines of its own, or the register's number.
"BẢN SAO" alone says nothing: extracts from registers are called so, and count as originals. "SAO Y" alone is the
heading of a copy made by an agency under Decree 30/2020, which is none either.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from models.findings import Finding, FindingCode, finding
from models.geometry import Box
from models.page import Page, RegionType
from pipeline.phrases import runs
from pipeline.vietnamese import fold, is_capitals

ATTESTATION = "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH"
OLD_STAMP = "SAO Y BẢN CHÍNH"
_FOLDED_ATTESTATION, _FOLDED_STAMP = fold(ATTESTATION), fold(OLD_STAMP)
ALIKE = 85.0
"""Similarity (0 to 100) of folded texts: stamped words are often spoilt, but the sentence is long."""
_MOST_LINES, _LONGEST = 3, 100
"""On a narrow stamp the sentence takes so many lines; nothing that attests has more characters."""
_REGISTER = re.compile(r"\W*so chung thuc\b(?=.*\d).*\bsct\W{0,3}bs\b")
"""``Số chứng thực 123, quyển số 01-SCT/BS``; SCT/CK and SCT/HĐ are of signatures and contracts, which are originals."""
_DOTTED = re.compile(r"\.{4,}|…{2,}|_{4,}")
_LEAST_INSIDE = 0.5
_NEXT_ROW = 2.5
"""In heights of a row: from its middle to the next one's of the same stamp."""


class _Placed(NamedTuple):
    """A run of words; `Row` reckons its text and box anew each time."""

    text: str
    box: Box


def certified_copy(pages: Sequence[Page]) -> Finding | None:
    """An electronically certified copy is another thing: its text is the file's own, and an electronic signature shows.

    So is what a signature's appearance says ("SAO Y", an agency, a time).
    """
    for page in pages:
        if page.text_source == "text_layer" and any(other.signings for other in pages):
            continue
        seen = _attestation(_stacks(page))
        if seen is not None:
            return finding(FindingCode.CERTIFIED_COPY, seen=seen)
    return None


def photocopy(pages: Sequence[Page]) -> Finding | None:
    """A scan in colour on which all seals are black.

    A grey scan cannot tell an original from a copy (`Region.coloured` is None there), and says nothing; nor does the
    seal that an electronic signature draws.
    """
    seals = [
        region.coloured
        for page in pages
        for region in page.regions
        if region.type is RegionType.SEAL and region.coloured is not None and not _is_electronic(region.box, page)
    ]
    return finding(FindingCode.PHOTOCOPY) if seals and not any(seals) else None


def _attestation(stacks: Iterable[str]) -> str | None:
    """The rows that attest, as read."""
    return next((text for text in stacks if _attests(text)), None)


def _attests(text: str) -> bool:
    folded = fold(text)
    if _REGISTER.match(folded) and not _DOTTED.search(text):
        return True
    if fuzz.ratio(folded, _FOLDED_STAMP) >= ALIKE:
        return is_capitals(text)
    return fuzz.ratio(folded, _FOLDED_ATTESTATION) >= ALIKE and text[:1].isupper()


def _stacks(page: Page) -> Iterator[str]:
    """What is printed, stamps and seals included: each run of words alone, and with those that stand right below it."""
    rows = [_Placed(row.text, row.box) for row in runs(page, (*page.lines, *page.apart))]
    rows = [row for row in rows if not _is_electronic(row.box, page)]
    rows.sort(key=lambda row: row.box.middle[1])
    for place, row in enumerate(rows):
        text, lowest = row.text, row
        yield text
        for _ in range(1, _MOST_LINES):
            below = _below(lowest, rows, place + 1) if len(text) < _LONGEST else None
            if below is None:
                break
            text, lowest = f"{text} {below.text}", below
            yield text


def _below(row: _Placed, rows: Sequence[_Placed], start: int) -> _Placed | None:
    """The next row under this one's words, sought from ``start`` on; ``rows`` go downwards."""
    height = row.box.height
    for other in itertools.islice(rows, start, None):
        step = other.box.middle[1] - row.box.middle[1]
        if step >= _NEXT_ROW * height:
            return None
        shared = min(row.box.right, other.box.right) - max(row.box.left, other.box.left)
        if step > 0.5 * height and shared > _LEAST_INSIDE * min(row.box.width, other.box.width):
            return other
    return None


def _is_electronic(box: Box, page: Page) -> bool:
    """Whether it belongs to the appearance of an electronic signature."""
    drawn = [region.box for region in page.regions if region.type is RegionType.OVERLAY]
    drawn += [signing.box for signing in page.signings]
    return any(box.overlap(other) > _LEAST_INSIDE * box.width * box.height for other in drawn)
