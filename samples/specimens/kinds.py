"""Which function fills in and lays out which kind of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from samples.fonts import set_in
from samples.specimens.cards import citizen_card_2021, citizen_card_2024
from samples.specimens.civil_status import (
    birth_certificate,
    birth_extract,
    death_extract,
    marital_status,
    marriage_certificate,
)
from samples.specimens.degree import degree
from samples.specimens.filling import Filling
from samples.specimens.insurance import insurance_card
from samples.specimens.land import land_certificate_2009, land_certificate_2024
from samples.specimens.letters import administrative
from samples.specimens.licences import building_permit, criminal_record, enterprise_certificate
from samples.specimens.person import Person
from samples.specimens.requests import application_form, receipt
from samples.specimens.sheet import SizedSheet
from samples.specimens.specimen import Specimen

Maker = Callable[[Filling], tuple[SizedSheet, ...]]
MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "administrative": administrative,
        "application-form": application_form,
        "birth-certificate": birth_certificate,
        "birth-extract": birth_extract,
        "building-permit": building_permit,
        "citizen-card-2021": citizen_card_2021,
        "citizen-card-2024": citizen_card_2024,
        "criminal-record-1": criminal_record,
        "death-extract": death_extract,
        "degree": degree,
        "enterprise-certificate": enterprise_certificate,
        "insurance-card": insurance_card,
        "land-certificate-2009": land_certificate_2009,
        "land-certificate-2024": land_certificate_2024,
        "marital-status": marital_status,
        "marriage-certificate": marriage_certificate,
        "receipt": receipt,
    }
)
KINDS = tuple(MAKERS)


def make(kind: str, seed: int, *, held_out: bool = False, holder: Person | None = None) -> Specimen:
    """The specimen of a kind for a seed, about ``holder`` or somebody of its own. Raises KeyError, FontMissingError."""
    form = Filling(kind, seed, held_out=held_out, holder=holder)
    with set_in(form.look.face):
        sheets = MAKERS[kind](form)
    return Specimen(
        kind=kind,
        seed=seed,
        held_out=held_out,
        sheets=sheets,
        fields=dict(form.fields),
        pen=tuple(form.pen),
        blank=tuple(form.blank),
        codes=tuple(form.codes),
        face=form.look.face.name,
    )
