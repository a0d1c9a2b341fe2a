"""Holding a dossier while working on it: a lease, renewed by a heartbeat for as long as the block runs."""

from __future__ import annotations

import logging
import os
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from flows.wiring import Services
from models.errors import LeaseLost, Unreachable
from storage.records import leases
from storage.records.leases import Lease

log = logging.getLogger(__name__)


@contextmanager
def holding(services: Services, dossier_id: str) -> Iterator[Lease]:
    """The lease of a dossier. Raises LeaseHeld when another live owner works on it.

    A lost heartbeat stops nothing by itself: every write carries the epoch and fails once another has taken over.
    """
    owner = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    seconds = services.settings.lease_seconds
    lease = leases.take(services.db, services.actor, f"dossier:{dossier_id}", owner=owner, seconds=seconds)
    done = threading.Event()
    heartbeat = threading.Thread(target=_renew, args=(services, lease, done), daemon=True, name="lease-heartbeat")
    heartbeat.start()
    try:
        yield lease
    finally:
        done.set()
        heartbeat.join()
        _release(services, lease)


def _renew(services: Services, lease: Lease, done: threading.Event) -> None:
    seconds = services.settings.lease_seconds
    while not done.wait(seconds / 3):
        try:
            leases.renew(services.db, lease, seconds=seconds)
        except LeaseLost:
            log.warning("lease lost: resource=%s epoch=%d", lease.resource, lease.epoch)
            return
        except Unreachable:
            log.warning("lease not renewed, will try again: resource=%s", lease.resource)


def _release(services: Services, lease: Lease) -> None:
    try:
        leases.release(services.db, lease)
    except LeaseLost:
        log.warning("lease was taken over before its end: resource=%s epoch=%d", lease.resource, lease.epoch)
    except Unreachable:
        log.warning("lease not released, it will expire: resource=%s", lease.resource)
