"""The flow ``digitise``: a dossier's files are received, stored, opened and read; its papers then wait for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.leasing import holding
from flows.page_work import page_workers
from flows.prefect_api import with_prefect
from flows.reading_files import finish_file
from flows.receiving import Item, receive_file
from flows.retrying import DELAYS_SECONDS, RETRIES, is_retryable
from flows.settings import Settings
from flows.wiring import Services, open_services
from models.holder import HolderId
from models.lifecycle import FileState
from pipeline.isolation import Workers
from storage.records import dossiers, files
from storage.records.leases import Lease
from storage.records.rows import DossierRow, FileRow

FILES_AT_ONCE = 4
"""Files in work at the same time; the page workers, one a core, are shared by all of them."""
# The cast mends a type parameter that Prefect declares invariant.
RUNNER = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=FILES_AT_ONCE))


@dataclass(frozen=True, slots=True)
class Digitised:
    """How a run ended: the dossier's files, each with its state and verdict."""

    dossier: str
    files: tuple[FileRow, ...]
    all_refused: bool
    """Whether every file of this run, whatever the dossier held before, ended in quarantine."""

    @property
    def waits_for_person(self) -> bool:
        return any(file.state in {FileState.OPENED, FileState.QUARANTINED} for file in self.files)


@task(name="read-file", retries=RETRIES, retry_delay_seconds=DELAYS_SECONDS, retry_condition_fn=is_retryable,
      persist_result=False, cache_policy=NO_CACHE)  # fmt: skip
def read_one(services: Services, lease: Lease, file_id: str, workers: Workers) -> str:
    """One file from stored to read; returns its state. The row is read anew at each try."""
    row = files.get(services.db, services.actor, file_id)
    return finish_file(services, lease, row, workers).state.value


@flow(name="digitise", task_runner=RUNNER, persist_result=False,
      validate_parameters=True)  # fmt: skip
async def digitise(dossier: str, items: list[dict[str, Any]], operator: str = "", mode: str = "") -> list[str]:
    """Takes in and reads the files of one dossier; ``items`` are {path, role, component}. Returns the files' states.

    The holder is no parameter: Prefect keeps parameters, and a citizen's number has no business there.
    """
    settings = Settings() if not mode else Settings(mode=mode)
    with open_services(settings, operator=operator or None) as services:
        row = dossiers.open_dossier(services.db, services.actor, dossier, procedure=None, holder=None)
        with holding(services, row.id) as lease, page_workers(settings) as workers:
            received = [receive_file(services, lease, row.id, _item(item)) for item in items]
            unfinished = _unfinished(services, row, received)
            futures = [read_one.submit(services, lease, file.id, workers) for file in unfinished]
            return [str(future.result()) for future in futures]


def run_digitise(
    settings: Settings,
    dossier: str,
    items: Sequence[Item],
    *,
    procedure: str | None = None,
    holder: HolderId | None = None,
    operator: str | None = None,
) -> Digitised:
    """Opens the dossier, runs the flow here, and reads from the records how it ended."""
    import asyncio

    with open_services(settings, operator=operator) as services:
        row = dossiers.open_dossier(services.db, services.actor, dossier, procedure=procedure, holder=holder)
        with with_prefect(settings):
            plain = [{"path": str(item.path), "role": item.role, "component": item.component} for item in items]
            asyncio.run(digitise(dossier, plain, operator=operator or "", mode=settings.mode))
        listed = tuple(files.list_files(services.db, services.actor, row.id))
        given = {str(item.path.absolute()) for item in items}
        refused = {file.source for file in listed if file.state is FileState.QUARANTINED}
        return Digitised(dossier, listed, all_refused=given <= refused)


def _item(plain: dict[str, Any]) -> Item:
    return Item(Path(plain["path"]), role=plain.get("role", "component"), component=plain.get("component"))


def _unfinished(services: Services, dossier: DossierRow, received: Sequence[FileRow]) -> list[FileRow]:
    """What this run received and what an earlier, broken run left unread, each once."""
    known = {file.id: file for file in files.list_files(services.db, services.actor, dossier.id)}
    known.update({file.id: file for file in received})
    return [file for file in known.values() if file.state in {FileState.STORED, FileState.OPENED}]
