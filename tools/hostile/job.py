"""A folder of hostile files from receiving to published PDF/A, by the functions that the flows call.

python -m tools.hostile.job FOLDER OUTCOME.json        settings come from SOHOA_… as for every command
"""

from __future__ import annotations

import io
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pypdfium2
from pydantic import TypeAdapter

from flows.leasing import holding
from flows.page_work import page_workers
from flows.publishing import publish_paper, publishable
from flows.reading_files import finish_file, stored_reading
from flows.receiving import Item, receive_file
from flows.settings import Settings
from flows.upkeep import audit_all
from flows.verification import verify
from flows.wiring import Services, open_services
from models.holder import parse_holder
from models.page import Page
from pipeline.isolation import Workers
from pipeline.separate.stack import separate
from pipeline.upright_boxes import upright
from storage.records import dossiers, files, publication, readings, verification
from storage.records.leases import Lease
from storage.records.rows import FileRow, PaperRow, ResultRow
from tools.hostile.outcome import FileOutcome, PaperOutcome, RunOutcome

HOLDER = "CCCD:000199000000"
DAY = "261124"
OUTCOME: TypeAdapter[RunOutcome] = TypeAdapter(RunOutcome)


@dataclass(frozen=True, slots=True)
class Timed:
    """How long a call took, and the traceback of what escaped from it: empty when nothing did."""

    seconds: float
    error: str


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
        objects=audit.objects,
        audit=tuple(f"{item.code} {item.where}: {item.detail}" for item in audit.findings),
    )


def _dossier(services: Services, workers: Workers, code: str, folder: Path, names: list[str]) -> list[FileOutcome]:
    row = dossiers.open_dossier(services.db, services.actor, code, procedure=None, holder=parse_holder(HOLDER))
    with holding(services, row.id) as lease:
        takes = [partial(_take_in, services, lease, row.id, workers, folder / name) for name in names]
        taken = _all_timed(services, takes)
    verify(services, code, corrections={}, accept="all", reason="chứng minh với tệp hỏng, không có người xem")
    with holding(services, row.id) as lease:
        waiting = [paper for paper in verification.papers(services.db, services.actor, row.id) if publishable(paper)]
        ended = _all_timed(services, [partial(publish_paper, services, lease, paper, workers) for paper in waiting])
    published = {paper.id: timed for paper, timed in zip(waiting, ended, strict=True)}
    by_source = {file.source: file for file in files.list_files(services.db, services.actor, row.id)}
    return [
        _outcome(services, name, by_source[str((folder / name).absolute())], timed, published)
        for name, timed in zip(names, taken, strict=True)
    ]


def _take_in(services: Services, lease: Lease, dossier_id: str, workers: Workers, path: Path) -> FileRow:
    return finish_file(services, lease, receive_file(services, lease, dossier_id, Item(path)), workers)


def _all_timed(services: Services, calls: Sequence[Callable[[], object]]) -> list[Timed]:
    """As many at a time as there are page processes, so that a file's seconds are hardly spent waiting for others."""
    with ThreadPoolExecutor(services.settings.worker_count) as threads:
        return list(threads.map(_timed, calls))


def _timed(call: Callable[[], object]) -> Timed:
    started, error = time.monotonic(), ""
    try:
        call()
    except Exception as escaped:  # noqa: BLE001  # what escapes is what this proof looks for
        error = "".join(traceback.format_exception(escaped))
    return Timed(time.monotonic() - started, error)


def _outcome(services: Services, name: str, row: FileRow, taken: Timed, published: dict[str, Timed]) -> FileOutcome:
    everything = verification.papers(services.db, services.actor, row.dossier_id)
    papers = [paper for paper in everything if paper.file_id == row.id]
    results = {result.paper_id: result for result in publication.results(services.db, services.actor, row.dossier_id)}
    pages = _pages(services, row)
    stack = separate([upright(page) for page in pages])
    own = [published[paper.id] for paper in papers if paper.id in published]
    return FileOutcome(
        name=name,
        state=row.state.value,
        verdict=row.verdict.value if row.verdict else "",
        page_count=row.page_count or 0,
        apart=tuple(index + 1 for index in (*stack.separators, *stack.blanks)),
        papers=tuple(_paper(services, paper, results.get(paper.id)) for paper in papers),
        findings=dict(Counter(item.code.value for page in pages for item in page.findings)),
        own_text=sum(page.text_source == "text_layer" for page in pages),
        read_seconds=taken.seconds,
        publish_seconds=sum(timed.seconds for timed in own),
        errors=tuple(timed.error for timed in (taken, *own) if timed.error),
    )


def _pages(services: Services, row: FileRow) -> tuple[Page, ...]:
    newest = readings.newest(services.db, services.actor, row.id)
    return stored_reading(services, newest.id).pages if newest is not None else ()


def _paper(services: Services, paper: PaperRow, result: ResultRow | None) -> PaperOutcome:
    key = result.searchable_key if result else None
    built = -1
    if key is not None:
        with pypdfium2.PdfDocument(io.BytesIO(services.store.read_bytes(key))) as pdf:
            built = len(pdf)
    return PaperOutcome(paper.state.value, paper.reason or "", paper.pages, built, paper.kind)


def main(folder: Path, target: Path) -> int:
    settings = Settings()
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    with open_services(settings, operator="thu-nghiem") as services, page_workers(settings) as workers:
        target.write_bytes(OUTCOME.dump_json(run(services, workers, folder, names), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
