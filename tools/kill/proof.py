"""One trial: run the victim, kill it, reconcile, run it again to its end, and look whether everything is whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from flows.settings import Settings
from flows.upkeep import audit_all
from flows.wiring import open_services
from models.lifecycle import PaperState
from storage.records import dossiers, files, objects, publication, verification

ROOT = Path(__file__).resolve().parents[2]
DOSSIER = "H99-261124-0001"
LEASE_SECONDS = 1.0
PATIENCE_SECONDS = 120


class Lost(AssertionError):
    """Something was lost, doubled or left lying about."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A back end and the dossier's files. ``environment`` holds the SOHOA_ settings of database and store."""

    name: str
    environment: dict[str, str]
    files: tuple[Path, ...]
    papers: int


def environment(scene: Scene, home: Path, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SOHOA_")}
    return {
        **clean,
        "OMP_THREAD_LIMIT": "1",
        "SOHOA_HOME": str(home),
        "SOHOA_LEASE_SECONDS": str(LEASE_SECONDS),
        "SOHOA_PUBLISH_UNSEEN": "1",
        **scene.environment,
        **more,
    }


def start(scene: Scene, home: Path, **more: str) -> subprocess.Popen[bytes]:
    """The victim in a process group of its own, so that a kill takes its children too and no server."""
    command = [sys.executable, "-m", "tools.kill.job", DOSSIER, *map(str, scene.files)]
    log = (home / "victim.log").open("ab")
    with log:
        return subprocess.Popen(
            command, env=environment(scene, home, **more), cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )


def kill_at(scene: Scene, home: Path, point: str) -> bool:
    """Runs the victim with a crash point; whether it died there (a point may not be on this victim's way)."""
    victim = start(scene, home, SOHOA_CRASH_AT=point)
    died = victim.wait(timeout=PATIENCE_SECONDS) == -signal.SIGKILL
    _end_group(victim)
    return died


def kill_after(scene: Scene, home: Path, seconds: float) -> bool:
    """Kills the victim's whole group after a while; False when it was done before."""
    victim = start(scene, home)
    try:
        victim.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        _end_group(victim)
        victim.wait()
        return True
    return False


def recover(scene: Scene, home: Path) -> None:
    """What happens after a power cut: the lease runs out, `sohoa reconcile` runs, the operator repeats the command."""
    time.sleep(LEASE_SECONDS + 0.2)
    program = str(Path(sys.executable).with_name("sohoa"))
    for command in ([program, "reconcile"], [sys.executable, "-m", "tools.kill.job", DOSSIER, *map(str, scene.files)]):
        done = subprocess.run(
            command, env=environment(scene, home), cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Lost(f"{Path(command[-1]).name}: exit {done.returncode}: {done.stderr[-2000:]}")
    time.sleep(LEASE_SECONDS + 0.2)
    last = subprocess.run([program, "reconcile"], env=environment(scene, home), capture_output=True, check=False)
    if last.returncode:
        raise Lost(f"the last reconcile ended with {last.returncode}")


def require_whole(scene: Scene, home: Path) -> None:
    """Every paper published exactly once, chains whole, no object without a record, no record without its object."""
    settings = _settings(scene, home)
    with open_services(settings) as services:
        row = dossiers.find(services.db, services.actor, DOSSIER)
        listed = files.list_files(services.db, services.actor, row.id)
        papers = verification.papers(services.db, services.actor, row.id)
        results = publication.results(services.db, services.actor, row.id)
        _require(len(listed) == len(scene.files), f"{len(listed)} files instead of {len(scene.files)}")
        states = Counter(paper.state for paper in papers)
        _require(states == {PaperState.PUBLISHED: scene.papers}, f"papers: {dict(states)}")
        _require(len(results) == scene.papers, f"{len(results)} results")
        _require(len({result.code for result in results}) == scene.papers, "a code was issued twice")
        audit = audit_all(services, quick=False)
        _require(not audit.findings, f"audit: {audit.findings}")
        recorded = {item.key for item in objects.all_present(services.db, services.actor)}
        stored = set(services.store.list_keys(f"{settings.agency}/"))
        _require(stored == recorded, f"store and records differ: {stored ^ recorded}")
        left = [path.name for path in settings.spool.iterdir() if path.name.startswith("publish-")]
        _require(not left, f"left in the spool: {left}")


def trial_at(scene: Scene, point: str) -> bool:
    """One crash point from a clean start; whether the victim died there."""
    with tempfile.TemporaryDirectory(prefix="sohoa-kill-") as folder:
        died = kill_at(scene, Path(folder), point)
        recover(scene, Path(folder))
        require_whole(scene, Path(folder))
    return died


def trial_random(scene: Scene, rng: random.Random, *, longest: float) -> bool:
    with tempfile.TemporaryDirectory(prefix="sohoa-kill-") as folder:
        died = kill_after(scene, Path(folder), rng.uniform(0.2, longest))
        recover(scene, Path(folder))
        require_whole(scene, Path(folder))
    return died


def _settings(scene: Scene, home: Path) -> Settings:
    names = {name.removeprefix("SOHOA_").lower(): value for name, value in environment(scene, home).items()
             if name.startswith("SOHOA_")}  # fmt: skip
    return Settings(**names)  # type: ignore[arg-type]  # texts, which pydantic turns into what each setting is


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Lost(otherwise)


def _end_group(victim: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(victim.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
