"""From the setting to the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import Unreachable, UsageError
from storage.objects.folder import FolderStore
from storage.objects.open import S3Settings, open_store
from storage.objects.s3 import S3Store

S3 = S3Settings("127.0.0.1:9", "key", "hush", secure=False)


def test_nothing_said_is_a_folder(tmp_path: Path) -> None:
    store = open_store("", s3=S3, root=tmp_path / "a" / "b")
    assert isinstance(store, FolderStore)
    assert str(tmp_path / "a" / "b") in store.describe()


def test_a_folder_by_name(tmp_path: Path) -> None:
    assert str(tmp_path / "named") in open_store(f"file:{tmp_path / 'named'}", s3=None, root=tmp_path).describe()


def test_a_bucket() -> None:
    store = open_store("s3://papers", s3=S3, root=Path())
    assert isinstance(store, S3Store)
    assert store.describe() == "s3://papers tại http://127.0.0.1:9"


def test_no_secret_is_shown() -> None:
    assert "hush" not in repr(S3)


@pytest.mark.parametrize(
    "spec",
    [
        "file:",
        "s3://",
        "s3:",
        "s3://a/b",
        "ftp://a",
        "folder",
        "s3://a",
        "s3://192.168.1.1",
        "s3://Papers",
        "s3://tên-kho",
    ],
)
def test_other_words_are_refused(spec: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        open_store(spec, s3=S3, root=tmp_path)


def test_a_bucket_without_a_server_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="SOHOA_S3_ENDPOINT"):
        open_store("s3://papers", s3=None, root=tmp_path)


def test_an_endpoint_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="endpoint"):
        open_store("s3://papers", s3=S3Settings("http://no/way", "key", "hush"), root=tmp_path)


def test_a_folder_that_cannot_be_is_unreachable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unreachable):
        open_store("", s3=None, root=tmp_path / "file")
