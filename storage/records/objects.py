"""Rows of stored objects: pending before the bytes are put, present once they were read back, locked, purged.

An object is found through its row, never by listing the store: the sweep works from what is pending here.
"""

from __future__ import annotations

from datetime import datetime
from typing import Required, TypedDict, Unpack

from sqlalchemy import select

from models.agency import Actor
from models.errors import IllegalTransition, IntegrityBroken, NotFound
from models.events import EventType
from models.lifecycle import FileState
from storage.records import event_log, tables
from storage.records.database import Database, transactional
from storage.records.ids import new_id
from storage.records.rows import ObjectRow, ObjectState
from storage.records.session import RecordsSession, own
from storage.records.tables import File, StoredObject

PENDING: ObjectState = "pending"
PRESENT: ObjectState = "present"
LOCKED: ObjectState = "locked"
PURGED: ObjectState = "purged"
THERE = (PRESENT, LOCKED)


class ObjectFacts(TypedDict, total=True):
    """``role`` says what the bytes are: original, reading, searchable, document."""

    key: Required[str]
    sha256: Required[str]
    size: Required[int]
    media_type: Required[str]
    role: Required[str]


@transactional("object_registered")
def register_pending(session: RecordsSession, actor: Actor, **facts: Unpack[ObjectFacts]) -> ObjectRow:
    """The row of an object whose bytes are about to be put; the one that is there already, when there is one.

    Bytes that were purged and come in again (a paper scanned anew) make the row pending once more.
    Raises IntegrityBroken when the key is taken by other bytes.
    """
    return object_row(register(session, actor, facts))


def register(session: RecordsSession, actor: Actor, facts: ObjectFacts) -> tables.StoredObject:
    """``register_pending`` within a transaction that does more."""
    key = facts["key"]
    row = session.first(select(StoredObject).where(StoredObject.agency_id == actor.agency, StoredObject.key == key))
    if row is None:
        return session.put(
            StoredObject(
                id=new_id(), agency_id=actor.agency, key=key, sha256=facts["sha256"], size=facts["size"],
                media_type=facts["media_type"], role=facts["role"], state=PENDING, registered_at=session.now(),
                lock_mode=None, locked_until=None, purged_at=None, purge_reason=None, deleted_at=None,
            )
        )  # fmt: skip
    if (row.sha256, row.size) != (facts["sha256"], facts["size"]):
        raise IntegrityBroken(f"object {row.id}: its key is registered with other bytes")
    if row.state in {PENDING, PURGED}:
        # Announced anew: a sweep that counts from the first announcement must not take it from a living worker.
        row.state, row.registered_at, row.purged_at, row.deleted_at = PENDING, session.now(), None, None
    return row


@transactional("object_present")
def mark_present(session: RecordsSession, actor: Actor, object_id: str) -> ObjectRow:
    """The bytes were put and read back with the right digest. Repeating it changes nothing."""
    row = own(session, actor, StoredObject, object_id, lock=True)
    if row.state == PURGED:
        raise IllegalTransition(f"object {object_id}: purged → present")
    if row.state == PENDING:
        row.state = PRESENT
    return object_row(row)


@transactional("object_locked")
def mark_locked(
    session: RecordsSession, actor: Actor, object_id: str, *, until: datetime | None = None, mode: str | None = None
) -> ObjectRow:
    """Retention is set in the store, in this mode until this moment. Repeating it may only prolong it.

    Raises IllegalTransition unless the object is present or locked.
    """
    row = own(session, actor, StoredObject, object_id, lock=True)
    lock(session, actor, row)
    if until is not None and (row.locked_until is None or until > row.locked_until):
        row.lock_mode, row.locked_until = mode, until
    return object_row(row)


def lock(session: RecordsSession, actor: Actor, row: tables.StoredObject, *, dossier_id: str | None = None) -> None:
    """``mark_locked`` within a transaction that does more. Raises IllegalTransition."""
    if row.state == LOCKED:
        return
    if row.state != PRESENT:
        raise IllegalTransition(f"object {row.id}: {row.state} → locked")
    row.state = LOCKED
    event_log.note(session, actor, EventType.OBJECT_LOCKED, dossier_id=dossier_id, object=row.id)


@transactional("object_abandoned")
def mark_purged(session: RecordsSession, actor: Actor, object_id: str, *, reason: str) -> ObjectRow:
    """Gives up a pending object: call it *before* the store deletes, so that no record ever counts on what is gone.

    Whoever was still putting it finds it purged and puts it anew. An object that is present goes by ``purge`` alone:
    raises IllegalTransition. Repeating it changes nothing.
    """
    row = own(session, actor, StoredObject, object_id, lock=True)
    if row.state in THERE:
        raise IllegalTransition(f"object {object_id}: {row.state} objects are purged with what hangs on them")
    if row.state == PENDING:
        row.state, row.purged_at, row.purge_reason = PURGED, session.now(), reason
        event_log.note(session, actor, EventType.OBJECT_PURGED, object=row.id, sha256=row.sha256, reason=reason)
    return object_row(row)


def set_deleted(session: RecordsSession, actor: Actor, object_id: str) -> tables.StoredObject:
    """The store confirmed that every version of a purged object is gone. Raises IllegalTransition when not purged."""
    row = own(session, actor, StoredObject, object_id, lock=True)
    if row.state != PURGED:
        raise IllegalTransition(f"object {object_id}: {row.state} → deleted")
    row.deleted_at = row.deleted_at or session.now()
    return row


def get(db: Database, actor: Actor, object_id: str) -> ObjectRow:
    """Raises NotFound."""
    with db.reading() as session:
        return object_row(own(session, actor, StoredObject, object_id))


def find(db: Database, actor: Actor, key: str) -> ObjectRow:
    """The agency's object with this key. Raises NotFound."""
    with db.reading() as session:
        return object_row(by_key(session, actor, key))


def by_key(session: RecordsSession, actor: Actor, key: str) -> tables.StoredObject:
    row = session.first(select(StoredObject).where(StoredObject.agency_id == actor.agency, StoredObject.key == key))
    if row is None:
        raise NotFound("no such object key")
    return row


def pending(db: Database, actor: Actor) -> list[ObjectRow]:
    """What the sweep has to settle: put and not confirmed, or never put. Oldest first."""
    return _in_states(db, actor, (PENDING,))


def abandoned(db: Database, actor: Actor, *, before: datetime) -> list[ObjectRow]:
    """Pending since before this moment, and no file that was received still waits for it to be stored."""
    with db.reading() as session:
        awaited = select(File.id).where(
            File.agency_id == StoredObject.agency_id,
            File.sha256 == StoredObject.sha256,
            File.state == FileState.RECEIVED.value,
        )
        stale = select(StoredObject).where(
            StoredObject.agency_id == actor.agency,
            StoredObject.state == PENDING,
            StoredObject.registered_at < before,
            ~awaited.exists(),
        )
        return [object_row(row) for row in session.every(stale.order_by(StoredObject.id))]


def all_present(db: Database, actor: Actor) -> list[ObjectRow]:
    """Every object that must be in the store: what a fixity audit reads."""
    return _in_states(db, actor, THERE)


def undeleted(db: Database, actor: Actor) -> list[ObjectRow]:
    """Purged here, not yet confirmed gone by the store: a purge that was cut short."""
    return [row for row in _in_states(db, actor, (PURGED,)) if row.deleted_at is None]


def _in_states(db: Database, actor: Actor, states: tuple[str, ...]) -> list[ObjectRow]:
    with db.reading() as session:
        wanted = select(StoredObject).where(StoredObject.agency_id == actor.agency, StoredObject.state.in_(states))
        return [object_row(row) for row in session.every(wanted.order_by(StoredObject.id))]


def object_row(row: tables.StoredObject) -> ObjectRow:
    return ObjectRow(
        id=row.id,
        agency=row.agency_id,
        key=row.key,
        sha256=row.sha256,
        size=row.size,
        media_type=row.media_type,
        role=row.role,
        state=row.state,  # type: ignore[arg-type]  # written by this module alone
        registered_at=row.registered_at,
        lock_mode=row.lock_mode,
        locked_until=row.locked_until,
        purged_at=row.purged_at,
        deleted_at=row.deleted_at,
    )
