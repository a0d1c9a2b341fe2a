"""Whether a file in the hot folder is still being written: two looks that see the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Look:
    size: int
    modified_ns: int
    inode: int


def look(path: Path) -> Look | None:
    """Size, time and inode as they are now, links not followed; None when the file is gone."""
    try:
        seen = path.lstat()
    except FileNotFoundError:
        return None
    return Look(seen.st_size, seen.st_mtime_ns, seen.st_ino)


def is_stable(now: Look | None, before: Look | None) -> bool:
    """Same size and time in two looks; a file of no bytes may be one that was only just created."""
    return now is not None and now == before
