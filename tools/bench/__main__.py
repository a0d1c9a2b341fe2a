"""Five interleaved pairs, the median ratio, both error rates; the last run is kept in docs/runs/bench.md."""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2

from tools.bench.pages import write_inputs
from tools.bench.sides import Outcome, ocrmypdf, prefect_server, sohoa

ROOT = Path(__file__).resolve().parents[2]
PEER = ROOT / ".venv-peer" / "bin" / "ocrmypdf"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pairs", type=int, default=5)
    arguments.add_argument("--files", type=int, default=0, help="only the first N files; 0: all")
    arguments.add_argument("--mode", choices=["accurate", "fast"], default="accurate", help="of sohoa's reading")
    chosen = arguments.parse_args()
    corpus = Path(os.environ.get("SOHOA_CORPUS", ROOT.parent / "shared" / "corpus"))
    scorer = corpus.parent / "tools" / "score_text.py"
    for needed in (corpus / "scans", scorer, PEER):
        if not needed.exists():
            print(f"bench needs {needed.name}: SOHOA_CORPUS names the open material, `make bench` installs the peer")
            return 5
    with tempfile.TemporaryDirectory(prefix="sohoa-bench-") as folder:
        work = Path(folder)
        inputs = write_inputs(corpus / "scans", work / "inputs")
        report = measure(
            inputs[: chosen.files or None], work, mode=chosen.mode, pairs=chosen.pairs, scorer=scorer,
            truth=corpus / "scans" / "gt",
        )  # fmt: skip
    print(report)
    (ROOT / "docs" / "runs" / "bench.md").write_text(report, "utf-8")
    return 0


def measure(inputs: list[Path], work: Path, *, mode: str, pairs: int, scorer: Path, truth: Path) -> str:
    pages = sum(len(pypdfium2.PdfDocument(path)) for path in inputs)
    jobs = len(os.sched_getaffinity(0))
    ours: list[Outcome] = []
    theirs: list[Outcome] = []
    with prefect_server(work / "prefect", port=_free_port()) as (api, started):
        for pair in range(pairs):
            ours.append(sohoa(inputs, work / f"sohoa-{pair}", api=api, mode=mode, write_texts=pair == 0))
            theirs.append(ocrmypdf(inputs, work / f"ocrmypdf-{pair}", peer=PEER, jobs=jobs))
            print(
                f"pair {pair + 1}: {_rate(ours[-1], pages):.1f} beside {_rate(theirs[-1], pages):.1f} pages a minute",
                flush=True,
            )
    return _report(ours, theirs, what=f"mode {mode}, {len(inputs)} files", pages=pages, started=started, scores=[
        _score(scorer, truth, side[0].texts, inputs) for side in (ours, theirs)
    ])  # fmt: skip


def _rate(outcome: Outcome, pages: int) -> float:
    return 60 * pages / outcome.measured.wall_seconds


def _score(scorer: Path, truth: Path, texts: Path, inputs: list[Path]) -> str:
    """The scorer's total over the typed pages of the files that were read."""
    stems = {path.stem for path in inputs}
    with tempfile.TemporaryDirectory() as folder:
        for page in truth.glob("*.txt"):
            if page.stem.rpartition("_p")[0] in stems:
                (Path(folder) / page.name).write_bytes(page.read_bytes())
        done = subprocess.run([sys.executable, scorer, folder, texts], check=True, capture_output=True, text=True)
    return done.stdout.strip().splitlines()[-1]


def _report(
    ours: list[Outcome], theirs: list[Outcome], *, what: str, pages: int, started: float, scores: list[str]
) -> str:
    ratios = [_rate(a, pages) / _rate(b, pages) for a, b in zip(ours, theirs, strict=True)]
    rows = [
        "| | pages a minute (median) | CPU s a page | peak memory, whole tree | " + "accuracy on scans/gt |",
        "|---|---|---|---|---|",
    ]
    for name, side, score in (
        ("sohoa, whole main job", ours, scores[0]),
        ("OCRmyPDF", theirs, scores[1]),
    ):
        rate = statistics.median(_rate(one, pages) for one in side)
        cpu = statistics.median(one.measured.cpu_seconds for one in side) / pages
        peak = max(one.measured.peak_bytes for one in side) / 2**20
        rows.append(f"| {name} | {rate:.1f} | {cpu:.2f} | {peak:.0f} MiB | {' '.join(score.split()[1:])} |")
    table = "\n".join(rows)
    listed = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    return f"""# Benchmark

`make bench`, {datetime.now(UTC):%Y-%m-%d}: {what}, {pages} pages, {len(ours)} interleaved pairs,
{len(os.sched_getaffinity(0))} cores, `OMP_THREAD_LIMIT=1` for both sides.

{table}

Ratio of pages a minute, pair by pair: {listed}; median **{statistics.median(ratios):.2f}**.

Starting a Prefect server took {started:.1f} s; it ran throughout, as under `sohoa up`, and is not counted.
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())
