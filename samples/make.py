"""``python -m samples.make --out DIR [--seed 2026]``: writes the three sample dossiers with their expected fields."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from samples.dossiers import PASSWORD, DossierSpec, FileSpec, Leaf, all_dossiers
from samples.files import write_cut_pdf, write_jpeg, write_locked_pdf, write_pdf, write_png, write_tiff
from samples.fonts import PACKAGE, FontMissingError, typeface
from samples.letter import lay_out
from samples.scanner import to_grey, wear_page
from samples.sheet import Pixels, Sheet, paint

SCHEMA = "sohoa.sample/1"
DEFAULT_SEED = 2026


@dataclass(frozen=True, slots=True)
class ExpectedFile:
    """``pages`` a reader without password can count (0 when it cannot), ``blank`` of them without print."""

    name: str
    expect: str
    verdict: str | None
    pages: int
    blank: int
    result: bool
    component: str | None


@dataclass(frozen=True, slots=True)
class ExpectedPaper:
    """``pages`` are 1-based in the file, blank ones among them; ``pen`` names the fields written by hand."""

    file: str
    pages: tuple[int, ...]
    kind: str
    fields: dict[str, str]
    pen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectedDossier:
    """What ``dossier.json`` holds."""

    schema: str
    dossier: str
    procedure: str
    holder: str
    files: tuple[ExpectedFile, ...]
    papers: tuple[ExpectedPaper, ...]


def sheets_of(leaf: Leaf, hand: int) -> tuple[Sheet, ...]:
    """The pages of a leaf in the order of scanning, the blank one among them."""
    sheets = lay_out(leaf.letter, hand=hand, seal=leaf.seal)
    if leaf.blank_after is None:
        return sheets
    return (*sheets[: leaf.blank_after], Sheet(), *sheets[leaf.blank_after :])


def expected(spec: DossierSpec) -> ExpectedDossier:
    """What a perfect run over the dossier finds."""
    files = tuple(_expected_file(file, spec) for file in spec.files)
    papers = tuple(
        paper for file in spec.files if file.expect == "opened" for paper in _expected_papers(file, spec.hand)
    )
    return ExpectedDossier(SCHEMA, spec.code, spec.procedure, spec.holder, files, papers)


def write_dossier(spec: DossierSpec, folder: Path, *, seed: int, dpi: int | None = None) -> ExpectedDossier:
    """Write files and ``dossier.json`` into the folder; ``dpi`` overrides every file's own, for quick tests."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in spec.files:
        if file.copy_of is not None:
            shutil.copyfile(folder / file.copy_of, folder / file.name)
            continue
        wanted = file if dpi is None else replace(file, encoding=replace(file.encoding, dpi=dpi))
        _write_file(wanted, folder / file.name, hand=spec.hand, seed=seed)
    facts = expected(spec)
    text = json.dumps(asdict(facts), ensure_ascii=False, indent=1)
    (folder / "dossier.json").write_text(text + "\n", encoding="utf-8")
    return facts


def _write_file(file: FileSpec, path: Path, *, hand: int, seed: int) -> None:
    pages = worn_pages(file, hand=hand, seed=seed)
    if file.container == "locked_pdf":
        write_locked_pdf(path, pages, file.encoding, password=PASSWORD)
        return
    writers = {"pdf": write_pdf, "tiff": write_tiff, "jpeg": write_jpeg, "png": write_png, "cut_pdf": write_cut_pdf}
    writers[file.container](path, pages, file.encoding)


def worn_pages(file: FileSpec, *, hand: int, seed: int) -> list[Pixels]:
    """The images of a file, each worn by a noise of its own."""
    pages: list[Pixels] = []
    for leaf in file.leaves:
        for index, sheet in enumerate(sheets_of(leaf, hand)):
            rng = np.random.default_rng([seed, zlib.crc32(file.name.encode()), len(pages)])
            page = wear_page(paint(sheet, file.encoding.dpi), leaf.wears[index % len(leaf.wears)], rng=rng)
            pages.append(to_grey(page) if file.encoding.grey else page)
    return pages


def _expected_file(file: FileSpec, spec: DossierSpec) -> ExpectedFile:
    source = next(other for other in spec.files if other.name == (file.copy_of or file.name))
    sheets = [sheet for leaf in source.leaves for sheet in sheets_of(leaf, spec.hand)]
    readable = file.expect != "quarantined"
    return ExpectedFile(
        name=file.name,
        expect=file.expect,
        verdict=file.verdict,
        pages=len(sheets) if readable else 0,
        blank=sum(not sheet.marks for sheet in sheets) if readable else 0,
        result=file.result,
        component=file.component,
    )


def _expected_papers(file: FileSpec, hand: int) -> list[ExpectedPaper]:
    papers: list[ExpectedPaper] = []
    before = 0
    for leaf in file.leaves:
        count = len(sheets_of(leaf, hand))
        pages = tuple(range(before + 1, before + count + 1))
        papers.append(ExpectedPaper(file.name, pages, "administrative", leaf.letter.fields(), leaf.letter.pen))
        before += count
    return papers


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0, or 5 when the fonts are missing."""
    parser = argparse.ArgumentParser(prog="python -m samples.make", description="Write the sample dossiers.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into; made when absent")
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, help="other seeds give other people, numbers and noise"
    )
    parser.add_argument("--dpi", type=int, default=None, help="override every file's resolution (for quick tests)")
    options = parser.parse_args(arguments)
    try:
        if not typeface().proper:
            print(f"set in {typeface().name}; for the proper look: apt-get install {PACKAGE}", file=sys.stderr)
        for spec in all_dossiers(options.seed):
            facts = write_dossier(spec, options.out / spec.folder, seed=options.seed, dpi=options.dpi)
            print(f"{spec.folder}: {len(facts.files)} files, {len(facts.papers)} papers")
    except FontMissingError as error:
        print(error, file=sys.stderr)
        return 5
    return 0


if __name__ == "__main__":
    sys.exit(main())
