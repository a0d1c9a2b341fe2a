"""Which result a code means to an agency that wants to read it, and by what right."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from models.agency import Actor
from models.lifecycle import PaperState
from storage.records import accesses
from storage.records.grants import may_find
from storage.records.session import RecordsSession
from storage.records.tables import Access, AccessResult, DigitalResult

SHOWN = (PaperState.PUBLISHED.value, PaperState.REVOKED.value)


def entitled_result(
    session: RecordsSession, actor: Actor, code: str, *, within_hours: int, for_dossier: str | None = None
) -> tuple[DigitalResult | None, Access | None]:
    """The result that the agency may read under this code, and the look-up that entitles it (None: it is its own).

    ``for_dossier``: only a look-up for this dossier counts.
    (None, …) when it may read none: never looked up, too long ago, or denied by its owner since.
    """
    own = _newest(session, actor.agency, code)
    if own is not None:
        return own, None
    access = accesses.entitling(session, actor, code, within=timedelta(hours=within_hours), for_dossier=for_dossier)
    if access is None:
        return None, None
    owner = session.execute(
        select(DigitalResult.agency_id)
        .join(AccessResult, AccessResult.result_id == DigitalResult.id)
        .where(AccessResult.access_id == access.id, AccessResult.code == code)
    ).scalars().first()  # fmt: skip
    result = None if owner is None else _newest(session, owner, code)
    if result is None or not may_find(session, owner=result.agency_id, asking=actor.agency, kind=result.kind):
        return None, access
    return result, access


def _newest(session: RecordsSession, agency: str, code: str) -> DigitalResult | None:
    """The newest version under a code that may still be read: superseded ones are not."""
    return session.first(
        select(DigitalResult)
        .where(DigitalResult.agency_id == agency, DigitalResult.code == code, DigitalResult.state.in_(SHOWN))
        .order_by(DigitalResult.version.desc())
    )
