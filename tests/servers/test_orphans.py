"""A test session that is killed leaves no server behind."""

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [pytest.mark.integration, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30.0

KILLED_SESSION = """
import os, signal
from tests.servers.postgres import postgres_server
from tests.servers.radosgw import s3_server
with postgres_server() as postgres, s3_server() as s3:
    print(postgres.socket_folder, s3.folder.parent, sep="\\n")
    print(postgres.pid, *(file.read_text().strip() for file in s3.folder.glob("*.pid")), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def is_alive(pid: int) -> bool:
    """A zombie that nobody has fetched yet does not count."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_servers_end_with_a_killed_session() -> None:
    command = [sys.executable, "-c", KILLED_SESSION]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    *folders, numbers = done.stdout.splitlines()
    pids = [int(word) for word in numbers.split()]
    assert len(pids) == 5
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (alive := [pid for pid in pids if is_alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.2)
    for folder in folders:  # what the killed session could not remove itself
        shutil.rmtree(folder, ignore_errors=True)
    assert alive == []
