"""Holders: whom papers are about, one row a person or organisation within an agency."""

from __future__ import annotations

from sqlalchemy import select

from models.agency import Actor
from models.holder import HolderId
from storage.records import tables
from storage.records.ids import new_id
from storage.records.session import RecordsSession


def holder_row(session: RecordsSession, actor: Actor, holder: HolderId) -> str:
    """The id of the agency's row for a holder, made when it is the first time."""
    known = session.first(
        select(tables.HolderIdentifier.holder_id).where(
            tables.HolderIdentifier.agency_id == actor.agency,
            tables.HolderIdentifier.scheme == holder.scheme,
            tables.HolderIdentifier.value == holder.value,
        )
    )
    if known is not None:
        return known
    row = session.put(tables.Holder(id=new_id(), agency_id=actor.agency, registered_at=session.now()))
    session.put(
        tables.HolderIdentifier(
            id=new_id(), agency_id=actor.agency, holder_id=row.id,
            scheme=holder.scheme, value=holder.value, valid_from=None, valid_to=None,
        )
    )  # fmt: skip
    return row.id


def holder_id(session: RecordsSession, row_id: str | None) -> HolderId | None:
    """The identifier of a holder's row: the one that is valid without end, else the newest."""
    if row_id is None:
        return None
    identifiers = (
        select(tables.HolderIdentifier)
        .where(tables.HolderIdentifier.holder_id == row_id)
        .order_by(tables.HolderIdentifier.valid_to.is_not(None), tables.HolderIdentifier.id.desc())
    )
    found = session.first(identifiers)
    return None if found is None else HolderId(scheme=found.scheme, value=found.value)
