"""Killed in the middle of a put: nothing or the whole object is left, and the next put completes it."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.crash_points import all_points
from storage.objects.folder import STALE_SECONDS
from storage.objects.open import S3Settings, open_store
from storage.objects.store import ObjectStore
from tests.servers.radosgw import S3Server, fresh_bucket
from tests.storage.objects.conftest import settings_of
from tests.storage.objects.putting import DATA, digest, key_of, put, put_and_die, put_forever

KEY = key_of(DATA)
FORK = multiprocessing.get_context("fork")


def test_the_points_are_known() -> None:
    assert {"put.before", "put.after_bytes", "put.after"} <= {*all_points()}


@pytest.mark.parametrize(("where", "there"), [("put.before", False), ("put.after_bytes", False), ("put.after", True)])
def test_a_folder(where: str, there: bool, tmp_path: Path) -> None:
    _kill_at(where, "", None, tmp_path)
    store = open_store("", s3=None, root=tmp_path)
    _check(store, there=there)
    assert len([*(tmp_path / ".tmp").iterdir()]) == (1 if where == "put.after_bytes" else 0)


@pytest.mark.integration
@pytest.mark.parametrize(("where", "there"), [("put.before", False), ("put.after_bytes", True), ("put.after", True)])
def test_a_bucket(where: str, there: bool, s3_server: S3Server) -> None:
    spec, settings = f"s3://{fresh_bucket(s3_server)}", settings_of(s3_server)
    _kill_at(where, spec, settings, Path())
    store = open_store(spec, s3=settings, root=Path())
    _check(store, there=there)
    assert len(store.versions(KEY)) == 1


def test_writers_killed_at_any_moment_leave_whole_objects_only(tmp_path: Path) -> None:
    chance = random.Random(1)
    for seed in range(6):
        process = FORK.Process(target=put_forever, args=(tmp_path, seed))
        process.start()
        time.sleep(0.1 + chance.random() * 0.2)
        process.kill()
        process.join(30)
        assert process.exitcode == -signal.SIGKILL
    store = open_store("", s3=None, root=tmp_path)
    keys = store.list_keys("")
    assert keys
    assert [key for key in keys if digest(store.read_bytes(key)) != key.rpartition("/")[2]] == []


def test_what_the_killed_left_is_swept_after_an_hour_and_not_before(tmp_path: Path) -> None:
    _kill_at("put.after_bytes", "", None, tmp_path)
    [left] = (tmp_path / ".tmp").iterdir()
    open_store("", s3=None, root=tmp_path)
    assert left.exists()
    old = time.time() - STALE_SECONDS - 60
    os.utime(left, (old, old))
    open_store("", s3=None, root=tmp_path)
    assert not left.exists()


def test_many_processes_write_the_same_objects(tmp_path: Path) -> None:
    """Two writers with one seed write the same keys at the same time."""
    processes = [FORK.Process(target=put_forever, args=(tmp_path, 7)) for _ in range(3)]
    for process in processes:
        process.start()
    time.sleep(0.8)
    for process in processes:
        assert process.is_alive(), "a writer failed"
        process.kill()
        process.join(30)
    store = open_store("", s3=None, root=tmp_path)
    assert [key for key in store.list_keys("") if digest(store.read_bytes(key)) != key.rpartition("/")[2]] == []


def _kill_at(where: str, spec: str, settings: S3Settings | None, root: Path) -> None:
    die: Callable[..., None] = put_and_die
    process = FORK.Process(target=die, args=(spec, settings, root, where))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def _check(store: ObjectStore, *, there: bool) -> None:
    """What is there is whole; another put completes what is not."""
    assert store.exists(KEY) == there
    assert store.list_keys("") == ([KEY] if there else [])
    if there:
        assert store.read_bytes(KEY) == DATA
    assert put(store, DATA).created is not there
    assert store.read_bytes(KEY) == DATA
