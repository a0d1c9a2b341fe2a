"""Purging: what must go because it should never have been kept. A tombstone stays, the values do not.

Purging an original takes everything that was made of it; purging a result takes its document and its own renditions
and leaves the original. The records are purged first, then the store deletes, then ``finish``: after a kill in
between, ``objects.undeleted`` lists what the store still owes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.agency import Actor
from models.errors import NotPermitted, UsageError
from models.events import EventType
from storage.records import event_log, objects
from storage.records.database import Database, transactional
from storage.records.erasure import Affected, affected_by, erase
from storage.records.objects import PURGED, object_row
from storage.records.rows import ObjectRow
from storage.records.session import RecordsSession, own
from storage.records.tables import StoredObject

_LONG_NUMBER = re.compile(r"\d[\d .-]{7,}\d")


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What a purge of one object would take: ``objects`` to delete from the store, and ids of the rows it empties."""

    objects: tuple[ObjectRow, ...]
    files: tuple[str, ...]
    papers: tuple[str, ...]
    results: tuple[str, ...]


def purge_plan(db: Database, actor: Actor, key: str) -> PurgePlan:
    """What ``purge`` would take. Changes nothing. Raises NotFound."""
    with db.reading() as session:
        return _plan(affected_by(session, objects.by_key(session, actor, key)))


@transactional("purge_begun")
def begin(session: RecordsSession, actor: Actor, object_id: str, *, reason: str) -> PurgePlan:
    """Before the store deletes anything: marks objects purged, each with a tombstone (digest, reason, by whom).

    Empties the rows: personal values, file names, evidence and salts go; ids, states, codes and counts stay. Delete
    every object of the plan from the store, then ``finish`` each. Repeating it changes nothing and gives the objects
    again, so that an interrupted deletion can be finished.
    Raises NotFound; NotPermitted while retention (COMPLIANCE) forbids it; UsageError for a reason that is empty or
    names a number; IllegalTransition while a paper is being published or a file waits to be read (quarantine it first).
    """
    if not reason.strip() or _LONG_NUMBER.search(reason):
        raise UsageError("a purge needs a reason, and it stands in the log for ever: no personal number in it")
    affected = affected_by(session, own(session, actor, StoredObject, object_id, lock=True))
    _require_unlocked(session, affected)
    erase(session, actor, affected)
    _entomb(session, actor, affected, reason)
    session.flush()
    return _plan(affected)


@transactional("purge_finished")
def finish(session: RecordsSession, actor: Actor, object_id: str) -> ObjectRow:
    """The store confirmed that every version is gone. Raises IllegalTransition for an object that was not purged."""
    return object_row(objects.set_deleted(session, actor, object_id))


def _require_unlocked(session: RecordsSession, affected: Affected) -> None:
    for row in affected.objects:
        if row.lock_mode == "COMPLIANCE" and row.locked_until is not None and row.locked_until > session.now():
            raise NotPermitted(f"object {row.id} is under retention until {row.locked_until:%Y-%m-%d}")


def _entomb(session: RecordsSession, actor: Actor, affected: Affected, reason: str) -> None:
    dossiers: Sequence[str | None] = sorted(affected.dossiers) or (None,)
    for row in affected.objects:
        if row.state == PURGED:
            continue
        row.state, row.purged_at, row.purge_reason = PURGED, session.now(), reason
        for dossier_id in dossiers:
            event_log.note(
                session, actor, EventType.OBJECT_PURGED, dossier_id=dossier_id,
                object=row.id, sha256=row.sha256, reason=reason,
            )  # fmt: skip


def _plan(affected: Affected) -> PurgePlan:
    return PurgePlan(
        objects=tuple(object_row(row) for row in affected.objects),
        files=tuple(row.id for row in affected.files),
        papers=tuple(row.id for row in affected.papers),
        results=tuple(row.id for row in affected.results),
    )
