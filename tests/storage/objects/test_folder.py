"""What is particular to a folder: modes, what a damaged disk and an unwritable folder lead to."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from models.errors import IntegrityBroken, Unreachable
from storage.objects.folder import FolderStore
from tests.storage.objects.putting import DATA, digest, key_of, put

KEY = key_of(DATA)


def test_objects_are_read_only_and_alone(tmp_path: Path) -> None:
    put(FolderStore(tmp_path), DATA)
    path = tmp_path / KEY
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert path.stat().st_nlink == 1
    assert [*(tmp_path / ".tmp").iterdir()] == []


def test_papers_of_citizens_are_for_the_owner_alone(tmp_path: Path) -> None:
    """Unless an administrator made the folder with the rights he wants."""
    put(FolderStore(tmp_path / "made here"), DATA)
    assert stat.S_IMODE((tmp_path / "made here").stat().st_mode) == 0o700
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o2750)
    put(FolderStore(tmp_path / "shared"), DATA)
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o2750


def test_the_umask_is_heeded(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    before = os.umask(0o027)
    try:
        put(store, DATA)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / KEY).stat().st_mode) == 0o440


@pytest.mark.parametrize(
    "noted",
    [
        b"", b"{", b"null", b"{}", b'{"retention": null}', b'{"retention": ["soon", "GOVERNANCE"], "held": false}',
        b'{"retention": ["2030-01-01T00:00:00+00:00", "NONE"], "held": false}',
        b'{"retention": ["2030-01-01T00:00:00", "COMPLIANCE"], "held": false}', b"\xff",
    ],
)  # fmt: skip
def test_a_damaged_lock_is_not_taken_for_none(noted: bytes, tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    put(store, DATA)
    store.hold(KEY, on=True)
    [note] = [path for path in (tmp_path / ".locks").rglob("*") if path.is_file()]
    note.chmod(0o644)
    note.write_bytes(noted)
    for ask in (store.retention, store.purge):
        with pytest.raises(IntegrityBroken):
            ask(KEY)
    assert store.exists(KEY)


def test_a_ping_leaves_nothing(tmp_path: Path) -> None:
    FolderStore(tmp_path).ping()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_damage_is_found_when_the_same_bytes_come_again(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    put(store, DATA)
    (tmp_path / KEY).chmod(0o644)
    (tmp_path / KEY).write_bytes(DATA[:-1])
    with pytest.raises(IntegrityBroken, match="there already"):
        put(store, DATA)
    with pytest.raises(IntegrityBroken):
        store.fetch_to(KEY, tmp_path / "fetched", sha256=digest(DATA))
    assert not (tmp_path / "fetched").exists()


def test_a_refused_put_leaves_no_temporary_file(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    with pytest.raises(IntegrityBroken):
        store.put_bytes(KEY, b"other", sha256=digest(DATA), media_type="image/png")
    assert [*(tmp_path / ".tmp").iterdir()] == []


def test_a_folder_that_vanished_is_unreachable(tmp_path: Path) -> None:
    """As when a disk is unplugged; running as root, no right could be missing."""
    store = FolderStore(tmp_path / "store")
    shutil.rmtree(tmp_path / "store")
    with pytest.raises(Unreachable):
        store.ping()
    with pytest.raises(Unreachable):
        put(store, DATA)


def test_fetching_to_where_nothing_can_be_written_is_unreachable(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    put(store, DATA)
    with pytest.raises(Unreachable):
        store.fetch_to(KEY, tmp_path / "no folder" / "fetched", sha256=digest(DATA))


def test_an_object_whose_way_is_barred_is_not_there(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    put(store, DATA, key="A/x")
    assert store.stat("A/x/y") is None
    assert store.stat("A") is None
    with pytest.raises(Unreachable):
        put(store, DATA, key="A/x/y")
