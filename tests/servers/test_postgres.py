"""The PostgreSQL that the integration tests use is real, private, and gives each test a database of its own."""

import os

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests.servers.postgres import connection_string, fresh_database, postgres_server

pytestmark = pytest.mark.integration


def test_database_is_empty_utf8_and_utc(postgres_database: str) -> None:
    engine = create_engine(postgres_database)
    with engine.begin() as connection:
        assert connection.scalar(text("show server_encoding")) == "UTF8"
        assert connection.scalar(text("show timezone")) == "UTC"
        assert connection.scalar(text("select count(*) from pg_tables where schemaname = 'public'")) == 0
        connection.execute(text("create table names (name text)"))
        connection.execute(text("insert into names values (:name)"), {"name": "Nguyễn Văn Đạt"})
        assert connection.scalar(text("select lower(name) from names")) == "nguyễn văn đạt"
    engine.dispose()


def test_databases_share_nothing_and_are_dropped(postgres_url: str) -> None:
    with fresh_database(postgres_url) as first, fresh_database(postgres_url) as second:
        with psycopg.connect(connection_string(make_url(first))) as connection:
            connection.execute("create table only_here (n int)")
        with psycopg.connect(connection_string(make_url(second))) as connection:
            found = connection.execute("select to_regclass('only_here')").fetchone()
        assert found == (None,)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(connection_string(make_url(first)))


def test_a_database_with_an_open_session_is_dropped(postgres_url: str) -> None:
    with fresh_database(postgres_url) as url:
        forgotten = psycopg.connect(connection_string(make_url(url)))
    with pytest.raises(psycopg.OperationalError):
        forgotten.execute("select 1")
    forgotten.close()


def test_nobody_enters_without_the_password(postgres_url: str) -> None:
    stranger = make_url(postgres_url).set(password="wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(connection_string(stranger))


def test_server_ends_and_leaves_nothing() -> None:
    with postgres_server() as server:
        assert server.socket_folder.is_dir()
        os.kill(server.pid, 0)
    assert not server.socket_folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)
