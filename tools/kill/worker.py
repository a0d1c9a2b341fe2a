"""The third victim: a flow run of ``digitise`` under a real Prefect worker, reading with Tesseract."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from flows.wiring import open_services
from models.holder import parse_holder
from storage.records import dossiers
from tests.servers.prefect_station import Station, prefect_station
from tools.kill.job import HOLDER, OPERATOR
from tools.kill.proof import (
    DOSSIER,
    LEASE_SECONDS,
    PATIENCE_SECONDS,
    Lost,
    Scene,
    environment,
    require_whole,
    settings_of,
)
from tools.kill.scenes import Material

DYING_SECONDS = 10.0
LONGEST_SECONDS = 3.0
"""After the first page's recognition began; the dossier's three files take about four."""


def trial_under_worker(material: Material, rng: random.Random) -> str:
    """Kills the run in the midst of reading; recovers, verifies, publishes under the worker. Says what was killed."""
    scene = Scene("worker", {"SOHOA_WORKERS": "1"}, material.paths, papers=len(material.paths))
    with tempfile.TemporaryDirectory(prefix="sohoa-kill-") as folder:
        home = Path(folder)
        settings = {name: text for name, text in environment(scene, home).items() if name.startswith("SOHOA_")}
        with prefect_station(home, settings) as station:
            _open_dossier(scene, home)
            run = _digitise(station, scene)
            _await_process(station, "tesseract")
            engine = _await_process(station, "prefect.engine")
            pause = rng.uniform(0.0, LONGEST_SECONDS)
            time.sleep(pause)
            os.kill(engine, signal.SIGKILL)
            _require_state(station, run, "CRASHED")
            _require_gone(station)
            _recover(station, scene)
        require_whole(scene, home)
    return f"flow run killed {pause:.2f} s into reading"


def _open_dossier(scene: Scene, home: Path) -> None:
    """As `sohoa digitise` does before it starts the flow: the holder is no parameter of a flow."""
    with open_services(settings_of(scene, home), operator=OPERATOR) as services:
        dossiers.open_dossier(services.db, services.actor, DOSSIER, procedure=None, holder=parse_holder(HOLDER))


def _digitise(station: Station, scene: Scene) -> str:
    items = [{"path": str(path), "role": "component", "component": None} for path in scene.files]
    return station.start("digitise", dossier=DOSSIER, items=items, operator=OPERATOR)


def _recover(station: Station, scene: Scene) -> None:
    """The lease runs out, `sohoa reconcile` runs, the operator starts the flow again, confirms and publishes."""
    time.sleep(LEASE_SECONDS + 0.2)
    _sohoa(station, "reconcile")
    _require_state(station, _digitise(station, scene), "COMPLETED")
    _sohoa(station, "verify", DOSSIER, "--as", OPERATOR, "--accept-all", "--reason", "chứng minh không mất giấy tờ")
    _require_state(station, station.start("publish", dossier=DOSSIER, operator=OPERATOR), "COMPLETED")
    time.sleep(LEASE_SECONDS + 0.2)
    _sohoa(station, "reconcile")


def _sohoa(station: Station, *arguments: str) -> None:
    program = str(Path(sys.executable).with_name("sohoa"))
    done = subprocess.run([program, *arguments], env=station.environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Lost(f"sohoa {arguments[0]}: exit {done.returncode}: {done.stderr[-2000:]}")


def _require_state(station: Station, run: str, wanted: str) -> None:
    state = station.await_end(run, seconds=PATIENCE_SECONDS)
    if state != wanted:
        raise Lost(f"the run ended {state}, not {wanted}")


def _require_gone(station: Station) -> None:
    """The page processes and their Tesseract end with the run that started them."""
    end = time.monotonic() + DYING_SECONDS
    while left := [*station.processes("tesseract"), *station.processes("multiprocessing.forkserver")]:
        if time.monotonic() > end:
            raise Lost(f"{len(left)} page processes outlived their run")
        time.sleep(0.1)


def _await_process(station: Station, name: str) -> int:
    """The first process of this station whose command line names this program."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if found := station.processes(name):
            return found[0]
        time.sleep(0.02)
    raise Lost(f"no {name} was seen")
