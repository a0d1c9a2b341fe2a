"""First pages of the real letters: printed fields are right or wait for a person, pen-filled ones always wait."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.page import FillingPlace, Page
from pipeline.isolation import Workers
from pipeline.page_reading import read_page
from pipeline.page_task import PageOptions
from pipeline.process import propose_papers

pytestmark = [pytest.mark.integration, pytest.mark.corpus, pytest.mark.slow]

SURE = 0.90
"""Of a pen's digits: what is read with so much must be right."""


@dataclass(frozen=True, slots=True)
class Letter:
    """``typed``: what a person read off the page, ``pen`` naming the fields that are filled in by hand."""

    stem: str
    page: Page
    typed: Mapping[str, Any]


@pytest.fixture(scope="module")
def letters(corpus: Path) -> list[Letter]:
    expected = json.loads((corpus / "scans" / "gt" / "fields.json").read_text("utf-8"))
    sources = [corpus / "scans" / f"{stem.removesuffix('_p01')}.pdf" for stem in expected]
    with Workers(len(os.sched_getaffinity(0)), memory_bytes=4 * 1024**3) as workers:
        waiting = [workers.submit(read_page, 240.0, source, 0, PageOptions()) for source in sources]
        pages = [future.result() for future in waiting]
    return [Letter(stem, page, typed) for (stem, typed), page in zip(expected.items(), pages, strict=True)]


def test_nothing_wrong_is_taken_for_sure(letters: list[Letter]) -> None:
    wrong, sure = [], 0
    for letter in letters:
        (paper,) = propose_papers([letter.page], today=date(2026, 11, 24))
        for name, field in paper.fields.items():
            if field.needs_review or name not in letter.typed or name == "signer":
                continue
            sure += 1
            if name in letter.typed["pen"] or field.value != letter.typed[name]:
                wrong.append((letter.stem, name))
    assert not wrong
    assert sure >= 10, "so few sure fields would be of no help to anybody"


def test_every_pen_filled_place_is_found_and_none_is_surely_wrong(letters: list[Letter]) -> None:
    missing, surely_wrong, right, places = [], [], 0, 0
    for letter in letters:
        fillings = letter.page.fillings
        if not letter.typed["pen"]:
            assert not any(item.handwritten for item in fillings)
            continue
        truth = {
            FillingPlace.NUMBER: letter.typed["number"].partition("/")[0],
            FillingPlace.DAY: letter.typed["issued_on"][8:],
        }
        for place, text in truth.items():
            places += 1
            best = best_of(letter.page, place)
            if best is None:
                missing.append((letter.stem, place))
            elif best[0] == text:
                right += 1
            elif best[1] >= SURE:
                surely_wrong.append((letter.stem, place))
        month = next(item for item in fillings if item.place is FillingPlace.MONTH)
        assert not month.handwritten, "the months of these letters are printed"
    assert places == 20
    assert missing == []
    assert surely_wrong == []
    assert right >= 15


def best_of(page: Page, place: FillingPlace) -> tuple[str, float] | None:
    """The best candidate of a handwritten place; empty where it is found and cannot be read; None where it is not."""
    item = next((item for item in page.fillings if item.place is place and item.handwritten), None)
    if item is None:
        return None
    return (item.candidates[0].text, item.candidates[0].probability) if item.candidates else ("", 0.0)
