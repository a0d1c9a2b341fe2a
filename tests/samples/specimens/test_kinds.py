"""Specimens of all kinds: what is expected is printed, in its normal form, inside the sheet, and nothing overlaps."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from models.codes import is_procedure_code, parse_dossier_code
from pipeline.catalogue.loading import kinds
from samples.fonts import set_in, width_mm
from samples.sheet import SPECIMEN, Text
from samples.specimens import KINDS, Specimen, make
from samples.specimens.pages import FOOT
from samples.specimens.sheet import Code, Print, SizedSheet, Zone
from samples.specimens.typefaces import typeface_named, typefaces

CATALOGUE = kinds()
SEEDS = range(6)
SETS = (False, True)
FORMS = {
    "date": r"\d{4}(-\d{2}-\d{2})?",
    "date_words": r"\d{4}-\d{2}-\d{2}",
    "sex": "Nam|Nữ",
    "personal_number": r"\d{12}",
    "identity_number": r"\d{12}|\d{9}",
    "tax_code": r"\d{10}",
    "insurance_number": r"[A-Z]{2}[1-5]\d{12}|\d{10}",
    "register_number": r"\d+(/\d{4})?",
    "paper_number": r"\d+/[A-ZĐ][A-Za-zĐđ-]*",
    "integer": r"[1-9]\d*",
    "area": r"\d+(\.\d)?",
    "money": r"[1-9]\d*",
    "land_serial": r"[A-Z]{2} (\d{6}|\d{8})",
    "land_register_number": r"[A-Z]{2} \d{5}",
    "serial": r"\d+(/\d{4})?",
    "term": r"Lâu dài|\d{4}-\d{2}-\d{2}",
    "name": r"\S+ (Mẫu|MẪU)( \S+){1,2}",
}


@pytest.fixture(scope="module", params=KINDS)
def specimens(request: pytest.FixtureRequest) -> list[Specimen]:
    return [make(request.param, seed, held_out=held_out) for held_out in SETS for seed in SEEDS]


def printed_on(specimen: Specimen) -> str:
    return " ".join(" ".join(text for sheet in specimen.sheets for text in sheet.texts).split())


def boxes(sheet: SizedSheet) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of the print on a sheet, mm; full stops that fill lines up among it."""
    found = []
    with set_in(typeface_named(sheet.face)):
        for mark in sheet.marks:
            if isinstance(mark, Text | Print):
                high = mark.points / 72 * 25.4
                width = width_mm(mark.text, mark.style, mark.points)
                found.append((mark.x, mark.y - 0.5 * high, mark.x + width, mark.y))
            elif isinstance(mark, Zone):
                found.append((mark.x, mark.y - 2.0, mark.x + len(mark.text) * mark.points * 0.6 * 25.4 / 72, mark.y))
            elif isinstance(mark, Code):
                found.append((mark.x, mark.y, mark.x + mark.width, mark.y + mark.width))
    return found


def test_every_kind_of_the_catalogue_has_a_specimen_or_a_sample() -> None:
    samples = {path.stem for path in (Path(__file__).parents[2] / "pipeline" / "kinds").glob("*.json")}
    assert set(KINDS) <= set(CATALOGUE) <= set(KINDS) | samples


def test_fields_are_the_kind_s_and_none_that_it_requires_is_missing(specimens: list[Specimen]) -> None:
    for specimen in specimens:
        rules = CATALOGUE[specimen.kind].fields
        assert specimen.fields.keys() <= rules.keys()
        assert set(specimen.pen) <= specimen.fields.keys()
        assert set(specimen.blank).isdisjoint(specimen.fields)
        required = {name for name, rule in rules.items() if rule.required}
        assert required <= specimen.fields.keys()
    seen = {name for specimen in specimens for name in (*specimen.fields, *specimen.blank)}
    optional = {"changed_on"}
    assert CATALOGUE[specimens[0].kind].fields.keys() - seen <= optional | {"relation", "person_name", "person_born_on"}


def test_values_have_the_normal_form_of_their_parser(specimens: list[Specimen]) -> None:
    for specimen in specimens:
        for name, value in specimen.fields.items():
            parser = CATALOGUE[specimen.kind].fields[name].parser
            assert value == " ".join(value.split())
            assert value
            if parser in FORMS:
                assert re.fullmatch(FORMS[parser], value), (specimen.kind, name, value)
            elif parser == "dossier_code":
                parse_dossier_code(value)
            elif parser == "procedure_code":
                assert is_procedure_code(value)
            if parser in {"date", "date_words"} and len(value) > 4:
                date.fromisoformat(value)
            if parser == "address":
                assert not value.endswith(".")
                assert value.count(",") >= 1


def test_what_is_expected_as_printed_is_printed(specimens: list[Specimen]) -> None:
    as_printed = {"name", "text", "personal_number", "dossier_code", "procedure_code", "land_serial", "serial", "sex"}
    for specimen in specimens:
        text = printed_on(specimen)
        for name, value in specimen.fields.items():
            if value == "CÔNG VĂN":  # the name of what bears no type
                continue
            if CATALOGUE[specimen.kind].fields[name].parser in as_printed and name not in specimen.pen:
                assert all(word in text for word in value.split()), (specimen.kind, specimen.seed, name, value)


def test_print_stays_on_the_sheet(specimens: list[Specimen]) -> None:
    for specimen in specimens:
        for sheet in specimen.sheets:
            for left, top, right, bottom in boxes(sheet):
                assert left >= 2.5
                assert top >= 2.5
                assert right <= sheet.width - 2.5, (specimen.kind, specimen.seed, specimen.held_out)
                assert bottom <= sheet.height - 2.5


def test_print_does_not_overlap(specimens: list[Specimen]) -> None:
    for specimen in specimens:
        for sheet in specimen.sheets:
            rows = sorted(boxes(sheet))
            for index, (left, top, right, bottom) in enumerate(rows):
                for other in rows[index + 1 :]:
                    if other[0] >= right - 0.05:
                        break
                    apart = other[3] <= top + 0.05 or other[1] >= bottom - 0.05
                    assert apart, (specimen.kind, specimen.seed, specimen.held_out, (left, top), other)


def test_every_side_says_that_it_is_a_specimen(specimens: list[Specimen]) -> None:
    for specimen in specimens:
        for sheet in specimen.sheets:
            assert SPECIMEN in sheet.texts
            assert FOOT in sheet.texts or sheet.height < 100 or specimen.kind == "administrative"


def test_the_sets_share_no_typeface() -> None:
    names = [{face.name for face in typefaces(held_out=held_out)} for held_out in SETS]
    assert names[0]
    assert names[1]
    assert names[0].isdisjoint(names[1])


def test_a_set_is_set_in_its_own_typefaces(specimens: list[Specimen]) -> None:
    for specimen in specimens:
        own = {face.name for face in typefaces(held_out=specimen.held_out)}
        assert specimen.face in own
        assert {sheet.face for sheet in specimen.sheets} == {specimen.face}


def test_another_seed_says_something_else(specimens: list[Specimen]) -> None:
    assert all(one.fields != other.fields for one, other in pairwise(specimens))
