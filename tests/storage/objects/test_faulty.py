"""The faults are what they say; the contract notices each."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import IntegrityBroken, Unreachable
from storage.objects.faulty import FlakyStore, LyingStore, TornStore
from storage.objects.memory import MemoryStore
from tests.storage.objects.putting import DATA, digest, key_of, put

KEY = key_of(DATA)


def test_a_torn_write_is_found_and_stays_found() -> None:
    inner = MemoryStore()
    for _ in range(2):
        with pytest.raises(IntegrityBroken):
            put(TornStore(inner), DATA)
    with pytest.raises(IntegrityBroken):
        put(inner, DATA)
    inner.purge(KEY)
    assert put(inner, DATA).created


def test_a_flaky_store_recovers(tmp_path: Path) -> None:
    (tmp_path / "scan").write_bytes(DATA)
    inner = MemoryStore()
    store = FlakyStore(inner, failures=2)
    for _ in range(2):
        with pytest.raises(Unreachable):
            store.put_file(KEY, tmp_path / "scan", sha256=digest(DATA), media_type="image/png")
        assert not inner.exists(KEY)
    assert put(store, DATA).created


def test_an_answer_lost_after_writing_is_no_second_object() -> None:
    inner = MemoryStore()
    store = FlakyStore(inner, failures=1, after_writing=True)
    with pytest.raises(Unreachable):
        put(store, DATA)
    assert inner.exists(KEY)
    assert not put(store, DATA).created


@pytest.mark.parametrize("data", [DATA, b""])
def test_silent_damage_is_found_by_fetching(data: bytes, tmp_path: Path) -> None:
    store = LyingStore(MemoryStore())
    assert put(store, data).created
    assert store.exists(key_of(data))
    with pytest.raises(IntegrityBroken):
        store.fetch_to(key_of(data), tmp_path / "fetched", sha256=digest(data))
    assert not (tmp_path / "fetched").exists()
