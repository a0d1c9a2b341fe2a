"""The deployments under a real Prefect server and worker, started as an operator starts them: `sohoa up`."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.settings import Settings
from flows.upkeep import statuses
from flows.wiring import Services, open_services
from models.lifecycle import FileState, PaperState
from models.verdict import Verdict
from storage.records import dossiers, files
from tests.servers.prefect_station import Station, prefect_station
from tools.kill.proof import DOSSIER, environment
from tools.kill.scenes import Material, folder_scene

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(600)]

DROPPED = "H99-261124-0002"
BROKEN = b"%PDF-1.7\n% SPECIMEN: cut off here"


@pytest.fixture(scope="module")
def station(recorded: Material, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    home = tmp_path_factory.mktemp("station")
    settings = environment(folder_scene(recorded), home, SOHOA_STABLE_SECONDS="0.5")
    with prefect_station(home, {name: text for name, text in settings.items() if name.startswith("SOHOA_")}) as opened:
        yield opened


@contextmanager
def records(station: Station, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    for name, value in station.environment.items():
        if name.startswith("SOHOA_"):
            monkeypatch.setenv(name, value)
    with open_services(Settings(), operator="lan") as services:
        yield services


def test_all_five_are_deployed_with_their_schedules(station: Station) -> None:
    found = {
        name: [row["schedule"] for row in deployed["schedules"]] for name, deployed in station.deployments().items()
    }
    assert set(found) == {"digitise", "publish", "watch-station", "nightly-backlog", "reconcile"}
    assert found["digitise"] == found["publish"] == []
    (nightly,) = found["nightly-backlog"]
    assert (nightly["cron"], nightly["timezone"]) == ("0 1 * * *", "Asia/Ho_Chi_Minh")
    assert [found[name][0]["interval"] for name in ("watch-station", "reconcile")] == [60.0, 300.0]


def test_the_scheduler_plans_runs_by_itself(station: Station) -> None:
    end = time.monotonic() + 120
    while not (planned := station.runs("nightly-backlog")) and time.monotonic() < end:
        time.sleep(1)
    assert planned, "no run of the night was planned"


def test_dropped_files_are_digitised_and_move_to_done(
    station: Station, recorded: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = station.hot_folder / DROPPED
    folder.mkdir(parents=True)
    for path in recorded.paths:
        shutil.copy(path, folder)
    (folder / "hong.pdf").write_bytes(BROKEN)
    growing = folder / "dang-ghi.pdf"
    with writing(growing):
        assert station.await_end(station.start("watch-station")) == "COMPLETED"
        assert [path.name for path in folder.iterdir()] == [growing.name], "a file that grows stays"
    done = {path.name for path in (station.hot_folder / ".done" / DROPPED).iterdir()}
    assert done == {*(path.name for path in recorded.paths), "hong.pdf"}
    with records(station, monkeypatch) as services:
        row = dossiers.find(services.db, services.actor, DROPPED)
        listed = files.list_files(services.db, services.actor, row.id)
        assert {file.name: file.verdict for file in listed if file.state is FileState.QUARANTINED} == {
            "hong.pdf": Verdict.TRUNCATED
        }
        (status,) = statuses(services, DROPPED)
        assert status.papers == {PaperState.TO_VERIFY: len(recorded.paths)}


def test_what_a_killed_process_left_is_finished_by_reconcile_and_the_night(
    station: Station, recorded: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job is killed in the middle of publishing; the worker's own runs bring the dossier to its end."""
    job = [sys.executable, "-m", "tools.kill.job", DOSSIER, *map(str, recorded.paths)]
    env = {**station.environment, "SOHOA_CRASH_AT": "object_pending.after_commit"}
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run(job, env=env, cwd=root, check=False, capture_output=True).returncode == -signal.SIGKILL
    time.sleep(float(station.environment["SOHOA_LEASE_SECONDS"]) + 0.2)
    assert station.await_end(station.start("reconcile")) == "COMPLETED"
    with records(station, monkeypatch) as services:
        (status,) = statuses(services, DOSSIER)
        assert status.papers[PaperState.PUBLISHED] == 1
    assert station.await_end(station.start("nightly-backlog")) == "COMPLETED"
    with records(station, monkeypatch) as services:
        (status,) = statuses(services, DOSSIER)
        assert status.papers == {PaperState.PUBLISHED: len(recorded.paths)}


def test_nothing_outlives_a_station_that_is_killed(station: Station) -> None:
    """Last of all: its server would hold the port against the next start."""
    assert len(station.processes("flows.prefect_program")) == 2
    os.kill(station.pid, signal.SIGKILL)
    end = time.monotonic() + 60
    while (left := set(station.processes()) - {station.pid}) and time.monotonic() < end:
        time.sleep(0.2)
    assert not left, [Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0") for process in left]


DEAF = """
import os, signal, sys, time
from flows.prefect_program import die_with_parent
signal.signal(signal.SIGTERM, signal.SIG_IGN)
die_with_parent(os.getppid(), grace_seconds=0.5)
print(os.getpid(), flush=True)
time.sleep(600)
"""
PARENT = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"


def test_a_part_that_does_not_heed_the_end_of_its_station_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, DEAF], stdout=subprocess.PIPE, text=True) as station:
        assert station.stdout is not None
        part = Path("/proc") / station.stdout.readline().strip()
        assert (part / "cmdline").exists()
        station.kill()
    end = time.monotonic() + 30
    while (part / "cmdline").exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert not (part / "cmdline").exists()


WRITER = """
import sys, time
with open(sys.argv[1], "ab", buffering=0) as file:
    while file.write(b"x"):
        time.sleep(0.05)
"""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """A scanner's program that goes on writing a file."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)])
    try:
        while not path.exists():
            time.sleep(0.05)
        yield
    finally:
        process.kill()
        process.wait()
        path.unlink()
