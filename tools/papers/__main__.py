"""How well papers are told apart, named and filled in, on specimens that no development has seen.

    python -m tools.papers [--specimens 1000] [--stacks 200] [--seed 700000] [--mode accurate|fast] [--work DIR]
                           [--development] [--show]

Specimens of every kind (samples/specimens, the held-out typefaces, layouts and wear; with ``--development`` the others)
are scanned and read, then classified, their fields extracted and checked; stacks are put together from them, with
separator sheets and without. Apart from these: the open scans, and the receipts, contracts and news pages of
`synthetic-scans`, which are of no kind. Writes docs/papers.md (not with ``--development``). ``--work`` keeps the pages
as they were read; ``--show`` prints what is wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from models.paper import ProposedPaper
from pipeline.process import propose_papers
from tools.measure_reading import ROOT, corpus_folder
from tools.papers.collecting import read_files, read_specimens
from tools.papers.measuring import TODAY, Measured, classification_rows, field_rows, known_kinds, measure
from tools.papers.stacks import Separated, measure_stacks, read_sheets

TABLE = ROOT / "docs" / "papers.md"
HEAD = """# Papers: told apart, named, filled in

Written by `python -m tools.papers`, mode {mode}: {count} specimens (seeds from {seed} on, the {set} set: its typefaces
are {faces}), scanned at 200 and 300 dpi, worn a little or hard. A value is right when it is, letter by letter, the
field's normal form. "Without review": values that no finding and no low confidence sends to a person. Values that the
specimen's pen wrote are left out of account. The dates of validity are held against {today}.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--specimens", type=int, default=1000)
    parser.add_argument("--stacks", type=int, default=200)
    parser.add_argument("--seed", type=int, default=700_000)
    parser.add_argument("--mode", choices=["accurate", "fast"], default="accurate")
    parser.add_argument("--work", type=Path)
    parser.add_argument("--development", action="store_true")
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        work: Path = chosen.work or Path(folder)
        read = read_specimens(chosen.seed, chosen.specimens, work, held_out=not chosen.development, mode=chosen.mode)
        sheets = read_sheets(work, mode=chosen.mode)
        others = _others(work, mode=chosen.mode)
    measured = measure(read)
    stacks = {
        "with separator sheets": measure_stacks(read, sheets, chosen.stacks, seed=chosen.seed, separators=True),
        "without": measure_stacks(read, sheets, chosen.stacks, seed=chosen.seed + 1, separators=False),
    }
    head = HEAD.format(
        mode=chosen.mode, count=len(read), seed=chosen.seed, set="development" if chosen.development else "held-out",
        faces=", ".join(sorted({item.specimen.face for item in read})), today=TODAY,
    )  # fmt: skip
    report = "\n".join([head, *_report(measured, stacks, others)]) + "\n"
    print(report)
    if chosen.show:
        print("\n".join(_wrong(measured, stacks)))
    if not chosen.development:
        TABLE.write_text(report, "utf-8")
    return 0


def _others(work: Path, *, mode: str) -> dict[str, list[ProposedPaper]]:
    """Papers of the open material: real scans, and pages that are of no kind."""
    corpus = corpus_folder()
    letters = sorted((corpus / "scans").glob("*.pdf"))
    sets = {
        "open scans, first pages": letters,
        "synthetic-scans": sorted((corpus / "synthetic-scans").glob("*.jpg")),
    }
    return {
        name: [
            propose_papers([page], today=TODAY)[0]
            for page in read_files([(path, 0) for path in paths], work, mode=mode)
        ]
        for name, paths in sets.items()
    }


def _report(measured: Measured, stacks: dict[str, Separated], others: dict[str, list[ProposedPaper]]) -> Iterator[str]:
    yield from ("## Kinds", "", *classification_rows(measured.named), "")
    yield from ("| open material | papers | taken for a kind |", "|---|---|---|")
    for name, papers in others.items():
        kinds = ", ".join(f"{kind} {count}" for kind, count in known_kinds(papers).most_common())
        yield f"| {name} | {len(papers)} | {kinds or 'none'} |"
    yield from ("", "## Fields", "", *field_rows(measured.values), "")
    columns = "| stacks | pages | boundaries F1 | wrong | missed | pages lost | sheets mistaken |"
    yield from ("## Separation", "", columns, "|---|---|---|---|---|---|---|")
    for name, one in stacks.items():
        edges = one.boundaries
        yield (f"| {one.stacks} {name} | {one.pages} | {edges.f1:.4f} | {edges.wrong} | {edges.missed} "
               f"| {one.lost} | {one.wrong_sheets} |")  # fmt: skip


def _wrong(measured: Measured, stacks: dict[str, Separated]) -> Iterator[str]:
    for value in measured.values:
        if not value.right:
            how = "PASSED" if value.passed else "silent" if value.silently_missed else "doubted"
            yield (f"{how} {value.where} {value.name}: {value.truth!r} read {value.found.value!r} "
                   f"{value.found.confidence:.3f} {[item.code.value for item in value.found.findings]}")  # fmt: skip
    for name, one in stacks.items():
        yield from (f"{name} {example}" for example in one.examples)


if __name__ == "__main__":
    sys.exit(main())
