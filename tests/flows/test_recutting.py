"""A stack with separator sheets through the main job; its papers cut otherwise, or named another kind, by a person."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from flows.leasing import holding
from flows.page_work import page_workers
from flows.publishing import publish_paper, publishable
from flows.reading_files import finish_file, stored_reading
from flows.receiving import Item, receive_file
from flows.recutting import recut, rename
from flows.resuming import needs_machine
from flows.settings import Settings
from flows.upkeep import audit_all, statuses
from flows.verification import numbered, papers_of, verify
from flows.wiring import Services, open_services
from models.errors import UsageError
from models.holder import parse_holder
from models.ledger import PageLedger
from models.lifecycle import DossierState, NextActor, PaperState
from models.separator import SeparatorSheet
from pipeline.isolation import Workers
from pipeline.separator_print import paint
from storage.records import dossiers, objects, verification

HOLDER = parse_holder("CCCD:000199000000")
DOSSIER, OTHER = "H99-261123-0001", "H99-261124-0002"
DPI = 100
COMPONENT = "TP.02"
FULL_STACK = ["page", "page", "sheet of a component", "empty", "page", "sheet of another", "page", "page", "empty"]
"""Papers of pages 1-2, 5, and 7-9."""


SILENT = {"SOHOA_READER": "fault-silent", "SOHOA_WORKERS": "1"}
"""A reader that sees no text: codes alone cut the stack."""


@pytest.fixture(scope="module")
def digitised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stations that have taken in a stack, and sheets alone: to be copied, for page processes start slowly."""
    folder = tmp_path_factory.mktemp("digitised")
    stacks = {"stack": FULL_STACK, "sheets": ["sheet", "empty"]}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SILENT.items():
            patch.setenv(name, value)
        with page_workers(Settings()) as workers:
            for name, kinds in stacks.items():
                patch.setenv("SOHOA_HOME", str(folder / name))
                with station() as services:
                    take_in(services, workers, scan(folder / f"{name}.pdf", kinds))
    return folder


@pytest.fixture
def home(request: pytest.FixtureRequest, digitised: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A station of its own for the test: with the stack, or what it asks for by its parameter."""
    for name, value in SILENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path / "home"))
    shutil.copytree(digitised / getattr(request, "param", "stack"), tmp_path / "home")
    return tmp_path


with_sheets_alone = pytest.mark.parametrize("home", ["sheets"], indirect=True)


@contextmanager
def station() -> Iterator[Services]:
    with open_services(Settings(), operator="lan") as services:
        yield services


def scan(path: Path, kinds: list[str]) -> Path:
    """A stack as a scanner writes it; each page of text bears other bars, so that no two are equal."""
    pages = [_page(kind, number) for number, kind in enumerate(kinds)]
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=DPI)
    return path


def _page(kind: str, number: int) -> Image.Image:
    named = {"sheet of a component": COMPONENT, "sheet of another": "TP.09"}
    if kind.startswith("sheet"):
        sheet = SeparatorSheet(OTHER if kind.endswith("another") else DOSSIER, 1, named.get(kind, ""))
        return paint(sheet).convert("L").resize((827, 1169), Image.Resampling.BOX)
    pixels = np.full((1169, 827), 255, np.uint8)
    if kind == "page":
        for row in range(20):
            pixels[100 + 40 * row : 112 + 40 * row, 100 : 300 + 20 * number + 10 * row] = 0
    return Image.fromarray(pixels)


def take_in(services: Services, workers: Workers, path: Path) -> None:
    """The main job up to verification."""
    row = dossiers.open_dossier(services.db, services.actor, DOSSIER, procedure=None, holder=HOLDER)
    with holding(services, row.id) as lease:
        finish_file(services, lease, receive_file(services, lease, row.id, Item(path)), workers)


def cut_pages(services: Services) -> list[tuple[int, ...]]:
    return [paper.pages for paper in papers_of(services, DOSSIER)]


def test_a_stack_with_sheets_is_cut_and_every_page_counted(home: Path) -> None:
    with station() as services:
        assert cut_pages(services) == [(1, 2), (5,), (7, 8, 9)]
        assert [paper.component for paper in papers_of(services, DOSSIER)] == [None, COMPONENT, None]
        told = [[item.code.value for item in paper.findings] for paper in papers_of(services, DOSSIER)]
        assert ["separator_of_other_dossier" in codes for codes in told] == [False, False, True]
        (status,) = statuses(services, DOSSIER)
        assert status.pages == PageLedger(scanned=9, kept=5, separators=2, blank=2)
        assert status.balanced
        assert status.state is DossierState.TO_VERIFY
        assert audit_all(services, quick=False).findings == ()


@with_sheets_alone
def test_sheets_alone_leave_nothing_waiting_and_the_operator_is_told(home: Path) -> None:
    with station() as services:
        assert papers_of(services, DOSSIER) == []
        (status,) = statuses(services, DOSSIER)
        assert status.pages == PageLedger(scanned=2, separators=1, blank=1)
        assert (status.state, status.next_actor) == (DossierState.BLOCKED, NextActor.OPERATOR)
        assert not needs_machine(services, dossiers.find(services.db, services.actor, DOSSIER))


def test_papers_are_cut_otherwise_and_the_reading_stays(home: Path) -> None:
    with station() as services:
        dossier_id = dossiers.find(services.db, services.actor, DOSSIER).id
        before = papers_of(services, DOSSIER)
        reading = stored_reading(services, before[0].reading_id)
        assert recut(services, DOSSIER, {"1": [(1,), (2, 5), (7, 8, 9)]}) == 2
        assert cut_pages(services) == [(1,), (2, 5), (7, 8, 9)]
        after = papers_of(services, DOSSIER)
        assert after[2].id == before[2].id, "what stayed together stays as it was"
        assert {paper.reading_id for paper in after} == {before[0].reading_id}
        assert stored_reading(services, before[0].reading_id) == reading
        every = verification.papers(services.db, services.actor, dossier_id)
        assert [paper.reason for paper in every if paper.state is PaperState.REJECTED] == ["recut", "recut"]
        assert recut(services, DOSSIER, {"stack.pdf": [(1,), (2, 5), (7, 8, 9)]}) == 0, "said again, nothing changes"
        assert audit_all(services, quick=False).findings == ()


@with_sheets_alone
def test_a_sheet_may_be_made_a_paper_after_all(home: Path) -> None:
    with station() as services:
        assert recut(services, DOSSIER, {"1": [(1, 2)]}) == 1
        assert cut_pages(services) == [(1, 2)]


@pytest.mark.parametrize(
    ("cuts", "why"),
    [
        ({"1": [(1, 2), (5,), (7, 8)]}, "page 9 is left out"),
        ({"1": [(1, 2), (2, 5), (7, 8, 9)]}, "page 2 stands in two papers"),
        ({"1": [(1, 2), (5,), (7, 8, 9, 10)]}, "has 9 pages"),
        ({"2": [(1,)]}, "no file '2'"),
        ({"other.pdf": [(1,)]}, "no file"),
        ({"1": [(1, 2, 5, 7, 8, 9)], "stack.pdf": [(1, 2, 5, 7, 8, 9)]}, "one file twice"),
    ],
)
def test_cuts_that_lose_a_page_are_refused(home: Path, cuts: dict[str, list[tuple[int, ...]]], why: str) -> None:
    with station() as services:
        with pytest.raises(UsageError, match=why):
            recut(services, DOSSIER, cuts)
        assert cut_pages(services) == [(1, 2), (5,), (7, 8, 9)]


def test_a_decided_paper_is_not_cut(home: Path) -> None:
    with station() as services:
        verify(services, DOSSIER, corrections={"1": {}}, accept="none", reason=None)
        with pytest.raises(UsageError, match="paper 1 is confirmed"):
            recut(services, DOSSIER, {"1": [(1,), (2,), (5,), (7, 8, 9)]})
        with pytest.raises(UsageError, match="paper 1 is confirmed"):
            rename(services, DOSSIER, {"1": "degree"})
        assert recut(services, DOSSIER, {"1": [(1, 2), (5, 7), (8, 9)]}) == 2, "the others may be"


def test_a_paper_is_named_another_kind(home: Path) -> None:
    with station() as services:
        assert rename(services, DOSSIER, {"3": "birth-certificate"}) == 1
        paper = numbered(papers_of(services, DOSSIER))["3"]
        assert (paper.kind, paper.kind_confidence, paper.pages) == ("birth-certificate", 1.0, (7, 8, 9))
        assert "separator_of_other_dossier" in {item.code.value for item in paper.findings}
        for wrong in ({"3": "no-such-kind"}, {"9": "degree"}):
            with pytest.raises(UsageError):
                rename(services, DOSSIER, wrong)


@pytest.mark.integration
def test_a_stack_is_published_paper_by_paper_without_its_sheets(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOHOA_PUBLISH_UNSEEN", "1")
    with station() as services:
        dossier_id = dossiers.find(services.db, services.actor, DOSSIER).id
        recut(services, DOSSIER, {"1": [(1, 2), (5, 7, 8, 9)]})
        verify(services, DOSSIER, corrections={}, accept="all", reason="kiểm thử")
        with page_workers(services.settings) as workers, holding(services, dossier_id) as lease:
            for paper in verification.papers(services.db, services.actor, dossier_id):
                if publishable(paper):
                    publish_paper(services, lease, paper, workers)
        (status,) = statuses(services, DOSSIER)
        assert status.state is DossierState.COMPLETE
        assert audit_all(services, quick=False).findings == ()
        sizes = sorted(_searchable_pages(services, home))
        components = sorted(str(document["component"]) for document in _documents(services))
    assert sizes == [2, 4]
    assert components == ["None", COMPONENT]


def _searchable_pages(services: Services, folder: Path) -> Iterator[int]:
    for place, row in enumerate(objects.all_present(services.db, services.actor)):
        if row.role == "searchable":
            target = folder / f"{place}.pdf"
            services.store.fetch_to(row.key, target, sha256=row.sha256)
            with pikepdf.open(target) as pdf:
                yield len(pdf.pages)


def _documents(services: Services) -> Iterator[dict[str, object]]:
    for row in objects.all_present(services.db, services.actor):
        if row.role == "result":
            with services.store.open(row.key) as stream:
                yield json.loads(stream.read())
