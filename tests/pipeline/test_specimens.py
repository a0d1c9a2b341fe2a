"""Specimens through the whole reading and what follows it: named, and filled in to the letter."""

from __future__ import annotations

from datetime import date

import pytest

from models.page import Page
from pipeline.page_reading import read_page
from pipeline.page_task import PageOptions
from pipeline.process import propose_papers
from samples.files import Encoding, write_png
from samples.specimens import Specimen, make, scan
from samples.specimens.scans import UNWORN

pytestmark = [pytest.mark.slow, pytest.mark.integration]

TODAY = date(2026, 11, 28)
SHOWN = [("birth-certificate", 11), ("marriage-certificate", 12), ("citizen-card-2021", 13), ("receipt", 14)]
LEAST_EXACT = 0.9


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Specimen, list[Page]]]:
    """Each specimen with its pages as read."""
    folder = tmp_path_factory.mktemp("specimens")
    read = []
    for kind, seed in SHOWN:
        specimen = make(kind, seed)
        pages = []
        for place, scanned in enumerate(scan(specimen, seed, wear=UNWORN)):
            path = folder / f"{kind}-{place}.png"
            write_png(path, [scanned.pixels], Encoding(dpi=scanned.dpi))
            pages.append(read_page(path, 0, PageOptions()))
        read.append((specimen, pages))
    return read


def test_a_stack_is_cut_named_and_filled_in(papers: list[tuple[Specimen, list[Page]]]) -> None:
    stack = [page for _, pages in papers for page in pages]
    numbered = [page.model_copy(update={"index": index}) for index, page in enumerate(stack)]
    proposed = propose_papers(numbered, today=TODAY)
    assert [paper.kind for paper in proposed] == [kind for kind, _ in SHOWN]
    assert [len(paper.pages) for paper in proposed] == [len(pages) for _, pages in papers]
    for (specimen, _), paper in zip(papers, proposed, strict=True):
        wanted = {name: value for name, value in specimen.fields.items() if name not in specimen.pen}
        found = {name: paper.fields[name].value for name in wanted}
        exact = sum(found[name] == value for name, value in wanted.items())
        assert exact >= LEAST_EXACT * len(wanted), (specimen.kind, found)
        passed = {name for name in wanted if found[name] is not None and not paper.fields[name].needs_review}
        assert {name: found[name] for name in passed} == {name: wanted[name] for name in passed}


def test_why_a_person_should_look_is_said_in_words(papers: list[tuple[Specimen, list[Page]]]) -> None:
    for _, pages in papers:
        for field in propose_papers(pages, today=TODAY)[0].fields.values():
            assert bool(field.reasons) == field.needs_review
