"""A printed field held against what the paper's own codes say: card, insurance card, mark of a dossier's paper.

A code that was not read says nothing. Of several of a kind (two cards on one page) one that agrees is enough: which of
them is the paper's, nothing tells. A QR says what it says exactly; a card's zone writes names without marks, and no
check digit protects its names and its sex, so for these it is asked only where no QR was read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from models.field import Field
from models.findings import Finding, FindingCode, finding
from models.machine_codes import CardZone, CitizenCard, InsuranceCard, OutputField, OutputMark, Understood
from models.personal_number import Sex
from pipeline.check.context import CheckContext, value_of
from pipeline.check.persons import SEX_TEXTS
from pipeline.check.spans import same_date
from pipeline.vietnamese import MARK_ERRORS_ALLOWED, alike, fold

ZONE_LINE = 30
"""Characters: a longer name is cut short."""
_UNPROVED = frozenset(("holder_name", "sex"))
_DIGITS = re.compile(r"\d+")
_NO_LETTERS = re.compile(r"[\W_]+")
_INSURANCE_PERSON = 10
"""The last digits of a long insurance number are the short one (DOMAIN 4.5)."""

Agrees = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class _Statement:
    """What a code says of a field, and how a printed value agrees with it."""

    text: str
    agrees: Agrees


def code_agrees(name: str, fields: Mapping[str, Field], context: CheckContext) -> Finding | None:
    value = value_of(fields, name)
    if value is None:
        return None
    for sources in _sources(name, context):
        said = [statement for source in sources if (statement := _statement(source, name)) is not None]
        if said and not any(statement.agrees(value, statement.text) for statement in said):
            return finding(FindingCode.CODE_DIFFERS, expected=said[0].text, seen=value)
    return None


def same_name(one: str, other: str) -> bool:
    """Exact but for capitals, spaces, and on which vowel a mark is written (Hòa, Hoà)."""
    return _spelling(one) == _spelling(other)


def _sources(name: str, context: CheckContext) -> Iterator[tuple[Understood, ...]]:
    """The codes that the kind bears, those of one class together."""
    bears, codes = context.kind.codes, context.codes
    cards = tuple(code for code in codes if isinstance(code, CitizenCard) and "citizen_card" in bears)
    yield cards
    yield tuple(code for code in codes if isinstance(code, InsuranceCard) and "insurance_card" in bears)
    yield tuple(code for code in codes if isinstance(code, OutputMark) and "output_mark" in bears)
    if not (cards and name in _UNPROVED):
        yield tuple(code for code in codes if isinstance(code, CardZone) and "mrz" in bears)


def _statement(source: Understood, name: str) -> _Statement | None:
    """None where the code says nothing of the field."""
    if isinstance(source, CitizenCard):
        said = _of_citizen_card(source, name)
    elif isinstance(source, InsuranceCard):
        said = _of_insurance_card(source, name)
    elif isinstance(source, OutputMark):
        said = _of_output_mark(source, name)
    else:
        said = _of_zone(source, name)
    return _Statement(*said) if said is not None and said[0] else None


def _of_citizen_card(card: CitizenCard, name: str) -> tuple[str, Agrees] | None:
    said: dict[str, tuple[str, Agrees]] = {
        "holder_id": (card.number.text, _same_text),
        "holder_name": (card.name, same_name),
        "born_on": (card.born_on, same_date),
        "sex": (_sex(card.sex), _same_text),
        "residence": (card.residence, _same_address),
        "issued_on": (card.issued_on or "", same_date),
    }
    return said.get(name)


def _of_insurance_card(card: InsuranceCard, name: str) -> tuple[str, Agrees] | None:
    said: dict[str, tuple[str, Agrees]] = {
        "insurance_number": (card.number, _same_insurance),
        "holder_name": (card.name, same_name),
        "born_on": (card.born_on or "", same_date),
        "sex": (_sex(card.sex), _same_text),
        "residence": (card.residence, _same_address),
        "valid_from": (card.valid_from or "", same_date),
        "valid_until": (card.valid_until or "", same_date),
    }
    return said.get(name)


def _of_output_mark(mark: OutputMark, name: str) -> tuple[str, Agrees] | None:
    said: dict[str, tuple[str, Agrees]] = {
        "dossier": (mark.dossier, _same_text),
        "procedure": (mark.get(OutputField.PROCEDURE) or "", _same_text),
    }
    return said.get(name)


def _of_zone(zone: CardZone, name: str) -> tuple[str, Agrees] | None:
    said: dict[str, tuple[str, Agrees]] = {
        "holder_id": (zone.number.text if zone.number is not None else "", _same_text),
        "holder_name": (f"{zone.surname} {zone.given_names}".strip(), _same_zone_name),
        "born_on": (_zone_date(zone.born), _same_zone_date),
        "sex": (_sex(zone.sex), _same_text),
        "valid_until": (_zone_date(zone.valid_until or ""), _same_zone_date),
    }
    return said.get(name)


def _sex(sex: Sex | None) -> str:
    return SEX_TEXTS[sex] if sex is not None else ""


def _zone_date(digits: str) -> str:
    """``990101`` as ``99-01-01``, without the day or the month that it does not know."""
    parts = [digits[place : place + 2] for place in range(0, len(digits), 2)]
    known = [part for place, part in enumerate(parts) if place == 0 or part != "00"]
    return "-".join(known)


def _same_text(printed: str, said: str) -> bool:
    return printed == said


def _same_zone_date(printed: str, said: str) -> bool:
    return same_date(printed[len("19") :], said)


def _same_zone_name(printed: str, said: str) -> bool:
    """Without marks and hyphens; a name that fills the zone's line may have been cut."""
    name, zone = (_NO_LETTERS.sub("", fold(text)) for text in (printed, said))
    full = len(said) + 1 >= ZONE_LINE  # two fillers stand between surname and given names
    return name.startswith(zone) if full else name == zone


def _same_insurance(printed: str, said: str) -> bool:
    if len(printed) == len(said):
        return printed == said
    return printed[-_INSURANCE_PERSON:] == said[-_INSURANCE_PERSON:]


def _same_address(printed: str, said: str) -> bool:
    """Alike in letters; a digit is a digit."""
    one, other = (" ".join(_NO_LETTERS.sub(" ", fold(text)).split()) for text in (printed, said))
    return _DIGITS.findall(one) == _DIGITS.findall(other) and alike(one, other) >= MARK_ERRORS_ALLOWED


def _spelling(name: str) -> list[tuple[str, str]]:
    """Each word's letters and, apart from them, its marks."""
    found = []
    for word in name.casefold().split():
        plain = unicodedata.normalize("NFD", word)
        letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
        found.append((letters, "".join(sorted(mark for mark in plain if unicodedata.combining(mark)))))
    return found
