"""``sohoa up``: everything on this machine in one go: a Prefect server, a worker, the deployments, the hot folder.

The parts are Prefect's own programs, started as children on loopback and ended with this process.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import httpx

from flows.prefect_api import address_file
from flows.prefect_program import STATION
from flows.settings import Settings
from flows.wiring import open_services
from models.errors import Unreachable

log = logging.getLogger(__name__)

POOL = "sohoa"
ANSWER_SECONDS = 180
PROGRAM = (sys.executable, "-m", "flows.prefect_program")
DEPLOYMENTS = Path(__file__).resolve().parent.parent / "prefect.yaml"


def run_station(settings: Settings, *, ready: Callable[[str], None], port: int) -> int:
    """Runs until interrupted; other commands on this machine find the server through ``SOHOA_HOME/up.json``.

    ``ready`` is called with the API's address once everything runs.
    """
    with open_services(settings):
        log.info("records and store are ready")
    settings.hot_folder.mkdir(parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{port}/api"
    environment = {
        **os.environ,
        "PREFECT_API_URL": address,
        "SOHOA_HOME": str(settings.home.resolve()),
        STATION: str(os.getpid()),
    }
    with ExitStack() as parts:
        signal.signal(signal.SIGTERM, _interrupt)
        server = _start(
            ["server", "start", "--host", "127.0.0.1", "--port", str(port)], environment, settings, "server"
        )
        parts.enter_context(_ending(server))
        _await_answer(address, server)
        _prefect(["work-pool", "create", POOL, "--type", "process", "--overwrite"], environment)
        _prefect(["--no-prompt", "deploy", "--all", "--prefect-file", str(DEPLOYMENTS)], environment)
        worker = _start(["worker", "start", "--pool", POOL], environment, settings, "worker")
        parts.enter_context(_ending(worker))
        address_file(settings).write_text(json.dumps({"prefect_api_url": address, "pid": os.getpid()}))
        parts.callback(address_file(settings).unlink, missing_ok=True)
        ready(address)
        return _watch([server, worker])


def _watch(parts: list[subprocess.Popen[bytes]]) -> int:
    """Waits for Ctrl-C; a part that ends by itself ends the station, so that a supervisor restarts the whole."""
    try:
        while all(part.poll() is None for part in parts):
            time.sleep(1)
    except KeyboardInterrupt:
        return 0
    raise Unreachable("a part of the station ended by itself: see the logs under SOHOA_HOME/logs")


def _start(arguments: list[str], environment: dict[str, str], settings: Settings, name: str) -> subprocess.Popen[bytes]:
    logs = settings.home / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with (logs / f"{name}.log").open("ab") as sink:
        return subprocess.Popen(
            [*PROGRAM, *arguments], env=environment, stdout=sink, stderr=sink, stdin=subprocess.DEVNULL
        )


def _prefect(arguments: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run([*PROGRAM, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unreachable(f"prefect {arguments[0]} failed: {done.stdout[-500:]}{done.stderr[-500:]}")


def _await_answer(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            if httpx.get(f"{address}/health", timeout=2).is_success:
                return
        except httpx.TransportError:
            log.debug("the Prefect server does not answer yet")
        time.sleep(0.5)
    raise Unreachable("the Prefect server did not start: see SOHOA_HOME/logs/server.log")


@contextmanager
def _ending(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
