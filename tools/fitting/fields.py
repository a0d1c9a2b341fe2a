"""Fits how sure a field's value is; says how far that can be trusted on letters of another seed and on real ones.

    python -m tools.fitting.fields [--letters 160] [--work DIR] [--mode accurate|fast] [--keep]

Letters of invented agencies (tools/fitting/letters.py) are degraded as a scanner does, at 300, 200 and 150 dpi by
turns, and go through the whole reading of a page. Fitted on one seed; the tables are of another, and of the first
pages of the real scans, whose pen-filled fields are left out: those have a confidence of their own. Values that wait
for a person whatever their confidence are not fitted on. Writes pipeline/extract/data/confidence.json (not with
``--keep``) and docs/reliability-of-fields.md. ``--work`` keeps the pages as they were read.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from unittest.mock import patch

import cv2
import numpy as np

from models.field import Field
from models.findings import Severity
from models.page import Page
from models.paper import ADMINISTRATIVE_FIELDS
from pipeline.extract import confidence
from pipeline.extract.confidence import AS_MULTIPLIED, LEAST, WEIGHTS, Correction
from pipeline.isolation import Workers
from pipeline.odds import log_odds
from pipeline.page_reading import read_page
from pipeline.page_task import PageOptions
from pipeline.process import propose_papers
from samples.files import Encoding, write_png
from samples.letter import lay_out
from samples.sheet import paint
from tools.fitting.letters import some_letter, wordings
from tools.fitting.reliability import bands
from tools.fitting.training import fit_logistic
from tools.measure_reading import DPI, ROOT, corpus_folder, module_of

VERSION = 1
FITTED_SEED, REPORTED_SEED = 401, 402
RESOLUTIONS = (300, 200, 150)
TODAY = date(2027, 1, 1)
LIMIT_SECONDS = 240.0
MEMORY_BYTES = 4 * 1024**3
TABLE = ROOT / "docs" / "reliability-of-fields.md"
HEAD = """# How far a field's confidence can be trusted

Written by `python -m tools.fitting.fields`, mode {mode}: {letters} letters of invented agencies of one seed are fitted
on, the tables are of as many of another, degraded as a scanner does at 300, 200 and 150 dpi by turns, and of the first
pages of the real scans in the open material, whose pen-filled fields are left out. A value is right when it is, letter
by letter, what the paper says. "Without review" are the values that no finding and no low confidence sends to a person;
the bands of confidence are of the values without a finding.
"""


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value and whether it is right (none is not); ``multiplied``: the chances of its words, uncorrected."""

    name: str
    field: Field
    multiplied: float
    right: bool

    @property
    def doubted(self) -> bool:
        return any(item.severity is not Severity.NOTE for item in self.field.findings)


@dataclass(frozen=True, slots=True)
class Letters:
    """First pages as read, with what their fields should be; None where nobody can say."""

    pages: Sequence[Page]
    truths: Sequence[Mapping[str, str | None]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=160)
    parser.add_argument("--work", type=Path, help="keep the pages as read in this folder")
    parser.add_argument("--mode", choices=["accurate", "fast"], default="accurate")
    parser.add_argument("--keep", action="store_true", help="report on the shipped fit, make no new one")
    chosen = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    corpus = corpus_folder()
    with tempfile.TemporaryDirectory() as folder:
        work = (chosen.work or Path(folder)) / chosen.mode
        work.mkdir(parents=True, exist_ok=True)
        if not chosen.keep:
            _fit(list(_values(_invented(corpus, work, FITTED_SEED, chosen.letters, mode=chosen.mode))))
        sets = {
            "invented": list(_values(_invented(corpus, work, REPORTED_SEED, chosen.letters, mode=chosen.mode))),
            "scans": list(_values(_real(corpus, work, mode=chosen.mode))),
        }
    report = _report(sets, HEAD.format(mode=chosen.mode, letters=chosen.letters))
    print(report)
    if chosen.mode == "accurate":
        TABLE.write_text(report, "utf-8")
    return 0


def _invented(corpus: Path, work: Path, seed: int, count: int, *, mode: str) -> Letters:
    sentences = wordings(corpus)
    degrade = module_of(corpus.parent / "tools" / "degrade.py").degrade
    cv2.setNumThreads(1)
    truths, sources = [], []
    for index in range(count):
        rng = np.random.default_rng([seed, index])
        letter = some_letter(rng, sentences)
        truths.append(letter.fields())
        source = work / f"{seed}-{index:04d}.png"
        if not source.with_suffix(".json").exists():
            dpi = RESOLUTIONS[index % len(RESOLUTIONS)]
            clean = paint(lay_out(letter, hand=int(rng.integers(1, 2**31)))[0], DPI)
            write_png(source, [degrade(clean, rng, scale=dpi / DPI)], Encoding(dpi=dpi))
        sources.append(source)
    return Letters(_read(sources, [source.with_suffix(".json") for source in sources], mode=mode), truths)


def _real(corpus: Path, work: Path, *, mode: str) -> Letters:
    typed = json.loads((corpus / "scans" / "gt" / "fields.json").read_text("utf-8"))
    sources = [corpus / "scans" / f"{stem.removesuffix('_p01')}.pdf" for stem in typed]
    truths = [{name: None if name in fields["pen"] else fields[name] for name in fields} for fields in typed.values()]
    return Letters(_read(sources, [work / f"{stem}.json" for stem in typed], mode=mode), truths)


def _read(sources: Sequence[Path], kept: Sequence[Path], *, mode: str) -> list[Page]:
    """The first page of each file; what stands in ``kept`` is not read again."""
    with Workers(len(os.sched_getaffinity(0)), memory_bytes=MEMORY_BYTES) as workers:
        waiting: dict[Path, Future[Page]] = {
            place: workers.submit(read_page, LIMIT_SECONDS, source, 0, PageOptions(reader=mode))
            for source, place in zip(sources, kept, strict=True)
            if not place.exists()
        }
        for place, page in waiting.items():
            place.write_text(page.result().model_dump_json(), "utf-8")
    return [Page.model_validate_json(place.read_text("utf-8")) for place in kept]


def _values(letters: Letters) -> Iterator[Value]:
    """Of every printed field whose truth is known; one that was not found is wrong, one taken for a pen's doubted."""
    for page, truth in zip(letters.pages, letters.truths, strict=True):
        fields = propose_papers([page], today=TODAY)[0].fields
        with patch.object(confidence, "shipped", return_value={}):
            uncorrected = propose_papers([page], today=TODAY)[0].fields
        for name in ADMINISTRATIVE_FIELDS:
            wanted = truth.get(name)
            if wanted is not None:
                yield Value(name, fields[name], uncorrected[name].confidence, fields[name].value == wanted)


def _fit(values: Sequence[Value]) -> None:
    """A line for each field, near the plain product as far as the letters do not speak against it."""
    lines = {}
    for name in ADMINISTRATIVE_FIELDS:
        rows = [value for value in values if value.name == name and not value.doubted]
        features = np.array([(1.0, log_odds(value.multiplied, least=LEAST)) for value in rows])
        toward = np.array([AS_MULTIPLIED.intercept, AS_MULTIPLIED.slope])
        intercept, slope = fit_logistic(features, np.array([float(value.right) for value in rows]), toward=toward)
        lines[name] = asdict(Correction(slope=round(float(slope), 4), intercept=round(float(intercept), 4)))
        print(f"{name}: {len(rows)} values, {sum(not value.right for value in rows)} wrong: {lines[name]}", flush=True)
    shipped = json.loads(WEIGHTS.read_text("utf-8"))  # the forms' lines are fitted elsewhere (tools/papers/fitting.py)
    written = {"version": VERSION, "fields": {**shipped["fields"], **lines}}
    WEIGHTS.write_text(json.dumps(written, indent=1) + "\n", "utf-8")
    confidence.shipped.cache_clear()


def _report(sets: Mapping[str, Sequence[Value]], head: str) -> str:
    rows = [head]
    for of, values in sets.items():
        rows += [
            f"## {of}",
            "",
            "| field | fields | exact | without review | of these wrong |",
            "|---|---|---|---|---|",
        ]
        for name in (*ADMINISTRATIVE_FIELDS, "all"):
            own = [value for value in values if name in (value.name, "all")]
            passed = [value.right for value in own if not value.field.needs_review]
            rows.append(f"| {name} | {len(own)} | {_share(sum(value.right for value in own), len(own))} "
                        f"| {_share(len(passed), len(own))} | {len(passed) - sum(passed)} |")  # fmt: skip
        rows += ["", "| confidence | values | promised | right |", "|---|---|---|---|"]
        rows += [*bands([(value.field.confidence, value.right) for value in values if not value.doubted]), ""]
    return "\n".join(rows)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


if __name__ == "__main__":
    sys.exit(main())
