"""What separating, naming, filling in and checking cost beside the readers, on a mixed stack of 60 pages.

    python -m tools.papers.speed [--pages 60] [--seed 710000] [--mode accurate|fast]

Seconds of processor time, of this process and of the programs that it starts: the readers' alone (without drawing,
treatment and codes), and those of everything that makes papers of pages. Writes docs/runs/papers-speed.txt.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from models.page import Page
from pipeline.page_image import PageImage
from pipeline.page_reading import read_page
from pipeline.page_task import PageOptions
from pipeline.process import propose_papers
from pipeline.reading.reader import READERS, Reader, Transcript
from samples.files import Encoding, write_png
from samples.specimens import scan
from tools.measure_reading import ROOT
from tools.papers.collecting import specimens
from tools.papers.measuring import TODAY

LIMIT = 0.10
RUN = ROOT / "docs" / "runs" / "papers-speed.txt"


class TimedReader:
    """Another reader, and how long it took in all."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.name, self.version, self.options = reader.name, reader.version, reader.options
        self.seconds = 0.0

    def read(self, image: PageImage, *, seconds: float) -> Transcript:
        before = _processor_seconds()
        transcript = self._reader.read(image, seconds=seconds)
        self.seconds += _processor_seconds() - before
        return transcript

    def upright_rotation(self, image: PageImage, *, seconds: float) -> int:
        before = _processor_seconds()
        rotation = self._reader.upright_rotation(image, seconds=seconds)
        self.seconds += _processor_seconds() - before
        return rotation


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=710_000)
    parser.add_argument("--mode", choices=["accurate", "fast"], default="accurate")
    chosen = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    timed = TimedReader(READERS[chosen.mode](""))
    READERS["timed"] = lambda _: timed
    pages = _pages(chosen.seed, chosen.pages)
    before = _processor_seconds()
    papers = propose_papers(pages, today=TODAY)
    own = _processor_seconds() - before
    share = own / timed.seconds
    told = (
        f"python -m tools.papers.speed --pages {chosen.pages} --mode {chosen.mode}\n"
        f"{len(pages)} pages, {len(papers)} papers\n"
        f"readers {timed.seconds:.1f} s, separation to checks {own:.2f} s of processor time: {share:.1%} "
        f"(at most {LIMIT:.0%})\n"
    )
    print(told, end="")
    RUN.write_text(told, "utf-8")
    return 0 if share <= LIMIT else 1


def _pages(seed: int, count: int) -> Sequence[Page]:
    pages: list[Page] = []
    with tempfile.TemporaryDirectory() as folder:
        for own_seed, specimen in specimens(seed, count, held_out=True):
            for scanned in scan(specimen, own_seed, held_out=True):
                path = Path(folder) / "page.png"
                write_png(path, [scanned.pixels], Encoding(dpi=scanned.dpi))
                page = read_page(path, 0, PageOptions(reader="timed"))
                pages.append(page.model_copy(update={"index": len(pages)}))
            if len(pages) >= count:
                break
    return pages[:count]


def _processor_seconds() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    sys.exit(main())
