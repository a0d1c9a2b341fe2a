"""A running station as an operator starts it: `sohoa up` on a free port, with a home of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.servers.ports import free_ports

STARTING_SECONDS = 180
BUSY_TRIES = 20
"""The server keeps its own records in SQLite, and says so when another writer was before."""
FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Station:
    """Its home, the settings of its processes, the address of its Prefect API."""

    home: Path
    environment: dict[str, str]
    api: str
    pid: int

    @property
    def hot_folder(self) -> Path:
        return self.home / "hot"

    def deployments(self) -> dict[str, dict[str, Any]]:
        """All of them by name, as the API describes them."""
        return {row["name"]: row for row in self._ask("/deployments/filter", {})}

    def start(self, deployment: str, **parameters: object) -> str:
        """Asks for a run of a deployment now; its id."""
        row = self.deployments()[deployment]
        asked = {"parameters": parameters, "state": {"type": "SCHEDULED"}, "idempotency_key": str(uuid.uuid4())}
        return str(self._ask(f"/deployments/{row['id']}/create_flow_run", asked)["id"])

    def state(self, run: str) -> str:
        return str(self._ask(f"/flow_runs/{run}")["state_type"])

    def await_end(self, run: str, *, seconds: float = 120) -> str:
        """The run's final state; TimeoutError when it has none in time."""
        end = time.monotonic() + seconds
        while (state := self.state(run)) not in FINAL:
            if time.monotonic() > end:
                raise TimeoutError(f"the run is still {state}")
            time.sleep(0.5)
        return state

    def runs(self, deployment: str) -> list[dict[str, Any]]:
        """The runs of a deployment that the server knows of, scheduled ones too."""
        row = self.deployments()[deployment]
        return list(self._ask("/flow_runs/filter", {"deployments": {"id": {"any_": [row["id"]]}}}))

    def processes(self, name: str = "") -> list[int]:
        """What runs with this home in its environment and names this program in its command line."""
        mine = f"SOHOA_HOME={self.home}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                command, settings = (entry / "cmdline").read_bytes(), (entry / "environ").read_bytes()
            except OSError:  # it ended while we looked
                continue
            if name.encode() in command and mine in settings.split(b"\0"):
                found.append(int(entry.name))
        return sorted(found)

    def _ask(self, path: str, body: dict[str, object] | None = None) -> Any:
        """The API's answer; asks again while it is busy (503), as Prefect's own client does."""
        for _ in range(BUSY_TRIES):
            method = "GET" if body is None else "POST"
            answer = httpx.request(method, f"{self.api}{path}", json=body, timeout=60)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(1)
        answer.raise_for_status()
        return answer.json()


@contextmanager
def prefect_station(home: Path, environment: dict[str, str]) -> Iterator[Station]:
    """Server, worker and deployments run when this is entered, and nothing of them when it is left."""
    (port,) = free_ports(1)
    home.mkdir(parents=True, exist_ok=True)
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("SOHOA_", "PREFECT_API"))}
    settings |= {"SOHOA_HOME": str(home), "PREFECT_HOME": str(home / "prefect"), **environment}
    program = str(Path(sys.executable).with_name("sohoa"))
    with (home / "up.log").open("ab") as log:
        process = subprocess.Popen(
            [program, "up", "--port", str(port)], env=settings, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield Station(home, settings, _await_address(process, home), process.pid)
    finally:
        process.terminate()  # SIGINT is ignored where tests run in a shell's background
        try:
            process.wait(timeout=60)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _await_address(process: subprocess.Popen[bytes], home: Path) -> str:
    end = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if (home / "up.json").exists():
            return str(json.loads((home / "up.json").read_text())["prefect_api_url"])
        time.sleep(0.3)
    raise RuntimeError(f"the station did not start: {(home / 'up.log').read_text()[-2000:]}")
