"""A private PostgreSQL cluster on loopback for tests, and fresh databases in it.

    with postgres_server() as server, fresh_database(server.url) as url: ...

Durability is off (fsync, synchronous commit): the cluster dies with the test session. It does outlive `kill -9` of a
process under test, which is what the crash tests need, but not the process (more exactly: the thread) that started it.
"""

import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from tests.servers.missing import require_program
from tests.servers.ports import free_ports

ACCOUNT = "sohoa"
START_SECONDS = 60.0
STOP_SECONDS = 20.0

CONFIGURATION = """
listen_addresses = '127.0.0.1'
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = '64MB'
max_connections = 100
autovacuum = off
timezone = 'UTC'
log_timezone = 'UTC'
"""


class ServerNotStarted(RuntimeError):
    """The server's program ran, but did not answer in time; the message holds the end of its log."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """`url` is an SQLAlchemy address of the maintenance database, with password; `socket_folder` holds its socket."""

    url: str
    port: int
    pid: int
    socket_folder: Path


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A new cluster, ready to connect to, stopped and removed at the end. Raises ServerMissing, ServerNotStarted."""
    programs = _program_folder()
    folder = Path(tempfile.mkdtemp(prefix="sohoa-pg-"))
    try:
        owner = _owner(folder)
        port, password = free_ports(1)[0], secrets.token_hex(16)
        _initialise(programs, folder, password, owner)
        with (folder / "server.log").open("wb") as log:
            process = subprocess.Popen(
                [*owner, str(programs / "postgres"), "-D", str(folder / "data"), "-p", str(port), "-k", str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=folder,
                start_new_session=True,
            )
        try:
            url = URL.create("postgresql+psycopg", ACCOUNT, password, "127.0.0.1", port, "postgres")
            _wait_until_ready(url, process, folder / "server.log")
            yield PostgresServer(url.render_as_string(hide_password=False), port, process.pid, folder)
        finally:
            _stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """The address of a new, empty database in the cluster at `server_url`; dropped afterwards, open sessions ended."""
    name = f"t_{uuid.uuid4().hex}"
    server = make_url(server_url)
    with psycopg.connect(connection_string(server), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(connection_string(server), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def connection_string(url: URL) -> str:
    """An SQLAlchemy address as libpq writes it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _program_folder() -> Path:
    """Debian keeps the server's programs off PATH, one folder a version; the newest is taken."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: _version(path.parent.name))
    found = require_program("initdb", "postgresql", *reversed(installed))
    return Path(found).resolve().parent


def _version(name: str) -> int:
    digits = re.match(r"\d+", name)
    return int(digits.group()) if digits else 0


def _owner(folder: Path) -> list[str]:
    """The start of a command line that runs a program as the cluster's owner and ends it with this process.

    PostgreSQL refuses to run as root; as root it runs as `postgres`, who then owns `folder`.
    """
    setpriv = [require_program("setpriv", "util-linux"), "--pdeathsig", "INT"]
    if os.geteuid() != 0:
        return setpriv
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return [*setpriv, "--reuid", str(account.pw_uid), "--regid", str(account.pw_gid), "--clear-groups"]


def _initialise(programs: Path, folder: Path, password: str, owner: list[str]) -> None:
    secret = folder / "password"
    secret.write_text(password)
    shutil.chown(secret, folder.stat().st_uid, folder.stat().st_gid)
    command = [*owner, str(programs / "initdb"), "-D", str(folder / "data"), "-U", ACCOUNT, "--auth=scram-sha-256"]
    options = [f"--pwfile={secret}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
    done = subprocess.run([*command, *options], cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode != 0:
        raise ServerNotStarted(f"initdb ended with {done.returncode}: {done.stderr.strip()}")
    with (folder / "data" / "postgresql.conf").open("a") as configuration:
        configuration.write(CONFIGURATION)


def _wait_until_ready(url: URL, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(connection_string(url), connect_timeout=2).close()
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise ServerNotStarted(f"PostgreSQL does not answer: {log.read_text()[-2000:]}") from error
            time.sleep(0.05)
        else:
            return


def _stop(process: subprocess.Popen[bytes]) -> None:
    """SIGINT ends open sessions and shuts down; SIGQUIT, should that not suffice, at once (nothing here is kept)."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(STOP_SECONDS)
