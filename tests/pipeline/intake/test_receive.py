"""Receiving: regular files whole and digested, everything else refused with a verdict."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import InputRefused, NotFound
from models.verdict import Verdict
from pipeline.intake.probe import probe
from pipeline.intake.receive import receive
from pipeline.intake.stability import is_stable, look
from pipeline.source.limits import Limits

LIMITS = Limits(max_bytes=10_000)


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    folder = tmp_path / "spool"
    folder.mkdir()
    return folder


def _refusal(path: Path, spool: Path) -> Verdict:
    with pytest.raises(InputRefused) as refused:
        receive(path, spool, limits=LIMITS)
    assert list(spool.iterdir()) == []
    return refused.value.verdict


def test_a_file_arrives_byte_for_byte_under_its_digest(tmp_path: Path, spool: Path) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(b"%PDF-1.7 some bytes")
    received = receive(source, spool, limits=LIMITS)
    assert received.path.read_bytes() == source.read_bytes()
    assert received.sha256 == received.path.name == hashlib.sha256(source.read_bytes()).hexdigest()
    assert receive(source, spool, limits=LIMITS) == received


def test_links_pipes_and_folders_are_refused(tmp_path: Path, spool: Path) -> None:
    (tmp_path / "real").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "dangling", "pipe", "spool"):
        assert _refusal(tmp_path / name, spool) is Verdict.NOT_REGULAR_FILE


def test_empty_and_oversized_files_are_refused(tmp_path: Path, spool: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "large").write_bytes(b"x" * 10_001)
    assert _refusal(tmp_path / "empty", spool) is Verdict.EMPTY
    assert _refusal(tmp_path / "large", spool) is Verdict.TOO_MANY_BYTES


def test_a_missing_file_is_no_refusal(tmp_path: Path, spool: Path) -> None:
    with pytest.raises(NotFound):
        receive(tmp_path / "nothing", spool, limits=LIMITS)


def test_a_growing_file_is_not_stable(tmp_path: Path) -> None:
    path = tmp_path / "growing"
    path.write_bytes(b"1")
    before = look(path)
    assert is_stable(look(path), before)
    path.write_bytes(b"12")
    assert not is_stable(look(path), before)
    path.unlink()
    assert not is_stable(look(path), before)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    data=st.binary(min_size=1, max_size=300),
    head=st.sampled_from([b"", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\x00"]),
)
def test_any_bytes_end_in_a_verdict_or_a_page_count(tmp_path: Path, data: bytes, head: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(head + data)
    with suppress(InputRefused):  # the only way to say no
        assert probe(path, Limits(), ".pdf").page_count >= 1
