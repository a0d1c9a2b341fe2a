"""Readings: what the machine said about a file. Stored once for (file, engines, options), never altered."""

from __future__ import annotations

from typing import TypedDict, Unpack

from sqlalchemy import select

from models.agency import Actor
from models.errors import IntegrityBroken
from models.events import EventType
from models.ledger import require_balance
from models.lifecycle import FileState, PaperState, require_file_step
from models.reading import Reading
from storage.records import event_log, tables
from storage.records.database import Database, transactional
from storage.records.dossier_facts import reading_ledger
from storage.records.ids import new_id
from storage.records.leases import Lease, guard
from storage.records.objects import PENDING, PRESENT, THERE
from storage.records.paper_rows import paper_row
from storage.records.proposals import propose
from storage.records.rereading import absorb_rereading
from storage.records.rows import PaperRow, ReadingRow
from storage.records.session import RecordsSession, own
from storage.records.tables import File, StoredObject


class ReadBy(TypedDict):
    """Where the reading's JSON lies, and what made it: the readers with their versions, a digest of the options."""

    object_id: str
    engine_set: str
    options_sha256: str


@transactional("store_reading")
def store(
    session: RecordsSession, actor: Actor, lease: Lease, file_id: str, reading: Reading, **by: Unpack[ReadBy]
) -> list[PaperRow]:
    """Records a reading and the papers that it proposes; they wait for a person. Repeating it changes nothing.

    A second reading (other engines or options) replaces proposals that nobody decided on yet. Once one was decided, it
    only adds the finding ``reading_differs`` to papers whose values it reads otherwise.
    Its object, pending until now, becomes present in the same transaction: a run that dies before leaves one to sweep.
    Raises IntegrityBroken when the ledger does not balance with the file's pages.
    """
    file = own(session, actor, File, file_id)
    guard(session, lease, dossier_id=file.dossier_id)
    row = _find(session, file_id, by["engine_set"], by["options_sha256"])
    if row is None:
        if file.state != FileState.OPENED.value:
            require_file_step(FileState(file.state), FileState.OPENED)
            raise IntegrityBroken(f"file {file_id} is read but was never opened")
        row = _new_reading(session, actor, file, reading, by)
        if not absorb_rereading(session, file, row, reading):
            for ordinal, paper in enumerate(reading.papers):
                propose(session, file, row, paper, ordinal)
    papers = select(tables.Paper).where(tables.Paper.file_id == file_id, tables.Paper.state != PaperState.REJECTED)
    return [paper_row(session, paper) for paper in session.every(papers.order_by(tables.Paper.id))]


def find(db: Database, actor: Actor, file_id: str, *, engine_set: str, options_sha256: str) -> ReadingRow | None:
    """The reading of a file by these engines and options, if there is one. Raises NotFound for an unknown file."""
    with db.reading() as session:
        own(session, actor, File, file_id)
        row = _find(session, file_id, engine_set, options_sha256)
        return None if row is None else reading_row(session, row)


def get(db: Database, actor: Actor, reading_id: str) -> ReadingRow:
    """Raises NotFound."""
    with db.reading() as session:
        return reading_row(session, own(session, actor, tables.Reading, reading_id))


def newest(db: Database, actor: Actor, file_id: str) -> ReadingRow | None:
    """A file's last reading; None before it was read. Raises NotFound for an unknown file."""
    with db.reading() as session:
        own(session, actor, File, file_id)
        wanted = select(tables.Reading).where(tables.Reading.file_id == file_id)
        row = session.first(wanted.order_by(tables.Reading.stored_at.desc(), tables.Reading.id.desc()))
        return None if row is None else reading_row(session, row)


def unread_files(db: Database, actor: Actor, dossier_id: str) -> frozenset[str]:
    """The ids of opened files without a reading. One that was read may still hold no paper: separator sheets alone."""
    has_reading = select(tables.Reading.id).where(tables.Reading.file_id == File.id).exists()
    wanted = select(File.id).where(
        File.dossier_id == dossier_id, File.agency_id == actor.agency, File.state == FileState.OPENED.value,
        ~has_reading,
    )  # fmt: skip
    with db.reading() as session:
        return frozenset(session.every(wanted))


def reading_row(session: RecordsSession, row: tables.Reading) -> ReadingRow:
    stored = session.get_one(StoredObject, row.object_id)
    return ReadingRow(
        id=row.id,
        agency=row.agency_id,
        file_id=row.file_id,
        file_sha256=row.file_sha256,
        engine_set=row.engine_set,
        options_sha256=row.options_sha256,
        object_id=row.object_id,
        object_key=stored.key,
        object_sha256=stored.sha256,
        ledger=reading_ledger(row),
        stored_at=row.stored_at,
    )


def _find(session: RecordsSession, file_id: str, engine_set: str, options_sha256: str) -> tables.Reading | None:
    return session.first(
        select(tables.Reading).where(
            tables.Reading.file_id == file_id,
            tables.Reading.engine_set == engine_set,
            tables.Reading.options_sha256 == options_sha256,
        )
    )


def _new_reading(session: RecordsSession, actor: Actor, file: File, reading: Reading, by: ReadBy) -> tables.Reading:
    require_balance(reading.ledger, where=f"reading of file {file.id}")
    if reading.ledger.scanned != file.page_count:
        raise IntegrityBroken(f"file {file.id}: {file.page_count} pages, the reading counts {reading.ledger.scanned}")
    stored = own(session, actor, StoredObject, by["object_id"], lock=True)
    if stored.state == PENDING:
        stored.state = PRESENT  # put and read back by whoever calls; from here on something refers to it
    if stored.state not in THERE:
        raise IntegrityBroken(f"file {file.id}: the reading's object {stored.id} is {stored.state}")
    row = session.put(
        tables.Reading(
            id=new_id(), agency_id=actor.agency, file_id=file.id, file_sha256=file.sha256 or "",
            engine_set=by["engine_set"], options_sha256=by["options_sha256"], object_id=stored.id,
            steps=[step.model_dump(mode="json") for step in reading.steps],
            findings=[item.model_dump(mode="json") for item in reading.findings],
            scanned=reading.ledger.scanned, kept=reading.ledger.kept, separators=reading.ledger.separators,
            blank=reading.ledger.blank, quarantined=reading.ledger.quarantined, stored_at=session.now(),
        )
    )  # fmt: skip
    event_log.note(
        session, actor, EventType.READING_STORED, dossier_id=file.dossier_id,
        reading=row.id, file=file.id, object=stored.id, pages=row.scanned,
    )  # fmt: skip
    return row
