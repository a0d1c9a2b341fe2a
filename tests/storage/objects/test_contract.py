"""One contract, every store: written once, checked by digest, found by key alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from models.errors import IntegrityBroken, NotFound, UsageError
from storage.objects.store import ObjectStore, Stored
from tests.storage.objects.putting import DATA, digest, key_of, put

KEY = key_of(DATA)
OTHER = b"other bytes"
RACERS = 8
Result = TypeVar("Result")


def test_what_is_put_is_read_back(store: ObjectStore) -> None:
    assert put(store, DATA) == Stored(created=True)
    with store.open(KEY) as stream:
        assert stream.read(15) == DATA[:15]
        assert stream.read() == DATA[15:]
        assert stream.read(1) == b""
    assert store.read_bytes(KEY) == DATA
    info = store.stat(KEY)
    assert info is not None
    assert (info.key, info.size) == (KEY, len(DATA))
    assert info.sha256 in {None, digest(DATA)}


def test_an_empty_object_is_an_object(store: ObjectStore, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert store.put_file(key_of(b""), tmp_path / "empty", sha256=digest(b""), media_type="text/plain").created
    assert store.read_bytes(key_of(b"")) == b""


def test_a_file_is_put_like_its_bytes(store: ObjectStore, tmp_path: Path) -> None:
    (tmp_path / "scan").write_bytes(DATA)
    assert store.put_file(KEY, tmp_path / "scan", sha256=digest(DATA), media_type="image/png").created
    assert not put(store, DATA).created
    assert store.read_bytes(KEY) == DATA


def test_equal_bytes_again_create_nothing(store: ObjectStore) -> None:
    put(store, DATA)
    before = store.versions(KEY)
    assert put(store, DATA) == Stored(created=False)
    assert store.versions(KEY) == before
    assert len(before) == 1


def test_other_bytes_are_refused(store: ObjectStore) -> None:
    put(store, DATA)
    with pytest.raises(IntegrityBroken):
        put(store, OTHER, key=KEY)
    assert store.read_bytes(KEY) == DATA
    assert len(store.versions(KEY)) == 1


def test_a_wrong_digest_leaves_nothing(store: ObjectStore, tmp_path: Path) -> None:
    (tmp_path / "scan").write_bytes(OTHER)
    with pytest.raises(IntegrityBroken):
        store.put_bytes(KEY, OTHER, sha256=digest(DATA), media_type="image/png")
    with pytest.raises(IntegrityBroken):
        store.put_file(KEY, tmp_path / "scan", sha256=digest(DATA), media_type="image/png")
    assert not store.exists(KEY)
    assert store.list_keys("") == []


def test_a_file_that_is_not_there_is_wrong_use(store: ObjectStore, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        store.put_file(KEY, tmp_path / "nothing", sha256=digest(DATA), media_type="image/png")


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.open(KEY),
        lambda store: store.read_bytes(KEY),
        lambda store: store.retention(KEY),
        lambda store: store.hold(KEY, on=True),
        lambda store: store.hold(KEY[:-1], on=True),
        lambda store: store.open(KEY.rpartition("/")[0]),
    ],
)
def test_what_is_not_there_is_not_found(store: ObjectStore, ask: Callable[[ObjectStore], object]) -> None:
    put(store, OTHER)
    with pytest.raises(NotFound):
        ask(store)
    assert store.stat(KEY) is None
    assert not store.exists(KEY)
    assert store.versions(KEY) == []


@pytest.mark.parametrize(
    "key", ["", "/a", "a/", "a//b", "../a", "a/../b", ".tmp/a", "a/.b", "a b", "a\n", "á", "a" * 600]
)
def test_what_is_no_key_is_refused_by_all(store: ObjectStore, key: str) -> None:
    for ask in (store.open, store.stat, store.versions, store.purge, store.retention):
        with pytest.raises(UsageError):
            ask(key)
    with pytest.raises(UsageError):
        put(store, DATA, key=key)


def test_fetching_is_whole_or_not_at_all(store: ObjectStore, tmp_path: Path) -> None:
    put(store, DATA)
    target = tmp_path / "fetched"
    store.fetch_to(KEY, target, sha256=digest(DATA))
    assert target.read_bytes() == DATA
    with pytest.raises(IntegrityBroken):
        store.fetch_to(KEY, target, sha256=digest(OTHER))
    with pytest.raises(NotFound):
        store.fetch_to(key_of(OTHER), tmp_path / "missing", sha256=digest(OTHER))
    assert target.read_bytes() == DATA
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["fetched"]


def test_purging_takes_every_version_and_may_be_repeated(store: ObjectStore) -> None:
    for _ in range(2):
        put(store, DATA)
        put(store, OTHER)
        store.purge(KEY)
        store.purge(KEY)
        assert store.versions(KEY) == []
        assert store.list_keys("") == [key_of(OTHER)]
    assert put(store, DATA).created
    store.delete_version(KEY, store.versions(KEY)[0])
    store.delete_version(KEY, "1")
    assert not store.exists(KEY)


def test_keys_are_listed_by_prefix(store: ObjectStore) -> None:
    for key in ("A/x/2", "A/x/1", "A/xy", "B/x"):
        put(store, DATA, key=key)
    assert store.list_keys("A/x") == ["A/x/1", "A/x/2", "A/xy"]
    assert store.list_keys("A/x/") == ["A/x/1", "A/x/2"]
    assert store.list_keys("C") == []


def test_a_longer_key_is_another_object(store: ObjectStore) -> None:
    put(store, DATA, key="A/x")
    put(store, OTHER, key="A/x.json")
    store.purge("A/x")
    assert store.read_bytes("A/x.json") == OTHER


def test_equal_bytes_from_many_writers_are_created_once(store: ObjectStore) -> None:
    assert [stored.created for stored in _race(lambda _: put(store, DATA))].count(True) == 1
    assert store.read_bytes(KEY) == DATA
    assert len(store.versions(KEY)) == 1


def test_of_many_writers_of_other_bytes_one_wins(store: ObjectStore) -> None:
    def write(number: int) -> int | None:
        try:
            return number if put(store, b"%d" % number * 100_000, key=KEY).created else None
        except IntegrityBroken:
            return None

    winners = [number for number in _race(write) if number is not None]
    assert len(winners) == 1
    assert store.read_bytes(KEY) == b"%d" % winners[0] * 100_000
    assert len(store.versions(KEY)) == 1


def test_it_answers_and_says_where_it_is(store: ObjectStore) -> None:
    store.ping()
    assert store.list_keys("") == []
    assert "secret" not in store.describe()


def _race(write: Callable[[int], Result]) -> list[Result]:
    start = threading.Barrier(RACERS)

    def run(number: int) -> Result:
        start.wait(timeout=30)
        return write(number)

    with ThreadPoolExecutor(RACERS) as pool:
        return list(pool.map(run, range(RACERS)))
