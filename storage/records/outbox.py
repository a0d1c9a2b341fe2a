"""Deliveries to other systems: written with what they tell of, sent later, each at least once under one key."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from models.agency import Actor
from storage.records.database import Database, transactional
from storage.records.ids import new_id
from storage.records.rows import OutboxRow
from storage.records.session import RecordsSession, own
from storage.records.tables import OutboxMessage

REPOSITORY = "repository"
"""The holder's repository (kho quản lý dữ liệu điện tử): where published results go unless settings say otherwise."""
WAITING = "waiting"
SENT = "sent"
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=6)


def enqueue(session: RecordsSession, actor: Actor, *, destination: str, key: str, subject: dict[str, str]) -> None:
    """Owes a delivery, within the transaction of what it tells of. The same key again owes nothing more."""
    known = select(OutboxMessage.id).where(
        OutboxMessage.agency_id == actor.agency,
        OutboxMessage.destination == destination,
        OutboxMessage.idempotency_key == key,
    )
    if session.first(known) is None:
        session.put(
            OutboxMessage(
                id=new_id(), agency_id=actor.agency, destination=destination, idempotency_key=key, subject=subject,
                state=WAITING, attempts=0, next_at=session.now(), sent_at=None, response=None,
            )
        )  # fmt: skip


def due(db: Database, actor: Actor, *, limit: int = 100) -> list[OutboxRow]:
    """What is to be sent now, longest waiting first."""
    with db.reading() as session:
        waiting = select(OutboxMessage).where(
            OutboxMessage.agency_id == actor.agency,
            OutboxMessage.state == WAITING,
            OutboxMessage.next_at <= session.now(),
        )
        return [_row(row) for row in session.every(waiting.order_by(OutboxMessage.next_at).limit(limit))]


@transactional("outbox_sent")
def mark_sent(session: RecordsSession, actor: Actor, message_id: str, *, response: str) -> OutboxRow:
    """The other side took it. Repeating it changes nothing."""
    row = own(session, actor, OutboxMessage, message_id, lock=True)
    if row.state != SENT:
        row.state, row.sent_at, row.response = SENT, session.now(), response
        row.attempts += 1
    return _row(row)


@transactional("outbox_failed")
def mark_failed(session: RecordsSession, actor: Actor, message_id: str, *, response: str) -> OutboxRow:
    """It could not be delivered: it will be tried again, after a pause that doubles up to six hours."""
    row = own(session, actor, OutboxMessage, message_id, lock=True)
    if row.state != SENT:
        row.attempts += 1
        row.response = response
        row.next_at = session.now() + min(_FIRST_PAUSE * 2 ** min(row.attempts - 1, 16), _LONGEST_PAUSE)
    return _row(row)


def _row(row: OutboxMessage) -> OutboxRow:
    return OutboxRow(
        id=row.id,
        agency=row.agency_id,
        destination=row.destination,
        idempotency_key=row.idempotency_key,
        subject=dict(row.subject),
        attempts=row.attempts,
        next_at=row.next_at,
        sent_at=row.sent_at,
        response=row.response,
    )
