"""How many printed lines `pdftotext` finds whole in the searchable copies of real scans, by how far pages are askew.

    python -m tools.measure_search [--reader accurate]

Each page of SOHOA_CORPUS/scans is read and its invisible text laid on an empty page as in a published copy.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2

from models.page import Page
from pipeline.assemble.glyphless import GlyphlessFont
from pipeline.assemble.text import FONT_RESOURCE, text_operators
from pipeline.page_reading import read_page
from pipeline.page_task import PageOptions
from pipeline.source.image_file import ASSUMED_DPI
from tools.measure_reading import corpus_folder

LEAST_WORDS = 6
BANDS = (0.0, 0.3, 0.8, 1.3, 90.0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", default="accurate")
    options = PageOptions(reader=parser.parse_args().reader)
    lines: Counter[float] = Counter()
    whole: Counter[float] = Counter()
    for page in _pages(corpus_folder() / "scans", options):
        band = max(low for low in BANDS if low <= abs(page.skew_degrees))
        wanted = [_plain(line.text) for line in page.lines if len(line.words) >= LEAST_WORDS]
        shown = _shown(page) if wanted else ""
        lines[band] += len(wanted)
        whole[band] += sum(line in shown for line in wanted)
    print("| degrees askew | long lines | found whole |", "|---|---|---|", sep="\n")
    for low, high in pairwise(BANDS):
        print(f"| {low} to {high} | {lines[low]} | {whole[low]} |")
    return 0


def _pages(scans: Path, options: PageOptions) -> Iterator[Page]:
    for path in sorted(scans.iterdir()):
        if path.suffix == ".pdf":
            with pypdfium2.PdfDocument(path) as document:
                count = len(document)
            yield from (read_page(path, index, options) for index in range(count))
        elif path.suffix == ".jpg":
            yield read_page(path, 0, options)


def _shown(page: Page) -> str:
    scale = 72 / (page.dpi or ASSUMED_DPI)
    size = page.width * scale, page.height * scale
    font = GlyphlessFont()
    with tempfile.TemporaryDirectory() as folder, pikepdf.new() as pdf:
        sheet = pdf.add_blank_page(page_size=size)
        sheet.Contents = pikepdf.Stream(pdf, text_operators(page, size=size, font=font))
        sheet.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary({FONT_RESOURCE: font.embed(pdf)}))
        target = Path(folder) / "page.pdf"
        pdf.save(target)
        done = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, check=True, text=True)
    return _plain(done.stdout)


def _plain(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit(main())
