"""Every test of the records runs on SQLite, and again on PostgreSQL where a server may be started."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.records.database import Database, open_database
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


@pytest.fixture
def db(empty_url: str, migrated_sqlite: Path, clock: TurnedClock) -> Iterator[Database]:
    """A migrated database with a clock that tests turn."""
    opened = open_database(empty_url, clock=clock)
    if opened.is_sqlite:
        shutil.copy(migrated_sqlite, str(opened.engine.url.database))
    else:
        opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def scene(db: Database) -> Scene:
    return a_scene(db)
