"""Values: what was read behind a label becomes the field's normal form (docs/decisions/014-kinds-of-paper.md)."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.extract.values.date_words import parse_date_words
from pipeline.extract.values.dates import parse_date, parse_term
from pipeline.extract.values.identifiers import (
    parse_identity_number,
    parse_insurance_number,
    parse_personal_number,
    parse_tax_code,
)
from pipeline.extract.values.numbers import (
    parse_dossier_code,
    parse_land_register_number,
    parse_land_serial,
    parse_paper_number,
    parse_procedure_code,
    parse_register_number,
)
from pipeline.extract.values.parsed import Parsed, blanked, composed
from pipeline.extract.values.peoples import parse_people
from pipeline.extract.values.plain import parse_name, parse_serial, parse_sex, parse_text
from pipeline.extract.values.quantities import parse_area, parse_integer, parse_money, parse_percent

__all__ = ["PARSERS", "Parsed", "parse"]

PARSERS: dict[str, Callable[[str], Parsed]] = {
    "text": parse_text,
    "name": parse_name,
    "people": parse_people,
    "date": parse_date,
    "date_words": parse_date_words,
    "sex": parse_sex,
    "personal_number": parse_personal_number,
    "identity_number": parse_identity_number,
    "tax_code": parse_tax_code,
    "insurance_number": parse_insurance_number,
    "address": parse_text,
    "agency": parse_text,
    "register_number": parse_register_number,
    "paper_number": parse_paper_number,
    "dossier_code": parse_dossier_code,
    "procedure_code": parse_procedure_code,
    "integer": parse_integer,
    "area": parse_area,
    "money": parse_money,
    "percent": parse_percent,
    "land_serial": parse_land_serial,
    "land_register_number": parse_land_register_number,
    "serial": parse_serial,
    "term": parse_term,
}
"""By the name that a file of the catalogue gives (``Parser`` in pipeline/catalogue/schema.py)."""
_AS_PRINTED = frozenset({"text", "name", "people", "address", "agency", "serial"})


def parse(parser: str, text: str) -> Parsed:
    """The normal form of what was read behind a label; never raises on any text. KeyError for an unknown parser."""
    whole = composed(text)
    parsed = PARSERS[parser](whole if parser in _AS_PRINTED else blanked(whole))
    if len(whole) == len(text):
        return parsed
    return Parsed(parsed.value, (0, len(text)), parsed.doubt, parsed.mended)  # letters were joined: places moved
