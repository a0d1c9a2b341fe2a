"""Resuming: work whose owner died is taken up again; what no row will ever need is swept away."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flows.leasing import holding
from flows.page_work import page_workers
from flows.publishing import lock_result, publish_paper
from flows.reading_files import finish_file
from flows.receiving import retake
from flows.sweeping import sweep
from flows.wiring import Services
from models.errors import LeaseHeld
from models.lifecycle import FileState, PaperState
from pipeline.isolation import Workers
from storage.records import dossiers, files, publication, readings, verification
from storage.records.leases import Lease
from storage.records.rows import DossierRow

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What one pass did: dossiers taken up again, dossiers in other hands, objects removed."""

    resumed: int
    busy: int
    swept: int


def reconcile_all(services: Services) -> Reconciled:
    """One pass over every dossier that has unfinished machine work and no live owner, then the sweep."""
    resumed = busy = 0
    unfinished = [row for row in dossiers.list_dossiers(services.db, services.actor) if needs_machine(services, row)]
    if unfinished:
        with page_workers(services.settings) as workers:
            for row in unfinished:
                try:
                    with holding(services, row.id) as lease:
                        resume(services, lease, row, workers)
                except LeaseHeld:
                    busy += 1
                    continue
                resumed += 1
    return Reconciled(resumed, busy, sweep(services))


def needs_machine(services: Services, row: DossierRow) -> bool:
    """Whether files wait to be stored or read, or papers are reserved but not published."""
    listed = files.list_files(services.db, services.actor, row.id)
    if any(file.state in {FileState.RECEIVED, FileState.STORED} for file in listed):
        return True
    if readings.unread_files(services.db, services.actor, row.id):
        return True
    papers = verification.papers(services.db, services.actor, row.id)
    return any(paper.state is PaperState.RESERVED for paper in papers)


def resume(services: Services, lease: Lease, row: DossierRow, workers: Workers) -> None:
    """Takes every file and paper of a dossier as far as the machine may."""
    for file in files.list_files(services.db, services.actor, row.id):
        safe = retake(services, lease, file) if file.state is FileState.RECEIVED else file
        finish_file(services, lease, safe, workers)
    for paper in verification.papers(services.db, services.actor, row.id):
        if paper.state is PaperState.RESERVED:
            publish_paper(services, lease, paper, workers)
    for result in publication.unlocked(services.db, services.actor):
        if result.dossier_id == row.id:
            lock_result(services, lease, result.code)
