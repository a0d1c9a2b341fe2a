"""Which failures a task may try again: only those whose error says so."""

from __future__ import annotations

from typing import Any

from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from models.errors import SohoaError

RETRIES = 3
DELAYS_SECONDS = [1.0, 5.0, 20.0]


def is_retryable(task: Task[Any, Any], run: TaskRun, state: State[Any]) -> bool:
    """Prefect's retry condition: the exact signature matters to it."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, SohoaError) and error.retryable
