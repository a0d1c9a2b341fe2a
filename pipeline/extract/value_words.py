"""The words of a value: what stands behind a label, or under it, as far as it goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.page import Word
from pipeline.catalogue.schema import FieldRule
from pipeline.extract.dates import is_place_and_date
from pipeline.extract.labels import Found, Labels
from pipeline.extract.rows import PrintedRow, Token, bare
from pipeline.extract.signer import names_office
from pipeline.extract.values import parse
from pipeline.vietnamese import fold, is_capitals

NEXT_ROW = 2.6
"""In heights of the row: a value that goes on below its row stands no further away."""
ROOM = 0.05
"""Of the page's width: a line that leaves less room than the next word takes was full, and may go on below."""
UNDER_SLACK = 0.06
CARD_SLACK = 0.015
CARD_GAP = 4.0
"""In heights of the row: as wide a gap ends what is printed on a card's line."""
FORM_GAP = 0.14
"""Of the page's width: the same on a form, whose lines go on across dots."""
VALUE_ENDING_OFFICE = 88.0
"""An office that ends a value: a name may be nearly as alike (HỮU ÍCH, CHỦ TỊCH)."""
FOOT_LEFT = 0.4
"""Place and date above a signature begin further right than this."""
SENTENCES = frozenset({"text", "address", "agency"})
"""Parsers of values that may run over rows: such a row begins with a small letter where no label does."""
_UNIT_TYPES = frozenset({"xã", "phường", "trấn", "huyện", "quận", "tỉnh", "phố", "thôn", "ấp", "xóm", "đường"})
LABEL_TAIL = 14
"""Words at most that a label may have behind those of the catalogue."""
DIRT_CONFIDENCE = 0.5
LONG_DIRT = 10
STROKE_CONFIDENCE = 0.95
_ENUMERATED = re.compile(r"(?:[a-zđ]|\d{1,2})[.)]$|[-•+*]$")
_AUTHORITY = re.compile(r"\W*(?:TM|KT|TL|TUQ)\s*[.,]\s*\w")
_STROKES = frozenset("aieovxrtlsc")
"""Letters that are no Vietnamese word by themselves: what readers make of strokes and edges."""
_LEADER = re.compile(r"\.{3,}|…|_{2,}|\.(?:\s?\.){2,}|-{3,}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows and what was found in them; ``is_card``: print stands in blocks, beside a picture, not in lines across."""

    rows: Sequence[PrintedRow]
    labels: Labels
    is_card: bool


Rows = tuple[tuple[Word, ...], ...]
"""Words of a value, a printed row each."""


@dataclass(frozen=True, slots=True)
class Taken:
    """``below``: nothing stood behind the label, the words are from under it; ``cut``: it may go on further down."""

    rows: Rows
    below: bool = False
    cut: bool = False

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for row in self.rows for word in row)


def value_words(sheet: Sheet, found: Found, rule: FieldRule) -> Taken:
    """The words behind a label, and below it as far as the value goes on; no rows where there are none."""
    row = sheet.rows[found.row]
    start = _behind(row, found.end)
    own = row.part(start, sheet.labels.next_in(found.row, start)) if rule.place == "after" else ()
    own = _together(own, CARD_GAP * row.box.height if sheet.is_card else FORM_GAP)
    taken = [words] if (words := _without_office(_said(own))) else []
    below = not taken
    left, right = _bounds(sheet, found, rule, under=below)
    place, cut = found.row, False
    while (following := _following(sheet, place, left, right)) is not None:
        words = _inside(sheet, following, left, right)
        if not taken:
            words = words[_tail(words) :]
        if not words or _is_of_signature(rule, words) or (taken and not _continues(sheet, rule, taken, words)):
            break
        if len(taken) >= rule.lines and (_is_whole(rule, taken) or len(taken) > rule.lines):
            cut = not sheet.is_card
            break
        taken.append(words)
        place = following
    return Taken(_trimmed(rule, _ended(taken, rule.until)), below=below and rule.place == "after", cut=cut)


def _is_of_signature(rule: FieldRule, words: tuple[Word, ...]) -> bool:
    """Whether a row is what stands above a signature: an office, or place and date on the right."""
    text = _text(words)
    if rule.parser in SENTENCES and words[0].box.left > FOOT_LEFT and is_place_and_date(fold(text)):
        return True
    return names_office(text, least=VALUE_ENDING_OFFICE) or _AUTHORITY.match(text) is not None


def _trimmed(rule: FieldRule, taken: Rows) -> Rows:
    """An address without a single letter at its end, which is no unit's name: a stroke of the paper's edge."""
    last = bare(taken[-1][-1].text) if taken else ""
    if rule.parser != "address" or len(last) != 1 or last.isdecimal():
        return taken
    return (*taken[:-1], taken[-1][:-1]) if len(taken[-1]) > 1 else taken[:-1]


def _together(words: tuple[Word, ...], widest: float) -> tuple[Word, ...]:
    """The words up to the first gap that no value has within it."""
    for place in range(1, len(words)):
        if words[place].box.left - words[place - 1].box.right > widest:
            return words[:place]
    return words


def _bounds(sheet: Sheet, found: Found, rule: FieldRule, *, under: bool) -> tuple[float, float]:
    """Between which heights of x a value goes on below: on a card, and under a label in a table, under the label."""
    row = sheet.rows[found.row]
    following = sheet.labels.next_in(found.row, found.end)
    right = row.tokens[following].word.box.left if following is not None else 1.01
    left = row.tokens[found.start].word.box.left
    if sheet.is_card:
        return left - CARD_SLACK, right
    return (left - UNDER_SLACK if found.start and (under or rule.place == "under") else 0.0), right


def _is_whole(rule: FieldRule, taken: Sequence[Sequence[Word]]) -> bool:
    """Whether what was taken so far is a value already: ``CCCD số`` is none, its number stands below."""
    return bool(taken) and parse(rule.parser, " ".join(_text(row) for row in taken)).value is not None


def _following(sheet: Sheet, place: int, left: float, right: float) -> int | None:
    """The next row of the page with words between the bounds, if it is near."""
    rows = sheet.rows
    for following in range(place + 1, min(place + 4, len(rows))):
        if rows[following].page != rows[place].page:
            return None
        gap = rows[following].box.top - rows[place].box.bottom
        if gap > NEXT_ROW * max(rows[place].box.height, rows[following].box.height):
            return None
        if any(_lies_in(token, left, right) for token in rows[following].tokens):
            return following
        if not sheet.is_card and sheet.labels.next_in(following, 0) is not None:
            return None
    return None


def _inside(sheet: Sheet, place: int, left: float, right: float) -> tuple[Word, ...]:
    """The row's words between the bounds, up to what begins something else there."""
    row = sheet.rows[place]
    own = [index for index, token in enumerate(row.tokens) if _lies_in(token, left, right)]
    if not own:
        return ()
    begun = sheet.labels.next_in(place, 0)
    if not sheet.is_card and begun is not None and begun < own[0]:
        return ()  # what stands here is another label's
    end = sheet.labels.next_in(place, own[0])
    return _without_office(_said([row.tokens[index].word for index in own if end is None or index < end]))


def _lies_in(token: Token, left: float, right: float) -> bool:
    return left <= token.word.box.left and token.word.box.middle[0] < right


def _continues(sheet: Sheet, rule: FieldRule, taken: Sequence[Sequence[Word]], words: Sequence[Word]) -> bool:
    """Whether a row goes on with the value of the row above, which is full, or no value yet; or within a sentence."""
    if is_capitals(_text(words)) and not is_capitals(_text(taken[-1])):
        return False  # an office, a heading
    if _ENUMERATED.match(words[0].text):
        return False
    if sheet.is_card or not _is_whole(rule, taken):
        return True
    if rule.parser in SENTENCES and (words[0].text[:1].islower() or _is_open(taken[-1][-1].text)):
        return True
    return taken[-1][-1].box.right + words[0].box.width + ROOM > _margin(sheet.rows)


def _is_open(last: str) -> bool:
    """Whether a name must follow: behind a comma, or the type of a unit."""
    return last.endswith(",") or last in _UNIT_TYPES


def _margin(rows: Sequence[PrintedRow]) -> float:
    """How far right the rows go; the few that stick out are left out of account."""
    ends = sorted(row.box.right for row in rows)
    return ends[max(0, len(ends) - 1 - len(ends) // 10)]


def _ended(taken: Sequence[tuple[Word, ...]], until: Sequence[str]) -> Rows:
    ends = {bare(word) for word in until}
    for place, words in enumerate(taken):
        end = next((index for index, word in enumerate(words) if bare(word.text) in ends), None)
        if end is not None:
            return (*taken[:place], *([words[:end]] if end else []))
    return tuple(taken)


def _behind(row: PrintedRow, end: int) -> int:
    """Where the value may begin: behind what else the label says before its colon, as ``(nếu có):``."""
    return end if row.tokens[end - 1].ends_label else end + _tail(row.part(end))


def _tail(words: Sequence[Word]) -> int:
    """How many words at the beginning still belong to a label that the catalogue has shorter."""
    for place, word in enumerate(words[:LABEL_TAIL]):
        if word.text[:1].isupper() or any(letter.isdigit() for letter in word.text):
            break
        if word.text.endswith(":"):
            return place + 1
        if place == len(words) - 1:
            return len(words)  # the label goes on in the next row
    return 0


def _said(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words between the dots that were to be filled in, without the colon behind the label and without dirt.

    Readers make letters of dotted lines: behind the dots nothing is believed.
    """
    kept: list[Word] = []
    for word in words:
        text, dots = _LEADER.split(word.text, maxsplit=1)[0], _LEADER.search(word.text)
        if bare(text) and not _is_dirt(word):
            kept.append(word if dots is None else word.model_copy(update={"text": text}))
        elif kept and not dots and not _is_dirt(word):
            kept.append(word)
        if dots and kept:
            break
    while kept and (not bare(kept[-1].text) or _is_stray(kept)):
        kept.pop()
    return tuple(kept)


def _without_office(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Without an office in capitals that stands further right at the same height, above a signature."""
    for place in range(1, len(words)):
        if not is_capitals(_text(words[:place])) and names_office(_text(words[place:]), least=VALUE_ENDING_OFFICE):
            return words[:place]
    return words


def _is_stray(kept: Sequence[Word]) -> bool:
    """Whether a single letter ends the words behind marks that are none of a text: strokes of the paper's edge."""
    return len(kept) > 1 and len(bare(kept[-1].text)) == 1 and not bare(kept[-2].text)


def _is_dirt(word: Word) -> bool:
    """A stroke taken for a letter, or a dotted line taken for a word: few letters of the alphabet, many times."""
    letters = bare(word.text)
    if word.text in _STROKES:
        return word.confidence < STROKE_CONFIDENCE
    if word.confidence >= DIRT_CONFIDENCE or not letters:
        return False
    if len(letters) == 1:
        return not letters.isdigit() and word.text.isascii()
    return len(letters) >= LONG_DIRT and len(set(letters)) <= len(letters) / 3


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
