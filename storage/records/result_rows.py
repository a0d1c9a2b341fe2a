"""Results and reservations as they are handed out."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from models.clock import desk_day
from models.lifecycle import PaperState
from storage.records import tables
from storage.records.holders import holder_id
from storage.records.rows import RenditionRow, Reservation, ResultRow
from storage.records.session import RecordsSession


def reservation_row(session: RecordsSession, row: tables.DigitalResult) -> Reservation:
    dossier = session.get_one(tables.Dossier, row.dossier_id)
    paper = session.get_one(tables.Paper, row.paper_id)
    file = session.get_one(tables.File, paper.file_id)
    return Reservation(
        result_id=row.id,
        agency=row.agency_id,
        paper_id=row.paper_id,
        dossier_id=row.dossier_id,
        dossier_code=dossier.code,
        procedure=dossier.procedure,
        holder=holder_id(session, row.holder_id),
        code=row.code,
        version=row.version,
        result_number=row.result_number,
        kind=row.kind,
        kind_code=row.kind_code,
        role=file.role,  # type: ignore[arg-type]  # written from the same Literal
        reserved_at=row.reserved_at,
        epoch=row.epoch,
    )


def result_row(session: RecordsSession, row: tables.DigitalResult) -> ResultRow:
    dossier = session.get_one(tables.Dossier, row.dossier_id)
    return ResultRow(
        id=row.id,
        agency=row.agency_id,
        paper_id=row.paper_id,
        dossier_id=row.dossier_id,
        dossier_code=dossier.code,
        code=row.code,
        version=row.version,
        result_number=row.result_number,
        kind=row.kind,
        kind_code=row.kind_code,
        state=PaperState(row.state),
        valid=row.state == PaperState.PUBLISHED.value and not is_over(row.valid_until, desk_day(session.now())),
        document_type=row.descriptive.get("name"),
        number=row.descriptive.get("number"),
        issued_on=row.descriptive.get("issued_on"),
        issuer=row.descriptive.get("issuer"),
        subject=row.descriptive.get("subject"),
        valid_until=row.valid_until,
        reserved_at=row.reserved_at,
        published_at=row.published_at,
        end_reason=row.end_reason,
        document=_document(session, row),
        renditions=_renditions(session, row),
    )


def is_over(valid_until: str | None, today: date) -> bool:
    """Whether a validity, possibly given by year or month alone, ended before today. Its last day still counts."""
    if not valid_until:
        return False
    return valid_until < today.isoformat()[: len(valid_until)]


def _document(session: RecordsSession, row: tables.DigitalResult) -> RenditionRow | None:
    if row.document_object_id is None:
        return None
    return _of_object("document", session.get_one(tables.StoredObject, row.document_object_id))


def _renditions(session: RecordsSession, row: tables.DigitalResult) -> tuple[RenditionRow, ...]:
    wanted = (
        select(tables.Rendition.role, tables.StoredObject)
        .join(tables.StoredObject, tables.StoredObject.id == tables.Rendition.object_id)
        .where(tables.Rendition.result_id == row.id)
        .order_by(tables.Rendition.role)
    )
    return tuple(_of_object(role, stored) for role, stored in session.execute(wanted))


def _of_object(role: str, row: tables.StoredObject) -> RenditionRow:
    return RenditionRow(
        role=role, object_id=row.id, key=row.key, sha256=row.sha256, size=row.size, media_type=row.media_type
    )
