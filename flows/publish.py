"""The flow ``publish``: every confirmed paper of a dossier becomes a stored, linked digital result."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import progress
from flows.leasing import holding
from flows.page_work import page_workers
from flows.prefect_api import with_prefect
from flows.publishing import publish_paper, publishable
from flows.retrying import DELAYS_SECONDS, RETRIES, is_retryable
from flows.settings import Settings
from flows.wiring import Services, open_services
from pipeline.isolation import Workers
from storage.records import dossiers, verification
from storage.records.leases import Lease
from storage.records.rows import PaperRow

PAPERS_AT_ONCE = 4
# The cast mends a type parameter that Prefect declares invariant.
RUNNER = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=PAPERS_AT_ONCE))
PAPERS_PUBLISHED = "Phát hành"


@task(name="publish-paper", retries=RETRIES, retry_delay_seconds=DELAYS_SECONDS, retry_condition_fn=is_retryable,
      persist_result=False, cache_policy=NO_CACHE)  # fmt: skip
def publish_one(services: Services, lease: Lease, paper: PaperRow, workers: Workers) -> str:
    """Its digitisation code; empty when it had to be withheld."""
    code = publish_paper(services, lease, paper, workers).code
    progress.advance(PAPERS_PUBLISHED)
    return code


@flow(name="publish", task_runner=RUNNER, persist_result=False)
async def publish(dossier: str, operator: str = "") -> list[str]:
    """Publishes what is confirmed and finishes what was reserved; returns the digitisation codes issued."""
    settings = Settings()
    with open_services(settings, operator=operator or None) as services:
        row = dossiers.find(services.db, services.actor, dossier)
        with holding(services, row.id) as lease, page_workers(settings) as workers:
            papers = [paper for paper in verification.papers(services.db, services.actor, row.id) if publishable(paper)]
            progress.expect(PAPERS_PUBLISHED, len(papers))
            futures = [publish_one.submit(services, lease, paper, workers) for paper in papers]
            return [code for future in futures if (code := future.result())]


def run_publish(settings: Settings, dossier: str, *, operator: str | None = None) -> list[str]:
    """Runs the flow here. Raises NotFound, LeaseHeld, NotPermitted (papers that nobody looked at)."""
    with open_services(settings, operator=operator) as services:
        dossiers.find(services.db, services.actor, dossier)  # a mistyped code is said at once, without starting a flow
    with with_prefect(settings):
        return asyncio.run(publish(dossier, operator=operator or ""))
