"""The flow ``nightly-backlog``: what the day left unread or confirmed but unpublished is finished by the morning."""

from __future__ import annotations

import logging

from prefect import flow

from flows.leasing import holding
from flows.page_work import page_workers
from flows.publishing import publish_paper, publishable
from flows.resuming import reconcile_all
from flows.settings import MACHINE, Settings
from flows.wiring import Services, open_services
from models.errors import LeaseHeld, NotPermitted
from storage.records import dossiers, verification

log = logging.getLogger(__name__)


@flow(name="nightly-backlog", persist_result=False)
def nightly_backlog() -> dict[str, int]:
    """First what is broken off, then what is confirmed and waits; papers that nobody looked at keep waiting."""
    settings = Settings()
    with open_services(settings, operator=MACHINE) as services:
        resumed = reconcile_all(services).resumed
        return {"resumed": resumed, "published": publish_waiting(services)}


def publish_waiting(services: Services) -> int:
    """Publishes every confirmed paper of every dossier that nobody else works on; returns how many."""
    published = 0
    with page_workers(services.settings) as workers:
        for row in dossiers.list_dossiers(services.db, services.actor):
            waiting = [p for p in verification.papers(services.db, services.actor, row.id) if publishable(p)]
            if not waiting:
                continue
            try:
                with holding(services, row.id) as lease:
                    for paper in waiting:
                        published += not publish_paper(services, lease, paper, workers).withheld
            except (LeaseHeld, NotPermitted) as error:
                log.warning("dossier left waiting: dossier=%s code=%s", row.id, error.code)
    return published
