"""Child processes with limits for everything that parses foreign bytes.

A child that loops, eats memory or crashes costs its one task; the pool replaces it and goes on. Children die with their
parent, even one that is killed without warning.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from models.errors import InputRefused
from models.verdict import Verdict

P = ParamSpec("P")
T = TypeVar("T")

_PR_SET_PDEATHSIG = 1
_SINGLE_THREADED = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
PRELOADED = ["cv2", "numpy", "pikepdf", "pypdfium2", "PIL.Image", "pydantic", "pytesseract", "pipeline.isolation"]
"""Imported once in the fork server, so that a new child is ready in milliseconds."""


class Workers:
    """A pool of child processes, first in first out. A context manager; leaving it by an error stops them at once."""

    def __init__(self, count: int, *, memory_bytes: int) -> None:
        for name in _SINGLE_THREADED:  # a page a core: threads inside a library only get in each other's way
            os.environ.setdefault(name, "1")
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOADED)
        self._pool = ProcessPool(max_workers=count, initializer=_limit_child, initargs=(memory_bytes,), context=context)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()

    def submit(self, function: Callable[P, T], seconds: float, /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Runs ``function`` in a child, for at most ``seconds`` from the moment it starts there.

        The result raises what the function raised; InputRefused (timed_out, out_of_memory, malformed) when the child
        had to be killed or died.
        """
        answer: Future[T] = Future()
        running = self._pool.schedule(_guarded, args=(function, args, kwargs), timeout=seconds)
        running.add_done_callback(lambda done: _hand_over(done, answer, seconds))
        return answer


def _hand_over(done: Future[T], answer: Future[T], seconds: float) -> None:
    try:
        answer.set_result(done.result())
    except FutureTimeout:
        answer.set_exception(InputRefused(Verdict.TIMED_OUT, f"more than {seconds:.0f} s"))
    except MemoryError:
        answer.set_exception(InputRefused(Verdict.OUT_OF_MEMORY))
    except ProcessExpired as death:
        answer.set_exception(_post_mortem(death.exitcode or 0))
    except BaseException as error:  # noqa: BLE001  # a future carries any failure to whoever waits for it
        answer.set_exception(error)


def _post_mortem(exit_code: int) -> InputRefused:
    """SIGKILL is the kernel's answer to too much memory; anything else is a parser that fell over the bytes."""
    if exit_code == -signal.SIGKILL:
        return InputRefused(Verdict.OUT_OF_MEMORY, "killed")
    return InputRefused(Verdict.MALFORMED, f"the reader crashed: exit {exit_code}")


def _guarded(function: Callable[..., T], args: tuple[object, ...], kwargs: dict[str, object]) -> T:
    """Keeps library errors that cannot travel from killing the pool: they arrive as their text."""
    return function(*args, **kwargs)


def _limit_child(memory_bytes: int) -> None:
    """Address space bounds what a parser can ask for at all; resident memory is not enforced by Linux."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import cv2

    cv2.setNumThreads(1)
