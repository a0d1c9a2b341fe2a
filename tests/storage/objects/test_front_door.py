"""A store's faults, met where files come in: nothing is lost, nothing passes for stored that is not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from flows import upkeep
from flows.leasing import holding
from flows.receiving import Item, receive_file, retake
from flows.settings import Settings
from flows.wiring import Services, open_services
from models.errors import IntegrityBroken, Unreachable
from models.lifecycle import FileState
from storage.objects.faulty import FlakyStore, LyingStore, TornStore
from storage.objects.keys import original_key
from storage.objects.store import ObjectStore
from storage.records import dossiers, files
from storage.records.leases import Lease
from storage.records.rows import FileRow
from tests.storage.objects.putting import DATA, digest

DOSSIER = "H99-261123-0001"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A station with SQLite and a folder."""
    with open_services(Settings(home=tmp_path / "home", database_url="", store=""), operator="lan") as found:
        yield found


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(DATA)
    return path


@contextmanager
def working(services: Services) -> Iterator[tuple[str, Lease]]:
    row = dossiers.open_dossier(services.db, services.actor, DOSSIER, procedure=None, holder=None)
    with holding(services, row.id) as lease:
        yield row.id, lease


def on(services: Services, store: ObjectStore) -> Services:
    return replace(services, store=store)


def _rows(services: Services, dossier_id: str) -> list[FileRow]:
    return list(files.list_files(services.db, services.actor, dossier_id))


@pytest.mark.parametrize("after_writing", [False, True])
def test_an_answer_that_fails_once_costs_nothing(services: Services, scan: Path, after_writing: bool) -> None:
    """Whether the write came to nothing or only its answer was lost: one file, one object, whoever asks again."""
    flaky = on(services, FlakyStore(services.store, failures=1, after_writing=after_writing))
    with working(services) as (dossier_id, lease):
        with pytest.raises(Unreachable):
            receive_file(flaky, lease, dossier_id, Item(scan))
        [row] = _rows(services, dossier_id)
        assert row.state is FileState.RECEIVED
        assert retake(flaky, lease, row).state is FileState.STORED
        assert len(_rows(services, dossier_id)) == 1
    assert services.store.list_keys("") == [original_key(services.actor.agency, digest(DATA))]
    assert upkeep.audit_all(services, quick=False).findings == ()


def test_a_torn_write_is_never_a_stored_file_and_its_bytes_stay_in_the_spool(services: Services, scan: Path) -> None:
    torn = on(services, TornStore(services.store))
    with working(services) as (dossier_id, lease):
        with pytest.raises(IntegrityBroken):
            receive_file(torn, lease, dossier_id, Item(scan))
        [row] = _rows(services, dossier_id)
        assert row.state is FileState.RECEIVED
        with pytest.raises(IntegrityBroken):
            retake(services, lease, row)
        spooled = [path for path in services.settings.spool.iterdir() if path.is_file()]
        assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in spooled] == [digest(DATA)]
        services.store.purge(original_key(services.actor.agency, digest(DATA)))
        assert retake(services, lease, row).state is FileState.STORED


def test_rot_in_silence_is_found_by_the_audit(services: Services, scan: Path) -> None:
    lying = on(services, LyingStore(services.store))
    with working(services) as (dossier_id, lease):
        assert receive_file(lying, lease, dossier_id, Item(scan)).state is FileState.STORED
    [finding] = upkeep.audit_all(lying, quick=False).findings
    assert finding.code == "object_altered"
    assert upkeep.audit_all(lying, quick=True).findings == ()
