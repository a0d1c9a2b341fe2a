"""Children that loop, eat memory or fall over cost their own task and nothing else."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Iterator

import pytest

from models.errors import InputRefused
from models.verdict import Verdict
from pipeline.isolation import Workers


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, memory_bytes=2 * 1024**3) as pool:
        yield pool


def _verdict(workers: Workers, function: object, *, seconds: float = 20.0) -> Verdict:
    with pytest.raises(InputRefused) as refused:
        workers.submit(function, seconds).result()  # type: ignore[arg-type]  # functions of this module
    return refused.value.verdict


def _loop() -> None:
    time.sleep(60)


def _eat() -> int:
    return len(bytearray(8 * 1024**3))


def _fall() -> None:
    ctypes.string_at(0)


def _leave() -> None:
    os._exit(3)


def _refuse() -> None:
    raise InputRefused(Verdict.ENCRYPTED, "wants a password")


def test_each_misfortune_has_its_verdict_and_the_pool_goes_on(workers: Workers) -> None:
    assert _verdict(workers, _loop, seconds=1.0) is Verdict.TIMED_OUT
    assert _verdict(workers, _eat) is Verdict.OUT_OF_MEMORY
    assert _verdict(workers, _fall) is Verdict.MALFORMED
    assert _verdict(workers, _leave) is Verdict.MALFORMED
    assert _verdict(workers, _refuse) is Verdict.ENCRYPTED
    assert workers.submit(os.getpid, 20.0).result() != os.getpid()
