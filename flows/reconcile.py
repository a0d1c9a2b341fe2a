"""The flow ``reconcile``, the scheduled form of ``sohoa reconcile``."""

from __future__ import annotations

from prefect import flow

from flows.resuming import reconcile_all
from flows.settings import MACHINE, Settings
from flows.wiring import open_services


@flow(name="reconcile", persist_result=False)
def reconcile() -> dict[str, int]:
    """One pass over every dossier with unfinished machine work and no live owner."""
    settings = Settings()
    with open_services(settings, operator=MACHINE) as services:
        done = reconcile_all(services)
    return {"resumed": done.resumed, "busy": done.busy, "swept": done.swept}
