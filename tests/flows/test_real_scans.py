"""All sixteen real scans as one dossier, from files to published results, read by Tesseract."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from flows import reuse, upkeep
from flows.settings import Settings
from flows.wiring import Services, open_services
from models.lifecycle import DossierState, PaperState
from pipeline.assemble.conformance import check_pdfa
from pipeline.source.image_file import ASSUMED_DPI
from pipeline.source.limits import Limits
from pipeline.source.media import MediaType
from pipeline.source.opening import open_source
from storage.records import files, verification
from tests.flows.seen_phrases import PHRASES, Phrase
from tests.pipeline.assemble.material import psnr
from tools.kill.job import OPERATOR
from tools.kill.job import main as run_job

pytestmark = [pytest.mark.corpus, pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(600)]

DOSSIER = "H99-261124-0016"
PAGES = 73
LEAST_PSNR = 35.0
NEAR = 3.0
"""Millimetres between a word's box and its ink."""
WORD = re.compile(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>')


@dataclass(frozen=True, slots=True)
class Published:
    source: Path
    pdf: Path


@pytest.fixture(scope="module")
def home(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A station on SQLite and a folder that has taken in the sixteen files, confirmed and published their papers."""
    folder = tmp_path_factory.mktemp("scans")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOHOA_HOME", str(folder))
        patch.setenv("SOHOA_PUBLISH_UNSEEN", "1")
        assert run_job(DOSSIER, sources(corpus)) == 0
        yield folder


@pytest.fixture(scope="module")
def published(home: Path, corpus: Path) -> dict[str, Published]:
    """Each file's searchable PDF, fetched as another program would fetch it."""
    found = {}
    with station() as services:
        dossier = upkeep.results_of(services, DOSSIER)
        names = file_names(services, dossier[0].dossier_id)
        for result in dossier:
            fetched = reuse.fetch(services, result.code, home / "fetched" / result.code)
            (pdf,) = [path for path in fetched.files if path.name.startswith("searchable")]
            name = names[result.paper_id]
            assert name not in found, "one paper a file"
            found[name] = Published(corpus / "scans" / name, pdf)
    return found


def sources(corpus: Path) -> list[Path]:
    return sorted(path for path in (corpus / "scans").iterdir() if path.suffix in {".pdf", ".jpg"})


@contextmanager
def station() -> Iterator[Services]:
    with open_services(Settings(), operator=OPERATOR) as services:
        yield services


def file_names(services: Services, dossier_id: str) -> dict[str, str]:
    """The name of the file that each paper came in."""
    names = {file.id: file.name for file in files.list_files(services.db, services.actor, dossier_id)}
    papers = verification.papers(services.db, services.actor, dossier_id)
    return {paper.id: names[paper.file_id] for paper in papers}


def test_both_ledgers_balance_and_every_paper_is_published(home: Path, corpus: Path) -> None:
    with station() as services:
        (status,) = upkeep.statuses(services, DOSSIER)
        audit = upkeep.audit_all(services, quick=False)
    assert status.balanced
    assert status.state is DossierState.COMPLETE
    assert (status.files.received, status.files.opened) == (len(sources(corpus)), 16)
    assert status.pages.scanned == PAGES
    assert status.pages.quarantined == 0
    assert status.papers == {PaperState.PUBLISHED: 16}
    assert audit.findings == ()


def test_every_searchable_pdf_passes_the_check_and_looks_as_its_source(published: dict[str, Published]) -> None:
    """First and last pages are compared here; every page of the same files in tests/pipeline/assemble/test_corpus."""
    worst = {}
    for name, item in published.items():
        assert check_pdfa(item.pdf).passed, name
        with open_source(item.source, Limits()) as before, open_source(item.pdf, Limits()) as after:
            dpi = 150 if before.media_type is MediaType.PDF else before.geometry(0).dpi or ASSUMED_DPI
            assert after.page_count == before.page_count, name
            for index in range(before.page_count):
                old, new = before.geometry(index), after.geometry(index)
                shown = (new.width_points, new.height_points)
                assert shown == pytest.approx((old.width_points, old.height_points), abs=0.01), name
            for index in {0, before.page_count - 1}:
                pictures = (document.draw(index, dpi=dpi, grey=False) for document in (before, after))
                worst[name, index + 1] = psnr(*pictures)
    assert len(published) == 16
    assert {place: value for place, value in worst.items() if value < LEAST_PSNR} == {}


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: f"{phrase.file}-{phrase.page}-{phrase.text[:12]}")
def test_what_a_person_read_off_the_page_is_found_where_they_read_it(
    published: dict[str, Published], phrase: Phrase
) -> None:
    pdf = published[phrase.file].pdf
    page = ["-f", str(phrase.page), "-l", str(phrase.page)]
    text = " ".join(poppler("pdftotext", *page, pdf, "-").split())
    assert phrase.text in text
    first, last = ends_of(phrase, poppler("pdftotext", "-bbox", *page, pdf, "-"))
    assert (first[0], last[2]) == pytest.approx((phrase.left, phrase.right), abs=NEAR)
    middles = tuple(float(np.mean(box[1::2])) for box in (first, last))
    assert middles == pytest.approx((phrase.left_height, phrase.right_height), abs=NEAR)


def poppler(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()


def ends_of(phrase: Phrase, listed: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Boxes (left, top, right, bottom in millimetres) of the phrase's first and last word, where it stands as such."""
    words = [(text, tuple(float(side) * 25.4 / 72 for side in sides)) for *sides, text in WORD.findall(listed)]
    wanted = phrase.text.split()
    places = [
        place for place in range(len(words)) if [text for text, _ in words[place : place + len(wanted)]] == wanted
    ]
    nearest = min(places, key=lambda place: abs(words[place][1][1] - phrase.left_height))
    return words[nearest][1], words[nearest + len(wanted) - 1][1]
