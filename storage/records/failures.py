"""What a database error means: try again, does not answer, or a bug. Never repeats what the driver says in full.

PostgreSQL's messages quote the conflicting values, which may be a citizen's number.
"""

from __future__ import annotations

import sqlite3
from enum import Enum, auto

import psycopg
from sqlalchemy.exc import DBAPIError

_PG_CONFLICTS = frozenset({"23505", "40001", "40P01"})  # unique violation, serialization failure, deadlock
_SQLITE_CONFLICTS = frozenset({sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY})
_SQLITE_UNREACHABLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
    }
)
_PG_UNREACHABLE = ("08", "53", "57P", "58")  # connection, resources, shut down by an operator, system


class Failure(Enum):
    CONFLICT = auto()  # another transaction was first: run again
    UNREACHABLE = auto()
    BROKEN = auto()  # the statement itself is wrong: ours to mend


def kind_of(error: DBAPIError) -> Failure:
    """Which of the three it is, by the driver's own code."""
    origin = error.orig
    if isinstance(origin, sqlite3.Error):
        return _kind_of_sqlite(origin)
    if isinstance(origin, psycopg.Error):
        state = origin.sqlstate
        if state in _PG_CONFLICTS:
            return Failure.CONFLICT
        lost = state is None and isinstance(origin, psycopg.OperationalError)
        if lost or error.connection_invalidated or (state is not None and state.startswith(_PG_UNREACHABLE)):
            return Failure.UNREACHABLE
    return Failure.BROKEN


def _kind_of_sqlite(origin: sqlite3.Error) -> Failure:
    code = getattr(origin, "sqlite_errorcode", None)
    if code is None:
        return Failure.BROKEN
    if code in _SQLITE_CONFLICTS:
        return Failure.CONFLICT
    # Extended codes carry the plain one in their low byte.
    return Failure.UNREACHABLE if code & 0xFF in _SQLITE_UNREACHABLE else Failure.BROKEN


def describe(error: DBAPIError) -> str:
    """The driver's class and code, without its message."""
    origin = error.orig
    code = getattr(origin, "sqlstate", None) or getattr(origin, "sqlite_errorname", None) or "no code"
    return f"{type(origin).__name__} ({code})"
