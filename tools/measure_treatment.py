"""What each image treatment is worth: pages with one defect each, read untreated and treated; clean pages, which stay.

    python -m tools.measure_treatment [--pages N] [--tune] [DEFECT ...]

Reads the open material under SOHOA_CORPUS and its scorer beside it. Defects are drawn onto born-digital pages, whose
text is exact. Limits were tuned on one half of the documents (--tune); the table of docs/decisions/012 is of
the other half.
"""

from __future__ import annotations

import argparse
import os
import sys
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

from models.page import Line
from pipeline.image.seal_ink import without_seal_ink
from pipeline.image.treat import treat, treat_otherwise
from pipeline.page_image import PageImage
from pipeline.reading.tesseract import TesseractReader
from pipeline.reading.upright import mean_confidence
from pipeline.regions.picture import picture_of
from pipeline.regions.seals import find_seals
from pipeline.source.document import Pixels
from samples.ink import stamp_ink
from samples.seal import seal_mask
from tools.measure_reading import module_of

ROOT = Path(__file__).resolve().parents[1]
DPI = 200
LIMIT_SECONDS = 120.0
TUNED_ON = ("hanoi-kh-173", "tcvn3-plan-2005")
REPORTED_ON = ("hanoi-qd-2280", "nd-45-2026", "tcvn3-nd-109-2004")
RED = (205, 22, 38)


@dataclass(frozen=True, slots=True)
class Clean:
    """A page in colour (RGB) and the next one of its document, which may shine through."""

    name: str
    page: Pixels
    back: Pixels
    truth: str


Defect = Callable[[Clean, np.random.Generator], Pixels]


def clean(sample: Clean, _: np.random.Generator) -> Pixels:
    return sample.page


def border(sample: Clean, rng: np.random.Generator) -> Pixels:
    """The lid and the table: dark stripes along two or three edges, a little aslant."""
    page = sample.page.copy()
    height, width = page.shape[:2]
    for side in rng.permutation(4)[: int(rng.integers(2, 4))]:
        near, far = (int(value) for value in rng.integers(12, 60, 2))
        corners = {
            0: ((0, 0), (width, 0), (width, far), (0, near)),
            1: ((0, height), (width, height), (width, height - far), (0, height - near)),
            2: ((0, 0), (0, height), (far, height), (near, 0)),
            3: ((width, 0), (width, height), (width - far, height), (width - near, 0)),
        }[int(side)]
        cv2.fillPoly(page, [np.array(corners, np.int32)], (int(rng.integers(5, 45)),) * 3)
    return page


def shade(sample: Clean, rng: np.random.Generator) -> Pixels:
    """A page photographed or scanned with its spine up: light falls off towards one side by up to 70 %."""
    height, width = sample.page.shape[:2]
    fall = np.linspace(0, 1, width) ** 2 if rng.random() < 0.5 else np.linspace(1, 0, width) ** 2
    lit = 1 - rng.uniform(0.5, 0.72) * fall[None, :] * np.linspace(0.5, 1, height)[:, None]
    return _noisy(sample.page * lit[:, :, None], 5, rng)


def specks(sample: Clean, rng: np.random.Generator) -> Pixels:
    """Dust and fax noise: 2 to 5 % of the pixels black or white."""
    page = sample.page.copy()
    chance = rng.random(page.shape[:2])
    share = rng.uniform(0.02, 0.05)
    page[chance < share / 2] = 0
    page[chance > 1 - share / 2] = 255
    return page


def show_through(sample: Clean, rng: np.random.Generator) -> Pixels:
    """The back's print mirrored and faint."""
    back = cv2.GaussianBlur(sample.back[:, ::-1], (0, 0), 1.2)
    depth = (255.0 - back) * rng.uniform(0.28, 0.40)
    return _noisy(np.minimum(sample.page, 255 - depth), 4, rng)


def faint(sample: Clean, rng: np.random.Generator) -> Pixels:
    """A tired ribbon or toner: strokes thinner, broken, and grey."""
    thin = cv2.dilate(sample.page, np.ones((2, 2), np.uint8))
    patches = cv2.resize(rng.uniform(0.15, 0.42, (60, 40)), thin.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    return _noisy(255 - (255.0 - thin) * np.clip(patches, 0.1, 1)[:, :, None], 5, rng)


def broken(sample: Clean, rng: np.random.Generator) -> Pixels:
    """A worn ribbon or a bad copy: strokes full of holes."""
    height, width = sample.page.shape[:2]
    holes = rng.random((height // 2, width // 2)) < rng.uniform(0.12, 0.2)
    page = sample.page.copy()
    page[cv2.resize(holes.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST) > 0] = 255
    return _noisy(cv2.GaussianBlur(page, (0, 0), 0.5), 4, rng)


def seal(sample: Clean, rng: np.random.Generator) -> Pixels:
    """Three red seals over the text."""
    page = sample.page.copy()
    radius = 18 / 25.4 * DPI
    for place in range(3):
        mask = seal_mask("ỦY BAN NHÂN DÂN TỈNH THỬ NGHIỆM", radius, int(rng.integers(1000)))
        left, top = int(rng.uniform(0.2, 0.6) * page.shape[1]), int((0.18 + 0.22 * place) * page.shape[0])
        stamp_ink(page, mask, at=(left, top), colour=RED)
    return page


def red_print(sample: Clean, _: np.random.Generator) -> Pixels:
    """All print in red, as on certificates: it must stay."""
    depth = (255.0 - sample.page.mean(axis=2, keepdims=True)) / 255
    return np.asarray(255 - depth * (255 - np.array(RED, np.float64)), np.uint8)


def dotted(sample: Clean, rng: np.random.Generator) -> Pixels:
    """A form's lines to be filled in: points from the end of each short line to the right margin."""
    page = sample.page.copy()
    ink = page.min(axis=2) < 128
    rows = np.flatnonzero(ink.any(axis=1))
    if not rows.size:
        return page
    margin = int(np.flatnonzero(ink.any(axis=0)).max())
    for band in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        columns = np.flatnonzero(ink[band].any(axis=0))
        if band.size < DPI // 20 or columns.max() > margin - DPI // 2:
            continue
        baseline = int(band[0] + 0.78 * band.size)
        for x in range(int(columns.max()) + DPI // 12, margin, DPI // 22):
            cv2.circle(page, (x, baseline), DPI // 130, (20, 20, 20), -1, cv2.LINE_AA)
    return _noisy(cv2.GaussianBlur(page, (0, 0), 0.6), 4, rng)


DEFECTS: dict[str, Defect] = {
    "clean": clean, "border": border, "shade": shade, "specks": specks, "show_through": show_through, "faint": faint,
    "broken": broken, "seal": seal, "red_print": red_print, "dotted": dotted,
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--tune", action="store_true", help="the documents that limits were tuned on")
    parser.add_argument("defects", nargs="*", metavar="DEFECT", help=f"of: {' '.join(DEFECTS)}")
    chosen = parser.parse_args()
    corpus = Path(os.environ.get("SOHOA_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not (corpus / "born-digital").is_dir():
        print("no test material: SOHOA_CORPUS names its folder", file=sys.stderr)
        return 5
    os.environ["OMP_THREAD_LIMIT"] = "1"
    cv2.setNumThreads(1)
    scorer = module_of(corpus.parent / "tools" / "score_text.py")
    samples = _samples(corpus, TUNED_ON if chosen.tune else REPORTED_ON, chosen.pages)
    print(
        "| defect | untreated: CER % | words found % | words right % "
        "| treated: CER % | words found % | words right % | treatments (pages) |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for name in chosen.defects or DEFECTS:
        print(f"| {name} | {measure(name, samples, scorer)} |", flush=True)
    return 0


def measure(name: str, samples: list[Clean], scorer: ModuleType) -> str:
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for sample in samples:
        page = DEFECTS[name](sample, np.random.default_rng(zlib.crc32(f"{name}/{sample.name}".encode())))
        grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), np.uint8)
        plain, treated = treat(grey, DPI, mending=False), _treated(page, grey)
        first = _read(plain)
        before.update(scorer.score(sample.truth, _text(first)))
        same = not treated.treatments and np.array_equal(treated.grey, plain.grey)
        lines, treated = (first, treated) if same else (_read(treated), treated)
        lines, treated = _weak_again(lines, treated)
        after.update(scorer.score(sample.truth, _text(lines)))
        used.update(treated.treatments or ("none",))
    return " | ".join([*_figures(before), *_figures(after), ", ".join(f"{key} {count}" for key, count in used.items())])


def _treated(page: Pixels, grey: Pixels) -> PageImage:
    seals = [region.box for region in find_seals(picture_of(page, DPI), black=False)]
    cleared, done = without_seal_ink(grey, page, seals)
    image = treat(cleared, DPI)
    return replace(image, treatments=(*done, *image.treatments))


def _figures(total: Counter[str]) -> list[str]:
    shares = (total["edits"] / total["chars"], total["both"] / total["want"], total["both"] / max(1, total["got"]))
    return [f"{100 * share:.2f}" for share in shares]


def _read(image: PageImage) -> tuple[Line, ...]:
    return TesseractReader().read(image, seconds=LIMIT_SECONDS).lines


def _weak_again(lines: tuple[Line, ...], image: PageImage) -> tuple[tuple[Line, ...], PageImage]:
    """As the product does with a page that was read badly."""
    other = treat_otherwise(image, confidence=mean_confidence(lines))
    if other is None:
        return lines, image
    again = _read(other)
    return (again, other) if mean_confidence(again) > mean_confidence(lines) else (lines, image)


def _text(lines: tuple[Line, ...]) -> str:
    return "\n".join(line.text for line in lines)


def _samples(corpus: Path, documents: tuple[str, ...], count: int) -> list[Clean]:
    folder = corpus / "born-digital"
    truths = [path for path in sorted((folder / "gt").glob("*.txt")) if path.stem.rpartition("_p")[0] in documents]
    chosen = truths[:: max(1, len(truths) // count)][:count]
    return [_sample(folder, path) for path in chosen]


def _sample(folder: Path, truth: Path) -> Clean:
    stem, _, number = truth.stem.rpartition("_p")
    with pypdfium2.PdfDocument(folder / f"{stem}.pdf") as document:
        index = int(number) - 1
        pages = [np.asarray(document[at % len(document)].render(scale=DPI / 72).to_pil().convert("RGB"))
                 for at in (index, index + 1)]  # fmt: skip
    height, width = pages[0].shape[:2]
    back = np.asarray(cv2.resize(pages[1], (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    return Clean(truth.stem, pages[0], back, truth.read_text("utf-8"))


def _noisy(page: NDArray[np.integer[Any] | np.floating[Any]], sigma: float, rng: np.random.Generator) -> Pixels:
    """Grain and the JPEG of an office scanner."""
    worn = np.clip(page + rng.normal(0, sigma, page.shape[:2])[:, :, None], 0, 255).astype(np.uint8)
    _, jpeg = cv2.imencode(".jpg", worn, [cv2.IMWRITE_JPEG_QUALITY, 70])
    return np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), np.uint8)


if __name__ == "__main__":
    sys.exit(main())
