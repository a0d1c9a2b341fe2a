"""Specimens as papers in a pile: one holder, the same for a seed, worn by a scanner, written to files."""

import json
import random
from datetime import date
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from samples.specimens import KINDS, SizedSheet, make, paint, person, scan, stack
from samples.specimens.__main__ import main
from samples.specimens.days import day_in_words, number_in_words
from samples.specimens.scans import UNWORN, some_wear, worn

DAY = date(2025, 2, 5)


def test_the_same_seed_gives_the_same_specimen_and_the_same_pixels() -> None:
    for kind in KINDS:
        assert make(kind, 5, held_out=True) == make(kind, 5, held_out=True)
    first, second = (paint(make("citizen-card-2021", 4).sheets[0], 60) for _ in range(2))
    assert np.array_equal(first, second)


def test_the_two_sets_are_drawn_apart() -> None:
    assert all(make(kind, 5).fields != make(kind, 5, held_out=True).fields for kind in KINDS)


def test_papers_of_a_stack_are_about_one_holder() -> None:
    for seed in range(4):
        papers = stack(seed)
        assert 3 <= len(papers) <= 8
        numbers = {
            paper.fields["holder_id"]
            for paper in papers
            if paper.kind not in {"birth-certificate", "death-extract", "land-certificate-2009"}
            and "holder_id" in paper.fields
        }
        assert len(numbers) <= 1


def test_a_given_holder_stands_on_the_paper() -> None:
    who = person(77)
    for kind in ("citizen-card-2024", "marital-status", "receipt", "application-form"):
        specimen = make(kind, 1, holder=who)
        assert specimen.fields["holder_name"].upper() == who.name.upper()
        assert specimen.fields.get("holder_id", who.number) == who.number


def test_papers_of_both_sides_have_blank_backs() -> None:
    for paper in stack(3, papers=(6, 6), duplex=True):
        assert len(paper.sheets) % 2 == 0
        for sheet in paper.sheets:
            assert bool(sheet.marks) == bool(sheet.texts)
    blank = paint(SizedSheet(width=50.0, height=30.0), 50)
    assert blank.shape == (59, 98, 3)
    assert int(blank.min()) == 255


def test_all_amounts_of_wear_are_drawn_and_the_held_out_ones_differ() -> None:
    draw = random.Random(1)
    mild = [some_wear(draw, "mild", held_out=False) for _ in range(40)]
    hard = [some_wear(draw, "hard", held_out=True) for _ in range(40)]
    assert all(wear.smear == 0 and wear.salt == 0 and not wear.grey and wear.light.blur_sigma > 0 for wear in mild)
    assert all(wear.smear and wear.folds and wear.border_mm and wear.light.blur_sigma == 0 for wear in hard)
    assert max(wear.quality for wear in hard) < min(wear.quality for wear in mild)


@pytest.mark.parametrize("held_out", [False, True])
def test_worn_pages_keep_their_size_and_their_print(held_out: bool) -> None:
    specimen = make("insurance-card", 2)
    page = paint(specimen.sheets[0], 100)
    draw = random.Random(5)
    for seed in range(3):
        result = worn(page, some_wear(draw, "hard", held_out=held_out), 100, np.random.default_rng(seed))
        assert result.shape == page.shape
        assert result.dtype == np.uint8
        assert not np.array_equal(result, page)


def test_scans_of_cards_have_the_dots_to_read_their_print() -> None:
    specimen = make("citizen-card-2021", 2)
    pages = scan(specimen, 1, wear=UNWORN)
    assert {page.dpi for page in pages} == {300}
    assert len(pages) == len(specimen.sheets)


def test_the_command_writes_pages_and_what_to_expect(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        out = tmp_path / folder
        arguments = ["--out", str(out), "--kind", "insurance-card", "--seed", "2", "--clean"]
        assert main(arguments) == 0
        assert main([*arguments, "--pdf", "--held-out"]) == 0
    ones, others = (sorted((tmp_path / folder).iterdir()) for folder in ("one", "other"))
    assert [path.name for path in ones] == [path.name for path in others]
    assert all(one.read_bytes() == other.read_bytes() for one, other in zip(ones, others, strict=True))
    facts = json.loads((tmp_path / "one" / "insurance-card-0002.json").read_text(encoding="utf-8"))
    assert facts["fields"] == make("insurance-card", 2).fields
    with Image.open(tmp_path / "one" / "insurance-card-0002-1.png") as image:
        assert round(image.info["dpi"][0]) == facts["dpi"] == 300
    with pypdfium2.PdfDocument(tmp_path / "one" / "insurance-card-0002-held-out.pdf") as document:
        assert len(document) == 1


def test_days_in_words() -> None:
    said = {day_in_words(DAY, random.Random(seed)) for seed in range(60)}
    assert "Ngày năm tháng hai năm hai nghìn không trăm hai mươi lăm" in said
    assert "Ngày mồng năm tháng hai năm hai ngàn không trăm hai mươi nhăm" in said
    assert all(text.startswith("Ngày ") for text in said)
    assert "năm hai nghìn không trăm lẻ bốn" in " ".join(
        day_in_words(date(2004, 4, 21), random.Random(seed)) for seed in range(60)
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "một"), (10, "mười"), (15, "mười lăm"), (21, "hai mươi mốt"), (31, "ba mươi mốt"), (5, "năm")],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert number_in_words(number) == words
