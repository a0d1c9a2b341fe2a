"""Every test of the records runs on SQLite, and again on PostgreSQL where a server may be started."""

from __future__ import annotations

import shutil
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
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy: the migrations themselves are tested in test_migrations."""
    path = tmp_path_factory.mktemp("migrated") / "records.sqlite"
    db = open_database(f"sqlite:///{path}")
    db.upgrade()
    db.close()
    return path


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
def db(request: pytest.FixtureRequest, tmp_path: Path, clock: TurnedClock) -> Iterator[Database]:
    """A migrated, empty database with a clock that tests turn."""
    if request.param == "sqlite":
        path = tmp_path / "records.sqlite"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        opened = open_database(f"sqlite:///{path}", clock=clock)
        yield opened
        opened.close()
    else:
        migrated: Database = request.getfixturevalue("migrated_postgres")
        with migrated.engine.begin() as connection:
            tables = ", ".join(sorted(Base.metadata.tables))
            connection.execute(text(f"TRUNCATE {tables} CASCADE"))
        yield Database(migrated.engine, clock)


@pytest.fixture
def scene(db: Database) -> Scene:
    return a_scene(db)
