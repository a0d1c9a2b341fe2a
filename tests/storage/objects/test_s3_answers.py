"""What servers answer, in our words: errors, broken connections, moments in nanoseconds, histories."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import NotFound, NotPermitted, SohoaError, Unreachable, UsageError
from storage.objects import s3
from storage.objects.open import S3Settings, open_store
from storage.objects.s3_answers import Version, retention_in, retention_xml, versions_in
from storage.objects.store import Mode, Retention
from tests.storage.objects.conftest import Answer, Answering
from tests.storage.objects.putting import DATA, digest, key_of, put

KEY = key_of(DATA)
XML = {"Content-Type": "application/xml"}


def said(status: int, code: str) -> Answer:
    return Answer(status, f"<Error><Code>{code}</Code><Message>m</Message></Error>".encode(), XML)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (said(403, "AccessDenied"), NotPermitted),
        (said(403, "SignatureDoesNotMatch"), NotPermitted),
        (said(403, "RequestTimeTooSkewed"), NotPermitted),
        (said(404, "NoSuchKey"), NotFound),
        (said(404, "NoSuchBucket"), NotFound),
        (said(400, "InvalidArgument"), UsageError),
        (said(409, "ConditionalRequestConflict"), Unreachable),
        (said(503, "SlowDown"), Unreachable),
        (said(500, "SomethingNew"), Unreachable),
        (said(501, "NotImplemented"), UsageError),
        (Answer(502, b"<html>Bad Gateway</html>", {"Content-Type": "text/html"}), Unreachable),
        (Answer(200, b"<html>Sign in</html>", {"Content-Type": "text/html"}), None),
        (Answer(404, b"not here", {"Content-Type": "text/plain"}), Unreachable),
    ],
)
def test_answers_become_our_errors(answering: Answering, answer: Answer, error: type[SohoaError] | None) -> None:
    with answering(answer) as store:
        if error is None:  # whatever else answers 200 is taken for the object: its digest tells
            assert store.read_bytes(KEY) == answer.body
            return
        with pytest.raises(error) as caught:
            store.read_bytes(KEY)
        assert type(caught.value) is error
        assert caught.value.retryable is (error is Unreachable)


@pytest.mark.parametrize(
    "answer", [said(501, "NotImplemented"), said(405, "MethodNotAllowed"), said(400, "InvalidRequest")]
)
def test_a_server_that_knows_no_locks_is_one_without_locks(answering: Answering, answer: Answer) -> None:
    with answering(answer) as store:
        assert not store.enforces_retention


def test_servers_messages_and_secrets_are_not_repeated(answering: Answering) -> None:
    with answering(said(403, "AccessDenied")) as store, pytest.raises(NotPermitted) as caught:
        store.ping()
    assert "not a secret" not in str(caught.value)


def test_a_connection_that_breaks_off_gives_no_short_object(answering: Answering, tmp_path: Path) -> None:
    with answering(Answer(200, DATA[:1000], promised=len(DATA))) as store:
        with pytest.raises(Unreachable):
            store.read_bytes(KEY)
        with pytest.raises(Unreachable):
            store.fetch_to(KEY, tmp_path / "fetched", sha256=digest(DATA))
    assert [*tmp_path.iterdir()] == []


def test_nobody_listening_is_unreachable_at_once() -> None:
    with socket.socket() as taken:  # bound and not listening: connections are refused
        taken.bind(("127.0.0.1", 0))
        settings = S3Settings(f"127.0.0.1:{taken.getsockname()[1]}", "key", "hush", secure=False)
        store = open_store("s3://bucket", s3=settings, root=Path())
        start = time.monotonic()
        for ask in (store.ping, lambda: put(store, DATA), lambda: store.read_bytes(KEY), lambda: store.purge(KEY)):
            with pytest.raises(Unreachable, match="NewConnectionError"):
                ask()
        with pytest.raises(Unreachable):
            assert store.enforces_retention
        assert time.monotonic() - start < 3


def test_a_server_that_never_answers_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3, "READ_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = S3Settings(f"127.0.0.1:{silent.getsockname()[1]}", "key", "hush", secure=False, region="us-east-1")
        store = open_store("s3://bucket", s3=settings, root=Path())
        start = time.monotonic()
        with pytest.raises(Unreachable):
            store.read_bytes(KEY)
        assert time.monotonic() - start < 5


def test_a_server_that_takes_no_connection_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """As behind a firewall that drops what it does not like: nothing is refused, nothing answers."""
    monkeypatch.setattr(s3, "CONNECT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as callers:
        for _ in range(3):
            caller = callers.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        settings = S3Settings(f"127.0.0.1:{full.getsockname()[1]}", "key", "hush", secure=False, region="us-east-1")
        start = time.monotonic()
        with pytest.raises(Unreachable, match="ConnectTimeoutError"):
            open_store("s3://bucket", s3=settings, root=Path()).ping()
        assert time.monotonic() - start < 3


def test_moments_in_nanoseconds_are_read() -> None:
    answer = (
        b'<?xml version="1.0" encoding="UTF-8"?><Retention xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        b"<Mode>COMPLIANCE</Mode><RetainUntilDate>2030-01-02T03:04:05.123456789Z</RetainUntilDate></Retention>"
    )
    assert retention_in(answer) == Retention(datetime(2030, 1, 2, 3, 4, 5, 123456, UTC), "COMPLIANCE")
    assert retention_in(b"<Retention/>") is None
    with pytest.raises(Unreachable):
        retention_in(b"<Mode>GOVERNANCE</Mode><RetainUntilDate>tomorrow</RetainUntilDate>")


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=st.timezones()),  # noqa: DTZ001
    st.sampled_from(["GOVERNANCE", "COMPLIANCE"]),
)
def test_a_retention_is_never_written_shorter(until: datetime, mode: Mode) -> None:
    read = retention_in(retention_xml(Retention(until, mode)))
    assert read is not None
    assert read.mode == mode
    assert timedelta(0) <= read.until - until < timedelta(seconds=1)


def test_a_history_keeps_its_order_and_leaves_other_keys_out() -> None:
    answer = (
        b"<ListVersionsResult><Version><Key>A/x</Key><VersionId>3</VersionId></Version>"
        b"<DeleteMarker><Key>A/x</Key><VersionId>2</VersionId><Owner><ID>o</ID></Owner></DeleteMarker>"
        b"<Version><Key>A/x</Key><VersionId></VersionId><Owner><ID>o</ID></Owner></Version>"
        b"<Version><Key>A/x.json</Key><VersionId>9</VersionId></Version></ListVersionsResult>"
    )
    expected = [Version("3", is_deletion=False), Version("2", is_deletion=True), Version("null", is_deletion=False)]
    assert versions_in(answer, "A/x") == expected
