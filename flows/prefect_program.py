"""Prefect's own program, as ``sohoa up`` starts its server and worker: ``python -m flows.prefect_program server …``.

Two things are added. It ends with the process that started it, even with one that is killed without warning, and even
where a worker waits for a server that has ended before it: a server left behind would hold the port against the next
start. And its schedules fire: SQLAlchemy 2.1 asks a hybrid attribute
what a bulk insert shall make of it, and Prefect 3.8.8, written for 2.0, does not say so for the state of a run, so
that its scheduler fails at every turn. Prefect writes that state by a statement of its own: nothing is to be made of
it here.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import MutableMapping
from typing import Any

STATION = "SOHOA_STATION"
"""Names the variable with the process id of the station to which the program belongs."""
PARENT_DIED = 1
"""PR_SET_PDEATHSIG of prctl(2)."""
GRACE_SECONDS = 20
"""From the end of the station to the end of a part that does not heed it, as long as the station itself waits."""


def main() -> None:
    die_with_parent(int(os.environ[STATION]))
    from prefect.cli import app

    if sys.argv[1] == "server":
        accept_scheduled_states()
    sys.argv[0] = "prefect"
    app()


def die_with_parent(parent: int, grace_seconds: float = GRACE_SECONDS) -> None:
    """Has the kernel ask this process to end with its parent; kills it when it has not ended after the grace."""
    ctypes.CDLL(None, use_errno=True).prctl(PARENT_DIED, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(f"the station {parent} has ended")
    threading.Thread(target=_kill_after_parent, args=(parent, grace_seconds), daemon=True).start()


def _kill_after_parent(parent: int, grace_seconds: float) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    time.sleep(grace_seconds)
    os.kill(os.getpid(), signal.SIGKILL)


def accept_scheduled_states() -> None:
    """Has bulk inserts of runs leave their ``state`` out, as under SQLAlchemy 2.0."""
    from prefect.server.database import orm_models

    for model in (orm_models.FlowRun, orm_models.TaskRun):
        vars(model)["state"].inplace.bulk_dml(_leave_out)


def _leave_out(model: type[Any], mapping: MutableMapping[str, Any], value: object) -> None:
    del mapping["state"]


if __name__ == "__main__":
    main()
