"""The log of looks: who asked, why, for which dossier, what came out. Written before anything leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select, true

from models.agency import Actor
from models.lookup import Purpose
from storage.records import tables
from storage.records.database import Database
from storage.records.ids import new_id, new_salt, salted_digest
from storage.records.session import RecordsSession, operator_id

Action = Literal["lookup", "fetch", "cite"]
Outcome = Literal["answered", "empty", "refused"]


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One entry of the log. ``codes`` are those of the results that it returned."""

    id: str
    agency: str
    operator: str
    action: str
    requester: str
    purpose: str
    legal_basis: str
    for_dossier: str
    procedure: str
    outcome: str
    detail: str
    codes: tuple[str, ...]
    accessed_at: datetime


def write(
    session: RecordsSession,
    actor: Actor,
    purpose: Purpose,
    asked: str,
    *,
    action: Action,
    found: Sequence[tables.DigitalResult] | str,
) -> tables.Access:
    """One access row; ``found``: what will leave, or why nothing may. ``asked`` is kept as a salted digest."""
    salt = new_salt()
    refused = isinstance(found, str)
    outcome: Outcome = "refused" if refused else "answered" if found else "empty"
    row = session.put(
        tables.Access(
            id=new_id(), agency_id=actor.agency, operator_id=operator_id(session, actor), action=action,
            requester=purpose.requester, purpose=purpose.purpose, legal_basis=purpose.legal_basis,
            for_dossier=purpose.for_dossier, procedure=purpose.procedure, query_digest=salted_digest(salt, asked),
            salt=salt, outcome=outcome, detail=found if isinstance(found, str) else "", entitled_by=None,
            accessed_at=session.now(),
        )
    )  # fmt: skip
    if not isinstance(found, str):
        session.add_all(
            tables.AccessResult(access_id=row.id, result_id=result.id, agency_id=actor.agency, code=result.code)
            for result in found
        )
        session.flush()
    return row


def own_purpose(actor: Actor, for_dossier: str = "") -> Purpose:
    """An agency reading what is its own needs no look-up; the log still says who did."""
    return Purpose(
        agency=actor.agency, requester=actor.operator, purpose="own records", legal_basis="",
        for_dossier=for_dossier, procedure="",
    )  # fmt: skip


def purpose_of(row: tables.Access) -> Purpose:
    return Purpose(
        agency=row.agency_id, requester=row.requester, purpose=row.purpose, legal_basis=row.legal_basis,
        for_dossier=row.for_dossier, procedure=row.procedure,
    )  # fmt: skip


def entitling(
    session: RecordsSession, actor: Actor, code: str, *, within: timedelta, for_dossier: str | None
) -> tables.Access | None:
    """The agency's newest look-up, not older than ``within`` (and for this dossier), that returned this code."""
    for_it = true() if for_dossier is None else tables.Access.for_dossier == for_dossier
    return session.first(
        select(tables.Access)
        .join(tables.AccessResult, tables.AccessResult.access_id == tables.Access.id)
        .where(
            tables.Access.agency_id == actor.agency,
            tables.Access.action == "lookup",
            tables.Access.accessed_at >= session.now() - within,
            tables.AccessResult.code == code,
            for_it,
        )
        .order_by(tables.Access.accessed_at.desc(), tables.Access.id.desc())
    )


def listed(db: Database, actor: Actor, *, since: datetime) -> list[AccessRow]:
    """The agency's own log from a moment on, oldest first, refusals and empty answers included."""
    with db.reading() as session:
        rows = session.execute(
            select(tables.Access, tables.Operator.login)
            .join(tables.Operator, tables.Operator.id == tables.Access.operator_id)
            .where(tables.Access.agency_id == actor.agency, tables.Access.accessed_at >= since)
            .order_by(tables.Access.accessed_at, tables.Access.id)
        )
        return [_row(session, access, login) for access, login in rows.all()]


def _row(session: RecordsSession, row: tables.Access, login: str) -> AccessRow:
    codes = session.every(select(tables.AccessResult.code).where(tables.AccessResult.access_id == row.id))
    return AccessRow(
        id=row.id, agency=row.agency_id, operator=login, action=row.action, requester=row.requester,
        purpose=row.purpose, legal_basis=row.legal_basis, for_dossier=row.for_dossier, procedure=row.procedure,
        outcome=row.outcome, detail=row.detail, codes=tuple(sorted(codes)), accessed_at=row.accessed_at,
    )  # fmt: skip
