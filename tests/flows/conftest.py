"""Recordings made once a session, and stations on both back ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.radosgw import S3Server
from tools.kill.proof import Scene
from tools.kill.scenes import Material, folder_scene, prepare, server_scene


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """The clean sample dossier's files, what Tesseract read on them, a station that published them."""
    return prepare(tmp_path_factory.mktemp("recorded"))


@pytest.fixture(params=["folder", "servers"])
def scene(request: pytest.FixtureRequest, recorded: Material) -> Iterator[Scene]:
    """SQLite and a folder, then PostgreSQL and radosgw: the same test on both."""
    if request.param == "folder":
        yield folder_scene(recorded)
        return
    database: str = request.getfixturevalue("postgres_url")
    s3: S3Server = request.getfixturevalue("s3_server")
    with server_scene(recorded, database=database, s3=s3) as opened:
        yield opened
