"""The flow ``watch-station``: files that a scanner drops into the hot folder are digitised.

``HOT/<dossier code>/FILE``: taken in once it is stable, moved to ``HOT/.done/`` once the records hold it. An unknown
code goes to ``HOT/.unassigned/``; what is no regular file, or too large, stays where it is and is recorded.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from pathlib import Path

from prefect import flow

from flows.digitise import digitise
from flows.settings import MACHINE, Settings
from flows.wiring import open_services
from models.codes import parse_dossier_code
from models.errors import UsageError
from models.lifecycle import FileState
from pipeline.intake.stability import Look, is_stable, look
from storage.records import dossiers, files

log = logging.getLogger(__name__)

DONE, UNASSIGNED = ".done", ".unassigned"


@dataclass(frozen=True, slots=True)
class Seen:
    """The stable files of one look, by dossier, and those whose folder names no dossier."""

    ready: dict[str, list[Path]]
    unassigned: list[Path]


@flow(name="watch-station", persist_result=False)
def watch_station() -> dict[str, int]:
    """One look into the hot folder: everything stable is digitised. Scheduled every minute."""
    return watch_once(Settings())


def watch_once(settings: Settings) -> dict[str, int]:
    """Two looks, then the work; returns how many files were digitised, set aside, left."""
    hot = settings.hot_folder
    hot.mkdir(parents=True, exist_ok=True)
    seen = look_twice(hot, seconds=settings.stable_seconds)
    for path in seen.unassigned:
        _move(path, hot / UNASSIGNED)
        log.warning("hot folder: a file of an unknown dossier was set aside")
    moved = left = 0
    for code, paths in seen.ready.items():
        items = [{"path": str(path.absolute()), "role": "component", "component": None} for path in paths]
        asyncio.run(digitise(code, items, operator=MACHINE))
        done = _safe(settings, code, paths)
        for path in done:
            _move(path, hot / DONE / code)
        moved += len(done)
        left += len(paths) - len(done)
    return {"digitised": moved, "unassigned": len(seen.unassigned), "left": left}


def look_twice(hot: Path, *, seconds: float) -> Seen:
    """Files that had the same size and time in two looks."""
    before = _looks(hot)
    time.sleep(seconds)
    ready: dict[str, list[Path]] = {}
    unassigned: list[Path] = []
    for path, now in sorted(_looks(hot).items()):
        earlier = before.get(path)
        if earlier is None or not is_stable(now, earlier):
            continue
        code = path.parent.name
        if path.parent == hot or not _known(code):
            unassigned.append(path)
        else:
            ready.setdefault(code, []).append(path)
    return Seen(ready, unassigned)


def _looks(hot: Path) -> dict[Path, Look]:
    found = [path for path in hot.glob("*/*") if not path.parent.name.startswith(".")]
    found += [path for path in hot.iterdir() if not path.is_dir()]
    looks = ((path, look(path)) for path in found if not path.name.startswith("."))
    return {path: seen for path, seen in looks if seen is not None}


def _known(code: str) -> bool:
    try:
        parse_dossier_code(code)
    except UsageError:
        return False
    return True


def _safe(settings: Settings, code: str, paths: list[Path]) -> list[Path]:
    """Those of the paths whose bytes the store holds: only they may leave the hot folder."""
    with open_services(settings, operator=MACHINE) as services:
        row = dossiers.find(services.db, services.actor, code)
        listed = files.list_files(services.db, services.actor, row.id)
        held = {file.source for file in listed if file.sha256 and file.state is not FileState.RECEIVED}
    return [path for path in paths if str(path.absolute()) in held]


def _move(path: Path, folder: Path) -> None:
    """Moves without ever overwriting: a second file of the same name gets a number."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / path.name
    number = 2
    while target.exists():
        target = folder / f"{path.stem}-{number}{path.suffix}"
        number += 1
    path.rename(target)
