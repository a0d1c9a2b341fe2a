"""The proofs pass on sound stores, leave nothing behind, and find the stores that break a promise."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from minio.commonconfig import COMPLIANCE
from minio.objectlockconfig import DAYS, ObjectLockConfig

from models.errors import NotPermitted
from storage.objects import conformance
from storage.objects.conformance import Proof, prove
from storage.objects.faulty import Around, LyingStore, TornStore
from storage.objects.memory import MemoryStore
from storage.objects.open import open_store
from storage.objects.store import Mode, ObjectStore, Stored
from tests.servers.radosgw import S3Server, connect, fresh_bucket
from tests.storage.objects.conftest import s3_store, settings_of

ALWAYS = ["ghi một lần", "nhiều nơi cùng ghi", "đối chiếu mã băm", "xóa hết các phiên bản"]
VERSIONS = ["giữ phiên bản cũ"]
LOCKS = ["khóa GOVERNANCE", "khóa COMPLIANCE", "lưu giữ pháp lý (legal hold)"]


@pytest.fixture(autouse=True)
def _short_locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("integration") is None:
        monkeypatch.setattr(conformance, "LOCK_SECONDS", 1)
        monkeypatch.setattr(conformance, "SETTLING_SECONDS", 0.0)


def failed(proofs: list[Proof]) -> list[str]:
    return [proof.name for proof in proofs if not proof.passed]


def _all_pass(store: ObjectStore, names: list[str]) -> None:
    proofs = prove(store, prefix="H01.2/doctor")
    assert [proof.name for proof in proofs] == names
    assert failed(proofs) == [], proofs
    assert all(proof.detail for proof in proofs)
    assert store.list_keys("") == []


def test_memory() -> None:
    _all_pass(MemoryStore(), ALWAYS + LOCKS)


def test_a_folder_is_asked_only_what_it_promises(tmp_path: Path) -> None:
    _all_pass(open_store("", s3=None, root=tmp_path), ALWAYS)


@pytest.mark.integration
def test_a_bucket_with_locks(s3_server: S3Server) -> None:
    _all_pass(s3_store(s3_server, locks=True), ALWAYS + VERSIONS + LOCKS)


@pytest.mark.integration
def test_a_bucket_that_locks_everything_is_refused_untouched(s3_server: S3Server) -> None:
    """A default of COMPLIANCE would keep what the other proofs write for as long as it says."""
    bucket = fresh_bucket(s3_server)
    connect(s3_server).set_object_lock_config(bucket, ObjectLockConfig(COMPLIANCE, 1, DAYS))
    store = open_store(f"s3://{bucket}", s3=settings_of(s3_server), root=Path())
    [proof] = prove(store, prefix="H01.2/doctor")
    assert not proof.passed
    assert "COMPLIANCE" in proof.detail
    assert store.list_keys("") == []


@pytest.mark.integration
def test_a_bucket_without_versions(s3_server: S3Server) -> None:
    _all_pass(s3_store(s3_server, locks=False), ALWAYS)


class _Overwriting(Around):
    """Lets everybody write over everything."""

    def put_bytes(self, key: str, data: bytes, *, sha256: str, media_type: str) -> Stored:
        self._inner.purge(key)
        return super().put_bytes(key, data, sha256=sha256, media_type=media_type)


class _Permissive(Around):
    """Takes locks and holds, shows them, and forgets them whenever something is to be deleted."""

    def delete_version(self, key: str, version: str, *, bypass_governance: bool = False) -> None:
        data = self._inner.read_bytes(key)
        assert data
        self._inner = MemoryStore()

    def purge(self, key: str) -> None:
        self._inner = MemoryStore()


class _Stretching(Around):
    """Notes another end than it was told."""

    def retain(self, key: str, *, until: datetime, mode: Mode) -> None:
        super().retain(key, until=until, mode="GOVERNANCE")


class _Clinging(Around):
    """Says that it purged."""

    def purge(self, key: str) -> None:
        """Does nothing."""


class _Shared(Around):
    """Keeps versions, and lets strangers in; ``forgets`` them when somebody writes over an object or deletes it."""

    def __init__(self, *, forgets: bool) -> None:
        super().__init__(MemoryStore())
        self._forgets = forgets
        self._lost = False

    def stranger(self) -> _Shared:
        return self

    def overwrite(self, key: str, data: bytes) -> None:
        self._lost = self._forgets and data != self.read_bytes(key)

    def delete(self, key: str) -> None:
        if not self._forgets:
            raise NotPermitted(key)

    def read(self, key: str, version: str) -> bytes:
        return self.read_bytes(key) if version in self.versions(key) else b""

    def default_retention(self) -> None:
        """None."""

    def versions(self, key: str) -> list[str]:
        return ["2"] if self._lost and super().versions(key) else super().versions(key)


def test_versions_that_strangers_leave_alone_are_kept() -> None:
    _all_pass(_Shared(forgets=False), ALWAYS + VERSIONS + LOCKS)


def test_a_version_lost_to_a_stranger_is_named() -> None:
    [proof] = [proof for proof in prove(_Shared(forgets=True), prefix="H01.2/doctor") if proof.name in VERSIONS]
    assert "mất khi bị ghi đè" in proof.detail


@pytest.mark.parametrize(
    ("store", "broken"),
    [
        (_Overwriting(MemoryStore()), {"ghi một lần", "nhiều nơi cùng ghi"}),
        (_Permissive(MemoryStore()), {*LOCKS}),
        (_Stretching(MemoryStore()), {"khóa COMPLIANCE"}),
        (_Clinging(MemoryStore()), {"xóa hết các phiên bản"}),
        (_Shared(forgets=True), {*VERSIONS}),
        (LyingStore(MemoryStore()), {"ghi một lần", "đối chiếu mã băm"}),
        (TornStore(MemoryStore()), {*ALWAYS}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_broken_promises_are_found(store: ObjectStore, broken: set[str]) -> None:
    proofs = prove(store, prefix="H01.2/doctor")
    assert broken <= {*failed(proofs)}
    assert all(proof.detail for proof in proofs)
