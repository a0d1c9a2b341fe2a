"""Publishing a paper, in steps that survive a kill anywhere between them. The bytes' side is the flows'.

(A) ``reserve`` · (B) build, spool · (C) ``object_pending`` · (D) put, read back, ``objects.mark_present`` ·
(E) ``publish`` · (F) retention in the store, ``mark_locked``. Each may be repeated.
"""

from __future__ import annotations

from typing import NotRequired, Required, TypedDict, Unpack

from sqlalchemy import select

from models.agency import Actor
from models.clock import desk_day, yymmdd
from models.errors import IllegalTransition, LeaseLost, NotFound, NotPermitted, UsageError
from models.events import EventType
from models.lifecycle import PaperState, require_paper_step
from models.verdict import Verdict
from storage.records import code_counters, event_log, objects, tables
from storage.records.database import Database, transactional
from storage.records.holders import holder_id
from storage.records.ids import new_id
from storage.records.leases import Lease, guard
from storage.records.objects import ObjectFacts, object_row
from storage.records.paper_rows import paper_row
from storage.records.publishing import Published, complete_result, linked_objects
from storage.records.result_rows import reservation_row, result_row
from storage.records.rows import ObjectRow, PaperRow, Reservation, ResultRow
from storage.records.session import RecordsSession, own
from storage.records.tables import DigitalResult, Paper

_ON_ITS_WAY = (PaperState.RESERVED.value, PaperState.PUBLISHED.value)


class Coding(TypedDict):
    """How codes are made. ``kind_code``: the kind's national code where there is one, else the catalogue's."""

    template: Required[str]
    kind_code: Required[str]
    allow_unseen: NotRequired[bool]


@transactional("reserve")
def reserve(
    session: RecordsSession, actor: Actor, lease: Lease, paper_id: str, **coding: Unpack[Coding]
) -> Reservation:
    """Step A: result, code, version, result number and time are settled for good; a retry gets the same again, even
    when it was published meanwhile (its answer was lost).

    A correction gets the code of what it corrects, with the next version.
    Raises IllegalTransition unless the paper is confirmed, NotPermitted when nobody looked and that is not allowed.
    """
    own_paper = own(session, actor, Paper, paper_id)
    guard(session, lease, dossier_id=own_paper.dossier_id)
    paper = own(session, actor, Paper, paper_id, lock=True)
    row = session.first(select(DigitalResult).where(DigitalResult.paper_id == paper_id))
    if row is not None and row.state == PaperState.RESERVED.value:
        row.epoch = lease.epoch
    if row is not None and row.state in _ON_ITS_WAY:
        return reservation_row(session, row)
    require_paper_step(PaperState(paper.state), PaperState.RESERVED)
    known = paper_row(session, paper)
    if known.verification is None or not (known.verification.seen or coding.get("allow_unseen", False)):
        raise NotPermitted(f"paper {paper_id}: nobody looked at it")
    row = session.put(_reserved(session, actor, known, coding, epoch=lease.epoch))
    paper.state = PaperState.RESERVED.value
    event_log.note(
        session, actor, EventType.PAPER_RESERVED, dossier_id=paper.dossier_id,
        paper=paper.id, result=row.id, version=row.version,
    )  # fmt: skip
    return reservation_row(session, row)


@transactional("object_pending")
def object_pending(
    session: RecordsSession, actor: Actor, lease: Lease, reservation: Reservation, **facts: Unpack[ObjectFacts]
) -> ObjectRow:
    """Step C: the object's row, before its bytes are put. Raises LeaseLost when another run has taken over."""
    _reserved_by_us(session, actor, lease, reservation)
    return object_row(objects.register(session, actor, facts))


@transactional("publish")
def publish(
    session: RecordsSession, actor: Actor, lease: Lease, reservation: Reservation, **published: Unpack[Published]
) -> ResultRow:
    """Step E: published, linked to its dossier, to be delivered, recorded: all of it or nothing.

    Guarded by the lease and by the reservation's epoch. Repeating it changes nothing.
    Raises IntegrityBroken when an object was purged meanwhile, or the original is not in the store.
    """
    row = _reserved_by_us(session, actor, lease, reservation)
    if row.state == PaperState.RESERVED.value:
        complete_result(session, actor, row, published)
    return result_row(session, row)


@transactional("withhold_paper")
def withhold(
    session: RecordsSession, actor: Actor, lease: Lease, reservation: Reservation, *, verdict: Verdict
) -> PaperRow:
    """Instead of steps C to F, where no copy can be built: the paper is set aside for a person, with the reason.

    The reservation ends; its codes are not given out again. Repeating it changes nothing. Raises IllegalTransition.
    """
    guard(session, lease, dossier_id=reservation.dossier_id)
    paper = own(session, actor, Paper, reservation.paper_id, lock=True)
    if paper.state != PaperState.WITHHELD.value:
        row = _reserved_by_us(session, actor, lease, reservation)
        require_paper_step(PaperState(paper.state), PaperState.WITHHELD)
        paper.state, paper.reason = PaperState.WITHHELD.value, verdict.value
        session.delete(row)
        event_log.note(
            session, actor, EventType.PAPER_WITHHELD, dossier_id=paper.dossier_id,
            paper=paper.id, result=reservation.result_id, verdict=verdict.value,
        )  # fmt: skip
    return paper_row(session, paper)


@transactional("mark_locked")
def mark_locked(session: RecordsSession, actor: Actor, lease: Lease, result_id: str) -> ResultRow:
    """Step F: retention is set on all objects of a published result. Repeating it changes nothing."""
    row = own(session, actor, DigitalResult, result_id)
    guard(session, lease, dossier_id=row.dossier_id)
    if row.state == PaperState.RESERVED.value:
        raise IllegalTransition(f"result {result_id} is not published yet")
    for stored in linked_objects(session, row):
        objects.lock(session, actor, stored, dossier_id=row.dossier_id)
    return result_row(session, row)


@transactional("revoke")
def revoke(session: RecordsSession, actor: Actor, lease: Lease, code: str, *, reason: str) -> ResultRow:
    """Ends the newest version of a code: look-ups still find it, marked revoked. Raises NotFound, IllegalTransition."""
    if not reason.strip():
        raise UsageError("a revocation needs a reason")
    row = _newest(session, actor, code)
    guard(session, lease, dossier_id=row.dossier_id)
    if row.state != PaperState.REVOKED.value:
        paper = own(session, actor, Paper, row.paper_id, lock=True)
        require_paper_step(PaperState(row.state), PaperState.REVOKED)
        row.state = paper.state = PaperState.REVOKED.value
        row.ended_at, row.end_reason = session.now(), reason
        event_log.note(
            session, actor, EventType.PAPER_REVOKED, dossier_id=row.dossier_id, paper=paper.id, result=row.id
        )
    return result_row(session, row)


def get(db: Database, actor: Actor, code: str, version: int | None = None) -> ResultRow:
    """The agency's own result with this code, the newest version unless one is named. Raises NotFound."""
    with db.reading() as session:
        return result_row(session, _newest(session, actor, code, version))


def results(db: Database, actor: Actor, dossier_id: str) -> list[ResultRow]:
    """A dossier's results, reserved ones included. Raises NotFound."""
    with db.reading() as session:
        own(session, actor, tables.Dossier, dossier_id)
        rows = select(DigitalResult).where(DigitalResult.dossier_id == dossier_id).order_by(DigitalResult.id)
        return [result_row(session, row) for row in session.every(rows)]


def unfinished(db: Database, actor: Actor) -> list[Reservation]:
    """Reserved and not yet published: what a run that was cut short left behind."""
    with db.reading() as session:
        rows = select(DigitalResult).where(
            DigitalResult.agency_id == actor.agency, DigitalResult.state == PaperState.RESERVED.value
        )
        return [reservation_row(session, row) for row in session.every(rows.order_by(DigitalResult.id))]


def unlocked(db: Database, actor: Actor) -> list[ResultRow]:
    """Published, but step F is still owed: an object of it is present and not locked."""
    with db.reading() as session:
        rows = session.every(
            select(DigitalResult)
            .where(DigitalResult.agency_id == actor.agency, DigitalResult.state == PaperState.PUBLISHED.value)
            .order_by(DigitalResult.id)
        )
        return [
            result_row(session, row)
            for row in rows
            if any(stored.state == objects.PRESENT for stored in linked_objects(session, row))
        ]


def _reserved(session: RecordsSession, actor: Actor, paper: PaperRow, coding: Coding, *, epoch: int) -> DigitalResult:
    dossier = own(session, actor, tables.Dossier, paper.dossier_id)
    now = session.now()
    code, version, number = _codes(session, actor, paper, dossier, coding)
    return DigitalResult(
        id=new_id(), agency_id=actor.agency, paper_id=paper.id, dossier_id=dossier.id, code=code, version=version,
        result_number=number, kind=paper.kind, kind_code=coding["kind_code"], holder_id=dossier.holder_id,
        descriptive={}, number_folded=None, issuer_folded=None, valid_until=None,
        state=PaperState.RESERVED.value, epoch=epoch, document_object_id=None, reserved_at=now,
        published_at=None, ended_at=None, end_reason=None,
    )  # fmt: skip


def _codes(
    session: RecordsSession, actor: Actor, paper: PaperRow, dossier: tables.Dossier, coding: Coding
) -> tuple[str, int, str | None]:
    """Digitisation code, version, and the result number where the paper is the procedure's result."""
    if paper.corrects is not None:
        before = session.execute(select(DigitalResult).where(DigitalResult.paper_id == paper.corrects)).scalar_one()
        return before.code, before.version + 1, before.result_number
    holder = holder_id(session, dossier.holder_id)
    number = paper.fields.get("number")
    values = {
        "agency": actor.agency,
        "holder": "" if holder is None else holder.value,
        "kind": coding["kind_code"],
        "number": (number.value or "") if number is not None else "",
        "day": yymmdd(desk_day(session.now())),
        "dossier": dossier.code,
    }
    code = code_counters.next_code(session, actor, coding["template"], values)
    if paper.role != "result":
        return code, 1, None
    return code, 1, code_counters.next_result_number(session, actor, dossier.id, dossier.code)


def _reserved_by_us(session: RecordsSession, actor: Actor, lease: Lease, reservation: Reservation) -> DigitalResult:
    guard(session, lease, dossier_id=reservation.dossier_id)
    row = own(session, actor, DigitalResult, reservation.result_id, lock=True)
    if row.state == PaperState.RESERVED.value and not row.epoch == reservation.epoch == lease.epoch:
        raise LeaseLost(f"result {row.id}: reserved under epoch {row.epoch}, not {lease.epoch}")
    return row


def _newest(session: RecordsSession, actor: Actor, code: str, version: int | None = None) -> DigitalResult:
    wanted = select(DigitalResult).where(
        DigitalResult.agency_id == actor.agency, DigitalResult.code == code,
        DigitalResult.state != PaperState.RESERVED.value,
    )  # fmt: skip
    if version is not None:
        wanted = wanted.where(DigitalResult.version == version)
    row = session.first(wanted.order_by(DigitalResult.version.desc()))
    if row is None:
        raise NotFound(f"no result {code}")
    return row
