"""One trial: run the victim, kill it, reconcile, run it again to its end, and look whether everything is whole."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.settings import Settings
from flows.upkeep import audit_all
from flows.wiring import Services, open_services
from models.errors import LeaseLost
from models.lifecycle import FileState, PaperState
from storage.records import accesses, dossiers, files, objects, publication, verification
from tools.kill.host import Host, Program, Victim
from tools.kill.office import NAMED, NEIGHBOUR, OTHER_DOSSIER

DOSSIER = "H99-261124-0001"
LEASE_SECONDS = 1.0
PATIENCE_SECONDS = 120
ATTEMPTS = 5
"""How often a command that lost its lease is repeated, as its code asks: on a busy machine a victim may get no
processor for longer than the lease lasts."""
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class Lost(AssertionError):
    """Something was lost, doubled or left lying about."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A back end and the dossier's files. ``environment`` holds the SOHOA_ settings of database and store.

    ``published``: a station's home in which the job is done already, where a back end lives in its home.
    """

    name: str
    environment: dict[str, str]
    files: tuple[Path, ...]
    papers: int
    published: Path | None = None


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


def kill_at(host: Host, scene: Scene, home: Path, point: str, *, program: Program = "job") -> bool:
    """Runs the victim with a crash point; whether it died there (a point may not be on this victim's way)."""
    return _finish(host, scene, home, program, SOHOA_CRASH_AT=point) == -signal.SIGKILL


def kill_after(host: Host, scene: Scene, home: Path, seconds: float) -> bool:
    """Kills the victim's whole group after a while; False when it was done before."""
    victim = _start(host, scene, home, "job")
    if victim.wait(seconds) is not None:
        return False
    _end_group(victim)
    return victim.wait(PATIENCE_SECONDS) == -signal.SIGKILL


def recover(host: Host, scene: Scene, home: Path, program: Program = "job") -> None:
    """What happens after a power cut: the lease runs out, `sohoa reconcile` runs, the operator repeats the command."""
    time.sleep(LEASE_SECONDS + 0.2)
    for each in ("sohoa", program, "sohoa"):
        code = _finish(host, scene, home, each)
        _require(code == 0, f"exit {code}")
        time.sleep(LEASE_SECONDS + 0.2)


def require_whole(scene: Scene, home: Path) -> None:
    """Every paper published exactly once, chains whole, no object without a record, no record without its object."""
    settings = settings_of(scene, home)
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
        _require_sound(services)
        left = [path.name for path in settings.spool.iterdir() if path.name.startswith("publish-")]
        _require(not left, f"left in the spool: {left}")


def require_settled(scene: Scene, home: Path) -> None:
    """After the office too: each thing happened once, or, where it is a look, at least once and is on record."""
    settings = settings_of(scene, home)
    with open_services(settings) as services:
        row = dossiers.find(services.db, services.actor, DOSSIER)
        bad = [file for file in files.list_files(services.db, services.actor, row.id)
               if file.state is FileState.QUARANTINED]  # fmt: skip
        _require(len(bad) == 1, f"{len(bad)} files in quarantine")
        papers = verification.papers(services.db, services.actor, row.id)
        first, second, *_ = (paper for paper in papers if paper.corrects is None)
        ends = {paper.corrects: paper.state for paper in papers if paper.corrects}
        _require(len(papers) == scene.papers + 2, f"{len(papers)} papers")
        # A correction that was reserved when its owner died is the machine's to finish: then it is version 2.
        finished = {PaperState.WITHHELD: PaperState.PUBLISHED, PaperState.PUBLISHED: PaperState.SUPERSEDED}
        _require(first.state is finished.get(ends[first.id]), f"corrected: {first.state}, by {ends[first.id]}")
        _require(second.state is PaperState.REVOKED, f"revoked: {second.state}")
        _require(ends[second.id] is PaperState.REJECTED, f"rejected: {ends[second.id]}")
        versions = [(result.code, result.version) for result in publication.results(
            services.db, services.actor, row.id)]  # fmt: skip
        _require(len(set(versions)) == len(versions), f"a version was issued twice: {versions}")
        other = dossiers.find(services.db, services.actor, OTHER_DOSSIER)
        named = Counter((paper.kind == NAMED, paper.state) for paper in verification.papers(
            services.db, services.actor, other.id))  # fmt: skip
        _require(named == {(True, PaperState.TO_VERIFY): 1, (False, PaperState.REJECTED): 1}, f"named: {dict(named)}")
        _require_sound(services)
    with open_services(settings, agency=NEIGHBOUR) as services:
        looks = {(look.action, look.outcome) for look in accesses.listed(services.db, services.actor, since=LONG_AGO)}
        missing = {("lookup", "refused"), ("lookup", "answered"), ("fetch", "answered"), ("cite", "answered")} - looks
        _require(not missing, f"looks that left no proof: {missing}")


def _require_sound(services: Services) -> None:
    """Chains whole, digests right, no object without a record, no record without its object."""
    audit = audit_all(services, quick=False)
    _require(not audit.findings, f"audit: {audit.findings}")
    recorded = {item.key for item in objects.all_present(services.db, services.actor)}
    stored = set(services.store.list_keys(f"{services.settings.agency}/"))
    _require(stored == recorded, f"store and records differ: {stored ^ recorded}")


def trial_at(host: Host, scene: Scene, *, point: str) -> bool:
    """The job killed at a crash point, from a clean start; whether it came by."""
    return _trial(host, scene, lambda home: kill_at(host, scene, home, point))


def trial_random(host: Host, scene: Scene, *, seconds: float) -> bool:
    """The job killed so long after its start; whether it was still there."""
    return _trial(host, scene, lambda home: kill_after(host, scene, home, seconds))


def _trial(host: Host, scene: Scene, kill: Callable[[Path], bool]) -> bool:
    with tempfile.TemporaryDirectory(prefix="sohoa-kill-") as folder:
        home = Path(folder)
        died = kill(home)
        recover(host, scene, home)
        require_whole(scene, home)
    return died


def trial_afterwards(host: Host, scene: Scene, *, point: str) -> bool:
    """The office killed at a crash point, on a dossier that is published; whether it came by."""
    with tempfile.TemporaryDirectory(prefix="sohoa-kill-") as folder:
        home = Path(folder)
        if scene.published is None:
            code = _finish(host, scene, home, "job")
            _require(code == 0, f"exit {code}")  # nobody kills this one
        else:
            shutil.copytree(scene.published, home, dirs_exist_ok=True)
        require_whole(scene, home)
        died = kill_at(host, scene, home, point, program="office")
        recover(host, scene, home, "office")
        require_settled(scene, home)
    return died


def settings_of(scene: Scene, home: Path) -> Settings:
    names = {name.removeprefix("SOHOA_").lower(): value for name, value in environment(scene, home).items()
             if name.startswith("SOHOA_")}  # fmt: skip
    return Settings(**names)  # type: ignore[arg-type]  # texts, which pydantic turns into what each setting is


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Lost(otherwise)


def _start(host: Host, scene: Scene, home: Path, program: Program, **more: str) -> Victim:
    """The victim in a process group of its own, so that a kill takes its children too and no server."""
    arguments = {"job": [DOSSIER, *map(str, scene.files)], "office": [DOSSIER], "sohoa": ["reconcile"]}[program]
    return host.start(program, arguments, env=environment(scene, home, **more), log=_log(home))


def _log(home: Path) -> Path:
    return home / "victim.log"


def _finish(host: Host, scene: Scene, home: Path, program: Program, **more: str) -> int | None:
    """Runs a program to its end, again where it lost its lease; its exit code, 0 unless it was killed."""
    for _ in range(ATTEMPTS):
        victim = _start(host, scene, home, program, **more)
        code = victim.wait(PATIENCE_SECONDS)
        _end_group(victim)
        if code != LeaseLost.exit_code:
            break
        time.sleep(LEASE_SECONDS + 0.2)
    _require(code in {0, -signal.SIGKILL}, f"exit {code}: {_log(home).read_text('utf-8')[-2000:]}")
    return code


def _end_group(victim: Victim) -> None:
    try:
        os.killpg(victim.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
