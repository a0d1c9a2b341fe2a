"""Every test of the records runs on SQLite, and again on PostgreSQL where a server may be started."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.records.database import Database, open_database
from storage.records.tables import Base
from tests.servers.postgres import fresh_database
from tests.storage.records.scene import Scene, TurnedClock, a_scene

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.integration)]


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A migrated SQLite database, emptied before each test: a new engine would compile every statement anew."""
    opened = open_database(f"sqlite:///{tmp_path_factory.mktemp('migrated') / 'records.sqlite'}")
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.sqlite'}"
    return str(request.getfixturevalue("postgres_database"))


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> Iterator[Database]:
    """A migrated PostgreSQL database, emptied before each test: migrating anew takes ten times as long."""
    with fresh_database(postgres_url) as url:
        opened = open_database(url)
        opened.upgrade()
        yield opened
        opened.close()


@pytest.fixture(params=BOTH)
def db(request: pytest.FixtureRequest, clock: TurnedClock) -> Database:
    """A migrated, empty database with a clock that tests turn."""
    migrated: Database = request.getfixturevalue(
        "migrated_sqlite" if request.param == "sqlite" else "migrated_postgres"
    )
    with migrated.engine.begin() as connection:
        if migrated.is_sqlite:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
        else:
            connection.execute(text(f"TRUNCATE {', '.join(sorted(Base.metadata.tables))} CASCADE"))
    return Database(migrated.engine, clock)


@pytest.fixture
def scene(db: Database) -> Scene:
    return a_scene(db)
