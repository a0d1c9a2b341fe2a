"""What only a server can show: both kinds of bucket, locks that bind, errors of the network."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import IntegrityBroken, NotFound, NotPermitted
from storage.objects.open import S3Settings, open_store
from storage.objects.s3 import S3Store
from tests.servers.radosgw import S3Server, connect
from tests.storage.objects.conftest import settings_of
from tests.storage.objects.putting import DATA, digest, key_of, put

pytestmark = pytest.mark.integration
KEY = key_of(DATA)


@pytest.fixture
def store(s3_server: S3Server, s3_bucket: str) -> S3Store:
    found = open_store(f"s3://{s3_bucket}", s3=settings_of(s3_server), root=Path())
    assert isinstance(found, S3Store)
    return found


def test_digest_and_media_type_stand_beside_the_bytes(store: S3Store, s3_server: S3Server, s3_bucket: str) -> None:
    put(store, DATA)
    info = store.stat(KEY)
    assert info is not None
    assert info.sha256 == digest(DATA)
    assert connect(s3_server).stat_object(s3_bucket, KEY).content_type == "image/png"


def test_what_somebody_deleted_can_be_put_again(store: S3Store, s3_server: S3Server, s3_bucket: str) -> None:
    """A deletion without a version leaves a mark and the old bytes under it."""
    put(store, DATA)
    connect(s3_server).remove_object(s3_bucket, KEY)
    assert not store.exists(KEY)
    assert put(store, DATA).created
    assert store.read_bytes(KEY) == DATA
    assert len(store.versions(KEY)) == 2
    store.purge(KEY)
    assert store.versions(KEY) == []
    assert not [*connect(s3_server).list_objects(s3_bucket, KEY, include_version=True)]


def test_a_second_version_made_at_the_same_moment_is_withdrawn(store: S3Store) -> None:
    """Ceph 16 heeds If-None-Match only where a bucket keeps no versions: whoever comes second takes his own back."""
    put(store, DATA)
    first = store.versions(KEY)
    created, version = store._create(KEY, DATA, digest(DATA), "image/png")
    assert (created, [version]) == (False, first)
    assert store.versions(KEY) == first


def test_other_bytes_put_past_us_are_noticed(
    store: S3Store, s3_server: S3Server, s3_bucket: str, tmp_path: Path
) -> None:
    put(store, DATA)
    (tmp_path / "other").write_bytes(b"other")
    connect(s3_server).fput_object(s3_bucket, KEY, str(tmp_path / "other"))
    with pytest.raises(IntegrityBroken):
        put(store, DATA)
    with pytest.raises(IntegrityBroken):
        store.fetch_to(KEY, tmp_path / "fetched", sha256=digest(DATA))


def test_a_wrong_secret_is_not_permitted(s3_server: S3Server, s3_bucket: str) -> None:
    settings = S3Settings(s3_server.endpoint, s3_server.access_key, "wrong", secure=False)
    store = open_store(f"s3://{s3_bucket}", s3=settings, root=Path())
    with pytest.raises(NotPermitted):
        store.ping()
    with pytest.raises(NotPermitted):
        store.stat(KEY)


def test_a_bucket_that_is_not_there_is_not_an_empty_one(s3_server: S3Server) -> None:
    store = open_store("s3://nowhere", s3=settings_of(s3_server), root=Path())
    for ask in (store.ping, lambda: store.stat(KEY), lambda: store.purge(KEY), lambda: put(store, DATA)):
        with pytest.raises(NotFound):
            ask()


def test_a_large_file_is_sent_as_it_lies(store: S3Store, tmp_path: Path) -> None:
    data = bytes(range(256)) * 120_000
    (tmp_path / "scan").write_bytes(data)
    assert store.put_file(key_of(data), tmp_path / "scan", sha256=digest(data), media_type="application/pdf").created
    store.fetch_to(key_of(data), tmp_path / "fetched", sha256=digest(data))
    assert (tmp_path / "fetched").read_bytes() == data
