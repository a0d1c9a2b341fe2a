"""Back ends to kill on, and a small dossier whose pages a reader replays."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samples.dossiers import all_dossiers
from samples.make import write_dossier
from tests.servers import postgres, radosgw
from tools.kill.proof import Scene

DPI = 100
"""Enough for a proof that reads nothing twice: pages are small, recordings are made once."""


def prepare(work: Path) -> tuple[tuple[Path, ...], Path]:
    """The clean sample dossier's files, and recordings of what Tesseract reads on them."""
    folder, recordings = work / "dossier", work / "recordings"
    write_dossier(all_dossiers(2026)[0], folder, seed=2026, dpi=DPI)
    paths = tuple(sorted(path for path in folder.iterdir() if path.suffix != ".json"))
    program = str(Path(sys.executable).with_name("sohoa"))
    env = {**os.environ, "SOHOA_READER": "record", "SOHOA_REPLAY": str(recordings), "OMP_THREAD_LIMIT": "1"}
    subprocess.run([program, "read", *map(str, paths), "--out", str(work / "read"), "--json"], env=env, check=True,
                   capture_output=True)  # fmt: skip
    return paths, recordings


def folder_scene(paths: tuple[Path, ...], recordings: Path) -> Scene:
    return Scene("sqlite + folder", _replay(recordings), paths, papers=len(paths))


@contextmanager
def server_scene(paths: tuple[Path, ...], recordings: Path, *, database: str, s3: radosgw.S3Server) -> Iterator[Scene]:
    """A fresh database and bucket on running servers; both outlive every kill."""
    with postgres.fresh_database(database) as url:
        settings = {
            "SOHOA_DATABASE_URL": url,
            "SOHOA_STORE": f"s3://{radosgw.fresh_bucket(s3)}",
            "SOHOA_S3_ENDPOINT": s3.endpoint,
            "SOHOA_S3_ACCESS_KEY": s3.access_key,
            "SOHOA_S3_SECRET_KEY": s3.secret_key,
            "SOHOA_S3_SECURE": "false",
            "SOHOA_RETENTION_DAYS": "1",
        }
        yield Scene("postgresql + s3", {**_replay(recordings), **settings}, paths, papers=len(paths))


def _replay(recordings: Path) -> dict[str, str]:
    return {"SOHOA_READER": "replay", "SOHOA_REPLAY": str(recordings), "SOHOA_WORKERS": "1"}
