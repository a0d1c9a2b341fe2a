"""Migrations: they make what the tables say, on both databases, and several processes may start at once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from models.errors import Unreachable, UsageError
from storage.migrations.upgrade import FOLDER
from storage.records.database import open_database
from storage.records.tables import Base


def test_migrations_make_what_the_tables_say(empty_url: str) -> None:
    db = open_database(empty_url)
    db.upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
    db.close()


def test_upgrading_again_changes_nothing(empty_url: str) -> None:
    db = open_database(empty_url)
    db.upgrade()
    with db.engine.connect() as connection:
        before = sorted(inspect(connection).get_table_names())
    db.upgrade()
    with db.engine.connect() as connection:
        assert sorted(inspect(connection).get_table_names()) == before
    db.close()


def test_many_may_upgrade_at_once(empty_url: str) -> None:
    assert failures_of([empty_url] * 4) == []


def test_many_databases_may_be_upgraded_at_once(tmp_path: Path) -> None:
    """No lock of a database keeps these apart, and Alembic is not made for threads."""
    assert failures_of([f"sqlite:///{tmp_path / str(number)}.sqlite" for number in range(8)]) == []


def failures_of(urls: list[str]) -> list[BaseException]:
    """What went wrong when each of these was upgraded by a thread of its own."""
    failures: list[BaseException] = []

    def start(url: str) -> None:
        db = open_database(url)
        try:
            db.upgrade()
        except BaseException as error:  # noqa: BLE001  # handed to the assertion
            failures.append(error)
        finally:
            db.close()

    threads = [threading.Thread(target=start, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_database_of_a_newer_program_is_left_alone(empty_url: str) -> None:
    db = open_database(empty_url)
    db.upgrade()
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999_future'"))
    with pytest.raises(UsageError, match="r9999_future"):
        db.upgrade()
    db.close()


def test_revisions_form_one_line() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    script = ScriptDirectory.from_config(config)
    assert len(script.get_heads()) == 1
    assert [revision.revision for revision in script.walk_revisions()][-1] == "r0001_actors"


def test_nobody_answers() -> None:
    db = open_database("postgresql+psycopg://nobody:secret@127.0.0.1:1/none")
    with pytest.raises(Unreachable) as caught:
        db.upgrade()
    assert "secret" not in str(caught.value)
    assert caught.value.retryable
    assert "secret" not in db.describe()
    db.close()


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    db = open_database(f"sqlite:///{tmp_path / 'absent' / 'records.sqlite'}")
    with pytest.raises(Unreachable):
        db.upgrade()
    db.close()


@pytest.mark.parametrize("url", ["", "sqlite://", "sqlite:///:memory:", "mysql://x/y", "no url", "postgresql://x/y"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(UsageError):
        open_database(url)
