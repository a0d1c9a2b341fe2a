"""The kills of `make kill`, in every test run: each crash point on one back end, and five at random."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from tests.servers.radosgw import S3Server
from tools.kill.campaign import BackEnd, OpenScene, afterwards, every_point, point_trials, random_trials, run_trials
from tools.kill.scenes import Material, folder_scene, server_scene

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(600)]

BACK_ENDS: tuple[BackEnd, ...] = ("SQLite + folder", "PostgreSQL + S3")
TIMELY = ("renew_lease.",)
"""Reached only when a victim lives long enough."""
LOCKS = ("mark_locked.", "object_locked.")
"""Reached only where the store can lock."""


def test_kills_lose_and_double_nothing(recorded: Material, postgres_url: str, s3_server: S3Server) -> None:
    scenes: dict[BackEnd, OpenScene] = {
        "SQLite + folder": lambda: nullcontext(folder_scene(recorded)),
        "PostgreSQL + S3": lambda: server_scene(recorded, database=postgres_url, s3=s3_server),
    }
    trials = random_trials([*BACK_ENDS], 5, seed=7)
    for place, point in enumerate(every_point()):
        # Points come in pairs, before and after: each back end gets some of both.
        turn = 1 if point.startswith(LOCKS) else 0 if afterwards(point) else (place + place // 2) % 2
        trials += point_trials(BACK_ENDS[turn], [point])
    outcomes = [*run_trials(trials, scenes)]
    assert len(outcomes) == len(trials) > 70
    assert [(outcome.trial.where, outcome.loss) for outcome in outcomes if outcome.loss] == []
    missed = {outcome.trial.where for outcome in outcomes if not outcome.died and "after " not in outcome.trial.where}
    assert {point for point in missed if not point.startswith(TIMELY)} == set(), "no victim came by these points"
