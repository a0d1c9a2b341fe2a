"""Children that loop, eat memory or fall over cost their own task and nothing else; none outlives its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import cv2
import numpy as np
import pytest

from models.errors import Bug, InputRefused, NotFound
from models.verdict import Verdict
from pipeline.isolation import TASKS_A_CHILD, Workers

MEMORY = 2 * 1024**3
SECONDS = 20.0
ROOT = Path(__file__).resolve().parents[2]


class TwoParts(Exception):
    """Like many foreign errors, cannot be unpickled: its text is made of two arguments."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"{left} {right}")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, memory_bytes=MEMORY) as pool:
        yield pool


def _verdict(workers: Workers, function: Callable[[], object], *, seconds: float = SECONDS) -> InputRefused:
    with pytest.raises(InputRefused) as refused:
        workers.submit(function, seconds).result(60)
    return refused.value


def _loop() -> None:
    while True:
        pass


def _eat() -> int:
    return len(bytearray(8 * 1024**3))


def _eat_through_opencv() -> int:
    return len(cv2.resize(np.zeros((8, 8), np.uint8), (60_000, 60_000)))


def _segfault() -> None:
    ctypes.string_at(0)


def _abort() -> None:
    os.abort()


def _leave() -> None:
    os._exit(3)


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _refuse() -> None:
    raise InputRefused(Verdict.ENCRYPTED, "wants a password")


def _not_found() -> None:
    raise NotFound("no such thing")


def _raise_two_parts() -> None:
    raise TwoParts("left", "right")


def _raise_own_class() -> None:
    class Inner(Exception):
        pass

    raise Inner("inside")


def _raise_exit() -> None:
    raise SystemExit(4)


def _give_function() -> Callable[[], int]:
    return lambda: 1


def _nap(seconds: float) -> float:
    time.sleep(seconds)
    return time.monotonic()


def _environment() -> tuple[str, int, int]:
    return os.environ["OMP_THREAD_LIMIT"], cv2.getNumThreads(), os.getpgrp() - os.getpid()


def _start_program(note: Path, seconds: float) -> None:
    program = subprocess.Popen(["sleep", str(seconds)])
    note.write_text(f"{os.getpid()} {program.pid}", "utf-8")
    program.wait()


def _start_program_and_fall(note: Path) -> None:
    program = subprocess.Popen(["sleep", "60"])
    note.write_text(f"{os.getpid()} {program.pid}", "utf-8")
    os.abort()


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in {"Z", "X"}


def _await_pids(note: Path) -> list[int]:
    for _ in range(600):
        if note.exists() and len(found := note.read_text("utf-8").split()) == 2:
            return [int(pid) for pid in found]
        time.sleep(0.05)
    pytest.fail("the child never began")


def _await_death(pids: list[int]) -> bool:
    for _ in range(100):
        if not any(_lives(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("function", "verdict", "detail"),
    [
        (_eat, Verdict.OUT_OF_MEMORY, ""),
        (_eat_through_opencv, Verdict.OUT_OF_MEMORY, ""),
        (_killed, Verdict.OUT_OF_MEMORY, "killed"),
        (_segfault, Verdict.MALFORMED, "reader crashed: signal 11"),
        (_abort, Verdict.MALFORMED, "reader crashed: signal 6"),
        (_leave, Verdict.MALFORMED, "reader crashed: exit 3"),
        (_refuse, Verdict.ENCRYPTED, "wants a password"),
    ],
)
def test_each_misfortune_has_its_verdict_and_the_pool_goes_on(
    workers: Workers, function: Callable[[], object], verdict: Verdict, detail: str
) -> None:
    refused = _verdict(workers, function)
    assert (refused.verdict, refused.detail) == (verdict, detail)
    assert workers.submit(os.getpid, SECONDS).result(60) != os.getpid()


def test_an_endless_loop_ends_at_its_limit(workers: Workers) -> None:
    began = time.monotonic()
    assert _verdict(workers, _loop, seconds=1.0).verdict is Verdict.TIMED_OUT
    assert time.monotonic() - began < 10
    assert workers.submit(os.getpid, SECONDS).result(60) != os.getpid()


@pytest.mark.parametrize("function", [_raise_two_parts, _raise_own_class, _raise_exit, _give_function])
def test_what_cannot_travel_is_a_bug_of_ours_and_no_verdict_on_the_file(
    workers: Workers, function: Callable[[], object]
) -> None:
    with pytest.raises(Bug):
        workers.submit(function, SECONDS).result(60)
    assert workers.submit(os.getpid, SECONDS).result(60) != os.getpid()


def test_errors_arrive_as_they_left(workers: Workers) -> None:
    with pytest.raises(NotFound, match="no such thing"):
        workers.submit(_not_found, SECONDS).result(60)
    with pytest.raises(ValueError, match="invalid literal") as caught:
        workers.submit(int, SECONDS, "x").result(60)
    assert "in a child process" in caught.value.__notes__[0]


def test_the_clock_starts_when_a_task_starts_and_the_first_comes_first(workers: Workers) -> None:
    ended = [future.result(60) for future in [workers.submit(_nap, 2.0, 0.5) for _ in range(6)]]
    assert ended == sorted(ended)


def test_a_child_that_dies_between_tasks_costs_none(workers: Workers) -> None:
    idle = workers.submit(os.getpid, SECONDS).result(60)
    os.kill(idle, signal.SIGKILL)
    assert workers.submit(os.getpid, SECONDS).result(60) != idle


def test_a_child_serves_many_tasks_and_is_then_replaced(workers: Workers) -> None:
    served = [workers.submit(os.getpid, SECONDS).result(60) for _ in range(2 * TASKS_A_CHILD)]
    assert 2 <= len(set(served)) <= 3


def test_children_have_one_thread_a_group_and_a_known_peak(workers: Workers) -> None:
    assert workers.submit(_environment, SECONDS).result(60) == ("1", 1, 0)
    assert 10 * 1024**2 < workers.peak_memory_bytes < MEMORY


def test_a_program_left_behind_by_a_crash_or_a_limit_is_killed(workers: Workers, tmp_path: Path) -> None:
    with pytest.raises(InputRefused):
        workers.submit(_start_program_and_fall, SECONDS, tmp_path / "crash").result(60)
    with pytest.raises(InputRefused):
        workers.submit(_start_program, 5.0, tmp_path / "limit", 60.0).result(60)
    for note in ("crash", "limit"):
        assert _await_death(_await_pids(tmp_path / note))


def test_leaving_by_an_error_stops_at_once(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt), Workers(1, memory_bytes=MEMORY) as pool:  # noqa: PT012  # the block is meant
        running = pool.submit(_start_program, 60.0, tmp_path / "note", 60.0)
        waiting = pool.submit(_nap, 60.0, 30.0)
        pids = _await_pids(tmp_path / "note")
        raise KeyboardInterrupt
    assert time.monotonic() - began < 30
    assert waiting.cancelled()
    with pytest.raises(CancelledError):
        running.result(1)
    assert _await_death(pids)


def test_leaving_in_peace_finishes_what_was_submitted() -> None:
    with Workers(2, memory_bytes=MEMORY) as pool:
        futures = [pool.submit(_nap, SECONDS, 0.1) for _ in range(6)]
    assert all(future.done() and future.exception() is None for future in futures)


PARENT = """
import sys, time
from pathlib import Path
from pipeline.isolation import Workers
from tests.pipeline.test_isolation import _start_program

if __name__ == "__main__":
    workers = Workers(1, memory_bytes=2 * 1024**3)
    workers.submit(_start_program, 120.0, Path(sys.argv[1]), 120.0)
    time.sleep(120)
"""


def test_no_child_nor_its_program_outlives_a_parent_killed_without_warning(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, "utf-8")
    command = [sys.executable, str(script), str(tmp_path / "note")]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}) as parent:
        pids = _await_pids(tmp_path / "note")
        assert all(_lives(pid) for pid in pids)
        parent.kill()
        parent.wait()
    assert _await_death(pids)
