"""Every hostile file through the whole main job, with default limits; the last run is kept in docs/runs/hostile.md."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from flows.settings import Settings
from models.paper import UNKNOWN_KIND
from tools.bench.process_tree import Measured
from tools.bench.process_tree import run as run_measured
from tools.hostile.job import OUTCOME
from tools.hostile.outcome import Expected, FileOutcome, RunOutcome

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = ROOT / "tests" / "pipeline" / "intake" / "hostile_verdicts.json"
SLOWEST = 12
INTEGRITY_BROKEN, TOOL_MISSING = 9, 5


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--work", type=Path, help="keep the station's home and the outcome in this folder")
    chosen = arguments.parse_args()
    folder = Path(os.environ.get("SOHOA_CORPUS", ROOT.parent / "shared" / "corpus")) / "hostile"
    if not folder.is_dir():
        print("hostile needs the open test material: SOHOA_CORPUS names its folder")
        return TOOL_MISSING
    expected: Expected = json.loads(EXPECTED.read_text("utf-8"))
    with tempfile.TemporaryDirectory(prefix="sohoa-hostile-") as scratch:
        outcome, measured = _measure(folder, chosen.work or Path(scratch))
    problems = outcome.problems(expected, Settings())
    report = _report(outcome, measured, problems)
    (ROOT / "docs" / "runs" / "hostile.md").write_text(report, "utf-8")
    print(report)
    return INTEGRITY_BROKEN if problems else 0


def _measure(folder: Path, work: Path) -> tuple[RunOutcome, Measured]:
    """In a process of its own, so that its tree of processes can be measured from outside."""
    work.mkdir(parents=True, exist_ok=True)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SOHOA_")}
    env = {**clean, "OMP_THREAD_LIMIT": "1", "SOHOA_HOME": str(work / "home"), "SOHOA_PUBLISH_UNSEEN": "1"}
    target = work / "outcome.json"
    command = [sys.executable, "-m", "tools.hostile.job", str(folder), str(target)]
    measured = run_measured(command, environment=env, log=work / "log.txt")
    return OUTCOME.validate_json(target.read_bytes()), measured


def _report(outcome: RunOutcome, measured: Measured, problems: list[str]) -> str:
    endings = Counter(file.ending for file in outcome.files)
    papers = Counter(paper.state for file in outcome.files for paper in file.papers)
    known = sorted(
        (file.name, paper.kind) for file in outcome.files for paper in file.papers if paper.kind != UNKNOWN_KIND
    )
    findings: Counter[str] = Counter()
    for file in outcome.files:
        findings.update(file.findings)
    own_text = sum(file.own_text for file in outcome.files)
    slowest = sorted(outcome.files, key=lambda file: file.seconds, reverse=True)[:SLOWEST]
    cores, memory = len(os.sched_getaffinity(0)), f"{measured.peak_bytes / 2**20:.0f} MiB"
    return f"""# Hostile files through the whole main job

`make hostile`, {datetime.now(UTC):%Y-%m-%d}: {len(outcome.files)} files, one dossier a subfolder, SQLite and a folder,
the real reader, every page read, limits at their defaults. {measured.wall_seconds:.0f} s on {cores} cores, which other
work may have shared. Peak memory of all processes together: {memory}.

{_table(("ending", "files"), sorted(endings.items(), key=lambda item: -item[1]))}

Pages of opened files: {outcome.pages}, of which {outcome.blank_pages} blank, {own_text} read from their own text. \
Papers: {", ".join(f"{count} {state}" for state, count in sorted(papers.items()))}. \
{outcome.objects} objects re-read by the audit, {len(outcome.audit)} findings.

Files of which a paper was taken for a known kind: {len({name for name, _ in known})} \
({", ".join(f"`{name}` {kind}" for name, kind in known) or "none"}).

{_table(("finding", "pages"), findings.most_common())}

{_table(("slowest files", "pages", "reading, s", "publishing, s", "ending"), [_row(file) for file in slowest])}

Dossiers: {"; ".join(outcome.dossiers)}

## What cannot be right ({len(problems)})

A crash, a hang, an ending that a person would not agree with (`tests/pipeline/intake/hostile_verdicts.json`), a time
limit that had to stop something, a page in no paper or in two, a paper neither published whole nor withheld with a
reason, an unbalanced ledger, a finding of the audit.

{_listed(problems)}
"""


def _row(file: FileOutcome) -> tuple[str, int, str, str, str]:
    return file.name, file.page_count, f"{file.read_seconds:.1f}", f"{file.publish_seconds:.1f}", file.ending


def _table(columns: tuple[str, ...], rows: list[tuple[str, int]] | list[tuple[str, int, str, str, str]]) -> str:
    lines = [columns, ("---",) * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _listed(problems: list[str]) -> str:
    return "\n".join(f"- {problem}" for problem in problems) or "None."


if __name__ == "__main__":
    sys.exit(main())
