"""Codes and zones of the specimens are read back as what the specimen says."""

import random
import re

import numpy as np
import pytest
import zxingcpp

from models.codes import parse_dossier_code
from models.personal_number import Sex, parse_personal_number
from pipeline.codes.cards import parse_citizen_card, parse_insurance_card
from pipeline.codes.mrz import check_digit, find_zones
from pipeline.codes.output_mark import parse_output_mark
from samples.specimens import make, paint, person, relative, scan
from samples.specimens.amounts import in_words, tax_code
from samples.specimens.latin import latin
from samples.specimens.places import LEGACY
from samples.specimens.scans import UNWORN
from samples.specimens.sheet import Code

SEEDS = range(12)
CARDS = ("citizen-card-2021", "citizen-card-2024")


@pytest.mark.parametrize("kind", CARDS)
def test_the_zone_of_a_card_fits_its_check_digits_and_its_fields(kind: str) -> None:
    for seed in SEEDS:
        specimen = make(kind, seed)
        lines = specimen.codes[1:]
        (zone,) = find_zones(lines)
        assert [len(line) for line in lines] == [30, 30, 30]
        assert lines[0][14] == check_digit(lines[0][5:14])
        assert zone.number is not None
        assert zone.number.text == specimen.fields["holder_id"]
        assert zone.valid_until == specimen.fields["valid_until"].replace("-", "")[2:]
        assert latin(specimen.fields["holder_name"]) == f"{zone.surname} {zone.given_names}"


@pytest.mark.parametrize("kind", CARDS)
def test_the_code_of_a_card_says_what_is_printed(kind: str) -> None:
    for seed in SEEDS:
        specimen = make(kind, seed, held_out=True)
        card = parse_citizen_card(specimen.codes[0])
        assert card is not None
        assert card.number.text == specimen.fields["holder_id"]
        assert card.name.upper() == specimen.fields["holder_name"]
        assert card.residence == specimen.fields["residence"]
        assert card.issued_on == specimen.fields["issued_on"]


def test_the_code_of_an_insurance_card_says_what_is_printed() -> None:
    for seed in SEEDS:
        specimen = make("insurance-card", seed)
        card = parse_insurance_card(specimen.codes[0])
        assert card is not None
        assert (card.number, card.residence) == (specimen.fields["insurance_number"], specimen.fields["residence"])
        assert card.valid_from == specimen.fields["valid_from"]


def test_the_code_of_a_receipt_is_its_dossier_s() -> None:
    for seed in SEEDS:
        specimen = make("receipt", seed)
        mark = parse_output_mark(specimen.codes[0])
        assert mark is not None
        assert mark.dossier == specimen.fields["dossier"]
        _, day, _ = parse_dossier_code(mark.dossier)
        assert day.isoformat() == specimen.fields["issued_on"]


def test_a_certificate_of_2024_bears_a_code_of_twelve_characters() -> None:
    for seed in SEEDS:
        (code,) = make("land-certificate-2024", seed).codes
        assert re.fullmatch("[A-Z][12][A-Z0-9]{10}", code)


@pytest.mark.parametrize("kind", ["receipt", "citizen-card-2021", "insurance-card"])
def test_painted_codes_are_read(kind: str) -> None:
    specimen = make(kind, 3)
    pages = scan(specimen, 3, wear=UNWORN)
    found = {code.text for page in pages for code in zxingcpp.read_barcodes(page.pixels)}
    assert specimen.codes[0] in found


def test_codes_are_painted_where_they_stand() -> None:
    specimen = make("receipt", 1)
    (mark,) = [mark for mark in specimen.sheets[0].marks if isinstance(mark, Code)]
    page = paint(specimen.sheets[0], 100)
    cut = page[
        round(mark.y / 0.254) : round((mark.y + 24) / 0.254), round(mark.x / 0.254) : round((mark.x + 24) / 0.254)
    ]
    assert 0.3 < float((np.asarray(cut) < 128).mean()) < 0.6


def test_people_have_numbers_that_fit_them() -> None:
    codes = {place.code for place in LEGACY}
    for seed in range(200):
        who = person(seed)
        for each in (who, *(relative(who, relation) for relation in ("father", "mother", "spouse", "child"))):
            number = parse_personal_number(each.number)
            assert number.birth_year == each.born.year
            assert number.sex == (Sex.MALE if each.sex == "Nam" else Sex.FEMALE)
            assert number.registered_in in codes
            assert each.number[6:9] == "000"
            assert " Mẫu " in each.name


def test_relatives_are_always_the_same_and_of_fitting_age() -> None:
    for seed in range(60):
        who = person(seed)
        assert relative(who, "mother") == relative(who, "mother")
        assert relative(who, "father").born.year <= who.born.year - 22
        assert relative(who, "child").born.year >= who.born.year + 18
        assert relative(who, "spouse").sex != who.sex
        assert relative(who, "father").name.split()[0] == who.name.split()[0]


def test_tax_codes_fit_their_check_digit() -> None:
    for seed in range(50):
        code = tax_code(random.Random(seed))
        weighted = sum(
            int(digit) * weight for digit, weight in zip(code, (31, 29, 23, 19, 17, 13, 7, 5, 3), strict=False)
        )
        assert int(code[9]) == 10 - weighted % 11


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (100_000_000, "một trăm triệu"),
        (1_500_000_000, "một tỷ năm trăm triệu"),
        (6_050_000_000, "sáu tỷ không trăm năm mươi triệu"),
        (1_001, "một nghìn không trăm linh một"),
        (21, "hai mươi mốt"),
        (0, "không"),
    ],
)
def test_amounts_in_words(amount: int, words: str) -> None:
    assert in_words(amount) == words
