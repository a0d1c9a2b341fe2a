"""How far the work is, for whoever watches in this process (a progress bar); nobody watching costs nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, int, int], None]
"""Called with a stage's Vietnamese name, how many are done and how many there are; from any thread, one at a time."""

_lock = threading.Lock()
_listeners: list[Listener] = []
_counts: dict[str, tuple[int, int]] = {}


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    with _lock:
        _listeners.append(listener)
        _counts.clear()
    try:
        yield
    finally:
        with _lock:
            _listeners.remove(listener)


def expect(stage: str, more: int) -> None:
    """Says that so many more items of this stage are to come."""
    _move(stage, done=0, total=more)


def advance(stage: str) -> None:
    """Says that one item of this stage is done."""
    _move(stage, done=1, total=0)


def _move(stage: str, *, done: int, total: int) -> None:
    with _lock:
        if not _listeners:
            return
        before = _counts.get(stage, (0, 0))
        _counts[stage] = (before[0] + done, before[1] + total)
        for listener in _listeners:
            listener(stage, *_counts[stage])
