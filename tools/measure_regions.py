"""What setting apart seals, overlays and stamps is worth on the real scans with typed text: in colour, and in grey.

    python -m tools.measure_regions

Reads the open material under SOHOA_CORPUS and its scorer beside it; pages as `make bench` hands them over: 300 dpi,
annotations drawn, JPEG quality 85. Takes some three minutes of one core.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2

from models.page import Line
from pipeline.image.seal_ink import without_seal_ink
from pipeline.image.treat import treat
from pipeline.page_drawing import DrawnPage
from pipeline.page_image import PageImage
from pipeline.page_regions import coloured_seals, page_text, small_page
from pipeline.reading.tesseract import TesseractReader
from pipeline.source.document import Pixels
from tools.measure_reading import DPI, JPEG_QUALITY, LIMIT_SECONDS, ROOT, module_of


@dataclass(frozen=True, slots=True)
class Scan:
    name: str
    colour: Pixels
    truth: str


def main() -> int:
    corpus = Path(os.environ.get("SOHOA_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not (corpus / "scans").is_dir():
        print("no test material: SOHOA_CORPUS names its folder", file=sys.stderr)
        return 5
    os.environ["OMP_THREAD_LIMIT"] = "1"
    cv2.setNumThreads(1)
    scorer = module_of(corpus.parent / "tools" / "score_text.py")
    totals: dict[str, Counter[str]] = {name: Counter() for name in ("as read", "in colour", "in grey")}
    seconds: list[float] = []
    for scan in _scans(corpus):
        drawn = DrawnPage(_grey(scan.colour), scan.colour)
        image, lines = _read(drawn.grey)
        totals["as read"].update(scorer.score(scan.truth, _text(lines)))
        grey = DrawnPage(drawn.grey, np.repeat(drawn.grey[:, :, None], 3, axis=2))
        totals["in grey"].update(scorer.score(scan.truth, _text(page_text(small_page(grey, DPI), image, lines).lines)))
        cleared, done = without_seal_ink(drawn.grey, drawn.colour, coloured_seals(drawn, small_page(drawn, DPI)))
        if done:
            image, lines = _read(cleared)
        started = time.process_time()
        kept = page_text(small_page(drawn, DPI), replace(image, treatments=done), lines).lines
        seconds.append(time.process_time() - started)
        totals["in colour"].update(scorer.score(scan.truth, _text(kept)))
    print("| 12 real scans, Tesseract alone | CER % | words found % | words right % |")
    print("|---|---|---|---|")
    for name, total in totals.items():
        shares = (total["edits"] / total["chars"], total["both"] / total["want"], total["both"] / max(1, total["got"]))
        print(f"| {name} | " + " | ".join(f"{100 * share:.2f}" for share in shares) + " |")
    print(f"\nregions and order: {1000 * sum(seconds) / len(seconds):.0f} ms of CPU a page")
    return 0


def _scans(corpus: Path) -> Iterator[Scan]:
    for truth in sorted((corpus / "scans" / "gt").glob("*.txt")):
        stem, _, number = truth.stem.rpartition("_p")
        with pypdfium2.PdfDocument(corpus / "scans" / f"{stem}.pdf") as document:
            document.init_forms()
            drawn = document[int(number) - 1].render(scale=DPI / 72, may_draw_forms=True).to_numpy()
        _, jpeg = cv2.imencode(".jpg", drawn[:, :, :3], [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
        colour = np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), np.uint8)[:, :, ::-1]
        yield Scan(truth.stem, np.ascontiguousarray(colour), truth.read_text("utf-8"))


def _read(grey: Pixels) -> tuple[PageImage, tuple[Line, ...]]:
    image = treat(grey, DPI)
    return image, TesseractReader().read(image, seconds=LIMIT_SECONDS).lines


def _grey(colour: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), np.uint8)


def _text(lines: tuple[Line, ...]) -> str:
    return "\n".join(line.text for line in lines)


if __name__ == "__main__":
    sys.exit(main())
