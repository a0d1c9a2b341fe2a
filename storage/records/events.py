"""Reading the chains of events, and checking that nobody altered them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import select

from models.agency import Actor
from models.events import EventType
from storage.records.database import Database
from storage.records.event_log import NO_HASH, agency_stream, chained_hash, dossier_stream
from storage.records.tables import Event

BreakKind = Literal["missing", "unlinked", "altered", "relabelled"]
_BATCH = 500

__all__ = [
    "Break",
    "EventRow",
    "agency_stream",
    "dossier_stream",
    "history",
    "verify_all",
    "verify_chain",
    "verify_counted",
]


@dataclass(frozen=True, slots=True)
class EventRow:
    stream: str
    seq: int
    type: EventType
    occurred_at: datetime
    recorded_at: datetime
    data: dict[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a chain does not hold.

    missing: a number of the sequence is not there. unlinked: does not follow the hash before it. altered: the
    payload is not what was hashed. relabelled: the row's columns say something else than the payload.
    A cut tail leaves no break: it shows against what records say happened (``audit``) and against sealed checkpoints.
    """

    stream: str
    seq: int
    kind: BreakKind


def history(db: Database, actor: Actor, stream: str) -> list[EventRow]:
    """The agency's events of one stream, in order; empty for an unknown one."""
    with db.reading() as session:
        rows = session.every(
            select(Event).where(Event.stream == stream, Event.agency_id == actor.agency).order_by(Event.seq)
        )
        return [_row(row) for row in rows]


def verify_chain(db: Database, stream: str) -> list[Break]:
    """Every break of one chain; an empty list when it holds."""
    with db.reading() as session:
        return list(_breaks(stream, session.every(select(Event).where(Event.stream == stream).order_by(Event.seq))))


def verify_all(db: Database, agency: str | None = None) -> list[Break]:
    """Every break of all chains, or of one agency's."""
    return verify_counted(db, agency)[1]


def verify_counted(db: Database, agency: str | None = None) -> tuple[int, list[Break]]:
    """How many chains there are, and their breaks; reads the events once, a few hundred at a time."""
    wanted = select(Event).order_by(Event.stream, Event.seq)
    if agency is not None:
        wanted = wanted.where(Event.agency_id == agency)
    chains, breaks = 0, list[Break]()
    with db.reading() as session:
        rows = session.execute(wanted.execution_options(yield_per=_BATCH)).scalars()
        for stream, chain in groupby(rows, key=lambda row: row.stream):
            chains += 1
            breaks.extend(_breaks(stream, chain))
    return chains, breaks


def _breaks(stream: str, chain: Iterable[Event]) -> Iterator[Break]:
    seq, head = 0, NO_HASH
    for row in chain:
        if row.seq != seq + 1:
            yield Break(stream, seq + 1, "missing")
        elif row.prev_hash != head:
            yield Break(stream, row.seq, "unlinked")
        if row.hash != chained_hash(row.prev_hash, row.payload):
            yield Break(stream, row.seq, "altered")
        elif not _is_labelled(row):
            yield Break(stream, row.seq, "relabelled")
        seq, head = row.seq, row.hash


def _is_labelled(row: Event) -> bool:
    payload: dict[str, Any] = json.loads(row.payload)
    said = (payload["stream"], payload["seq"], payload["type"], payload["agency"])
    times = (datetime.fromisoformat(payload["occurred_at"]), datetime.fromisoformat(payload["recorded_at"]))
    return said == (row.stream, row.seq, row.type, row.agency_id) and times == (row.occurred_at, row.recorded_at)


def _row(row: Event) -> EventRow:
    payload: dict[str, Any] = json.loads(row.payload)
    return EventRow(row.stream, row.seq, EventType(row.type), row.occurred_at, row.recorded_at, payload["data"])
