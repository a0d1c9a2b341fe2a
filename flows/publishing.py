"""Publishing one paper in steps that survive a kill anywhere:

    A  reserve    result, codes, time and epoch in one transaction
    B  build      the searchable PDF and its JSON, in the spool, synced to disk
    C  announce   the objects' rows, pending
    D  put        create-only, re-read, digests compared
    E  publish    one transaction guarded by the epoch: paper, link, renditions, event, outbox
    F  lock       retention, where the settings ask for it

A paper whose copy cannot be built within the limits is withheld at B, with the verdict, for a person: it stands in
nobody's way, and no code is issued for it.

Each step may be run again: A returns the reservation it finds, B reuses what the spool holds, C and D recognise their
own work, E happens once. Nothing depends on the time of the retry: the result carries the reservation's time.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flows.page_work import limits
from flows.reading_files import local_original, stored_reading
from flows.result_document import describe, described, kind_code
from flows.wiring import Services
from models.errors import InputRefused
from models.lifecycle import PaperState
from models.verdict import Verdict
from pipeline.assemble.searchable import Assembly, build_searchable
from pipeline.isolation import Workers
from storage.objects.keys import result_key
from storage.records import files, objects, publication
from storage.records.leases import Lease
from storage.records.rows import FileRow, ObjectRow, PaperRow, Reservation

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Built:
    """A file in the spool that is complete: it got its name only after it was synced."""

    path: Path
    key: str
    sha256: str
    media_type: str
    role: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How publishing a paper ended: ``code`` is its digitisation code, empty when it is ``withheld``."""

    code: str
    withheld: Verdict | None = None


def publishable(paper: PaperRow) -> bool:
    """Whether the machine may publish it now: a person has confirmed it, or publishing has begun."""
    return paper.state in {PaperState.CONFIRMED, PaperState.RESERVED}


def publish_paper(services: Services, lease: Lease, paper: PaperRow, workers: Workers) -> Ended:
    """Steps A to F for one confirmed or already reserved paper; A and B for one whose copy cannot be built."""
    settings = services.settings
    reservation = publication.reserve(
        services.db, services.actor, lease, paper.id,
        template=settings.code_template, kind_code=kind_code(settings, paper.kind),
        allow_unseen=settings.publish_unseen,
    )  # fmt: skip
    file = files.get(services.db, services.actor, paper.file_id)
    try:
        built = _build(services, reservation, paper, file, workers)
    except InputRefused as refusal:
        return _withhold(services, lease, reservation, refusal)
    rows = {item.role: _announce(services, lease, reservation, item) for item in built}
    for item in built:
        services.store.put_file(item.key, item.path, sha256=item.sha256, media_type=item.media_type)
    publication.publish(
        services.db, services.actor, lease, reservation,
        objects={role: row.id for role, row in rows.items()}, destination=settings.deliver_to,
        described=described(paper),
    )  # fmt: skip
    lock_result(services, lease, reservation.code)
    shutil.rmtree(_spool(services, reservation), ignore_errors=True)
    log.info("published: paper=%s result=%s", paper.id, reservation.result_id)
    return Ended(reservation.code)


def _withhold(services: Services, lease: Lease, reservation: Reservation, refusal: InputRefused) -> Ended:
    log.warning("withheld: paper=%s verdict=%s", reservation.paper_id, refusal.verdict.value)
    publication.withhold(services.db, services.actor, lease, reservation, verdict=refusal.verdict)
    shutil.rmtree(_spool(services, reservation), ignore_errors=True)
    return Ended("", refusal.verdict)


def _build(
    services: Services, reservation: Reservation, paper: PaperRow, file: FileRow, workers: Workers
) -> list[Built]:
    folder = _spool(services, reservation)
    folder.mkdir(parents=True, exist_ok=True)
    pdf = folder / "searchable.pdf"
    if not pdf.exists():
        _build_pdf(services, reservation, paper, file, workers, pdf)
    searchable = _built(services, pdf, role="searchable", media_type="application/pdf")
    document = folder / "result.json"
    if not document.exists():
        result = describe(services, reservation, paper, file, searchable=(searchable.key, searchable.sha256))
        _write_synced(document, result.to_json().encode())
    return [searchable, _built(services, document, role="result", media_type="application/json")]


def _build_pdf(
    services: Services, reservation: Reservation, paper: PaperRow, file: FileRow, workers: Workers, target: Path
) -> None:
    settings = services.settings
    reading = stored_reading(services, paper.reading_id)
    pages = [reading.pages[number - 1] for number in paper.pages]
    partial = target.with_suffix(".partial")
    with local_original(services, file) as source:
        assembly = Assembly(reservation.code, reservation.reserved_at, settings.pdfa)
        seconds = settings.build_seconds
        workers.submit(build_searchable, seconds, source, pages, partial, assembly, limits(settings)).result()
    _sync(partial)
    partial.rename(target)
    _sync(target.parent)


def _built(services: Services, path: Path, *, role: str, media_type: str) -> Built:
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    key = result_key(services.actor.agency, sha256, suffix=".pdf" if role == "searchable" else ".json")
    return Built(path, key, sha256, media_type, role)


def _announce(services: Services, lease: Lease, reservation: Reservation, item: Built) -> ObjectRow:
    return publication.object_pending(
        services.db, services.actor, lease, reservation,
        key=item.key, sha256=item.sha256, size=item.path.stat().st_size, media_type=item.media_type, role=item.role,
    )  # fmt: skip


def lock_result(services: Services, lease: Lease, code: str) -> None:
    """Step F: retention on every object of a result, where the settings ask for it and the store can enforce it."""
    settings = services.settings
    if not (settings.retention_days and services.store.enforces_retention):
        return
    until = services.clock() + timedelta(days=settings.retention_days)
    result = publication.get(services.db, services.actor, code)
    documents = (result.document,) if result.document else ()
    for rendition in (*result.renditions, *documents):
        services.store.retain(rendition.key, until=until, mode=settings.retention_mode)
        objects.mark_locked(services.db, services.actor, rendition.object_id, until=until, mode=settings.retention_mode)
    publication.mark_locked(services.db, services.actor, lease, result.id)


def _spool(services: Services, reservation: Reservation) -> Path:
    return services.settings.spool / f"publish-{reservation.result_id}"


def _write_synced(path: Path, data: bytes) -> None:
    partial = path.with_suffix(".partial")
    partial.write_bytes(data)
    _sync(partial)
    partial.rename(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
