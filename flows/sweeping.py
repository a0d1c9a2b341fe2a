"""The sweep: objects announced but never needed, and spooled files that nothing refers to; from the table alone."""

from __future__ import annotations

import logging
import shutil
import time
from datetime import timedelta

from flows.upkeep import delete_purged
from flows.wiring import Services
from storage.records import objects, publication

log = logging.getLogger(__name__)


def sweep(services: Services) -> int:
    """Removes pending objects older than a lease that no unfinished work will put again; returns how many.

    A bucket listing is never consulted: an object without a row cannot exist, because its row is written first.
    """
    grace = timedelta(seconds=services.settings.lease_seconds)
    stale = objects.abandoned(services.db, services.actor, before=services.clock() - grace)
    for row in stale:
        objects.mark_purged(services.db, services.actor, row.id, reason="abandoned before it was needed")
        log.info("swept: object=%s role=%s", row.id, row.role)
    undeleted = objects.undeleted(services.db, services.actor)
    for row in undeleted:  # given up just now, or by a purge that was cut short
        delete_purged(services, row)
    _sweep_spool(services)
    return len(undeleted)


def _sweep_spool(services: Services) -> None:
    """Scratch copies and finished papers' folders; files received but not yet stored have rows and stay."""
    unfinished = {f"publish-{row.result_id}" for row in publication.unfinished(services.db, services.actor)}
    oldest = time.time() - services.settings.lease_seconds
    for path in services.settings.spool.iterdir():
        old = path.stat().st_mtime < oldest
        if path.name.startswith("publish-") and path.name not in unfinished and old:
            shutil.rmtree(path)
        elif path.name.startswith("read-") and old:
            path.unlink()
