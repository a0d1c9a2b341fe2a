"""Reuse: asking across agencies for what was digitised once, fetching it, citing it in another dossier.

The only module that shows one agency another's rows. Every look is written and committed before its answer is returned,
refusals and empty answers included; a refusal is recorded, then raised.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from models.agency import Actor
from models.errors import NotPermitted, SohoaError
from models.events import EventType
from models.lookup import Purpose, Query
from storage.records import accesses, citation, event_log
from storage.records.database import Database, transactional
from storage.records.entitlement import SHOWN, entitled_result
from storage.records.folding import folded, folded_number
from storage.records.grants import may_find
from storage.records.result_rows import result_row
from storage.records.rows import Access, Citation, FetchTicket
from storage.records.session import RecordsSession
from storage.records.tables import DigitalResult, HolderIdentifier

FETCH_HOURS = 24
"""How long a look-up entitles to fetch and cite what it returned, unless the settings say otherwise."""


def lookup(db: Database, actor: Actor, query: Query, purpose: Purpose) -> Access:
    """Results of every agency that fit, the newest version of each; revoked ones are marked, superseded ones hidden.

    Raises NotPermitted (purpose incomplete, in another agency's name, or denied by the owner) and UsageError (asks by
    nothing), each after the refusal was recorded.
    """
    try:
        purpose.require_complete()
        if purpose.agency != actor.agency:
            raise NotPermitted(f"{actor.agency} cannot look up in the name of {purpose.agency}")
        query.require_complete()
    except SohoaError as refusal:
        _refuse(db, actor, query, purpose, str(refusal))
        raise
    answer = _look_up(db, actor, query, purpose)
    if answer is None:
        raise NotPermitted("the agency that holds these papers does not share them")
    return answer


@transactional("lookup")
def _look_up(session: RecordsSession, actor: Actor, query: Query, purpose: Purpose) -> Access | None:
    """The recorded answer, or None when all that fits is denied."""
    fitting = _fitting(session, query)
    shared = [row for row in fitting if may_find(session, owner=row.agency_id, asking=actor.agency, kind=row.kind)]
    denied = bool(fitting) and not shared
    found: Sequence[DigitalResult] | str = "denied by the owner" if denied else shared
    row = accesses.write(session, actor, purpose, query.model_dump_json(), action="lookup", found=found)
    event = EventType.LOOKUP_REFUSED if denied else EventType.LOOKUP_ANSWERED
    event_log.note(session, actor, event, access=row.id, query=row.query_digest, results=len(shared))
    if denied:
        return None
    return Access(
        id=row.id,
        outcome="answered" if shared else "empty",
        accessed_at=row.accessed_at,
        results=tuple(result_row(session, result) for result in shared),
    )


@transactional("lookup_refused")
def _refuse(session: RecordsSession, actor: Actor, query: Query, purpose: Purpose, why: str) -> None:
    row = accesses.write(session, actor, purpose, query.model_dump_json(), action="lookup", found=why)
    event_log.note(session, actor, EventType.LOOKUP_REFUSED, access=row.id, query=row.query_digest)


def record_fetch(db: Database, actor: Actor, code: str, *, within_hours: int = FETCH_HOURS) -> FetchTicket:
    """Leave to read a result's objects: one's own, or one that a look-up of the last ``within_hours`` returned.

    Recorded before it is given. Raises NotPermitted, after recording the refusal; a code that does not exist is refused
    in the same words, so that nobody learns which codes do.
    """
    ticket = _fetch(db, actor, code, within_hours)
    if ticket is None:
        raise NotPermitted(f"{code} is not this agency's, and no look-up of the last {within_hours} hours returned it")
    return ticket


@transactional("fetch")
def _fetch(session: RecordsSession, actor: Actor, code: str, within_hours: int) -> FetchTicket | None:
    result, entitled_by = entitled_result(session, actor, code, within_hours=within_hours)
    purpose = accesses.own_purpose(actor) if entitled_by is None else accesses.purpose_of(entitled_by)
    if result is None:
        row = accesses.write(session, actor, purpose, code, action="fetch", found="not entitled")
        event_log.note(session, actor, EventType.LOOKUP_REFUSED, access=row.id, query=row.query_digest)
        return None
    row = accesses.write(session, actor, purpose, code, action="fetch", found=[result])
    row.entitled_by = None if entitled_by is None else entitled_by.id
    event_log.note(session, actor, EventType.RESULT_FETCHED, access=row.id, result=result.id)
    return FetchTicket(access_id=row.id, entitled_by=row.entitled_by, result=result_row(session, result))


def cite(db: Database, actor: Actor, code: str, dossier_id: str, *, within_hours: int = FETCH_HOURS) -> Citation:
    """Links a result to one of the agency's dossiers. See ``citation.cite``."""
    return citation.cite(db, actor, code, dossier_id, within_hours=within_hours)


def _fitting(session: RecordsSession, query: Query) -> Sequence[DigitalResult]:
    wanted = select(DigitalResult).where(DigitalResult.state.in_(SHOWN))
    if query.holder is not None:
        holders = select(HolderIdentifier.holder_id).where(
            HolderIdentifier.scheme == query.holder.scheme, HolderIdentifier.value == query.holder.value
        )
        wanted = wanted.where(DigitalResult.holder_id.in_(holders))
    if query.number:
        wanted = wanted.where(DigitalResult.number_folded == folded_number(query.number))
    if query.issuer:
        wanted = wanted.where(DigitalResult.issuer_folded == folded(query.issuer))
    if query.kinds:
        wanted = wanted.where(or_(DigitalResult.kind.in_(query.kinds), DigitalResult.kind_code.in_(query.kinds)))
    return session.every(wanted.order_by(DigitalResult.published_at.desc(), DigitalResult.id.desc()))
