"""Auditing the records against themselves: chains, both laws of conservation, papers and their objects.

Whether the store really holds the bytes is the fixity audit's question: it reads what ``objects.all_present`` lists.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select

from models.agency import Actor
from models.events import EventType
from models.lifecycle import DossierState, PaperState
from storage.records import events
from storage.records.database import Database
from storage.records.dossiers import status
from storage.records.objects import PENDING, PURGED, THERE
from storage.records.publishing import linked_objects
from storage.records.rows import AuditFinding
from storage.records.session import RecordsSession
from storage.records.tables import DigitalResult, Event, File, Paper, Reading, StoredObject

PENDING_FOR = timedelta(hours=1)
_IN_WORK = (DossierState.RECEIVING, DossierState.READING)


class AuditCode(StrEnum):
    CHAIN_BROKEN = "chain_broken"
    EVENT_MISSING = "event_missing"
    EVENT_REPEATED = "event_repeated"
    FILES_UNBALANCED = "files_unbalanced"
    PAGES_UNBALANCED = "pages_unbalanced"
    OBJECT_NOT_PRESENT = "object_not_present"
    OBJECT_PENDING_LONG = "object_pending_long"
    PURGE_UNFINISHED = "purge_unfinished"
    STATES_DISAGREE = "states_disagree"


@dataclass(frozen=True, slots=True)
class Checked:
    """``chains``: how many were verified. ``findings``: everything that cannot be right."""

    chains: int
    findings: tuple[AuditFinding, ...]


def check_records(db: Database, actor: Actor, *, pending_for: timedelta = PENDING_FOR) -> Checked:
    """Audits all of the agency's records; no finding when all is well."""
    chains, breaks = events.verify_counted(db, actor.agency)
    found = [AuditFinding(AuditCode.CHAIN_BROKEN, gap.stream, f"{gap.kind} at {gap.seq}") for gap in breaks]
    found.extend(_ledgers(db, actor))
    with db.reading() as session:
        results = session.every(select(DigitalResult).where(DigitalResult.agency_id == actor.agency))
        for result in results:
            found.extend(_result(session, result))
        found.extend(_published_once(session, actor, results))
        found.extend(_originals(session, actor))
        found.extend(_pending(session, actor, pending_for))
    return Checked(chains, tuple(found))


def _ledgers(db: Database, actor: Actor) -> Iterator[AuditFinding]:
    for stand in status(db, actor):
        if stand.state in _IN_WORK:
            continue
        if not stand.files.balanced:
            yield AuditFinding(AuditCode.FILES_UNBALANCED, stand.dossier_id, str(stand.files.model_dump()))
        if not stand.pages.balanced:
            yield AuditFinding(AuditCode.PAGES_UNBALANCED, stand.dossier_id, str(stand.pages.model_dump()))


def _result(session: RecordsSession, row: DigitalResult) -> Iterator[AuditFinding]:
    paper = session.get_one(Paper, row.paper_id)
    if paper.state != row.state:
        yield AuditFinding(AuditCode.STATES_DISAGREE, row.id, f"result {row.state}, paper {paper.state}")
    if row.state != PaperState.PUBLISHED.value:
        return
    linked = linked_objects(session, row)
    if row.document_object_id is None or len(linked) < 2:
        yield AuditFinding(AuditCode.OBJECT_NOT_PRESENT, row.id, "published without document or renditions")
    for stored in linked:
        if stored.state not in THERE:
            yield AuditFinding(AuditCode.OBJECT_NOT_PRESENT, row.id, f"object {stored.id} is {stored.state}")


def _originals(session: RecordsSession, actor: Actor) -> Iterator[AuditFinding]:
    """Files and readings whose object is neither in the store nor purged on purpose."""
    allowed = (*THERE, PURGED)
    for table in (File, Reading):
        wanted = (
            select(table.id)
            .join(StoredObject, StoredObject.id == table.object_id)
            .where(table.agency_id == actor.agency, StoredObject.state.not_in(allowed))
        )
        for row_id in session.every(wanted):
            yield AuditFinding(AuditCode.OBJECT_NOT_PRESENT, row_id, f"the object of this {table.__tablename__} row")


def _pending(session: RecordsSession, actor: Actor, pending_for: timedelta) -> Iterator[AuditFinding]:
    stale = select(StoredObject).where(
        StoredObject.agency_id == actor.agency,
        StoredObject.state == PENDING,
        StoredObject.registered_at <= session.now() - pending_for,
    )
    for row in session.every(stale):
        yield AuditFinding(AuditCode.OBJECT_PENDING_LONG, row.key, f"pending since {row.registered_at.isoformat()}")
    owed = select(StoredObject.key).where(
        StoredObject.agency_id == actor.agency, StoredObject.state == PURGED, StoredObject.deleted_at.is_(None)
    )
    for key in session.every(owed):
        yield AuditFinding(AuditCode.PURGE_UNFINISHED, key, "purged here, not yet deleted from the store")


def _published_once(session: RecordsSession, actor: Actor, results: Sequence[DigitalResult]) -> Iterator[AuditFinding]:
    """A cut tail of a chain shows here: what the records say happened must stand in it, once."""
    payloads = session.every(
        select(Event.payload).where(Event.agency_id == actor.agency, Event.type == EventType.PAPER_PUBLISHED.value)
    )
    said = Counter(json.loads(payload)["data"].get("result") for payload in payloads)
    for row in results:
        if row.published_at is None:
            continue
        if not said[row.id]:
            yield AuditFinding(AuditCode.EVENT_MISSING, row.id, "published, but its chain does not say so")
        elif said[row.id] > 1:
            yield AuditFinding(AuditCode.EVENT_REPEATED, row.id, f"published {said[row.id]} times")
