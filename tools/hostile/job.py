"""A folder of hostile files from receiving to published PDF/A, by the functions that the flows call.

python -m tools.hostile.job FOLDER OUTCOMES.json        settings come from SOHOA_… as for every command
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from flows.leasing import holding
from flows.publishing import publish_paper, publishable
from flows.reading_files import finish_file, stored_reading
from flows.receiving import Item, receive_file
from flows.settings import Settings
from flows.upkeep import audit_all
from flows.verification import verify
from flows.wiring import Services, open_services, page_workers
from models.holder import parse_holder
from models.page import Page
from pipeline.isolation import Workers
from storage.records import dossiers, files, publication, verification
from storage.records.leases import Lease
from storage.records.rows import FileRow, PaperRow
from tools.hostile.outcome import FileOutcome, RunOutcome, judge, published_pages

HOLDER = "CCCD:000199000000"
DAY = "261124"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timed:
    """What one call gave (or the error that left it: a crash), and how long it took."""

    value: object
    error: str
    seconds: float


def run(services: Services, workers: Workers, folder: Path, names: Sequence[str]) -> RunOutcome:
    """Takes the named files (paths under ``folder``) through the job, one dossier a subfolder."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name.partition("/")[0], []).append(name)
    found: list[FileOutcome] = []
    for number, group in enumerate(groups.values(), start=1):
        found += _dossier(services, workers, f"{services.settings.agency}-{DAY}-{number:04d}", folder, group)
    stands = dossiers.status(services.db, services.actor)
    audit = audit_all(services, quick=False)
    return RunOutcome(
        files=tuple(found),
        dossiers=tuple(f"{stand.code}: {stand.state.value}, {stand.reason}" for stand in stands),
        unbalanced=tuple(stand.code for stand in stands if not stand.balanced),
        pages=sum(stand.pages.scanned for stand in stands),
        blank_pages=sum(stand.pages.blank for stand in stands),
        audit=tuple(f"{item.code} {item.where}: {item.detail}" for item in audit.findings),
        objects=audit.objects,
    )


def _dossier(services: Services, workers: Workers, code: str, folder: Path, names: list[str]) -> list[FileOutcome]:
    row = dossiers.open_dossier(services.db, services.actor, code, procedure=None, holder=parse_holder(HOLDER))
    with holding(services, row.id) as lease:
        takes = [partial(_take_in, services, lease, row.id, workers, folder / name) for name in names]
        taken = dict(zip(names, _all_timed(services, takes), strict=True))
    verify(services, code, corrections={}, accept="all", reason="chứng minh với tệp hỏng, không có người xem")
    with holding(services, row.id) as lease:
        waiting = [paper for paper in _papers(services, row.id) if publishable(paper)]
        steps = [partial(publish_paper, services, lease, paper, workers) for paper in waiting]
        ended = {paper.id: timed for paper, timed in zip(waiting, _all_timed(services, steps), strict=True)}
    by_source = {file.source: file for file in files.list_files(services.db, services.actor, row.id)}
    return [
        _outcome(services, name, by_source.get(str((folder / name).absolute())), taken[name], ended) for name in names
    ]


def _take_in(services: Services, lease: Lease, dossier_id: str, workers: Workers, path: Path) -> FileRow:
    return finish_file(services, lease, receive_file(services, lease, dossier_id, Item(path)), workers)


def _all_timed(services: Services, calls: Sequence[Callable[[], object]]) -> list[Timed]:
    """As many at a time as there are page processes, so that a file's seconds are hardly spent waiting for others."""
    with ThreadPoolExecutor(services.settings.worker_count) as threads:
        return list(threads.map(_timed, calls))


def _timed(call: Callable[[], T]) -> Timed:
    started = time.monotonic()
    caught: Future[T] = Future()
    try:
        caught.set_result(call())
    except Exception as error:  # noqa: BLE001  # what escapes is what this proof looks for
        return Timed(None, "".join(traceback.format_exception(error)), time.monotonic() - started)
    return Timed(caught.result(), "", time.monotonic() - started)


def _outcome(
    services: Services, name: str, row: FileRow | None, taken: Timed, ended: dict[str, Timed]
) -> FileOutcome:
    own = [] if row is None else [paper for paper in _papers(services, row.dossier_id) if paper.file_id == row.id]
    pages = _pages_read(services, own)
    published = {result.paper_id: result for result in publication.results(services.db, services.actor, row.dossier_id)} if row else {}
    outcome = FileOutcome(
        name=name,
        state=row.state.value if row else "missing",
        verdict=row.verdict.value if row and row.verdict else "",
        page_count=(row.page_count or 0) if row else 0,
        papers=tuple(paper.state.value + (f":{paper.reason}" if paper.reason else "") for paper in own),
        covered=tuple(sorted(number for paper in own for number in paper.pages)),
        from_own_text=sum(page.text_source == "text_layer" for page in pages),
        findings=dict(Counter(item.code.value for page in pages for item in page.findings)),
        read_seconds=taken.seconds,
        publish_seconds=sum(ended[paper.id].seconds for paper in own if paper.id in ended),
        errors=tuple(timed.error for timed in (taken, *(ended[p.id] for p in own if p.id in ended)) if timed.error),
        copied=tuple(
            (len(paper.pages), published_pages(services, published[paper.id])) for paper in own if paper.id in published
        ),
    )
    return outcome


def _pages_read(services: Services, papers: Sequence[PaperRow]) -> tuple[Page, ...]:
    return stored_reading(services, papers[0].reading_id).pages if papers else ()


def _papers(services: Services, dossier_id: str) -> list[PaperRow]:
    return verification.papers(services.db, services.actor, dossier_id)
