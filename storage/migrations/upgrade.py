"""Bringing a database to the newest revision, safely when several processes start at once."""

from __future__ import annotations

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from models.errors import UsageError

FOLDER = Path(__file__).parent
_LOCK_KEY = 0x736F686F61  # "sohoa"; any number that no other program on the server uses
_one_at_a_time = threading.Lock()
"""Alembic keeps the migration that runs in module globals: threads of one process would run each other's."""


def upgrade(engine: Engine) -> None:
    """Runs the missing revisions in one transaction under a lock. Raises UsageError when the database is newer."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with _one_at_a_time, engine.begin() as connection:
        _lock(connection)
        _refuse_newer(connection, config)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _lock(connection: Connection) -> None:
    # SQLite: the transaction itself, begun IMMEDIATE, is the lock.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})


def _refuse_newer(connection: Connection, config: Config) -> None:
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        return
    try:
        ScriptDirectory.from_config(config).get_revision(current)
    except CommandError as error:
        raise UsageError(
            f"the records are at revision {current}, which this program does not know: update it"
        ) from error
