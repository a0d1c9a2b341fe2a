"""Writing events: noted while a transaction runs, appended to their chains as the last thing before COMMIT.

One chain a stream: ``dossier:<id>``, or ``agency:<code>:<day>`` for what belongs to no dossier. Two writers that
append to one chain at once conflict on (stream, seq), and the later one runs again; different chains never wait for
each other.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import rfc8785
from sqlalchemy import select

from models.agency import Actor
from models.clock import desk_day
from models.events import EventType
from storage.records import tables
from storage.records.session import NotedEvent, RecordsSession, operator_id

SCHEMA = "sohoa.event/1"
NO_HASH = bytes(32)
"""What the first event of a chain follows."""


def dossier_stream(dossier_id: str) -> str:
    return f"dossier:{dossier_id}"


def agency_stream(actor: Actor, moment: datetime) -> str:
    """The chain of an agency's day, by the desk's calendar."""
    return f"agency:{actor.agency}:{desk_day(moment).isoformat()}"


def note(
    session: RecordsSession,
    actor: Actor,
    event: EventType,
    *,
    dossier_id: str | None = None,
    **data: str | int | bool | None,
) -> None:
    """Notes that something happened. ``data`` holds ids, counts and salted digests: no name, number or value."""
    moment = session.now()
    stream = agency_stream(actor, moment) if dossier_id is None else dossier_stream(dossier_id)
    session.noted.append(NotedEvent(actor, operator_id(session, actor), event, stream, data, moment))


def append_noted(session: RecordsSession) -> None:
    """Appends what was noted, in order. Called once, right before COMMIT."""
    session.flush()
    heads: dict[str, tuple[int, bytes]] = {}
    for noted in session.noted:
        seq, prev_hash = heads.get(noted.stream) or _head(session, noted.stream)
        row = _link(noted, seq + 1, prev_hash, recorded_at=session.now())
        session.add(row)
        heads[noted.stream] = (row.seq, row.hash)
    session.noted.clear()
    session.flush()


def chained_hash(prev_hash: bytes, payload: bytes) -> bytes:
    return hashlib.sha256(prev_hash + payload).digest()


def _head(session: RecordsSession, stream: str) -> tuple[int, bytes]:
    last = select(tables.Event).where(tables.Event.stream == stream).order_by(tables.Event.seq.desc())
    event = session.first(last)
    return (0, NO_HASH) if event is None else (event.seq, event.hash)


def _link(noted: NotedEvent, seq: int, prev_hash: bytes, *, recorded_at: datetime) -> tables.Event:
    payload = rfc8785.dumps(
        {
            "schema": SCHEMA,
            "stream": noted.stream,
            "seq": seq,
            "type": noted.type.value,
            "agency": noted.actor.agency,
            "operator": noted.operator_id,
            "auth_method": noted.actor.auth_method,
            "occurred_at": noted.occurred_at.astimezone(UTC).isoformat(),
            "recorded_at": recorded_at.astimezone(UTC).isoformat(),
            "data": dict(noted.data),
        }
    )
    return tables.Event(
        stream=noted.stream,
        seq=seq,
        agency_id=noted.actor.agency,
        type=noted.type.value,
        occurred_at=noted.occurred_at,
        recorded_at=recorded_at,
        payload=payload,
        prev_hash=prev_hash,
        hash=chained_hash(prev_hash, payload),
    )
