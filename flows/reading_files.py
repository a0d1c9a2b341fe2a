"""Opening and reading stored files: bytes in the store become an immutable reading and papers that wait."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import zstandard

from flows import progress
from flows.page_work import PAGES_READ, limits, read_options
from flows.wiring import Services
from models.clock import desk_day
from models.errors import Bug, InputRefused, IntegrityBroken
from models.lifecycle import FileState
from models.reading import Reading
from pipeline.intake.probe import probe
from pipeline.isolation import Workers
from pipeline.page_task import identify
from pipeline.process import GRACE_SECONDS, read_file
from storage.objects.keys import original_key, reading_key
from storage.records import dossiers, files, objects, readings
from storage.records.leases import Lease
from storage.records.rows import FileRow

log = logging.getLogger(__name__)

COMPRESSION_LEVEL = 9


def finish_file(services: Services, lease: Lease, row: FileRow, workers: Workers) -> FileRow:
    """Opens and reads one stored file as far as it still has to go; quarantines it when it cannot be read."""
    if row.state not in {FileState.STORED, FileState.OPENED}:
        return row
    with local_original(services, row) as path:
        try:
            if row.state is FileState.STORED:
                row = _open(services, lease, row, path, workers)
            _read(services, lease, row, path, workers)
        except InputRefused as refusal:
            log.warning("file refused: file=%s verdict=%s", row.id, refusal.verdict.value)
            row = files.quarantine(
                services.db, services.actor, lease, row.id, verdict=refusal.verdict, detail=refusal.detail
            )
    return row


@contextmanager
def local_original(services: Services, row: FileRow) -> Iterator[Path]:
    """The stored original as a local file, digest checked, for as long as the block runs."""
    if row.sha256 is None:
        raise Bug(f"file {row.id} is {row.state.value} but has no digest")
    path = services.settings.spool / f"read-{row.id}"
    services.store.fetch_to(original_key(services.actor.agency, row.sha256), path, sha256=row.sha256)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _open(services: Services, lease: Lease, row: FileRow, path: Path, workers: Workers) -> FileRow:
    bounds = limits(services.settings)
    seen = workers.submit(probe, bounds.seconds, path, bounds, Path(row.name).suffix).result()
    return files.mark_opened(
        services.db, services.actor, lease, row.id,
        media_type=seen.media_type.value, page_count=seen.page_count, signed=seen.signed, findings=seen.findings,
    )  # fmt: skip


def _read(services: Services, lease: Lease, row: FileRow, path: Path, workers: Workers) -> None:
    dossier = dossiers.get(services.db, services.actor, row.dossier_id)
    options = replace(read_options(services.settings), dossier=dossier.code)
    reader = workers.submit(identify, GRACE_SECONDS, options.page).result()
    engines, digest = reader.engine_set, reader.options_sha256
    if readings.find(services.db, services.actor, row.id, engine_set=engines, options_sha256=digest) is not None:
        return
    progress.expect(PAGES_READ, row.page_count or 0)
    today = desk_day(services.clock())
    reading = read_file(
        path, row.page_count or 0, workers=workers, options=options, today=today,
        moved=lambda: progress.advance(PAGES_READ),
    )  # fmt: skip
    object_id = _store_reading(services, reading)
    readings.store(
        services.db, services.actor, lease, row.id, reading,
        object_id=object_id, engine_set=engines, options_sha256=digest,
    )  # fmt: skip


def _store_reading(services: Services, reading: Reading) -> str:
    data = zstandard.compress(reading.to_json().encode(), COMPRESSION_LEVEL)
    sha256 = hashlib.sha256(data).hexdigest()
    key = reading_key(services.actor.agency, sha256)
    row = objects.register_pending(
        services.db, services.actor,
        key=key, sha256=sha256, size=len(data), media_type="application/zstd", role="reading",
    )  # fmt: skip
    services.store.put_bytes(key, data, sha256=sha256, media_type="application/zstd")
    return row.id


def stored_reading(services: Services, reading_id: str) -> Reading:
    """A reading as it was stored, digest checked."""
    row = readings.get(services.db, services.actor, reading_id)
    with services.store.open(row.object_key) as stream:
        data = stream.read()
    if hashlib.sha256(data).hexdigest() != row.object_sha256:
        raise IntegrityBroken(f"reading {reading_id} does not hold what its digest says")
    return Reading.from_json(zstandard.decompress(data))
