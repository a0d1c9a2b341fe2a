"""A few of the kills of `make kill`, in every test run."""

from __future__ import annotations

import random

import pytest

from tools.kill.proof import Scene, trial_at, trial_random

pytestmark = [pytest.mark.integration, pytest.mark.slow]

CROSSROADS = ("put.after_bytes", "store_reading.before_commit", "object_pending.after_commit", "publish.before_commit")


@pytest.mark.parametrize("point", CROSSROADS)
def test_a_kill_at_a_crash_point_loses_and_doubles_nothing(scene: Scene, point: str) -> None:
    assert trial_at(scene, point), "the victim never came by this point"


def test_random_kills_lose_and_double_nothing(scene: Scene) -> None:
    rng = random.Random(7)
    for _ in range(3):
        trial_random(scene, rng, longest=5.0)
