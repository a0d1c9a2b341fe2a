"""The database of records: opening, migrating, and transactions that survive conflicts and name their crash points."""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from models.agency import Actor
from models.clock import Clock, system_clock
from models.errors import Bug, Unreachable
from storage import crash_points
from storage.migrations.upgrade import upgrade
from storage.records.engines import READ_ONLY, open_engine
from storage.records.event_log import append_noted
from storage.records.failures import Failure, describe, kind_of
from storage.records.session import RecordsSession, operator_id

ATTEMPTS = 40
"""Tries of one transaction before a conflict counts as an error: each conflict means that another one got through."""
LONGEST_PAUSE_SECONDS = 0.25

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Database:
    """Where records are, and what time it is. Safe to share between threads, not between processes."""

    engine: Engine
    clock: Clock

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def upgrade(self) -> None:
        """Brings the tables to this program's revision; several processes may ask at once. Raises Unreachable."""
        with errors_translated():
            upgrade(self.engine)

    @contextmanager
    def reading(self) -> Iterator[RecordsSession]:
        """A session for reading alone: it writes nothing and, on SQLite, waits for no writer."""
        with (
            errors_translated(),
            RecordsSession(self.engine.execution_options(**{READ_ONLY: True}), self.clock) as session,
        ):
            yield session

    def describe(self) -> str:
        """Which server and database, for people: no password, no account."""
        url = self.engine.url
        if self.is_sqlite:
            return f"SQLite {url.database}"
        return f"PostgreSQL {url.host or ''}:{url.port or 5432}/{url.database or ''}"

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str, *, clock: Clock = system_clock) -> Database:
    """The database at an SQLAlchemy URL. Connects when first used. Raises UsageError for a URL of another kind."""
    return Database(open_engine(url), clock)


def run_transaction(db: Database, name: str, body: Callable[[RecordsSession], R]) -> R:
    """Runs ``body`` in one transaction, again when another transaction was first, and appends its events last.

    Reaches the crash points ``NAME.before_commit`` and ``NAME.after_commit``. Whatever ``body`` raises rolls back.
    """
    for attempt in range(ATTEMPTS):
        try:
            return _run_once(db, name, body)
        except DBAPIError as error:
            failure = kind_of(error)
            if failure is Failure.UNREACHABLE:
                raise Unreachable(f"records: {describe(error)}") from None
            if failure is Failure.BROKEN or attempt == ATTEMPTS - 1:
                raise Bug(f"records: {name}: {describe(error)}") from None
            ceiling = min(0.002 * 2**attempt, LONGEST_PAUSE_SECONDS)
            time.sleep(random.uniform(0, ceiling))  # noqa: S311  # spreads writers apart, guards nothing
    raise AssertionError("unreachable: the last attempt returns or raises")


def transactional(
    name: str,
) -> Callable[[Callable[Concatenate[RecordsSession, Actor, P], R]], Callable[Concatenate[Database, Actor, P], R]]:
    """Turns ``body(session, actor, …)`` into ``body(db, actor, …)``, run by ``run_transaction`` under ``name``.

    The actor's agency and operator are registered first, so that every row may point to them.
    """
    transaction_points(name)

    def decorate(
        body: Callable[Concatenate[RecordsSession, Actor, P], R],
    ) -> Callable[Concatenate[Database, Actor, P], R]:
        @functools.wraps(body)
        def run(db: Database, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            def with_actor(session: RecordsSession) -> R:
                operator_id(session, actor)
                return body(session, actor, *args, **kwargs)

            return run_transaction(db, name, with_actor)

        return run

    return decorate


def transaction_points(name: str) -> None:
    """Registers the two crash points of a transaction, so that a proof can list them before they are reached."""
    crash_points.register(f"{name}.before_commit")
    crash_points.register(f"{name}.after_commit")


@contextmanager
def errors_translated() -> Iterator[None]:
    """Turns the driver's errors into Unreachable or Bug, without the values that its messages quote."""
    try:
        yield
    except DBAPIError as error:
        if kind_of(error) is Failure.BROKEN:
            raise Bug(f"records: {describe(error)}") from None
        raise Unreachable(f"records: {describe(error)}") from None


def _run_once(db: Database, name: str, body: Callable[[RecordsSession], R]) -> R:
    with RecordsSession(db.engine, db.clock) as session:
        result = body(session)
        append_noted(session)
        crash_points.reach(f"{name}.before_commit")
        session.commit()
    crash_points.reach(f"{name}.after_commit")
    return result
