"""The two sides: sohoa's whole main job, and OCRmyPDF. Each turns the input PDFs into searchable PDF/A and text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.bench.process_tree import Measured, run

DOSSIER = "H99-261123-0001"
ENVIRONMENT = {
    "OMP_THREAD_LIMIT": "1",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    measured: Measured
    texts: Path
    """Folder of NAME_pNN.txt, a page a file, as the scorer wants it."""


def environment(home: Path, **more: str) -> dict[str, str]:
    return {**os.environ, **ENVIRONMENT, "SOHOA_HOME": str(home), "SOHOA_PUBLISH_UNSEEN": "1", **more}


def sohoa(inputs: list[Path], work: Path, *, api: str, mode: str, write_texts: bool) -> Outcome:
    """Digitise, confirm unseen (nobody sits at a benchmark), publish: everything up to stored PDF/A and its records.

    ``mode``: of reading, fast or accurate.
    """
    work.mkdir(parents=True)
    env = environment(work / "home", PREFECT_API_URL=api, SOHOA_MODE=mode)
    command, log = [str(Path(sys.executable).with_name("sohoa"))], work / "log.txt"
    run([*command, "init"], environment=env, log=log)
    steps = (
        (["digitise", *map(str, inputs), "--dossier", DOSSIER, "--as", "bench"], (0, 3)),
        (["verify", DOSSIER, "--as", "bench", "--accept-all", "--reason", "đo tốc độ"], (0,)),
        (["publish", DOSSIER], (0,)),
    )
    measured = Measured(0.0, 0.0, 0)
    for arguments, allowed in steps:
        measured += run([*command, *arguments], environment=env, log=log, allowed=allowed)
    shown = subprocess.run([*command, "status", DOSSIER, "--json"], env=env, check=True, capture_output=True, text=True)
    (work / "status.json").write_text(shown.stdout)
    if json.loads(shown.stdout)[0]["state"] != "complete":
        raise RuntimeError(f"the dossier is not complete: see {work / 'status.json'}")
    texts = work / "texts"
    if write_texts:  # the same pages give the same words each time: once is enough for the score
        run([*command, "read", *map(str, inputs), "--out", str(texts), "--split-pages"], environment=env, log=log)
    return Outcome(measured, texts)


def ocrmypdf(inputs: list[Path], work: Path, *, peer: Path, jobs: int) -> Outcome:
    """One call a file, as a station would run it after each scan."""
    texts = work / "texts"
    texts.mkdir(parents=True)
    env, log = environment(work / "home"), work / "log.txt"
    measured = Measured(0.0, 0.0, 0)
    for source in inputs:
        sidecar = work / f"{source.stem}.txt"
        options = ["-l", "vie", "--jobs", str(jobs), "--output-type", "pdfa-2", "--sidecar", str(sidecar)]
        target = work / source.name
        measured += run([str(peer), *options, str(source), str(target)], environment=env, log=log)
        for number, page in enumerate(sidecar.read_text("utf-8").rstrip("\f").split("\f"), start=1):
            (texts / f"{source.stem}_p{number:02d}.txt").write_text(page, "utf-8")
    return Outcome(measured, texts)


@contextmanager
def prefect_server(home: Path, *, port: int) -> Iterator[tuple[str, float]]:
    """A Prefect server of its own on loopback: its API address, and the seconds it took to answer."""
    home.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, **ENVIRONMENT, "PREFECT_HOME": str(home)}
    program = str(Path(sys.executable).with_name("prefect"))
    started = time.perf_counter()
    with (home / "server.log").open("ab") as sink:
        arguments = [program, "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui"]
        server = subprocess.Popen(arguments, env=env, stdout=sink, stderr=sink, stdin=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/api"
    try:
        _await_answer(f"{address}/health", server)
        yield address, time.perf_counter() - started
    finally:
        server.terminate()
        server.wait(timeout=30)


def _await_answer(url: str, server: subprocess.Popen[bytes]) -> None:
    import httpx

    for _ in range(600):
        if server.poll() is not None:
            raise RuntimeError(f"the Prefect server ended with {server.returncode}")
        try:
            if httpx.get(url, timeout=1).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise RuntimeError("the Prefect server did not answer within two minutes")
