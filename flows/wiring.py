"""The composition root of all that lasts: settings become a database and a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flows.settings import MACHINE, Settings
from models.agency import Actor
from models.clock import Clock, system_clock
from storage.objects.open import S3Settings, open_store
from storage.objects.store import ObjectStore
from storage.records.database import Database, open_database


@dataclass(frozen=True, slots=True)
class Services:
    """What every flow works with. ``actor`` is who the work is done for; its agency owns all rows and objects."""

    settings: Settings
    db: Database
    store: ObjectStore
    actor: Actor
    clock: Clock


@contextmanager
def open_services(
    settings: Settings, *, operator: str | None = None, agency: str | None = None, clock: Clock = system_clock
) -> Iterator[Services]:
    """Database (migrated) and store, closed at the end; ``agency`` when it is not the desk's own that asks.

    Raises Unreachable, UsageError.
    """
    settings.make_home()
    settings.spool.mkdir(exist_ok=True)
    db = open_database(settings.database, clock=clock)
    try:
        db.upgrade()
        actor = settings.machine() if operator == MACHINE else settings.actor(operator, agency=agency)
        yield Services(settings, db, object_store(settings), actor, clock)
    finally:
        db.close()


def object_store(settings: Settings) -> ObjectStore:
    """The store that the settings name: a folder under SOHOA_HOME, another folder, or a bucket."""
    s3 = None
    if settings.s3_endpoint:
        s3 = S3Settings(
            endpoint=settings.s3_endpoint,
            access_key=settings.s3_access_key,
            secret_key=settings.s3_secret_key.get_secret_value(),
            secure=settings.s3_secure,
            region=settings.s3_region or None,
        )
    return open_store(settings.store, s3=s3, root=settings.home / "store")
