"""Engines of the two databases, set up so that a transaction is what the records take it for."""

from __future__ import annotations

import sqlite3

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from models.errors import UsageError

BUSY_SECONDS = 30.0
CONNECT_SECONDS = 10
READ_ONLY = "sohoa_read_only"
"""Execution option of transactions that only read: on SQLite they do not take the one write lock."""


def open_engine(url: str) -> Engine:
    """An engine for ``sqlite:///PATH`` or ``postgresql+psycopg://…``. Connects when first used. Raises UsageError."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UsageError("the database URL is not one that SQLAlchemy understands") from error
    if parsed.drivername == "postgresql+psycopg":
        return _postgres(parsed)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        return _sqlite(parsed)
    raise UsageError(f"records live in sqlite:///PATH or postgresql+psycopg://…, not in {parsed.drivername}")


def _postgres(url: URL) -> Engine:
    # Values never appear in errors or logs; a connection that died while idle is replaced before it is used.
    return create_engine(
        url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS}
    )


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver starts no transactions of its own: BEGIN is ours
    connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # a commit is on the disk when it returns
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE: a transaction that will write waits for its turn at its start, never fails in the middle.
    read_only = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
