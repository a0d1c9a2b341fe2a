"""Kill at every named crash point on both back ends, then at random; the last run is kept in docs/runs/kill.md."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from tests.servers.postgres import postgres_server
from tests.servers.radosgw import s3_server
from tools.kill.campaign import BackEnd, OpenScene, Outcome, every_point, point_trials, random_trials, run_trials
from tools.kill.host import ROOT
from tools.kill.proof import Lost
from tools.kill.scenes import Material, folder_scene, prepare, server_scene
from tools.kill.worker import trial_under_worker


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--random", type=int, default=100, help="random kills, turn about on the two back ends")
    arguments.add_argument("--seed", type=int, default=2026)
    arguments.add_argument("--worker", type=int, default=3, help="kills of a flow run under a Prefect worker")
    arguments.add_argument("--only", default="", help="only crash points that begin so")
    chosen = arguments.parse_args()
    started = time.monotonic()
    points = [point for point in every_point() if point.startswith(chosen.only)]
    with tempfile.TemporaryDirectory(prefix="sohoa-kill-") as folder, postgres_server() as database, s3_server() as s3:
        material = prepare(Path(folder))
        scenes: dict[BackEnd, OpenScene] = {
            "SQLite + folder": lambda: nullcontext(folder_scene(material)),
            "PostgreSQL + S3": lambda: server_scene(material, database=database.url, s3=s3),
        }
        trials = [trial for back_end in scenes for trial in point_trials(back_end, points)]
        trials += random_trials([*scenes], chosen.random, seed=chosen.seed)
        rows = []
        for outcome in run_trials(trials, scenes):
            rows.append(_row(outcome))
            print(rows[-1], flush=True)
        rng = random.Random(chosen.seed)
        for _ in range(chosen.worker):
            rows.append(f"| Prefect worker, Tesseract | {_under_worker(material, rng)} |")
            print(rows[-1], flush=True)
    lost = [row for row in rows if "LOST" in row]
    counts = f"{len(points)} crash points on each back end, {chosen.random} random kills and {chosen.worker}"
    report = _report(rows, counts, lost=len(lost), seconds=time.monotonic() - started)
    (ROOT / "docs" / "runs" / "kill.md").write_text(report, "utf-8")
    print(report)
    return 9 if lost else 0


def _under_worker(material: Material, rng: random.Random) -> str:
    try:
        return f"{trial_under_worker(material, rng)} | killed, whole"
    except Lost as loss:
        return f"flow run | LOST: {loss}"


def _row(outcome: Outcome) -> str:
    return f"| {outcome.trial.back_end} | {outcome.trial.where} | {outcome.verdict} |"


def _report(rows: list[str], counts: str, *, lost: int, seconds: float) -> str:
    killed = sum("killed, whole" in row for row in rows)
    table = "\n".join(sorted(rows))
    return f"""# Kill proof

`make kill`, {datetime.now(UTC):%Y-%m-%d}: {counts}
kills of a flow run under a Prefect worker, in {seconds:.0f} s.
{killed} victims were killed, {lost} trials lost or doubled something.

| back end | where | outcome |
|---|---|---|
{table}
"""


if __name__ == "__main__":
    sys.exit(main())
