"""Accuracy and pages a minute of reading, side by side in one run: `python -m tools.bench.reading`.

The same image-only PDFs go to sohoa in both modes, to OCRmyPDF with and without `--deskew`, and to Tesseract as it is.
Rounds are interleaved; the first one gives the texts. Writes docs/bench/reading.md and docs/bench/reading.svg.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import ModuleType

import cv2
import pikepdf
from PIL import Image

from tools.bench.chart import bars
from tools.bench.pages import add_page
from tools.bench.process_tree import Measured, run
from tools.bench.sides import environment
from tools.measure_reading import ROOT, SETS, corpus_folder, module_of

PEER = ROOT / ".venv-peer" / "bin" / "ocrmypdf"
TARGET = ROOT / "docs" / "bench"
CHOSEN = ("scans", "office", "coarse", "synthetic", "samples")
FIRST = {"office": 16, "coarse": 8, "synthetic": 8}
"""Of the larger sets so many pages, so that a round takes ten minutes."""
CORES = len(os.sched_getaffinity(0))


@dataclass(frozen=True, slots=True)
class Material:
    """A set as one image-only PDF; ``names`` of its pages in order."""

    name: str
    pdf: Path
    names: tuple[str, ...]
    truths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    measured: Measured
    texts: tuple[str, ...]


Side = Callable[[Material, Path], Result]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="of the sides that are compared in speed")
    parser.add_argument("--pages", type=int, help="of each set at most so many")
    chosen = parser.parse_args()
    corpus = corpus_folder()
    if not PEER.exists():
        print("no OCRmyPDF: `make bench` installs it", file=sys.stderr)
        return 5
    scorer = module_of(corpus.parent / "tools" / "score_text.py")
    with tempfile.TemporaryDirectory(prefix="sohoa-bench-") as folder:
        work = Path(folder)
        material = [_material(name, corpus, work, chosen.pages or FIRST.get(name)) for name in CHOSEN]
        results = _measure(material, work, chosen.rounds)
    TARGET.mkdir(parents=True, exist_ok=True)
    report = _report(material, results, scorer)
    print(report)
    (TARGET / "reading.md").write_text(report, "utf-8")
    (TARGET / "reading.svg").write_text(_chart(material, results, scorer), "utf-8")
    return 0


def _material(name: str, corpus: Path, work: Path, most: int | None) -> Material:
    samples = list(islice(SETS[name](corpus), most))
    path = work / f"{name}.pdf"
    with pikepdf.new() as pdf:
        for sample in samples:
            add_page(pdf, Image.fromarray(cv2.cvtColor(sample.colour, cv2.COLOR_BGR2RGB)), dpi=sample.dpi)
        pdf.save(path, deterministic_id=True)
    return Material(name, path, tuple(it.name for it in samples), tuple(it.truth for it in samples))


Results = dict[str, dict[str, list[Result]]]
"""Side, set, rounds."""


def _measure(material: Sequence[Material], work: Path, rounds: int) -> Results:
    results: Results = {side: {it.name: [] for it in material} for side in SIDES}
    for number in range(rounds):
        for it in material:
            for name, side in SIDES.items():
                if number == 0 or name in TIMED:
                    place = work / f"{name}-{it.name}-{number}".replace(" ", "-")
                    place.mkdir()
                    results[name][it.name].append(side(it, place))
                    print(f"round {number + 1}: {it.name}: {name}: {_rate(results[name][it.name][-1]):.1f}", flush=True)
    return results


def _sohoa(mode: str) -> Side:
    def read(material: Material, work: Path) -> Result:
        command = [str(Path(sys.executable).with_name("sohoa")), "read", str(material.pdf), "--out", str(work / "out")]
        env = environment(work / "home")
        measured = run(
            [*command, "--mode", mode, "--split-pages"], environment=env, log=work / "log.txt", allowed=(0, 3)
        )
        pages = [work / "out" / f"{material.name}_p{number + 1:02d}.txt" for number in range(len(material.names))]
        return Result(measured, tuple(page.read_text("utf-8") for page in pages))

    return read


def _ocrmypdf(*options: str) -> Side:
    def read(material: Material, work: Path) -> Result:
        sidecar = work / "text.txt"
        command = [str(PEER), "-l", "vie", "--jobs", str(CORES), "--output-type", "pdfa-2", "--sidecar", str(sidecar)]
        paths = [str(material.pdf), str(work / "out.pdf")]
        measured = run([*command, *options, *paths], environment=environment(work / "home"), log=work / "log.txt")
        texts = sidecar.read_text("utf-8").rstrip("\f").split("\f")
        return Result(measured, tuple(texts[: len(material.names)]))

    return read


def _tesseract(material: Material, work: Path) -> Result:
    """Tesseract on the images taken out of the PDF beforehand, as many processes as cores."""
    images = [work / f"{number:03d}.jpg" for number in range(len(material.names))]
    with pikepdf.open(material.pdf) as pdf:
        for path, page in zip(images, pdf.pages, strict=True):
            path.write_bytes(page.Resources.XObject.Im0.read_raw_bytes())

    def one(path: Path) -> Measured:
        command = ["tesseract", str(path), str(path.with_suffix("")), "-l", "vie"]
        return run(command, environment=environment(work), log=path.with_suffix(".log"))

    started = datetime.now(UTC)
    with ThreadPoolExecutor(CORES) as pool:
        parts = list(pool.map(one, images))
    wall = (datetime.now(UTC) - started).total_seconds()
    cpu, peak = sum(it.cpu_seconds for it in parts), CORES * max(it.peak_bytes for it in parts)
    texts = tuple(path.with_suffix(".txt").read_text("utf-8") for path in images)
    return Result(Measured(wall, cpu, peak), texts)


SIDES: dict[str, Side] = {
    "sohoa accurate": _sohoa("accurate"),
    "sohoa fast": _sohoa("fast"),
    "OCRmyPDF": _ocrmypdf(),
    "OCRmyPDF --deskew": _ocrmypdf("--deskew"),
    "Tesseract": _tesseract,
}
TIMED = ("sohoa accurate", "sohoa fast", "OCRmyPDF")


def _rate(result: Result) -> float:
    return 60 * len(result.texts) / result.measured.wall_seconds


def _scores(material: Material, result: Result, scorer: ModuleType) -> Counter[str]:
    total: Counter[str] = Counter()
    for truth, text in zip(material.truths, result.texts, strict=True):
        total.update(scorer.score(truth, text))
    return total


def _whole_rates(results: Results, side: str) -> list[float]:
    """Pages a minute over all sets, round by round."""
    rounds = zip(*results[side].values(), strict=True)
    return [60 * sum(len(it.texts) for it in one) / sum(it.measured.wall_seconds for it in one) for one in rounds]


def _rows(material: Sequence[Material], results: Results, scorer: ModuleType) -> Iterator[str]:
    for side, sets in results.items():
        cells = []
        for it in material:
            total = _scores(it, sets[it.name][0], scorer)
            cer, found = 100 * total["edits"] / total["chars"], 100 * total["both"] / total["want"]
            cells.append(f"{cer:.2f} | {found:.1f} / {100 * total['both'] / max(1, total['got']):.1f}")
        peak = max(it.measured.peak_bytes for rounds in sets.values() for it in rounds) / 2**20
        rate = statistics.median(_whole_rates(results, side))
        yield f"| {side} | {' | '.join(cells)} | {rate:.1f} | {peak:.0f} MiB |"


def _report(material: Sequence[Material], results: Results, scorer: ModuleType) -> str:
    heads = " | ".join(f"{it.name}: CER % | words found / right %" for it in material)
    table = "\n".join(_rows(material, results, scorer))
    peer = _whole_rates(results, "OCRmyPDF")
    ratios = {
        side: [own / other for own, other in zip(_whole_rates(results, side), peer, strict=True)]
        for side in TIMED
        if side != "OCRmyPDF"
    }
    listed = "\n".join(
        f"- {side}: {', '.join(f'{ratio:.2f}' for ratio in row)}; median **{statistics.median(row):.2f}**"
        for side, row in ratios.items()
    )
    pages = ", ".join(f"{it.name} {len(it.names)}" for it in material)
    return f"""# Reading, side by side

`make bench`, {datetime.now(UTC):%Y-%m-%d}: pages of {pages}; {CORES} cores, `OMP_THREAD_LIMIT=1` for all.
*scans*: typed pages of real scans; *office* and *coarse*: born-digital pages degraded as by an office scanner, at 200
and 300 dpi, and at 150; *synthetic*: synthetic scans of 135-200 dpi; *samples*: this repository's own. Each set is one
image-only PDF. sohoa reads to text, boxes and fields (`sohoa read`), OCRmyPDF to PDF/A and text, Tesseract to text.

The shipped fit has seen the pages of *scans*, other pages of the documents of *office* and *coarse*, and other pages
in the typefaces and templates of *synthetic*; what pages get from a fit without their document stands in
docs/decisions/008 and docs/reliability.md.

| | {heads} | pages a minute | peak memory |
|---|{"---|---|" * len(material)}---|---|
{table}

Pages a minute beside OCRmyPDF's, round by round:

{listed}

![chart](reading.svg)
"""


def _chart(material: Sequence[Material], results: Results, scorer: ModuleType) -> str:
    errors = {
        side: [100 * (total := _scores(it, sets[it.name][0], scorer))["edits"] / total["chars"] for it in material]
        for side, sets in results.items()
    }
    speed = {side: [statistics.median(_whole_rates(results, side))] for side in results}
    return bars([("CER, %", [it.name for it in material], errors), ("pages a minute", ["all"], speed)])


if __name__ == "__main__":
    sys.exit(main())
