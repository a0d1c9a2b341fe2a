"""How many codes are found, how many ghosts, at what cost: `python -m tools.measure_codes [samples pages printed]`.

samples: the open pictures of codes and separator sheets against what stands beside or on them.
pages: scans, born-digital and synthetic pages, none of which holds a code: ghosts, and CPU milliseconds a page.
printed: a card's QR and dossier codes of several sizes on a page, degraded as a scanner does: how many are read.
Reads SOHOA_CORPUS and `degrade.py` beside it. CPU time of this process, so other work may run beside.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image

from pipeline.codes.finding import Decode, find_codes
from pipeline.image.treat import drawing_dpi
from pipeline.source.document import Pixels
from pipeline.source.image_file import ASSUMED_DPI
from pipeline.source.limits import Limits
from pipeline.source.media import MediaType
from pipeline.source.opening import open_source
from tools.measure_reading import module_of

ROOT = Path(__file__).resolve().parents[1]
FORMAT = zxingcpp.BarcodeFormat
WANTED = (FORMAT.QRCode, FORMAT.Code128, FORMAT.Code39)
DECODE: Decode = zxingcpp.read_barcodes
Texts = Callable[[Pixels], list[str]]
DPI = 300
COPIES = 8
CARD = "000199000001|099000001|Nguyễn Thị Mẫu Đặng|01011999|Nữ|Thôn Xóm Lụa, xã Mộc Điền (SPECIMEN)|05022025"
DOSSIER = "H99-261124-0007"


def library(*formats: zxingcpp.BarcodeFormat, enlarged: bool = False) -> Texts:
    """The library by itself, with its own ways to turn, shrink and invert."""

    def texts(grey: Pixels) -> list[str]:
        image = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC) if enlarged else grey
        return [_utf8(code) for code in DECODE(image, formats=formats)]

    return texts


def product(grey: Pixels) -> list[str]:
    return [code.text for code in find_codes(grey)]


WAYS: dict[str, Texts] = {
    "as shipped": product,
    "library, QR": library(FORMAT.QRCode),
    "library, QR, at twice the size": library(FORMAT.QRCode, enlarged=True),
    "library, QR Code 128 39": library(*WANTED),
    "library, and ITF": library(*WANTED, FORMAT.ITF),
    "library, and Data Matrix": library(*WANTED, FORMAT.DataMatrix),
    "library, and PDF417": library(*WANTED, FORMAT.PDF417),
    "library, all it knows": library(),
}
PRINTED_WAYS = ("as shipped", "library, QR Code 128 39", "library, QR, at twice the size")
PRINTED: dict[str, tuple[zxingcpp.BarcodeFormat, str, tuple[int, ...]]] = {
    "card QR": (FORMAT.QRCode, CARD, (12, 15, 18, 22)),
    "Code 128": (FORMAT.Code128, DOSSIER, (30, 40, 50, 60)),
    "Code 39": (FORMAT.Code39, DOSSIER, (60, 75, 90)),
}
"""Widths in millimetres; a card's QR is about 20 mm wide."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of: {' '.join(SETS)}")
    parser.add_argument("--every", type=int, default=1, help="of the pages, each n-th")
    chosen = parser.parse_args()
    corpus = Path(os.environ.get("SOHOA_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not (corpus / "barcodes").is_dir():
        print("no test material: SOHOA_CORPUS names its folder", file=sys.stderr)
        return 5
    cv2.setNumThreads(1)
    for name in chosen.sets or SETS:
        SETS[name](corpus, chosen.every)
    return 0


def samples(corpus: Path, _every: int) -> None:
    """Pictures with their expected text beside them; those without one must read as nothing."""
    print("| folder | pictures | read as expected | otherwise |\n|---|---|---|---|")
    for folder in sorted((corpus / "barcodes" / "codes").iterdir()):
        counts: Counter[str] = Counter()
        for path in sorted(folder.iterdir()):
            if path.suffix == ".txt":
                continue
            with Image.open(path) as image:
                found = product(np.asarray(image.convert("L"), np.uint8))
            expected = path.with_suffix(".txt")
            right = expected.is_file() and expected.read_bytes().decode() in found
            counts.update(pictures=1, right=right, other=len(found) - right)
        print(f"| {folder.name} | {counts['pictures']} | {counts['right']} | {counts['other']} |", flush=True)
    print("\n| separator sheets | page: codes |\n|---|---|")
    for path in sorted((corpus / "barcodes" / "separators").iterdir()):
        read = {index + 1: product(grey) for index, grey in enumerate(_drawn(path))}
        told = "; ".join(f"{number}: {', '.join(texts)}" for number, texts in read.items() if texts)
        print(f"| {path.name} | {told or 'none'} |", flush=True)


def pages(corpus: Path, every: int) -> None:
    spent: dict[str, float] = defaultdict(float)
    ghosts: Counter[str] = Counter()
    count = 0
    for folder in ("scans", "born-digital", "synthetic-scans"):
        files = [path for path in sorted((corpus / folder).iterdir()) if path.suffix in {".pdf", ".jpg", ".jpeg"}]
        for grey in (grey for path in files for grey in _drawn(path)):
            count += 1
            if count % every:
                continue
            for name, texts in WAYS.items():
                started = time.process_time()
                ghosts[name] += len(texts(grey))
                spent[name] += time.process_time() - started
    print(f"\n{count // every} pages without codes\n\n| what is sought | ghosts | CPU ms a page |\n|---|---|---|")
    for name in WAYS:
        print(f"| {name} | {ghosts[name]} | {1000 * spent[name] / max(1, count // every):.1f} |", flush=True)


def printed(corpus: Path, _every: int) -> None:
    degrade = module_of(corpus.parent / "tools" / "degrade.py").degrade
    with pypdfium2.PdfDocument(corpus / "born-digital" / "hanoi-kh-173.pdf") as document:
        clean = np.asarray(document[1].render(scale=DPI / 72).to_pil().convert("RGB"))
    print(
        f"\n| symbol | mm | dpi | {' | '.join(PRINTED_WAYS)} | misread |\n|---|---|---|{'---|' * len(PRINTED_WAYS)}---|"
    )
    for name, (kind, text, widths) in PRINTED.items():
        for width, dpi in ((width, dpi) for dpi in (150, 200, 300) for width in widths):
            right: Counter[str] = Counter()
            wrong = 0
            for copy in range(COPIES):
                page = _with_code(clean, _symbol(kind, text, width), copy)
                scan = degrade(page, np.random.default_rng(100 * copy + dpi), scale=dpi / DPI)
                grey = np.asarray(cv2.cvtColor(scan, cv2.COLOR_RGB2GRAY), np.uint8)
                for way in PRINTED_WAYS:
                    found = WAYS[way](grey)
                    right[way] += text in found
                    wrong += way == "as shipped" and any(other != text for other in found)
            told = " | ".join(f"{right[way]}/{COPIES}" for way in PRINTED_WAYS)
            print(f"| {name} | {width} | {dpi} | {told} | {wrong} |", flush=True)


SETS: dict[str, Callable[[Path, int], None]] = {"samples": samples, "pages": pages, "printed": printed}


def _drawn(path: Path) -> Iterator[Pixels]:
    """The pages as they are drawn for reading."""
    with open_source(path, Limits()) as source:
        for index in range(source.page_count):
            dpi = source.geometry(index).dpi
            drawn_at = drawing_dpi(dpi) if source.media_type is MediaType.PDF else dpi or ASSUMED_DPI
            yield source.draw(index, dpi=drawn_at, grey=True)


def _symbol(kind: zxingcpp.BarcodeFormat, text: str, millimetres: int) -> Pixels:
    """As wide as that at 300 dpi; a QR holds bytes without saying that they are UTF-8, as cards do; bars 10 mm high."""
    content = text.encode() if kind == FORMAT.QRCode else text
    fine = np.array(zxingcpp.create_barcode(content, kind).to_image(scale=8), np.uint8)
    width = round(millimetres / 25.4 * DPI)
    size = (width, width if kind == FORMAT.QRCode else round(10 / 25.4 * DPI))
    return np.asarray(cv2.resize(fine, size, interpolation=cv2.INTER_AREA), np.uint8)


def _with_code(clean: Pixels, code: Pixels, copy: int) -> Pixels:
    page = clean.copy()
    page[200 : 200 + code.shape[0], 250 + 20 * copy : 250 + 20 * copy + code.shape[1]] = code[:, :, None]
    return page


def _utf8(code: zxingcpp.Barcode) -> str:
    return code.bytes.decode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main())
