"""Leases: one owner at a time works on a resource, and every write proves that it still is.

The database's clock decides, because machines' clocks differ. Each taking raises the epoch; an owner that was declared
dead may still be alive, but its epoch is old and its writes touch no row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, literal_column, select, text, update
from sqlalchemy.engine import CursorResult

from models.agency import Actor
from models.errors import Bug, LeaseHeld, LeaseLost
from models.events import EventType
from storage.records import event_log, tables
from storage.records.columns import UtcDateTime
from storage.records.database import Database, run_transaction, transaction_points, transactional
from storage.records.session import RecordsSession

_ROW = tables.Lease


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to write to ``resource`` until ``expires_at`` (the database's clock) unless renewed."""

    agency: str
    resource: str
    owner: str
    epoch: int
    expires_at: datetime


def dossier_resource(dossier_id: str) -> str:
    return f"dossier:{dossier_id}"


@transactional("take_lease")
def take(session: RecordsSession, actor: Actor, resource: str, *, owner: str, seconds: float) -> Lease:
    """The lease of a resource, for ``seconds`` from now. Raises LeaseHeld while another live owner has it.

    Taking over from an owner whose time ran out is recorded as an event. The same owner may take it anew.
    """
    row = session.get(_ROW, (actor.agency, resource), with_for_update=True)
    if row is None:
        row = session.put(_ROW(agency_id=actor.agency, resource=resource, owner=None, epoch=0, expires_at=None))
    alive = _is_alive(session, actor.agency, resource)
    if alive and row.owner != owner:
        raise LeaseHeld(f"{resource} is being worked on until {row.expires_at}")
    if row.owner is not None and not alive:
        _note_take_over(session, actor, row)
    taken = (
        update(_ROW)
        .where(_ROW.agency_id == actor.agency, _ROW.resource == resource)
        .values(owner=owner, epoch=_ROW.epoch + 1, expires_at=_moment(session, seconds))
        .execution_options(synchronize_session=False)
    )
    session.execute(taken)
    session.refresh(row)
    return _lease(row)


def renew(db: Database, lease: Lease, *, seconds: float) -> Lease:
    """The same lease, for ``seconds`` from now. Raises LeaseLost once somebody else has taken it.

    A late renewal counts as long as nobody did: the epoch shows that nothing was written in between.
    """

    def body(session: RecordsSession) -> Lease:
        _touch(session, lease, owner=lease.owner, expires_at=_moment(session, seconds))
        row = session.get_one(_ROW, (lease.agency, lease.resource), populate_existing=True)
        return _lease(row)

    return run_transaction(db, "renew_lease", body)


def release(db: Database, lease: Lease) -> None:
    """Gives the resource back. Raises LeaseLost when it was taken over before."""
    run_transaction(db, "release_lease", lambda session: _touch(session, lease, owner=None, expires_at=None))


def expired(db: Database, actor: Actor) -> list[Lease]:
    """Leases whose owners fell silent without giving them back: work that somebody has to take up again."""
    with db.reading() as session:
        silent = select(_ROW).where(
            _ROW.agency_id == actor.agency, _ROW.owner.is_not(None), _ROW.expires_at <= _moment(session, 0)
        )
        return [_lease(row) for row in session.every(silent.order_by(_ROW.expires_at))]


def guard(session: RecordsSession, lease: Lease, *, dossier_id: str | None = None) -> None:
    """Stands first in every write: raises LeaseLost unless the lease is in force, and holds it until COMMIT.

    ``dossier_id``: what is about to be written to; a lease of something else is a bug.
    """
    if dossier_id is not None and lease.resource != dossier_resource(dossier_id):
        raise Bug(f"a lease of {lease.resource} was used to write to dossier {dossier_id}")
    in_force = (
        update(_ROW)
        .where(*_is_ours(lease), _ROW.expires_at > _moment(session, 0))
        .values(epoch=lease.epoch)
        .execution_options(synchronize_session=False)
    )
    _require_one(session, in_force, lease)


transaction_points("renew_lease")
transaction_points("release_lease")


def _moment(session: RecordsSession, seconds: float) -> ColumnElement[datetime]:
    """The database's now plus ``seconds``, in the form in which moments are stored there."""
    if session.get_bind().dialect.name == "sqlite":
        return func.strftime("%Y-%m-%d %H:%M:%f", "now", f"{seconds:+.3f} seconds", type_=UtcDateTime())
    now: ColumnElement[datetime] = literal_column("clock_timestamp()", UtcDateTime())
    return now + text(f"interval '{seconds:.3f} seconds'")


def _is_alive(session: RecordsSession, agency: str, resource: str) -> bool:
    alive = select(_ROW.resource).where(
        _ROW.agency_id == agency, _ROW.resource == resource, _ROW.expires_at > _moment(session, 0)
    )
    return session.first(alive) is not None


def _is_ours(lease: Lease) -> tuple[ColumnElement[bool], ...]:
    return (
        _ROW.agency_id == lease.agency,
        _ROW.resource == lease.resource,
        _ROW.owner == lease.owner,
        _ROW.epoch == lease.epoch,
    )


def _touch(
    session: RecordsSession, lease: Lease, *, owner: str | None, expires_at: ColumnElement[datetime] | None
) -> None:
    change = update(_ROW).where(*_is_ours(lease)).values(owner=owner, expires_at=expires_at)
    _require_one(session, change.execution_options(synchronize_session=False), lease)


def _require_one(session: RecordsSession, change: object, lease: Lease) -> None:
    result = session.execute(change)  # type: ignore[call-overload]
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        raise LeaseLost(f"{lease.resource}: epoch {lease.epoch} is no longer in force")


def _note_take_over(session: RecordsSession, actor: Actor, row: tables.Lease) -> None:
    dossier_id = row.resource.removeprefix("dossier:") if row.resource.startswith("dossier:") else None
    event_log.note(
        session, actor, EventType.LEASE_TAKEN_OVER, dossier_id=dossier_id,
        resource=row.resource, epoch=row.epoch + 1,
    )  # fmt: skip


def _lease(row: tables.Lease) -> Lease:
    if row.owner is None or row.expires_at is None:
        raise Bug(f"lease of {row.resource} has no owner")
    return Lease(row.agency_id, row.resource, row.owner, row.epoch, row.expires_at)
