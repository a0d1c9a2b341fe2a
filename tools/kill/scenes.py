"""Back ends to kill on, and a small dossier whose pages a reader replays."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from samples.dossiers import all_dossiers
from samples.make import write_dossier
from tests.servers import postgres, radosgw
from tools.kill.host import ROOT
from tools.kill.proof import DOSSIER, Scene, environment

DPI = 100
"""Enough for a proof that reads nothing twice: pages are small, recordings are made once."""


@dataclass(frozen=True, slots=True)
class Material:
    """The clean sample dossier's files, what Tesseract read on them, a station that has published them."""

    paths: tuple[Path, ...]
    recordings: Path
    published: Path


def prepare(work: Path) -> Material:
    folder, recordings, published = work / "dossier", work / "recordings", work / "published"
    write_dossier(all_dossiers(2026)[0], folder, seed=2026, dpi=DPI)
    paths = tuple(sorted(path for path in folder.iterdir() if path.suffix != ".json"))
    program = str(Path(sys.executable).with_name("sohoa"))
    env = {**os.environ, "SOHOA_READER": "record", "SOHOA_REPLAY": str(recordings), "OMP_THREAD_LIMIT": "1"}
    subprocess.run([program, "read", *map(str, paths), "--out", str(work / "read"), "--json"], env=env, check=True,
                   capture_output=True)  # fmt: skip
    published.mkdir()
    scene = Scene("sqlite + folder", _replay(recordings), paths, papers=len(paths))
    job = [sys.executable, "-m", "tools.kill.job", DOSSIER, *map(str, paths)]
    subprocess.run(job, cwd=ROOT, env=environment(scene, published), check=True, capture_output=True)
    return Material(paths, recordings, published)


def folder_scene(material: Material) -> Scene:
    """SQLite and a folder, both in a station's home."""
    settings = _replay(material.recordings)
    return Scene("sqlite + folder", settings, material.paths, len(material.paths), published=material.published)


@contextmanager
def server_scene(material: Material, *, database: str, s3: radosgw.S3Server) -> Iterator[Scene]:
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
        more = _replay(material.recordings)
        yield Scene("postgresql + s3", {**more, **settings}, material.paths, papers=len(material.paths))


def _replay(recordings: Path) -> dict[str, str]:
    return {"SOHOA_READER": "replay", "SOHOA_REPLAY": str(recordings), "SOHOA_WORKERS": "1"}
