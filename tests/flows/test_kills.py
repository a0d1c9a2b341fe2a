"""The kills of `make kill`, in every test run: each crash point of the job's way, and five at random."""

from __future__ import annotations

import random

import pytest

from tools.kill.__main__ import every_point
from tools.kill.host import Host
from tools.kill.proof import Scene, trial_at, trial_random

pytestmark = [pytest.mark.integration, pytest.mark.slow]

CROSSROADS = ("put.after_bytes", "store_reading.before_commit", "object_pending.after_commit", "publish.before_commit")


@pytest.mark.parametrize("point", every_point())
def test_a_kill_at_a_crash_point_loses_and_doubles_nothing(host: Host, scene: Scene, point: str) -> None:
    assert trial_at(host, scene, point) or point not in CROSSROADS, "the victim never came by this point"


@pytest.mark.parametrize("seed", range(5))
def test_a_random_kill_loses_and_doubles_nothing(host: Host, scene: Scene, seed: int) -> None:
    trial_random(host, scene, random.Random(seed), longest=5.0)
