"""Fields that a machine-readable code states beside the print: a card's QR and zone, the mark of a dossier's papers.

A code that was decoded is right to the letter (it corrects its own errors, or has check digits); print is not. So where
both say the same but for marks and spaces, the code's spelling is the value; where they differ the print stays, and the
check `code_agrees` says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from models.field import AdministrativeUnits, Evidence, Field, Source
from models.geometry import WHOLE_PAGE
from models.machine_codes import CardZone, CitizenCard, InsuranceCard, OutputMark, Understood
from models.page import Page
from models.personal_number import Sex
from pipeline.catalogue.schema import Kind
from pipeline.extract.values.units import administrative_units
from pipeline.vietnamese import fold

CERTAIN = 0.9995
UNCONFIRMED = 0.99
"""Of a value that the code alone states: the card may be another person's."""
SAME_ADDRESS = 80.0
"""Likeness of folded addresses, 0 to 100: cards abbreviate them otherwise than their codes."""
_ADDRESSES = ("residence", "home_town", "birth_place")
_SEXES = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}


@dataclass(frozen=True, slots=True)
class Stated:
    """What a code says of a field; ``exact``: whether it is spelt as the paper spells it (a zone has no marks)."""

    value: str
    source: Source
    exact: bool = True


def with_codes(
    kind: Kind, fields: Mapping[str, Field], payloads: Sequence[Understood], pages: Sequence[Page]
) -> dict[str, Field]:
    """The fields with what the paper's codes state of them."""
    result = dict(fields)
    for payload in payloads:
        for name, stated in _stated(payload):
            if name in kind.fields:
                result[name] = _joined(name, result[name], stated, pages)
    return result


def _joined(name: str, field: Field, stated: Stated, pages: Sequence[Page]) -> Field:
    evidence = (*field.evidence, _evidence(name, stated, pages))
    if field.value is None:
        if not stated.exact or field.evidence:
            return field.model_copy(update={"evidence": evidence})
        return Field(value=stated.value, confidence=UNCONFIRMED, evidence=evidence, units=_units(name, stated.value))
    if not _same(name, field.value, stated.value):
        return field.model_copy(update={"evidence": evidence})
    value = _spelt(field.value, stated.value) if stated.exact and name not in _ADDRESSES else field.value
    if _proves(name, stated):
        return Field(value=value, confidence=CERTAIN, evidence=evidence, units=field.units)
    return field.model_copy(update={"evidence": evidence})


def _proves(name: str, stated: Stated) -> bool:
    """An address in print is spelt as printed: the code does not prove its letters, nor a zone the marks of a name."""
    return name not in _ADDRESSES and (stated.exact or name != "holder_name")


def _spelt(printed: str, stated: str) -> str:
    """The code's letters in the print's capitals: cards print names in capitals, codes may not."""
    return stated.upper() if printed.isupper() else stated


def _same(name: str, printed: str, stated: str) -> bool:
    one, other = fold(printed), fold(stated)
    if name in _ADDRESSES:
        return fuzz.ratio(one, other) >= SAME_ADDRESS
    return one.replace(" ", "") == other.replace(" ", "")


def _stated(payload: Understood) -> Iterator[tuple[str, Stated]]:
    match payload:
        case CitizenCard():
            yield from _of_citizen(payload)
        case InsuranceCard():
            yield "insurance_number", Stated(payload.number, "qr")
            yield from _of_person(payload.name, payload.born_on, payload.sex, payload.residence)
            if payload.valid_from:
                yield "valid_from", Stated(payload.valid_from, "qr")
        case OutputMark():
            yield "dossier", Stated(payload.dossier, "qr")
        case CardZone():
            if payload.number is not None:
                yield "holder_id", Stated(payload.number.text, "mrz")
            if payload.surname:
                yield "holder_name", Stated(f"{payload.surname} {payload.given_names}".strip(), "mrz", exact=False)


def _of_citizen(card: CitizenCard) -> Iterator[tuple[str, Stated]]:
    yield "holder_id", Stated(card.number.text, "qr")
    yield from _of_person(card.name, card.born_on, card.sex, card.residence)
    if card.issued_on:
        yield "issued_on", Stated(card.issued_on, "qr")


def _of_person(name: str, born_on: str | None, sex: Sex | None, residence: str) -> Iterator[tuple[str, Stated]]:
    yield "holder_name", Stated(name, "qr")
    if born_on:
        yield "born_on", Stated(born_on, "qr")
    if sex is not None:
        yield "sex", Stated(_SEXES[sex], "qr")
    if residence:
        yield "residence", Stated(residence, "qr")


def _evidence(name: str, stated: Stated, pages: Sequence[Page]) -> Evidence:
    """The box of the first code of that sort on the paper's pages."""
    kinds = ("mrz",) if stated.source == "mrz" else ("qr", "code128", "code39")
    page, box = next(
        ((page, code.box) for page in pages for code in page.codes if code.type in kinds), (pages[0], WHOLE_PAGE)
    )
    return Evidence(
        source=stated.source, reader="zxing-cpp" if stated.source == "qr" else "check digits", page=page.index + 1,
        box=box, text=stated.value, confidence=CERTAIN, rule=f"code.{name}",
    )  # fmt: skip


def _units(name: str, value: str) -> AdministrativeUnits | None:
    return administrative_units(value) if name in _ADDRESSES else None
