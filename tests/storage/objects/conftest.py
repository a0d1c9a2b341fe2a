"""Every back end as one fixture, and a server that answers as it is told."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol

import pytest

from storage.objects.memory import MemoryStore
from storage.objects.open import S3Settings, open_store
from storage.objects.store import ObjectStore
from tests.servers.radosgw import S3Server, connect, fresh_bucket

S3_KINDS = ("s3 with locks", "s3 without versions")
KINDS = ("memory", "folder", *(pytest.param(kind, marks=pytest.mark.integration) for kind in S3_KINDS))


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    """An empty store of each kind; the S3 ones lie in a real server."""
    if request.param == "memory":
        return MemoryStore()
    if request.param == "folder":
        return open_store("", s3=None, root=tmp_path / "store")
    return s3_store(request.getfixturevalue("s3_server"), locks=request.param == S3_KINDS[0])


@pytest.fixture(params=("memory", pytest.param(S3_KINDS[0], marks=pytest.mark.integration)))
def locking_store(request: pytest.FixtureRequest) -> ObjectStore:
    """An empty store whose locks bind."""
    if request.param == "memory":
        return MemoryStore()
    return s3_store(request.getfixturevalue("s3_server"), locks=True)


def s3_store(server: S3Server, *, locks: bool) -> ObjectStore:
    bucket = fresh_bucket(server)
    if not locks:
        bucket += "-plain"
        connect(server).make_bucket(bucket)
    return open_store(f"s3://{bucket}", s3=settings_of(server), root=Path())


def settings_of(server: S3Server) -> S3Settings:
    return S3Settings(server.endpoint, server.access_key, server.secret_key, secure=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """``promised``: the length to announce when it is not the body's own; the connection then breaks off."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    promised: int | None = None


class Answering(Protocol):
    def __call__(self, answer: Answer, *, tls: ssl.SSLContext | None = None) -> AbstractContextManager[ObjectStore]: ...


@pytest.fixture
def answering() -> Answering:
    """``with answering(Answer(503)) as store``: an S3 store whose server gives this answer to everything."""
    return _answering


@contextmanager
def _answering(answer: Answer, *, tls: ssl.SSLContext | None = None) -> Iterator[ObjectStore]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) if answer.promised is None else answer.promised))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)
            self.close_connection = answer.promised is not None

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    try:
        settings = S3Settings(
            f"127.0.0.1:{server.server_port}", "key", "not a secret", secure=tls is not None, region="us-east-1"
        )
        yield open_store("s3://bucket", s3=settings, root=Path())
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
