"""Running a command and measuring it from outside: wall seconds, processor seconds, peak memory of the whole tree."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")
EVERY_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Measured:
    wall_seconds: float
    cpu_seconds: float
    """Of every process of the tree, as last seen: up to a sample's length is missed of each. What a process waits for
    alone does not tell it: page workers are children of a fork server that nobody waits for."""
    peak_bytes: int
    """Largest sum of the resident memory of all processes of the tree, sampled twenty times a second."""

    def __add__(self, other: Measured) -> Measured:
        return Measured(
            self.wall_seconds + other.wall_seconds,
            self.cpu_seconds + other.cpu_seconds,
            max(self.peak_bytes, other.peak_bytes),
        )


def run(command: list[str], *, environment: dict[str, str], log: Path, allowed: tuple[int, ...] = (0,)) -> Measured:
    """Runs to the end; raises CalledProcessError with the log's name when the exit code is not allowed."""
    started = time.perf_counter()
    with log.open("ab") as sink:
        process = subprocess.Popen(command, env=environment, stdout=sink, stderr=sink, stdin=subprocess.DEVNULL)
        watch = _Watch(process.pid)
        watch.start()
        code = process.wait()
        watch.stop()
    wall = time.perf_counter() - started
    if code not in allowed:
        print(log.read_text(errors="replace")[-3000:])
        raise subprocess.CalledProcessError(code, command)
    return Measured(wall, watch.cpu_seconds, watch.peak_bytes)


class _Watch(threading.Thread):
    """Looks at the tree again and again. A process whose parent ended stays in it."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._known = {root}
        self._ticks: dict[tuple[int, int], int] = {}
        self._done = threading.Event()
        self.peak_bytes = 0

    @property
    def cpu_seconds(self) -> float:
        return sum(self._ticks.values()) / TICKS

    def run(self) -> None:
        while not self._done.wait(EVERY_SECONDS):
            self._look()

    def stop(self) -> None:
        self._done.set()
        self.join()

    def _look(self) -> None:
        shown = {row.pid: row for entry in Path("/proc").iterdir() if entry.name.isdigit() and (row := _row(entry))}
        self._known &= shown.keys()
        grown = True
        while grown:
            found = {row.pid for row in shown.values() if row.parent in self._known}
            grown = not found <= self._known
            self._known |= found
        for pid in self._known:
            self._ticks[pid, shown[pid].started] = shown[pid].ticks
        self.peak_bytes = max(self.peak_bytes, sum(shown[pid].resident for pid in self._known))


@dataclass(frozen=True, slots=True)
class _Row:
    """A process: its parent, when it started (ticks since boot, so that a reused id is another), time, memory."""

    pid: int
    parent: int
    started: int
    ticks: int
    resident: int


def _row(entry: Path) -> _Row | None:
    try:
        fields = (entry / "stat").read_text().rpartition(")")[2].split()
    except OSError:  # the process ended while we looked
        return None
    return _Row(
        int(entry.name),
        int(fields[1]),
        int(fields[19]),
        int(fields[11]) + int(fields[12]),
        int(fields[21]) * PAGE_BYTES,
    )
