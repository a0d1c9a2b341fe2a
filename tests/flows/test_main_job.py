"""The main job on both back ends, through the functions that the commands call; recognition is replayed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from flows import reuse, upkeep
from flows.publishing import publishable
from flows.settings import Settings
from flows.verification import numbered, papers_of, verify
from flows.wiring import Services, open_services
from models.errors import NotFound, NotPermitted, UsageError
from models.holder import parse_holder
from models.lifecycle import DossierState, PaperState
from models.lookup import Purpose, Query
from models.result import DigitalResult
from pipeline.assemble.conformance import check_pdfa
from storage.records import accesses, objects
from tools.kill.job import HOLDER
from tools.kill.job import main as run_job
from tools.kill.proof import DOSSIER, Scene, environment, require_whole

pytestmark = pytest.mark.integration

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
PURPOSE = Purpose(
    agency="H01", requester="binh", purpose="cấp phép", legal_basis="Luật 91/2025/QH15, Điều 19",
    for_dossier="H01-261123-0007", procedure="1.001193",
)  # fmt: skip


@pytest.fixture
def home(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A station's home with the scene's settings in force, its dossier digitised and published."""
    for name, value in environment(scene, tmp_path).items():
        if name.startswith("SOHOA_"):
            monkeypatch.setenv(name, value)
    assert run_job(DOSSIER, list(scene.files)) == 0
    return tmp_path


@contextmanager
def acting(agency: str | None = None) -> Iterator[Services]:
    with open_services(Settings(), operator="lan", agency=agency) as services:
        yield services


def test_the_dossier_is_complete_and_both_ledgers_balance(home: Path, scene: Scene) -> None:
    require_whole(scene, home)
    with acting() as services:
        (status,) = upkeep.statuses(services, DOSSIER)
    assert status.state is DossierState.COMPLETE
    assert status.balanced
    assert status.files.received == len(scene.files)


def test_running_it_again_changes_nothing(home: Path, scene: Scene) -> None:
    with acting() as services:
        before = [result.code for result in upkeep.results_of(services, DOSSIER)]
    assert run_job(DOSSIER, list(scene.files)) == 0
    with acting() as services:
        assert [result.code for result in upkeep.results_of(services, DOSSIER)] == before
    require_whole(scene, home)


def test_the_same_bytes_under_another_name_are_recognised(home: Path, scene: Scene, tmp_path: Path) -> None:
    copy = tmp_path / "copy.pdf"
    shutil.copy(scene.files[0], copy)
    assert run_job(DOSSIER, [copy]) == 0
    with acting() as services:
        (status,) = upkeep.statuses(services, DOSSIER)
        assert status.files.duplicate == 1
        assert len(upkeep.results_of(services, DOSSIER)) == scene.papers


def test_published_files_are_searchable_pdfa_with_their_result_beside_them(home: Path, tmp_path: Path) -> None:
    with acting() as services:
        codes = [result.code for result in upkeep.results_of(services, DOSSIER)]
        for code in codes:
            fetched = reuse.fetch(services, code, tmp_path / code)
            (pdf,) = [path for path in fetched.files if path.name.startswith("searchable")]
            assert check_pdfa(pdf).passed
            with pikepdf.open(pdf) as opened:
                assert len(opened.pages) >= 1
            (document,) = [path for path in fetched.files if path.suffix == ".json"]
            result = DigitalResult.model_validate_json(document.read_text("utf-8"))
            assert result.code == code
            assert result.descriptive.holder.scheme == "CCCD"
            assert not result.verification.seen


def test_another_agency_finds_fetches_and_cites_what_it_looked_up(home: Path, tmp_path: Path) -> None:
    with acting("H01") as other:
        with pytest.raises(NotPermitted):  # no look-up yet
            reuse.fetch(other, _any_code(), tmp_path / "early")
        found = reuse.lookup(other, Query(holder=parse_holder(HOLDER)), PURPOSE)
        assert found.outcome == "answered"
        fetched = reuse.fetch(other, found.results[0].code, tmp_path / "fetched")
        assert len(fetched.files) >= 2


def test_a_refused_look_up_is_on_record(home: Path) -> None:
    with acting("H01") as other:
        before = len(accesses.listed(other.db, other.actor, since=LONG_AGO))
        with pytest.raises(NotPermitted):
            reuse.lookup(other, Query(holder=parse_holder(HOLDER)), PURPOSE.model_copy(update={"legal_basis": ""}))
        nobody = reuse.lookup(other, Query(holder=parse_holder("CCCD:000199999999")), PURPOSE)
        assert nobody.outcome == "empty"
        assert len(accesses.listed(other.db, other.actor, since=LONG_AGO)) == before + 2


def test_a_purged_original_is_gone_and_its_tombstone_stays(home: Path) -> None:
    with acting() as services:
        original = next(row for row in objects.all_present(services.db, services.actor) if row.role == "original")
        purged = upkeep.purge_object(services, original.key, reason="quét nhầm giấy tờ")
        assert original.key in {row.key for row in purged}
        with pytest.raises(NotFound):
            services.store.open(original.key)
        assert not upkeep.audit_all(services, quick=False).findings


def test_doubtful_fields_must_be_answered_one_by_one(scene: Scene, home: Path) -> None:
    with acting() as services:
        papers = numbered(papers_of(services, DOSSIER))
        assert all(paper.state is PaperState.PUBLISHED for paper in papers.values())
        assert not any(publishable(paper) for paper in papers.values())
        with pytest.raises(UsageError, match="no such paper waits"):
            verify(services, DOSSIER, corrections={"1": {}}, accept="none", reason=None)


def _any_code() -> str:
    with acting() as services:
        return upkeep.results_of(services, DOSSIER)[0].code
