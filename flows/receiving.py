"""Receiving: a file's bytes are safe under their digest, with a row, before anything looks inside them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from flows.page_work import limits
from flows.wiring import Services
from models.errors import InputRefused, NotFound
from models.lifecycle import FileState
from pipeline.intake.receive import Received, receive
from storage.objects.keys import original_key
from storage.records import files, objects
from storage.records.leases import Lease
from storage.records.rows import FileRow

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Item:
    """One file handed in, and what it is in its dossier."""

    path: Path
    role: Literal["component", "result"] = "component"
    component: str | None = None


def receive_file(services: Services, lease: Lease, dossier_id: str, item: Item) -> FileRow:
    """Copies, digests, records and stores one file; what cannot be taken in is recorded with its verdict and stays.

    Safe to repeat: the same bytes from the same place are the same row, and the store keeps one object a digest.
    """
    source = str(item.path.absolute())
    try:
        received = receive(item.path, services.settings.spool, limits=limits(services.settings))
    except InputRefused as refusal:
        row = _record(services, lease, dossier_id, item, sha256=None, size=0)
        log.warning("file refused: file=%s verdict=%s", row.id, refusal.verdict.value)
        return row if row.state is FileState.QUARANTINED else _quarantine(services, lease, row, refusal)
    row = files.receive(
        services.db, services.actor, lease, dossier_id,
        source=source, name=item.path.name, sha256=received.sha256, size=received.size,
        role=item.role, component=item.component,
    )  # fmt: skip
    return store_original(services, lease, row, received)


def store_original(services: Services, lease: Lease, row: FileRow, received: Received) -> FileRow:
    """Puts the spooled bytes under their digest, then lets go of the spooled copy."""
    if row.state is FileState.RECEIVED:
        key = original_key(services.actor.agency, received.sha256)
        media_type = "application/octet-stream"  # nothing has been parsed yet
        stored = objects.register_pending(
            services.db, services.actor,
            key=key, sha256=received.sha256, size=received.size, media_type=media_type, role="original",
        )  # fmt: skip
        services.store.put_file(key, received.path, sha256=received.sha256, media_type=media_type)
        objects.mark_present(services.db, services.actor, stored.id)
        row = files.mark_stored(services.db, services.actor, lease, row.id, object_id=stored.id)
    received.path.unlink(missing_ok=True)
    return row


def _record(services: Services, lease: Lease, dossier_id: str, item: Item, *, sha256: str | None, size: int) -> FileRow:
    return files.receive(
        services.db, services.actor, lease, dossier_id,
        source=str(item.path.absolute()), name=item.path.name, sha256=sha256, size=size,
        role=item.role, component=item.component,
    )  # fmt: skip


def _quarantine(services: Services, lease: Lease, row: FileRow, refusal: InputRefused) -> FileRow:
    return files.quarantine(services.db, services.actor, lease, row.id, verdict=refusal.verdict, detail=refusal.detail)


def retake(services: Services, lease: Lease, row: FileRow) -> FileRow:
    """Stores a file whose receiving was cut short: from the spool, or from where it was handed in.

    Raises NotFound when neither still has the bytes; the row stays as it is and is shown as blocked.
    """
    spooled = services.settings.spool / f"{row.sha256}"
    if row.sha256 is not None and spooled.exists():
        return store_original(services, lease, row, Received(row.sha256, row.size, spooled, row.name))
    received = receive(Path(row.source), services.settings.spool, limits=limits(services.settings))
    if received.sha256 != row.sha256:
        received.path.unlink(missing_ok=True)
        raise NotFound(f"file {row.id}: its bytes are no longer where they were handed in")
    return store_original(services, lease, row, received)
