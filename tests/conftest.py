"""What all tests share: a quiet environment, servers (started once a session, when first asked for), the material."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.catalogue.loading import kinds
from tests.servers.postgres import fresh_database, postgres_server
from tests.servers.radosgw import S3Server, fresh_bucket
from tests.servers.radosgw import s3_server as start_s3_server

ROOT = Path(__file__).resolve().parents[1]
KEPT_SETTINGS = {"SOHOA_CORPUS"}


def pytest_configure() -> None:
    """No test depends on the settings of whoever runs it, and nothing reports home."""
    for name in [*os.environ]:
        if name == "PREFECT_API_URL" or (name.startswith("SOHOA_") and name not in KEPT_SETTINGS):
            del os.environ[name]
    os.environ["OMP_THREAD_LIMIT"] = "1"
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"


@pytest.fixture(scope="session", autouse=True)
def catalogue() -> None:
    """Read before any test's time is taken: the first one to need it would pay for all."""
    kinds()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address (postgresql+psycopg://) of a private PostgreSQL cluster's maintenance database."""
    with postgres_server() as server:
        yield server.url


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """The address of a new, empty PostgreSQL database, dropped after the test."""
    with fresh_database(postgres_url) as url:
        yield url


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """A private S3 server in memory."""
    with start_s3_server() as server:
        yield server


@pytest.fixture
def s3_bucket(s3_server: S3Server) -> str:
    """The name of a new bucket with versions and object lock."""
    return fresh_bucket(s3_server)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of open test material: SOHOA_CORPUS, or `shared/corpus` beside the repository."""
    folder = Path(os.environ.get("SOHOA_CORPUS") or ROOT.parent / "shared" / "corpus").resolve()
    if not folder.is_dir():
        pytest.skip(f"no test material at {folder}; SOHOA_CORPUS names its folder")
    return folder


@pytest.fixture(scope="session")
def samples_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample dossiers, made anew by the seeded script."""
    folder = tmp_path_factory.mktemp("samples")
    command = [sys.executable, "-m", "samples.make", "--out", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    if done.returncode != 0:
        pytest.fail(f"samples.make ended with {done.returncode}: {done.stderr[-2000:]}")
    return folder
