"""Specimens made, scanned and read, each page once; what was read is kept and not read again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from models.page import Page
from pipeline.isolation import Workers
from pipeline.page_reading import read_page
from pipeline.page_task import PageOptions
from samples.files import Encoding, write_png
from samples.specimens import KINDS, Specimen, make, scan

LIMIT_SECONDS = 240.0
MEMORY_BYTES = 4 * 1024**3
_PAGES = TypeAdapter(list[Page])


@dataclass(frozen=True, slots=True)
class ReadSpecimen:
    """A specimen and its pages as read, with indexes from 0."""

    specimen: Specimen
    pages: tuple[Page, ...]


def specimens(first_seed: int, count: int, *, held_out: bool) -> Iterator[tuple[int, Specimen]]:
    """Seed and specimen: the kinds by turns."""
    for seed in range(first_seed, first_seed + count):
        yield seed, make(KINDS[(seed - first_seed) % len(KINDS)], seed, held_out=held_out)


def read_specimens(first_seed: int, count: int, work: Path, *, held_out: bool, mode: str) -> list[ReadSpecimen]:
    """``work``: where each specimen's reading is kept."""
    folder = work / mode / ("held-out" if held_out else "development")
    folder.mkdir(parents=True, exist_ok=True)
    found: list[ReadSpecimen] = []
    with Workers(len(os.sched_getaffinity(0)), memory_bytes=MEMORY_BYTES) as workers:
        waiting: list[tuple[Specimen, Path, Future[str] | None]] = []
        for seed, specimen in specimens(first_seed, count, held_out=held_out):
            kept = folder / f"{seed}-{_digest(specimen)}.json"
            future = None if kept.exists() else workers.submit(scan_and_read, LIMIT_SECONDS, specimen, folder, mode)
            waiting.append((specimen, kept, future))
        for specimen, kept, future in waiting:
            if future is not None:
                kept.write_text(future.result(), "utf-8")
            found.append(ReadSpecimen(specimen, tuple(_PAGES.validate_json(kept.read_bytes()))))
    return found


def scan_and_read(specimen: Specimen, folder: Path, mode: str) -> str:
    """The specimen's pages as scanned and read, as JSON. Runs in a child process."""
    pages = []
    for place, scanned in enumerate(scan(specimen, specimen.seed, held_out=specimen.held_out)):
        path = folder / f"{specimen.seed}-{os.getpid()}.png"
        write_png(path, [scanned.pixels], Encoding(dpi=scanned.dpi))
        pages.append(read_page(path, 0, PageOptions(reader=mode)).model_copy(update={"index": place}))
        path.unlink()
    return _PAGES.dump_json(pages).decode()


def read_files(sources: Sequence[tuple[Path, int]], work: Path, *, mode: str) -> list[Page]:
    """One page each of (file, its place in the file)."""
    folder = work / mode / "files"
    folder.mkdir(parents=True, exist_ok=True)
    with Workers(len(os.sched_getaffinity(0)), memory_bytes=MEMORY_BYTES) as workers:
        waiting = []
        for path, index in sources:
            kept = folder / f"{path.parent.name}-{path.stem}-{index}.json"
            future = None if kept.exists() else workers.submit(
                read_page, LIMIT_SECONDS, path, index, PageOptions(reader=mode)
            )  # fmt: skip
            waiting.append((kept, future))
        for kept, future in waiting:
            if future is not None:
                kept.write_text(future.result().model_dump_json(), "utf-8")
    return [Page.model_validate_json(kept.read_text("utf-8")) for kept, _ in waiting]


def _digest(specimen: Specimen) -> str:
    """Of all that is drawn: a specimen drawn otherwise is read anew."""
    return hashlib.sha256(repr((specimen.sheets, specimen.face)).encode()).hexdigest()[:12]
