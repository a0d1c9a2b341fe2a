"""File rows as they are handed out, with their quarantine."""

from __future__ import annotations

from sqlalchemy import select

from models.findings import Finding
from models.lifecycle import FileState
from models.verdict import Verdict
from storage.records import tables
from storage.records.rows import FileRow
from storage.records.session import RecordsSession


def file_row(session: RecordsSession, row: tables.File) -> FileRow:
    entry = session.first(select(tables.Quarantine).where(tables.Quarantine.file_id == row.id))
    return FileRow(
        id=row.id,
        agency=row.agency_id,
        dossier_id=row.dossier_id,
        source=row.source,
        name=row.name,
        sha256=row.sha256,
        size=row.size,
        role=row.role,  # type: ignore[arg-type]  # written from the same Literal
        component=row.component,
        state=FileState(row.state),
        object_id=row.object_id,
        duplicate_of=row.duplicate_of,
        media_type=row.media_type,
        page_count=row.page_count,
        signed=row.signed,
        findings=tuple(Finding.model_validate(item) for item in row.findings),
        verdict=None if entry is None else Verdict(entry.verdict),
        detail="" if entry is None else entry.detail,
        settled=entry is not None and entry.settled_at is not None,
        received_at=row.received_at,
    )
