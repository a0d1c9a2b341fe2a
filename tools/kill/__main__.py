"""Kill at every named crash point on both back ends, then at random; the last run is kept in docs/runs/kill.md."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import storage.objects
import storage.records
from storage.crash_points import all_points
from tests.servers.postgres import postgres_server
from tests.servers.radosgw import s3_server
from tools.kill.host import ROOT, Host, victim_host
from tools.kill.proof import Lost, Scene, trial_at, trial_random
from tools.kill.scenes import folder_scene, prepare, server_scene

LONGEST_SECONDS = 4.0
"""The victim is done after about this long: later kills would find nobody."""
OpenScene = Callable[[], AbstractContextManager[Scene]]


def every_point() -> tuple[str, ...]:
    """All crash points of the records and stores, their modules imported so that they are known."""
    for package in (storage.records, storage.objects):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    return all_points()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--random", type=int, default=100, help="random kills, turn about on the two back ends")
    arguments.add_argument("--seed", type=int, default=2026)
    arguments.add_argument("--only", default="", help="only crash points that begin so")
    chosen = arguments.parse_args()
    started = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="sohoa-kill-") as folder,
        postgres_server() as database,
        s3_server() as s3,
        victim_host() as host,
    ):
        paths, recordings = prepare(Path(folder))
        scenes: dict[str, OpenScene] = {
            "SQLite + folder": lambda: nullcontext(folder_scene(paths, recordings)),
            "PostgreSQL + S3": lambda: server_scene(paths, recordings, database=database.url, s3=s3),
        }
        points = [point for point in every_point() if point.startswith(chosen.only)]
        rows = [row for name, scene in scenes.items() for row in _points(host, name, scene, points)]
        rows += _random(host, scenes, chosen.random, random.Random(chosen.seed))  # noqa: S311  # moments to kill at, no secrets
    failed = [row for row in rows if "LOST" in row]
    report = _report(rows, failed, seconds=time.monotonic() - started, points=len(points), kills=chosen.random)
    (ROOT / "docs" / "runs" / "kill.md").write_text(report, "utf-8")
    print(report)
    return 9 if failed else 0


def _points(host: Host, name: str, scene: OpenScene, points: list[str]) -> list[str]:
    return [_row(name, point, scene, partial(trial_at, host, point=point)) for point in points]


def _random(host: Host, scenes: dict[str, OpenScene], kills: int, rng: random.Random) -> list[str]:
    names = list(scenes)
    return [
        _row(names[turn % 2], f"random {turn + 1}", scenes[names[turn % 2]],
             lambda opened: trial_random(host, opened, rng, longest=LONGEST_SECONDS))
        for turn in range(kills)
    ]  # fmt: skip


def _row(name: str, point: str, scene: OpenScene, trial: Callable[[Scene], bool]) -> str:
    try:
        with scene() as opened:
            outcome = "killed, whole" if trial(opened) else "not on the way, whole"
    except Lost as loss:
        outcome = f"LOST: {loss}"
    row = f"| {name} | {point} | {outcome} |"
    print(row, flush=True)
    return row


def _report(rows: list[str], failed: list[str], *, seconds: float, points: int, kills: int) -> str:
    killed = sum("killed, whole" in row for row in rows)
    table = "\n".join(rows)
    return f"""# Kill proof

`make kill`, {datetime.now(UTC):%Y-%m-%d}: {points} crash points on each back end and {kills} random
kills in {seconds:.0f} s. {killed} victims were killed, {len(failed)} trials lost or doubled something.

| back end | where | outcome |
|---|---|---|
{table}
"""


if __name__ == "__main__":
    sys.exit(main())
