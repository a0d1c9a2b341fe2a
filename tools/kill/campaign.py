"""Many trials side by side: each lane has a host of its own, each trial a station of its own."""

from __future__ import annotations

import importlib
import pkgutil
import queue
import random
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Literal

import storage.objects
import storage.records
from storage.crash_points import all_points
from tools.kill.host import Host, victim_host
from tools.kill.proof import Lost, Scene, trial_afterwards, trial_at, trial_random

LANES = 4
"""On two cores: a trial spends half of its time waiting for leases to run out."""
LONGEST_SECONDS = 4.0
"""A victim is done after about this long: later kills would find nobody."""
AFTERWARDS = frozenset({
    "cite", "correct_paper", "fetch", "lookup", "lookup_refused", "object_abandoned", "outbox_failed", "outbox_sent",
    "purge_begun", "purge_finished", "quarantine_file", "reject_paper", "replace_papers", "revoke", "set_grant",
    "settle_quarantine", "withhold_paper",
})  # fmt: skip
"""Transactions on the office's way, not the job's."""
BackEnd = Literal["SQLite + folder", "PostgreSQL + S3"]
OpenScene = Callable[[], AbstractContextManager[Scene]]


@dataclass(frozen=True, slots=True)
class Trial:
    """Where a victim is killed; ``run`` says whether one died. ``sooner``: what to try when none did."""

    back_end: BackEnd
    where: str
    run: Callable[[Host, Scene], bool]
    sooner: Callable[[], Trial] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    trial: Trial
    died: bool
    loss: str = ""

    @property
    def verdict(self) -> str:
        return f"LOST: {self.loss}" if self.loss else "killed, whole" if self.died else "not on the way, whole"


def every_point() -> tuple[str, ...]:
    """All crash points of the records and stores, their modules imported so that they are known."""
    for package in (storage.records, storage.objects):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    return all_points()


def point_trials(back_end: BackEnd, points: Iterable[str]) -> list[Trial]:
    return [
        Trial(back_end, point, partial(trial_afterwards if afterwards(point) else trial_at, point=point))
        for point in points
    ]


def afterwards(point: str) -> bool:
    """Whether the office comes by it, not the job."""
    return point.partition(".")[0] in AFTERWARDS


def random_trials(back_ends: list[BackEnd], kills: int, *, seed: int) -> list[Trial]:
    """Turn about on the back ends; the moments come from the seed alone."""
    rng = random.Random(seed)
    moments = [rng.uniform(0.1, LONGEST_SECONDS) for _ in range(kills)]
    return [_random_trial(back_ends[turn % len(back_ends)], moment) for turn, moment in enumerate(moments)]


def _random_trial(back_end: BackEnd, moment: float) -> Trial:
    """On a fast machine a victim may be done by then: another is killed in half the time."""
    kill = partial(trial_random, seconds=moment)
    return Trial(back_end, f"after {moment:.2f} s", kill, sooner=partial(_random_trial, back_end, moment / 2))


def run_trials(trials: Iterable[Trial], scenes: dict[BackEnd, OpenScene]) -> Iterator[Outcome]:
    """The outcomes as they come. An error that is no loss ends the campaign and is raised here."""
    waiting: queue.SimpleQueue[Trial] = queue.SimpleQueue()
    for trial in trials:
        waiting.put(trial)
    ended: queue.SimpleQueue[Outcome | BaseException | None] = queue.SimpleQueue()
    lanes = [threading.Thread(target=_lane, args=(waiting, ended, scenes), daemon=True) for _ in range(LANES)]
    for lane in lanes:
        lane.start()
    left = len(lanes)
    while left:
        outcome = ended.get()
        if isinstance(outcome, BaseException):
            raise outcome
        if outcome is None:
            left -= 1
        else:
            yield outcome


def _lane(
    waiting: queue.SimpleQueue[Trial],
    ended: queue.SimpleQueue[Outcome | BaseException | None],
    scenes: dict[BackEnd, OpenScene],
) -> None:
    try:
        with victim_host() as host:
            while True:
                trial = waiting.get_nowait()
                ended.put(_run(host, trial, scenes[trial.back_end]))
    except queue.Empty:
        ended.put(None)
    except BaseException as error:  # noqa: BLE001  # a thread's edge: it is raised where the outcomes are read
        ended.put(error)


def _run(host: Host, trial: Trial, open_scene: OpenScene) -> Outcome:
    try:
        with open_scene() as scene:
            died = trial.run(host, scene)
    except Lost as loss:
        return Outcome(trial, died=True, loss=str(loss))
    if not died and trial.sooner is not None:
        return _run(host, trial.sooner(), open_scene)
    return Outcome(trial, died)
