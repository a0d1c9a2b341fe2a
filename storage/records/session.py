"""A unit of work: what a function of the records gets to read and write with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine, Select, select
from sqlalchemy.orm import Session

from models.agency import Actor
from models.clock import Clock
from models.errors import NotFound
from models.events import EventType
from storage.records import tables
from storage.records.columns import Base
from storage.records.ids import new_id

Row = TypeVar("Row", bound=Base)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class NotedEvent:
    """An event that will be appended to its chain as the last thing before COMMIT."""

    actor: Actor
    operator_id: str
    type: EventType
    stream: str
    data: dict[str, str | int | bool | None] = field(repr=False)
    occurred_at: datetime


class RecordsSession(Session):
    """A session that carries the clock and the events noted so far."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.clock = clock
        self.noted: list[NotedEvent] = []

    def now(self) -> datetime:
        return self.clock()

    def put(self, row: Row) -> Row:
        """Inserts at once: tables are tied by keys alone, so the order of inserts is the order of calls."""
        self.add(row)
        self.flush()
        return row

    def first(self, query: Select[Value]) -> Value | None:
        return self.execute(query.limit(1)).scalar_one_or_none()

    def every(self, query: Select[Value]) -> Sequence[Value]:
        return self.execute(query).scalars().all()


def own(session: RecordsSession, actor: Actor, table: type[Row], row_id: str, *, lock: bool = False) -> Row:
    """The actor's row with this id; ``lock`` keeps others from changing it meanwhile. Raises NotFound.

    A row of another agency is not found either: that it exists is no business of the actor's.
    """
    row = session.get(table, row_id, with_for_update=lock or None, populate_existing=lock)
    if row is None or getattr(row, "agency_id", None) != actor.agency:
        raise NotFound(f"{table.__tablename__}: no {row_id}")
    return row


def operator_id(session: RecordsSession, actor: Actor) -> str:
    """The id of the actor's operator row; agency and operator are registered when they act for the first time."""
    wanted = select(tables.Operator.id).where(
        tables.Operator.agency_id == actor.agency, tables.Operator.login == actor.operator
    )
    known = session.first(wanted)
    if known is not None:
        return known
    if session.get(tables.Agency, actor.agency) is None:
        session.put(tables.Agency(id=actor.agency, name=None, registered_at=session.now()))
    row = tables.Operator(id=new_id(), agency_id=actor.agency, login=actor.operator, registered_at=session.now())
    return session.put(row).id
