"""Citing a result in another dossier: it counts there as a paper that the citizen need not hand in again."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import select

from models.agency import Actor
from models.errors import IllegalTransition, NotPermitted, UsageError
from models.events import EventType
from storage.records import accesses, event_log
from storage.records.database import Database, transactional
from storage.records.entitlement import entitled_result
from storage.records.ids import new_id
from storage.records.result_rows import result_row
from storage.records.rows import Citation
from storage.records.session import RecordsSession, own
from storage.records.tables import Access, DigitalResult, Dossier, DossierPaper, Link

_REUSED: dict[str, Literal["reused component", "reused result"]] = {
    "component": "reused component",
    "result": "reused result",
}


def cite(db: Database, actor: Actor, code: str, dossier_id: str, *, within_hours: int) -> Citation:
    """Links a result to one of the agency's dossiers, by that one's id. Repeating it gives the same citation.

    Another agency's result must have been found by a look-up of the last ``within_hours`` *for this very dossier*: a
    purpose does not carry over (Law 91/2025/QH15). Raises NotFound for the dossier, NotPermitted after recording the
    refusal, IllegalTransition for a result that is no longer valid, UsageError for one digitised in this dossier.
    """
    cited = _cite(db, actor, code, dossier_id, within_hours)
    if cited is None:
        raise NotPermitted(
            f"{code} is not this agency's, and no look-up of the last {within_hours} hours for this dossier returned it"
        )
    return cited


@transactional("cite")
def _cite(session: RecordsSession, actor: Actor, code: str, dossier_id: str, within_hours: int) -> Citation | None:
    dossier = own(session, actor, Dossier, dossier_id)
    result, entitled_by = entitled_result(session, actor, code, within_hours=within_hours, for_dossier=dossier.code)
    if result is not None:
        known = _known(session, dossier, result)
        if known is not None:
            return _row(known, dossier, result)
    purpose = accesses.own_purpose(actor, dossier.code)
    if entitled_by is not None:
        purpose = accesses.purpose_of(entitled_by)
    if result is None:
        row = accesses.write(session, actor, purpose, code, action="cite", found="not entitled")
        event_log.note(session, actor, EventType.LOOKUP_REFUSED, access=row.id, query=row.query_digest)
        return None
    if not result_row(session, result).valid:
        raise IllegalTransition(f"{code} is no longer valid: it cannot be cited")
    row = accesses.write(session, actor, purpose, code, action="cite", found=[result])
    row.entitled_by = None if entitled_by is None else entitled_by.id
    return _new(session, actor, dossier, result, row)


def _known(session: RecordsSession, dossier: Dossier, result: DigitalResult) -> DossierPaper | None:
    known = session.first(
        select(DossierPaper).where(DossierPaper.dossier_id == dossier.id, DossierPaper.result_id == result.id)
    )
    if known is not None and known.origin == "digitised":
        raise UsageError(f"{result.code} was digitised in dossier {dossier.code} itself")
    return known


def _new(session: RecordsSession, actor: Actor, dossier: Dossier, result: DigitalResult, access: Access) -> Citation:
    at_home = session.execute(
        select(DossierPaper).where(DossierPaper.result_id == result.id, DossierPaper.origin == "digitised")
    ).scalar_one()
    now = session.now()
    row = session.put(
        DossierPaper(
            id=new_id(), agency_id=actor.agency, dossier_id=dossier.id, result_id=result.id, paper_id=None,
            role="component", origin=_REUSED[at_home.role], component=at_home.component, added_at=now,
        )
    )  # fmt: skip
    session.put(
        Link(
            id=new_id(), agency_id=actor.agency, result_id=result.id, dossier_id=dossier.id,
            relation="cited_in", linked_at=now,
        )
    )  # fmt: skip
    event_log.note(session, actor, EventType.RESULT_CITED, dossier_id=dossier.id, result=result.id, access=access.id)
    return _row(row, dossier, result)


def citations(db: Database, actor: Actor, dossier_id: str) -> list[Citation]:
    """What a dossier reuses. Raises NotFound."""
    with db.reading() as session:
        dossier = own(session, actor, Dossier, dossier_id)
        rows = session.execute(
            select(DossierPaper, DigitalResult)
            .join(DigitalResult, DigitalResult.id == DossierPaper.result_id)
            .where(DossierPaper.dossier_id == dossier_id, DossierPaper.origin != "digitised")
            .order_by(DossierPaper.id)
        )
        return [_row(paper, dossier, result) for paper, result in rows.all()]


def _row(row: DossierPaper, dossier: Dossier, result: DigitalResult) -> Citation:
    return Citation(
        id=row.id,
        dossier_id=dossier.id,
        dossier_code=dossier.code,
        result_id=result.id,
        code=result.code,
        version=result.version,
        origin=row.origin,
        cited_at=row.added_at,
    )
