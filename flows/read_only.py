"""``sohoa read``: files become text and fields in a folder; nothing is stored, no database is opened."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows import progress
from flows.page_work import PAGES_READ, limits, page_workers, read_options
from flows.settings import Settings
from models.clock import desk_day, system_clock
from models.errors import InputRefused
from models.reading import Reading
from models.verdict import Verdict
from pipeline.catalogue.names import kind_name
from pipeline.intake.probe import probe
from pipeline.intake.receive import receive
from pipeline.isolation import Workers
from pipeline.process import read_file

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """Either what was written for an input, or why it was refused."""

    source: Path
    text: Path | None
    pages: int
    verdict: Verdict | None
    papers: tuple[str, ...] = ()
    """The papers by the names of their kinds, with their pages."""


def read_files(settings: Settings, sources: Sequence[Path], out: Path, *, split_pages: bool) -> list[ReadOutcome]:
    """NAME.txt and NAME.json for each input; one refused input does not stop the others."""
    out.mkdir(parents=True, exist_ok=True)
    outcomes: list[ReadOutcome] = []
    with tempfile.TemporaryDirectory(prefix="sohoa-read-") as spool, page_workers(settings) as workers:
        for source in sources:
            try:
                reading = _read(settings, source, Path(spool), workers)
            except InputRefused as refusal:
                log.warning("refused: verdict=%s", refusal.verdict.value)
                outcomes.append(ReadOutcome(source, None, 0, refusal.verdict))
                continue
            name = _free_name(out, source.stem)
            _write(out, name, reading, split_pages=split_pages)
            outcomes.append(ReadOutcome(source, out / f"{name}.txt", len(reading.pages), None, _named(reading)))
    return outcomes


def _read(settings: Settings, source: Path, spool: Path, workers: Workers) -> Reading:
    bounds = limits(settings)
    received = receive(source, spool, limits=bounds)
    seen = workers.submit(probe, bounds.seconds, received.path, bounds, source.suffix).result()
    progress.expect(PAGES_READ, seen.page_count)
    today = desk_day(system_clock())
    return read_file(
        received.path, seen.page_count, workers=workers, options=read_options(settings), today=today,
        moved=lambda: progress.advance(PAGES_READ),
    )  # fmt: skip


def _named(reading: Reading) -> tuple[str, ...]:
    return tuple(f"{kind_name(paper.kind)}: trang {', '.join(map(str, paper.pages))}" for paper in reading.papers)


def _free_name(out: Path, stem: str) -> str:
    """The input's stem, numbered when this folder has it already."""
    name, number = stem, 2
    while (out / f"{name}.json").exists():
        name = f"{stem}-{number}"
        number += 1
    return name


def _write(out: Path, name: str, reading: Reading, *, split_pages: bool) -> None:
    (out / f"{name}.txt").write_text(reading.text + "\n", "utf-8")
    (out / f"{name}.json").write_text(reading.to_json(indent=1) + "\n", "utf-8")
    if split_pages:
        for page in reading.pages:
            (out / f"{name}_p{page.index + 1:02d}.txt").write_text(page.text + "\n", "utf-8")
