"""How values look that were surely read and are wrong all the same: a word lost, a letter mistaken, a label within.

Values are held against how such values are written; what does not fit is not mended but doubted.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from models.field import Field
from models.findings import Finding, FindingCode, finding
from models.page import Page, Word
from pipeline.catalogue.schema import FieldRule
from pipeline.extract.spelling import family_name_is_known, marks_of, misspells_unit
from pipeline.vietnamese import fold, is_capitals

WRITTEN = frozenset({"text", "name", "people", "address", "agency"})
"""Parsers of values in words, kept as they are printed."""
NAMES = frozenset({"name", "people", "address", "agency"})
"""Those of them that are names, which no sentence is."""
WIDEST_HOLE = 1.6
"""In heights of the words: a wider space between two words of a value has lost one. Columns stand further apart too."""
NEARLY = 80.0
"""Similarity (0 to 100) to what a field mostly says from which another value was most likely meant to be that."""
_LABEL = re.compile(r":\s*\w")
_BEHEADED = ("ban nhan dan", "nhan dan")
"""Of Ủy ban nhân dân: a reader that loses its first word gives what looks like an agency."""
_PARTS = re.compile(r"[\s,.]")
_ORGANISATION = re.compile(r"(?:tong )?cong ty|hop tac xa|doanh nghiep|ngan hang|benh vien|uy ban|ubnd|chi nhanh")
"""How a holder's name begins that is no person's, folded."""
_IN_ADDRESSES = frozenset(
    word
    for line in (
        "số nhà ngõ ngách hẻm kiệt đường phố lộ đại quốc tỉnh huyện quận xã phường thị trấn thành thôn bản xóm ấp buôn",
        "làng plei tổ dân cư khu khóm đội cụm tập thể chung tòa toà căn hộ lô tầng km cây tiểu vực đặc sóc phum bon",
        "viện bệnh đa khoa trạm y tế xá trung tâm ương liên công nghiệp sinh sản phụ nhi và thuộc tại ở nay là cũ mới",
        "trường đô thửa đất đảo bộ an chợ phòng khám quân dân tư nhân đoàn nông lâm tp tx tt p q h x đ kp tdp ql tl",
    )
    for word in line.split()
)
"""What is written small in addresses and in the names of places of birth."""
_EDGES = " .,;:()/-–'\""


def with_doubts(rule: FieldRule, field: Field) -> Field:
    """The field, doubted where its value cannot well be written so; fields in doubt stay as they are."""
    if field.value is None or field.findings:
        return field
    doubt = next(_doubts(rule, field.value), None)
    return field if doubt is None else field.model_copy(update={"findings": (doubt,)})


def has_hole(words: Sequence[Word], page: Page) -> bool:
    """Whether two neighbours of one row stand so far apart that a word between them was not read."""
    aspect = page.height / page.width
    lettered = [word for word in words if any(letter.isalnum() for letter in word.text)]  # a dash has no height to tell
    return any(
        after.box.left - before.box.right > WIDEST_HOLE * aspect * max(before.box.height, after.box.height)
        for before, after in itertools.pairwise(lettered)
        if before.box.top < after.box.middle[1] < before.box.bottom
    )


def _is_mixed(word: str) -> bool:
    """Whether a capital stands behind a small letter, as in no Vietnamese word."""
    return any(before.islower() and after.isupper() for before, after in itertools.pairwise(word))


def _doubts(rule: FieldRule, value: str) -> Iterator[Finding]:
    """Why a person should look, the plainest reason first."""
    named = rule.parser == "name" or rule.rule == "signer"
    agency = rule.parser == "agency" or rule.rule == "head.issuer"
    if named and not family_name_is_known(value) and not _ORGANISATION.match(fold(value)):
        yield finding(FindingCode.FAMILY_NAME_UNKNOWN, seen=value.split(" ", 1)[0])
    if agency and misspells_unit(value):
        yield finding(FindingCode.ADDRESS_UNKNOWN, seen=value)
    if rule.parser in WRITTEN:
        yield from (finding(FindingCode.CONFIDENCE_LOW, seen=odd) for odd in _odd_words(rule.parser, value))
    known = _nearly_known(rule.known, value)
    if known is not None:
        yield finding(FindingCode.CONFIDENCE_LOW, expected=known, seen=value)


def _nearly_known(known: Sequence[str], value: str) -> str | None:
    """What the field mostly says and the value nearly says; None where it says one of these, or something else."""
    if any(_spelt(value) in (_spelt(one), _spelt(one.upper())) for one in known):
        return None
    return next((one for one in known if fuzz.ratio(value.casefold(), one.casefold()) >= NEARLY), None)


def _spelt(value: str) -> list[tuple[bool, bool, tuple[str, ...]]]:
    """Word for word its capitals and its letters with marks, wherever on a syllable a tone is written."""
    return [(word[:1].isupper(), word.isupper(), marks_of(word)) for word in value.split()]


def _odd_words(parser: str, value: str) -> Iterator[str]:
    """Among capitals a word that has a small letter before one; in names a colon, or a small letter at the beginning;
    in addresses small words that are no type of place; a committee without its first word."""
    if is_capitals(value):
        yield from (word for word in value.split() if _is_mixed(word))
    if parser in NAMES and _LABEL.search(value):
        yield value
    if fold(value).startswith(_BEHEADED):
        yield value.split(" ", 1)[0]
    if parser == "address":
        small = (word.strip(_EDGES) for word in _PARTS.split(value))
        yield from (word for word in small if word[:1].islower() and word not in _IN_ADDRESSES)
    elif parser in NAMES and value[:1].islower():
        yield value.split(" ", 1)[0]
