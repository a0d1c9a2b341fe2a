"""How well and at what cost pages are read: error rates and CPU seconds of Tesseract under different treatments.

    python -m tools.measure_reading [--sets scans office coarse synthetic samples tune sans] [--work DIR] [VARIANT ...]

Reads the open material under SOHOA_CORPUS and its scorer beside it (`../tools/score_text.py`, `../tools/degrade.py`).
Without variants the whole table of docs/decisions/005 is made, which takes some twenty minutes of one core.
CPU seconds are those of the child process (Tesseract) and of the treatment, never wall time: other work may run beside.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import cv2
import numpy as np
import pypdfium2

from pipeline.image.deskew import skew_degrees, straighten
from pipeline.image.treat import treat
from pipeline.reading.reader import READERS, Reader
from pipeline.reading.two_readers import FastReader
from pipeline.source.document import Pixels
from samples.dossiers import all_dossiers
from samples.files import as_jpeg
from samples.make import DEFAULT_SEED, sheets_of, worn_pages

ROOT = Path(__file__).resolve().parents[1]
DPI = 300
JPEG_QUALITY = 85
OFFICE_EVERY = 5
"""Of the 162 born-digital pages each fifth is degraded as an office scanner does."""
SYNTHETIC_EVERY = 4
SYNTHETIC_INCHES = 8.27
LIMIT_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One page image with the text that stands on it. ``colour``: (height, width, 3), blue first."""

    name: str
    colour: Pixels
    dpi: int
    truth: str

    @property
    def grey(self) -> Pixels:
        return np.asarray(cv2.cvtColor(self.colour, cv2.COLOR_BGR2GRAY), np.uint8)


@dataclass(frozen=True, slots=True)
class Variant:
    """A treatment and options of Tesseract; ``dpi`` 0 leaves the size as it is, ``deskew`` 0 the slant."""

    deskew: float = 0.0
    dpi: int = 0
    options: tuple[str, ...] = ()
    psm: int = 3
    interpolation: int = cv2.INTER_AREA


@dataclass(frozen=True, slots=True)
class Cost:
    treat_seconds: float
    read_seconds: float


_STRAIGHT = 0.15
VARIANTS: dict[str, Variant] = {
    "plain": Variant(),
    "deskew": Variant(_STRAIGHT),
    "deskew-0.05": Variant(0.05),
    "deskew-0.3": Variant(0.3),
    "250": Variant(_STRAIGHT, 250),
    "225": Variant(_STRAIGHT, 225),
    "200": Variant(_STRAIGHT, 200),
    "175": Variant(_STRAIGHT, 175),
    "225-noinvert": Variant(_STRAIGHT, 225, ("-c", "tessedit_do_invert=0")),
    "225-adaptive": Variant(_STRAIGHT, 225, ("-c", "thresholding_method=1")),
    "225-sauvola": Variant(_STRAIGHT, 225, ("-c", "thresholding_method=2")),
    "225-nodict": Variant(_STRAIGHT, 225, ("-c", "load_system_dawg=0", "-c", "load_freq_dawg=0")),
    "225-psm4": Variant(_STRAIGHT, 225, psm=4),
    "225-psm6": Variant(_STRAIGHT, 225, psm=6),
    "225-psm11": Variant(_STRAIGHT, 225, psm=11),
    "225-linear": Variant(_STRAIGHT, 225, interpolation=cv2.INTER_LINEAR),
}
PRODUCT = ("accurate", "fast", "tesseract", "trueocr")
"""The program's own treatment with its readers: the two modes, and each reader by itself."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="+", choices=sorted(SETS), default=sorted(SETS))
    parser.add_argument("--work", type=Path, help="keep what was read in this folder")
    parser.add_argument("variants", nargs="*", metavar="VARIANT", help=f"of: {' '.join([*VARIANTS, *PRODUCT])}")
    chosen = parser.parse_args()
    corpus = corpus_folder()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    cv2.setNumThreads(1)
    scorer = module_of(corpus.parent / "tools" / "score_text.py")
    names = chosen.variants or [*VARIANTS, *PRODUCT]
    print("| set | variant | CER % | marks % | words found % | words right % | CPU s/page: treat | read |")
    print("|---|---|---|---|---|---|---|---|")
    for name in chosen.sets:
        samples = list(SETS[name](corpus))
        for variant in names:
            print(f"| {name} | {variant} | {measure(variant, samples, scorer, chosen.work)} |", flush=True)
    return 0


def corpus_folder() -> Path:
    """The open test material; ends the program when it is absent."""
    corpus = Path(os.environ.get("SOHOA_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not (corpus / "scans").is_dir():
        print("no test material: SOHOA_CORPUS names its folder", file=sys.stderr)
        sys.exit(5)
    return corpus


def measure(variant: str, samples: list[Sample], scorer: ModuleType, work: Path | None) -> str:
    total: Counter[str] = Counter()
    costs = []
    for sample in samples:
        text, cost = (
            _read_product(sample, variant) if variant.partition("@")[0] in PRODUCT else _read(sample, VARIANTS[variant])
        )
        costs.append(cost)
        score = scorer.score(sample.truth, text)
        total.update(score)
        if work is not None:
            path = work / variant / f"{sample.name}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    shares = (
        total["edits"] / total["chars"],
        (total["edits"] - total["flat"]) / total["chars"],
        total["both"] / total["want"],
        total["both"] / max(1, total["got"]),
    )
    figures = [f"{100 * share:.2f}" for share in shares]
    treat_mean = sum(cost.treat_seconds for cost in costs) / len(costs)
    read_mean = sum(cost.read_seconds for cost in costs) / len(costs)
    return " | ".join([*figures, f"{treat_mean:.3f}", f"{read_mean:.2f}"])


def _read(sample: Sample, variant: Variant) -> tuple[str, Cost]:
    started = time.process_time()
    grey, dpi = sample.grey, sample.dpi
    if variant.deskew:
        skew = skew_degrees(grey)
        grey = straighten(grey, skew) if abs(skew) >= variant.deskew else grey
    if variant.dpi and variant.dpi != dpi:
        scale = variant.dpi / dpi
        how = variant.interpolation if scale < 1 else cv2.INTER_CUBIC
        grey = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how), np.uint8)
        dpi = variant.dpi
    treated = time.process_time() - started
    with tempfile.TemporaryDirectory(prefix="sohoa-measure-") as folder:
        path = Path(folder) / "page.pgm"
        cv2.imwrite(str(path), grey)
        before = _children_seconds()
        command = ["tesseract", str(path), "-", "-l", "vie", "--oem", "1", "--psm", str(variant.psm), "--dpi", str(dpi)]
        done = subprocess.run(
            [*command, *variant.options], capture_output=True, text=True, timeout=LIMIT_SECONDS, check=True
        )
    return done.stdout, Cost(treated, _children_seconds() - before)


def _read_product(sample: Sample, reader: str) -> tuple[str, Cost]:
    started = time.process_time()
    image = treat(sample.grey, sample.dpi)
    treated = time.process_time()
    before = _children_seconds()
    lines = _reader(reader).read(image, seconds=LIMIT_SECONDS).lines
    read = _children_seconds() - before + time.process_time() - treated
    return "\n".join(line.text for line in lines), Cost(treated - started, read)


def _reader(name: str) -> Reader:
    """A reader of the program; ``fast@0.5``: the fast one that asks about lines with words less sure than that."""
    kind, _, least_sure = name.partition("@")
    return FastReader(least_sure=float(least_sure)) if least_sure else READERS[kind]("")


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _scans(corpus: Path) -> Iterator[Sample]:
    """Real scans with typed text, as `make bench` hands them over: 300 dpi, annotations drawn, JPEG quality 85."""
    for truth in sorted((corpus / "scans" / "gt").glob("*.txt")):
        stem, _, number = truth.stem.rpartition("_p")
        with pypdfium2.PdfDocument(corpus / "scans" / f"{stem}.pdf") as document:
            document.init_forms()
            drawn = document[int(number) - 1].render(scale=DPI / 72, may_draw_forms=True).to_numpy()
        _, jpeg = cv2.imencode(".jpg", drawn[:, :, :3], [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
        yield Sample(truth.stem, _decode(jpeg), DPI, truth.read_text("utf-8"))


def _office(corpus: Path) -> Iterator[Sample]:
    """Born-digital pages made to look scanned, at 200 and 300 dpi by turns; the truth is exact."""
    return _degraded(corpus, first=0, resolutions=(DPI, 200))


def _coarse(corpus: Path) -> Iterator[Sample]:
    """Other born-digital pages, at 150 dpi."""
    return _degraded(corpus, first=1, resolutions=(150,))


def _tune(corpus: Path) -> Iterator[Sample]:
    """Other such pages, at 300, 200 and 150 dpi by turns: what is fitted is fitted on these."""
    return _degraded(corpus, first=2, resolutions=(DPI, 200, 150))


def _degraded(corpus: Path, *, first: int, resolutions: tuple[int, ...]) -> Iterator[Sample]:
    degrade = module_of(corpus.parent / "tools" / "degrade.py").degrade
    for turn, truth in enumerate(sorted((corpus / "born-digital" / "gt").glob("*.txt"))[first::OFFICE_EVERY]):
        stem, _, number = truth.stem.rpartition("_p")
        dpi = resolutions[turn % len(resolutions)]
        with pypdfium2.PdfDocument(corpus / "born-digital" / f"{stem}.pdf") as document:
            clean = np.asarray(document[int(number) - 1].render(scale=DPI / 72).to_pil().convert("RGB"))[:, :, ::-1]
        seed = np.random.default_rng(zlib.crc32(truth.stem.encode()))
        yield Sample(truth.stem, degrade(clean, seed, scale=dpi / DPI), dpi, truth.read_text("utf-8"))


def _synthetic(corpus: Path) -> Iterator[Sample]:
    """Synthetic scans of 135-200 dpi, print without serifs."""
    return _without_serifs(corpus, first=(0,))


def _sans(corpus: Path) -> Iterator[Sample]:
    """Half of the other such pages: what is fitted is fitted on these too."""
    return _without_serifs(corpus, first=(1, 2))


def _without_serifs(corpus: Path, *, first: tuple[int, ...]) -> Iterator[Sample]:
    """Their files do not say what resolution they have; it follows from the width of an A4 page."""
    truths = sorted((corpus / "synthetic-scans" / "gt").glob("*.txt"))
    for truth in (truth for place, truth in enumerate(truths) if place % SYNTHETIC_EVERY in first):
        page = _decode(np.fromfile(corpus / "synthetic-scans" / f"{truth.stem}.jpg", np.uint8))
        yield Sample(truth.stem, page, round(page.shape[1] / SYNTHETIC_INCHES), truth.read_text("utf-8"))


def _samples(_corpus: Path) -> Iterator[Sample]:
    """The sample dossiers' printed pages as their files hold them; not the one that stands on its head."""
    for spec in all_dossiers(DEFAULT_SEED):
        for file in spec.files:
            if file.expect != "opened" or any(wear.upside_down for leaf in file.leaves for wear in leaf.wears):
                continue
            sheets = [sheet for leaf in file.leaves for sheet in sheets_of(leaf, spec.hand)]
            pages = worn_pages(file, hand=spec.hand, seed=DEFAULT_SEED)
            for number, (sheet, page) in enumerate(zip(sheets, pages, strict=True), start=1):
                if sheet.marks:
                    jpeg = np.frombuffer(as_jpeg(page, file.encoding), np.uint8)
                    name = f"{spec.folder}-{Path(file.name).stem}_p{number:02d}"
                    yield Sample(name, _decode(jpeg), file.encoding.dpi, "\n".join(sheet.texts[1:]))


SETS: dict[str, Callable[[Path], Iterator[Sample]]] = {
    "scans": _scans,
    "office": _office,
    "coarse": _coarse,
    "tune": _tune,
    "synthetic": _synthetic,
    "sans": _sans,
    "samples": _samples,
}


def _decode(data: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> Pixels:
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def module_of(path: Path) -> ModuleType:
    """A script of the shared tools as a module."""
    spec = importlib.util.spec_from_file_location(re.sub(r"\W", "_", path.stem), path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
