"""Dossiers: opening and finding them. Where one stands is derived in ``dossier_status``."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select

from models.agency import Actor
from models.clock import DESK_ZONE
from models.codes import is_procedure_code, parse_dossier_code
from models.errors import NotFound, UsageError
from models.events import EventType
from models.holder import HolderId
from models.ledger import PageLedger
from storage.records import event_log, tables
from storage.records.database import Database, transactional
from storage.records.dossier_facts import NOTHING, Counted, counted, file_ledger
from storage.records.dossier_status import derive
from storage.records.holders import holder_id, holder_row
from storage.records.ids import new_id
from storage.records.rows import DossierRow, DossierStatus
from storage.records.session import RecordsSession

_SAME_DAY_UNTIL = time(15, 0)
_END_OF_DAY = time(17, 0)
_NEXT_MORNING = time(9, 0)


@transactional("open_dossier")
def open_dossier(
    session: RecordsSession, actor: Actor, code: str, *, procedure: str | None, holder: HolderId | None
) -> DossierRow:
    """The agency's dossier with this code, opened when it is new. Raises UsageError.

    A procedure or holder that was not known before is added; one that contradicts what is recorded is refused.
    """
    competent, received_on, _ = parse_dossier_code(code)
    if procedure is not None and not is_procedure_code(procedure):
        raise UsageError(f"not a procedure code: {procedure!r}")
    row = _find(session, actor, code)
    if row is None:
        now = session.now()
        row = session.put(
            tables.Dossier(
                id=new_id(), agency_id=actor.agency, code=code, receiving_agency=actor.agency,
                competent_agency=competent, procedure=None, holder_id=None, case_status=None,
                received_on=received_on, opened_at=now, due_at=due_time(now),
            )
        )  # fmt: skip
        event_log.note(session, actor, EventType.DOSSIER_OPENED, dossier_id=row.id)
    _complete(row, procedure=procedure, holder=None if holder is None else holder_row(session, actor, holder))
    return dossier_row(session, row)


def find(db: Database, actor: Actor, code: str) -> DossierRow:
    """The agency's dossier with this code. Raises NotFound."""
    with db.reading() as session:
        row = _find(session, actor, code)
        if row is None:
            raise NotFound(f"no dossier {code}")
        return dossier_row(session, row)


def get(db: Database, actor: Actor, dossier_id: str) -> DossierRow:
    """The agency's dossier with this id. Raises NotFound."""
    with db.reading() as session:
        row = session.get(tables.Dossier, dossier_id)
        if row is None or row.agency_id != actor.agency:
            raise NotFound(f"no dossier {dossier_id}")
        return dossier_row(session, row)


def list_dossiers(db: Database, actor: Actor) -> list[DossierRow]:
    """The agency's dossiers in the order in which they were opened."""
    with db.reading() as session:
        wanted = select(tables.Dossier).where(tables.Dossier.agency_id == actor.agency).order_by(tables.Dossier.id)
        return [dossier_row(session, row) for row in session.every(wanted)]


def status(db: Database, actor: Actor, code: str | None = None) -> list[DossierStatus]:
    """Where the agency's dossiers stand, or the one with this code. Raises NotFound."""
    with db.reading() as session:
        wanted = select(tables.Dossier).where(tables.Dossier.agency_id == actor.agency)
        if code is not None:
            wanted = wanted.where(tables.Dossier.code == code)
        rows = session.every(wanted.order_by(tables.Dossier.code))
        if code is not None and not rows:
            raise NotFound(f"no dossier {code}")
        found = counted(session, wanted.with_only_columns(tables.Dossier.id))
    return [_status(row, found) for row in rows]


def _status(row: tables.Dossier, found: Counted) -> DossierStatus:
    facts = found.facts.get(row.id, NOTHING)
    state, reason, next_actor = derive(facts)
    return DossierStatus(
        dossier_id=row.id,
        code=row.code,
        procedure=row.procedure,
        state=state,
        reason=reason,
        due_at=row.due_at,
        next_actor=next_actor,
        files=file_ledger(facts),
        pages=found.pages.get(row.id, PageLedger()),
        papers=dict(facts.papers),
    )


def due_time(received_at: datetime) -> datetime:
    """When a dossier received at this moment should be digitised and passed on.

    The same working day, or the beginning of the next one when it came after 15:00 (the rule of Decree 61/2018/NĐ-CP,
    Article 18, for handing a paper dossier on). Saturdays and Sundays do not count; public holidays are not known here.
    """
    local = received_at.astimezone(DESK_ZONE)
    if local.weekday() < 5 and local.time() <= _SAME_DAY_UNTIL:
        return datetime.combine(local.date(), _END_OF_DAY, DESK_ZONE)
    day = local.date() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime.combine(day, _NEXT_MORNING, DESK_ZONE)


def dossier_row(session: RecordsSession, row: tables.Dossier) -> DossierRow:
    return DossierRow(
        id=row.id,
        agency=row.agency_id,
        code=row.code,
        receiving_agency=row.receiving_agency,
        competent_agency=row.competent_agency,
        procedure=row.procedure,
        holder=holder_id(session, row.holder_id),
        case_status=row.case_status,
        received_on=row.received_on,
        opened_at=row.opened_at,
        due_at=row.due_at,
    )


def _find(session: RecordsSession, actor: Actor, code: str) -> tables.Dossier | None:
    return session.first(
        select(tables.Dossier).where(tables.Dossier.agency_id == actor.agency, tables.Dossier.code == code)
    )


def _complete(row: tables.Dossier, *, procedure: str | None, holder: str | None) -> None:
    if procedure is not None:
        if row.procedure not in {None, procedure}:
            raise UsageError(f"dossier {row.code} is of procedure {row.procedure}, not {procedure}")
        row.procedure = procedure
    if holder is not None:
        if row.holder_id not in {None, holder}:
            raise UsageError(f"dossier {row.code} belongs to another holder")
        row.holder_id = holder
