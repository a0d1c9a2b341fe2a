"""Which Prefect API a command talks to: a configured one, the one of a running `sohoa up`, or an ephemeral one."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from flows.settings import Settings

log = logging.getLogger(__name__)

EPHEMERAL_SECONDS = 180
"""How long an ephemeral API may take to start; Prefect's own 20 s are too few on a busy two-core machine."""


def prepare_environment(settings: Settings) -> None:
    """Sets what Prefect reads at import time; call it before the first import of ``prefect``. Never overrides."""
    home = settings.home.resolve()
    settings.make_home()
    defaults = {
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_LOGGING_LEVEL": "CRITICAL",  # failures reach the operator as our own sentences
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(EPHEMERAL_SECONDS),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    if "PREFECT_API_URL" not in os.environ and (address := running_api(settings)):
        os.environ["PREFECT_API_URL"] = address


def address_file(settings: Settings) -> Path:
    """Where `sohoa up` leaves the address of its Prefect API."""
    return settings.home / "up.json"


def running_api(settings: Settings) -> str | None:
    """The API of a running `sohoa up` on this machine, None when there is none or it does not answer."""
    try:
        address = str(json.loads(address_file(settings).read_text())["prefect_api_url"])
        healthy = httpx.get(f"{address}/health", timeout=2).is_success
    except (OSError, ValueError, KeyError, httpx.HTTPError):
        return None
    return address if healthy else None


@contextmanager
def with_prefect(settings: Settings) -> Iterator[None]:
    """Prefect's API unreachable becomes our own retryable error."""
    from models.errors import Unreachable

    try:
        yield
    except httpx.TransportError as error:
        raise Unreachable(f"Prefect's API does not answer: {type(error).__name__}") from error
