"""Retention and holds: what binds, for how long, and what a folder admits."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.errors import NotPermitted, UsageError
from storage.objects.folder import FolderStore
from storage.objects.locks import UNLOCKED
from storage.objects.memory import MemoryStore
from storage.objects.store import Mode, ObjectStore, Retention
from tests.servers.radosgw import S3Server
from tests.storage.objects.conftest import s3_store
from tests.storage.objects.putting import DATA, key_of, put

KEY = key_of(DATA)


def soon(seconds: float) -> datetime:
    """On a whole second: S3 knows no parts of them."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).replace(microsecond=0)


def test_governance_yields_only_to_a_bypass(locking_store: ObjectStore) -> None:
    put(locking_store, DATA)
    assert locking_store.retention(KEY) is None
    until = soon(3600)
    locking_store.retain(KEY, until=until, mode="GOVERNANCE")
    assert locking_store.retention(KEY) == Retention(until, "GOVERNANCE")
    [version] = locking_store.versions(KEY)
    with pytest.raises(NotPermitted):
        locking_store.delete_version(KEY, version)
    assert locking_store.read_bytes(KEY) == DATA
    locking_store.delete_version(KEY, version, bypass_governance=True)
    assert locking_store.versions(KEY) == []


def test_purging_passes_governance(locking_store: ObjectStore) -> None:
    put(locking_store, DATA)
    locking_store.retain(KEY, until=soon(3600), mode="GOVERNANCE")
    locking_store.purge(KEY)
    assert locking_store.versions(KEY) == []
    assert put(locking_store, DATA).created
    assert locking_store.retention(KEY) is None


def test_compliance_binds_everybody(locking_store: ObjectStore) -> None:
    put(locking_store, DATA)
    locking_store.retain(KEY, until=soon(3600), mode="COMPLIANCE")
    [version] = locking_store.versions(KEY)
    with pytest.raises(NotPermitted):
        locking_store.delete_version(KEY, version, bypass_governance=True)
    with pytest.raises(NotPermitted):
        locking_store.purge(KEY)
    with pytest.raises(NotPermitted):
        locking_store.retain(KEY, until=soon(60), mode="COMPLIANCE")
    with pytest.raises(NotPermitted):
        locking_store.retain(KEY, until=soon(7200), mode="GOVERNANCE")
    assert locking_store.read_bytes(KEY) == DATA


@pytest.mark.integration
def test_compliance_ends_at_its_end(s3_server: S3Server) -> None:
    store = s3_store(s3_server, locks=True)
    put(store, DATA)
    store.retain(KEY, until=soon(3), mode="COMPLIANCE")
    with pytest.raises(NotPermitted):
        store.purge(KEY)
    time.sleep(3.5)
    store.purge(KEY)
    assert store.versions(KEY) == []


def test_a_retention_may_be_prolonged_and_hardened(locking_store: ObjectStore) -> None:
    put(locking_store, DATA)
    locking_store.retain(KEY, until=soon(60), mode="GOVERNANCE")
    until = soon(120)
    locking_store.retain(KEY, until=until, mode="GOVERNANCE")
    assert locking_store.retention(KEY) == Retention(until, "GOVERNANCE")
    with pytest.raises(NotPermitted):
        locking_store.retain(KEY, until=soon(30), mode="GOVERNANCE")
    assert locking_store.retention(KEY) == Retention(until, "GOVERNANCE")


def test_a_hold_outranks_everything(locking_store: ObjectStore) -> None:
    put(locking_store, DATA)
    locking_store.hold(KEY, on=True)
    [version] = locking_store.versions(KEY)
    with pytest.raises(NotPermitted):
        locking_store.delete_version(KEY, version, bypass_governance=True)
    with pytest.raises(NotPermitted):
        locking_store.purge(KEY)
    locking_store.hold(KEY, on=False)
    locking_store.purge(KEY)
    assert locking_store.versions(KEY) == []


def test_a_moment_needs_its_time_zone(locking_store: ObjectStore) -> None:
    put(locking_store, DATA)
    with pytest.raises(UsageError, match="time zone"):
        locking_store.retain(KEY, until=datetime(2099, 1, 1), mode="GOVERNANCE")  # noqa: DTZ001


def test_a_folder_admits_that_it_cannot_bind_but_remembers(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    assert not store.enforces_retention
    put(store, DATA)
    until = soon(3600)
    store.retain(KEY, until=until, mode="COMPLIANCE")
    store.hold(KEY, on=True)
    again = FolderStore(tmp_path)
    assert again.retention(KEY) == Retention(until, "COMPLIANCE")
    with pytest.raises(NotPermitted, match="hold"):
        again.purge(KEY)
    again.hold(KEY, on=False)
    with pytest.raises(NotPermitted, match="COMPLIANCE"):
        again.purge(KEY)
    assert again.list_keys("") == [KEY]


def test_a_folder_forgets_the_lock_with_the_object(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    put(store, DATA)
    store.retain(KEY, until=soon(3600), mode="GOVERNANCE")
    store.purge(KEY)
    put(store, DATA)
    assert store.retention(KEY) is None


def test_memory_judges_by_its_own_clock() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    store = MemoryStore(now=lambda: moment)
    put(store, DATA)
    store.retain(KEY, until=moment + timedelta(days=1), mode="COMPLIANCE")
    with pytest.raises(NotPermitted):
        store.purge(KEY)
    moment += timedelta(days=1)
    store.purge(KEY)
    assert not store.exists(KEY)


@pytest.mark.parametrize(("first", "second"), [("GOVERNANCE", "COMPLIANCE"), ("COMPLIANCE", "COMPLIANCE")])
def test_an_expired_retention_binds_nothing(first: Mode, second: Mode) -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    lock = UNLOCKED.retained(until=now, mode=first, now=now - timedelta(days=1))
    lock.require_deletable(KEY, bypass_governance=False, now=now)
    assert lock.retained(until=now - timedelta(hours=1), mode=second, now=now).retention is not None


@pytest.mark.integration
def test_a_bucket_without_locks_says_so(s3_server: S3Server) -> None:
    store = s3_store(s3_server, locks=False)
    assert not store.enforces_retention
    put(store, DATA)
    with pytest.raises(UsageError, match="no object lock"):
        store.retain(KEY, until=soon(60), mode="GOVERNANCE")
    with pytest.raises(UsageError, match="no object lock"):
        store.hold(KEY, on=True)
    assert store.retention(KEY) is None
