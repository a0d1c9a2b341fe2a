"""Killed before and after every commit of a dossier's way, and started again: nothing is lost, nothing done twice."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from models.lifecycle import DossierState, PaperState
from storage import crash_points
from storage.records import audit, dossiers, events, objects, publication
from storage.records.database import open_database
from tests.storage.records.one_dossier import CODE, main
from tests.storage.records.scene import HERE

OFTEN = ("receive_file", "reserve", "publish")
RARELY = (
    "take_lease", "open_dossier", "object_registered", "object_present", "mark_stored", "mark_opened",
    "store_reading", "confirm_paper", "mark_locked",
)  # fmt: skip
"""With `make test` only: in sum they take as long as all other tests of the records."""


def _killed(url: str, crash_at: str) -> int | None:
    process = multiprocessing.get_context("fork").Process(target=_die, args=(url, crash_at))
    process.start()
    process.join(60)
    return process.exitcode


def _die(url: str, crash_at: str) -> None:
    os.environ[crash_points.VARIABLE] = crash_at
    main(url)


@pytest.mark.parametrize("where", ["before_commit", "after_commit"])
@pytest.mark.parametrize("name", [*OFTEN, *(pytest.param(name, marks=pytest.mark.integration) for name in RARELY)])
def test_killed_and_started_again(tmp_path: Path, name: str, where: str) -> None:
    url = f"sqlite:///{tmp_path / 'records.sqlite'}"
    assert _killed(url, f"{name}.{where}") == -signal.SIGKILL
    main(url)
    main(url)  # and once more, with nothing left to do
    db = open_database(url)
    [stand] = dossiers.status(db, HERE, CODE)
    assert (stand.state, stand.papers) == (DossierState.COMPLETE, {PaperState.PUBLISHED: 2})
    results = publication.results(db, HERE, stand.dossier_id)
    assert [row.result_number for row in results] == [f"{CODE}-KQ1", f"{CODE}-KQ2"]
    assert {row.state for row in objects.all_present(db, HERE)} == {"present", "locked"}
    assert objects.pending(db, HERE) == []
    history = [event.type.value for event in events.history(db, HERE, events.dossier_stream(stand.dossier_id))]
    assert [history.count(once) for once in ("dossier_opened", "file_received", "paper_published")] == [1, 2, 2]
    assert audit.check_records(db, HERE).findings == ()
    db.close()
