"""A private S3 server (Ceph's gateway, started by tools/radosgw) on loopback for tests, and fresh buckets in it.

with s3_server() as server: fresh_bucket(server)
"""

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import urllib3
from minio import Minio

from tests.servers.missing import ServerMissing
from tests.servers.ports import free_ports

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "radosgw"
START_SECONDS = 150.0
PROGRAM_MISSING = 5


class GatewayNotStarted(RuntimeError):
    """The servers' programs ran, but the gateway does not answer; the message holds the end of their log."""


@dataclass(frozen=True, slots=True)
class S3Server:
    """`endpoint` is host:port, spoken to in plain HTTP; `folder` holds the servers' logs and pid files."""

    endpoint: str
    access_key: str
    secret_key: str
    folder: Path


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """A new, empty S3 server in memory, stopped at the end. Raises ServerMissing, GatewayNotStarted.

    Should this process be killed, the servers stop within seconds by themselves.
    """
    parent = Path(tempfile.mkdtemp(prefix="sohoa-s3-"))
    folder = parent / "ceph"
    environment = {**os.environ, "RADOSGW_DIR": str(folder), "RADOSGW_OWNER": str(os.getpid())}
    try:
        shell_words = _start(environment)
        yield S3Server(shell_words["S3_ENDPOINT"], shell_words["S3_ACCESS_KEY"], shell_words["S3_SECRET_KEY"], folder)
    finally:
        subprocess.run([SCRIPT, "stop"], env=environment, stdin=subprocess.DEVNULL, timeout=60, check=True)
        shutil.rmtree(parent, ignore_errors=True)


def connect(server: S3Server) -> Minio:
    """A client with short time limits (the SDK's own are five minutes)."""
    pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=5, read=30), retries=urllib3.Retry(total=1))
    return Minio(
        server.endpoint,
        access_key=server.access_key,
        secret_key=server.secret_key,
        secure=False,
        region="us-east-1",
        http_client=pool,
    )


def fresh_bucket(server: S3Server) -> str:
    """The name of a new bucket with versions and object lock, which goes with the server (locks bar its removal)."""
    name = f"t-{uuid.uuid4().hex}"
    connect(server).make_bucket(name, object_lock=True)
    return name


def _start(environment: dict[str, str]) -> dict[str, str]:
    command = [str(SCRIPT), "start", *map(str, free_ports(3))]
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        start_new_session=True,
        check=False,
    )
    if done.returncode == PROGRAM_MISSING:
        raise ServerMissing("radosgw", "ceph-mon ceph-mgr ceph-osd radosgw ceph-common uuid-runtime")
    if done.returncode != 0:
        raise GatewayNotStarted(done.stderr.strip())
    return dict(word.split("=", 1) for word in done.stdout.split())
