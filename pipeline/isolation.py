"""Child processes with limits for everything that parses foreign bytes.

A child that loops, eats memory or crashes costs its one task; another takes its place. Each child has a pipe and a
thread of its own, so that one which dies in the middle of a message leaves nothing locked or half written for others.
Children, and the programs that they start, die with their parent, even with one that is killed without warning.
"""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import pickle
import queue
import resource
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from types import ModuleType, TracebackType
from typing import Any, ParamSpec, Self, TypeVar, cast

from models.errors import Bug, InputRefused, SohoaError
from models.verdict import Verdict

P = ParamSpec("P")
T = TypeVar("T")

_SINGLE_THREADED = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
READING = ["pipeline.isolation", "pipeline.page_reading", "pipeline.codes.page_codes", "pipeline.reading.loaded"]
"""Imported once in the fork server with all that they import, so that a new child is ready in milliseconds."""
BUILDING = ["pipeline.assemble.searchable"]
"""The same for building PDF/A: a fifth of a second that a command which only reads does without."""
STARTING_SECONDS = 60.0
DYING_SECONDS = 5.0
"""A child whose pipe is closed is dying: so long its exit code is awaited before it is killed."""
STARTS = 3
"""How often a task is handed to another child because one died before it began with it."""
TASKS_A_CHILD = 200
"""Then a fresh one: libraries in C keep some of what foreign files made them ask for."""
_CV2_NO_MEMORY = -4
_books = threading.Lock()
"""multiprocessing's books of children, which each start and each end look through, are not made for several threads."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A pickled call, and where its outcome goes."""

    call: bytes
    seconds: float
    answer: Future[Any]


@dataclass(frozen=True, slots=True)
class _Reply:
    """What a child says of a call that ended: a value or an error; ``peak_bytes`` resident in it so far."""

    value: object
    error: BaseException | None
    peak_bytes: int


class _NeverBegan(Exception):
    """The child died before it took the task up: the task is not to blame."""


def start_fork_server(*, building: bool = True) -> None:
    """Has the fork server begin to import what children need; returns at once. Called again it does nothing.

    ``building``: whether children will build PDF/A as well.
    """
    for name in _SINGLE_THREADED:  # a page a core: threads inside a library only get in each other's way
        os.environ.setdefault(name, "1")
    multiprocessing.get_context("forkserver").set_forkserver_preload([*READING, *(BUILDING if building else ())])
    with _books, _no_main():
        forkserver.ensure_running()


class Workers:
    """A pool of child processes, first in first out. A context manager; leaving it by an error stops them at once."""

    def __init__(self, count: int, *, memory_bytes: int) -> None:
        start_fork_server()
        self._memory_bytes = memory_bytes
        self._peak_bytes = 0
        self._stopping = False
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._busy: dict[int, _Child] = {}
        self._lanes = [threading.Thread(target=self._work, args=(lane,), daemon=True) for lane in range(count)]
        for thread in self._lanes:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._stop()
        for _ in self._lanes:
            self._tasks.put(None)
        for thread in self._lanes:
            thread.join()

    def submit(self, function: Callable[P, T], seconds: float, /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Runs ``function`` in a child, for at most ``seconds`` from the moment it starts there.

        The result raises what the function raised; InputRefused (timed_out, out_of_memory, malformed) when the child
        had to be killed or died; Bug when what the function gave or raised cannot travel.
        """
        answer: Future[T] = Future()
        self._tasks.put(_Task(pickle.dumps((function, args, kwargs)), seconds, answer))
        return answer

    @property
    def peak_memory_bytes(self) -> int:
        """The most that any child, or program it started, had resident; a child that had to be killed tells nothing."""
        return self._peak_bytes

    def _stop(self) -> None:
        self._stopping = True
        with suppress(queue.Empty):
            while True:
                task = self._tasks.get_nowait()
                if task is not None:
                    task.answer.cancel()
        for child in list(self._busy.values()):
            child.kill()

    def _work(self, lane: int) -> None:
        """One thread's life: a task at a time, given to the child at hand."""
        child: _Child | None = None
        while (task := self._tasks.get()) is not None:
            if not task.answer.set_running_or_notify_cancel():
                continue
            try:
                child, reply = self._ask(lane, child, task)
            except BaseException as error:  # noqa: BLE001  # a future carries any failure to whoever waits for it
                child = None  # it was ended
                task.answer.set_exception(CancelledError() if self._stopping else error)
                continue
            self._peak_bytes = max(self._peak_bytes, reply.peak_bytes)
            if reply.error is not None:
                task.answer.set_exception(reply.error)
            else:
                task.answer.set_result(reply.value)
            if child.worn_out or _tells_of_memory(reply.error):
                child.end()
                child = None
        if child is not None:
            child.end()

    def _ask(self, lane: int, child: _Child | None, task: _Task) -> tuple[_Child, _Reply]:
        for _ in range(STARTS):
            if self._stopping:
                raise CancelledError
            child = child or _Child(self._memory_bytes)
            self._busy[lane] = child
            try:
                return child, child.ask(task.call, task.seconds)
            except _NeverBegan:
                child.end()
                child = None
            except BaseException:
                child.end()
                raise
            finally:
                del self._busy[lane]
        raise Bug(f"{STARTS} child processes died before they began")


class _Child:
    """The parent's end of one child process; for one thread, but for ``kill``."""

    def __init__(self, memory_bytes: int) -> None:
        context = multiprocessing.get_context("forkserver")
        self._pipe, far_end = context.Pipe()
        self._process = context.Process(target=_serve, args=(far_end, memory_bytes), name="sohoa-reader", daemon=True)
        self._replies = 0
        self._exit_code: int | None = None
        self._ending = threading.Lock()  # after the end, the process id may be another's
        with _books, _no_main():
            self._process.start()
        far_end.close()

    @property
    def worn_out(self) -> bool:
        return self._replies >= TASKS_A_CHILD

    def ask(self, call: bytes, seconds: float) -> _Reply:
        """The child's reply. Raises _NeverBegan; InputRefused when the child had to be killed or died."""
        try:
            self._pipe.send_bytes(call)
            began = self._pipe.poll(STARTING_SECONDS) and self._pipe.recv_bytes() == b""
        except (EOFError, OSError):
            began = False
        if not began:
            raise _NeverBegan
        if not self._pipe.poll(seconds):
            raise InputRefused(Verdict.TIMED_OUT, f"more than {seconds:.0f} s")
        try:
            data = self._pipe.recv_bytes()
        except (EOFError, OSError) as error:
            wait([self._process.sentinel], DYING_SECONDS)
            raise _post_mortem(self.end()) from error
        self._replies += 1
        return cast("_Reply", pickle.loads(data))  # noqa: S301  # from our own child

    def kill(self) -> None:
        """Kills the child and what it started, from any thread; whoever waits for its reply learns of it."""
        with self._ending:
            if self._exit_code is None:
                self._kill_group()

    def end(self) -> int:
        """Kills the child, and what it started or left behind; its exit code, negative for a signal."""
        with self._ending:
            if self._exit_code is None:
                self._kill_group()
                with _books:
                    self._process.join()
                    self._exit_code = self._process.exitcode or 0
                self._pipe.close()
            return self._exit_code

    def _kill_group(self) -> None:
        """The group outlives its leader as long as a program that the leader started runs."""
        identity = self._process.pid
        if identity is None:
            return
        for kill in (os.killpg, os.kill):  # the child may not lead its group yet
            with suppress(ProcessLookupError):
                kill(identity, signal.SIGKILL)


@contextmanager
def _no_main() -> Iterator[None]:
    """A child needs nothing of the program that was started, yet would import it anew: half a second, and whole
    seconds under a Prefect worker."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _post_mortem(exit_code: int) -> InputRefused:
    """SIGKILL is the kernel's answer to too much memory; anything else is a parser that fell over the bytes."""
    if exit_code == -signal.SIGKILL:
        return InputRefused(Verdict.OUT_OF_MEMORY, "killed")
    how = f"signal {-exit_code}" if exit_code < 0 else f"exit {exit_code}"
    return InputRefused(Verdict.MALFORMED, f"reader crashed: {how}")


def _tells_of_memory(error: BaseException | None) -> bool:
    return isinstance(error, InputRefused) and error.verdict is Verdict.OUT_OF_MEMORY


def _serve(pipe: Connection, memory_bytes: int) -> None:
    """A child's life: calls in, an empty message when one begins, its reply when it ends."""
    _die_with_parent()
    _limit_self(memory_bytes)
    with suppress(EOFError):  # the parent needs no more
        while True:
            call = pipe.recv_bytes()
            pipe.send_bytes(b"")
            pipe.send_bytes(_reply_to(call))


def _reply_to(call: bytes) -> bytes:
    try:
        function, args, kwargs = pickle.loads(call)  # noqa: S301  # from our own parent
        value = function(*args, **kwargs)
        return _packed(value)
    except BaseException as error:  # noqa: BLE001  # the edge of the process: any failure travels to the caller
        return pickle.dumps(_Reply(None, _portable(error), _peak_bytes()))


def _packed(value: object) -> bytes:
    try:
        return pickle.dumps(_Reply(value, None, _peak_bytes()))
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise Bug(f"a {type(value).__name__} cannot leave its process: {error}") from error


def _portable(error: BaseException) -> BaseException:
    """An error that arrives as it left, or Bug with its text: many classes cannot be unpickled."""
    import cv2

    if isinstance(error, MemoryError) or (isinstance(error, cv2.error) and error.code == _CV2_NO_MEMORY):
        return InputRefused(Verdict.OUT_OF_MEMORY)
    if isinstance(error, SohoaError):
        return error
    error.add_note("in a child process:\n" + "".join(traceback.format_exception(error)))
    try:
        travels = isinstance(error, Exception) and type(pickle.loads(pickle.dumps(error))) is type(error)  # noqa: S301
    except Exception:  # noqa: BLE001  # a foreign class's own way of being unpickled
        travels = False
    return error if travels else Bug(f"{type(error).__name__}: {error}")


def _peak_bytes() -> int:
    """Resident at most so far: of this process, or of one program that it started and awaited."""
    kibibytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return kibibytes * 1024


def _die_with_parent() -> None:
    """Has the kernel kill this process's group once nobody holds the other end of the pipe from the parent.

    PR_SET_PDEATHSIG would not do: a child's parent is the fork server, which outlives ours as long as it has children,
    and programs that a child starts would live on.
    """
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        raise Bug("no parent process")
    lifeline = parent.sentinel
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, -os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    if _hung_up(lifeline):
        os.kill(os.getpid(), signal.SIGKILL)


def _hung_up(lifeline: int) -> bool:
    """Whether the parent died before the kernel was asked to watch it."""
    os.set_blocking(lifeline, False)
    try:
        return os.read(lifeline, 1) == b""
    except BlockingIOError:
        return False


def _limit_self(memory_bytes: int) -> None:
    """Address space bounds what a parser can ask for at all; resident memory is not enforced by Linux.

    What the libraries merely reserve is 0.4 GB with single threads, little beside the limit.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import cv2

    cv2.setNumThreads(1)
