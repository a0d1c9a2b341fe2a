"""Specimens made, scanned and read, each page once; what was read is kept and not read again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from models.page import Page
from pipeline.isolation import Workers
from pipeline.page_reading import PageOptions, read_page
from samples.files import Encoding, write_png
from samples.specimens import KINDS, Specimen, make, scan

LIMIT_SECONDS = 240.0
MEMORY_BYTES = 4 * 1024**3
AHEAD = 12
"""Specimens drawn before the first of them has been read: a page in memory takes 25 MB."""


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
    """``work``: where each page's reading is kept."""
    folder = work / mode / ("held-out" if held_out else "development")
    folder.mkdir(parents=True, exist_ok=True)
    found: list[ReadSpecimen] = []
    waiting: list[tuple[Specimen, list[Path], list[Future[Page]]]] = []
    with Workers(len(os.sched_getaffinity(0)), memory_bytes=MEMORY_BYTES) as workers:
        for seed, specimen in specimens(first_seed, count, held_out=held_out):
            kept = [folder / f"{seed}-{place}.json" for place in range(len(specimen.sheets))]
            sources = [] if all(path.exists() for path in kept) else _drawn(specimen, seed, kept, held_out=held_out)
            futures = [
                workers.submit(read_page, LIMIT_SECONDS, source, 0, PageOptions(reader=mode)) for source in sources
            ]
            waiting.append((specimen, kept, futures))
            if len(waiting) > AHEAD:
                found.append(_finished(*waiting.pop(0)))
        found += [_finished(*item) for item in waiting]
    return found


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


def _drawn(specimen: Specimen, seed: int, kept: Sequence[Path], *, held_out: bool) -> list[Path]:
    paths = []
    for scanned, place in zip(scan(specimen, seed, held_out=held_out), kept, strict=True):
        path = place.with_suffix(".png")
        write_png(path, [scanned.pixels], Encoding(dpi=scanned.dpi))
        paths.append(path)
    return paths


def _finished(specimen: Specimen, kept: Sequence[Path], futures: Sequence[Future[Page]]) -> ReadSpecimen:
    for path, future in zip(kept, futures, strict=False):
        path.write_text(future.result().model_dump_json(), "utf-8")
        path.with_suffix(".png").unlink()
    pages = [json.loads(path.read_text("utf-8")) for path in kept]
    return ReadSpecimen(
        specimen, tuple(Page.model_validate({**page, "index": place}) for place, page in enumerate(pages))
    )
