"""``python -m samples.specimens --out DIR [--kind K]... [--seed N] [--count N] [--held-out] [--pdf]``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from samples.files import Encoding, write_pdf, write_png
from samples.fonts import FontMissingError
from samples.specimens import KINDS, Specimen, make, scan
from samples.specimens.scans import UNWORN, ScannedPage
from samples.specimens.typefaces import typefaces

SCHEMA = "sohoa.specimen/1"


def expectation(specimen: Specimen, pages: Sequence[ScannedPage]) -> dict[str, object]:
    """What ``NAME.json`` holds."""
    return {
        "schema": SCHEMA,
        "kind": specimen.kind,
        "seed": specimen.seed,
        "held_out": specimen.held_out,
        "pages": len(pages),
        "dpi": pages[0].dpi,
        "fields": specimen.fields,
        "pen": list(specimen.pen),
        "blank": list(specimen.blank),
        "codes": list(specimen.codes),
        "face": specimen.face,
    }


def write(specimen: Specimen, folder: Path, *, clean: bool, pdf: bool) -> str:
    """Pages and expectation into the folder; gives the name that all of its files begin with."""
    name = f"{specimen.kind}-{specimen.seed:04d}" + ("-held-out" if specimen.held_out else "")
    pages = scan(specimen, specimen.seed, held_out=specimen.held_out, wear=UNWORN if clean else None)
    encoding = Encoding(dpi=pages[0].dpi)
    if pdf:
        write_pdf(folder / f"{name}.pdf", [page.pixels for page in pages], encoding)
    else:
        for number, page in enumerate(pages, start=1):
            write_png(folder / f"{name}-{number}.png", [page.pixels], encoding)
    text = json.dumps(expectation(specimen, pages), ensure_ascii=False, indent=1)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return name


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0, or 5 when the fonts are missing."""
    parser = argparse.ArgumentParser(prog="python -m samples.specimens", description="Write specimens of papers.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into; made when absent")
    parser.add_argument("--kind", action="append", choices=KINDS, help="may stand several times; without it, all kinds")
    parser.add_argument("--seed", type=int, default=1, help="of the first specimen of each kind")
    parser.add_argument("--count", type=int, default=1, help="specimens of each kind")
    parser.add_argument("--held-out", action="store_true", help="the set that only measurements see")
    parser.add_argument("--pdf", action="store_true", help="a PDF each instead of a PNG a page")
    parser.add_argument("--clean", action="store_true", help="without any wear of a scanner")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        names = ", ".join(face.name for face in typefaces(held_out=options.held_out))
        print(f"set in {names}", file=sys.stderr)
        if options.held_out and typefaces(held_out=True) == typefaces(held_out=False):
            print("no held-out typeface is installed: tools/install-system test", file=sys.stderr)
        for kind in options.kind or KINDS:
            for seed in range(options.seed, options.seed + options.count):
                specimen = make(kind, seed, held_out=options.held_out)
                print(write(specimen, options.out, clean=options.clean, pdf=options.pdf))
    except FontMissingError as error:
        print(error, file=sys.stderr)
        return 5
    return 0


if __name__ == "__main__":
    sys.exit(main())
