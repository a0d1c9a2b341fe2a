"""Files of a dossier: received, stored, then opened, duplicate or quarantined. Nothing is refused silently."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypedDict, Unpack

from sqlalchemy import select

from models.agency import Actor
from models.errors import IllegalTransition, IntegrityBroken
from models.events import EventType
from models.findings import Finding, FindingCode, finding
from models.lifecycle import FileState, PaperState, require_file_step
from models.verdict import Verdict
from storage.records import event_log, tables
from storage.records.database import Database, transactional
from storage.records.file_rows import file_row
from storage.records.ids import new_id, new_salt, salted_digest
from storage.records.leases import Lease, guard
from storage.records.objects import THERE
from storage.records.rows import FileRow, Role
from storage.records.session import RecordsSession, operator_id, own
from storage.records.tables import File, StoredObject

_KEPT_STATES = tuple(state.value for state in (FileState.STORED, FileState.OPENED, FileState.QUARANTINED))
_UNDECIDED = tuple(
    state.value for state in (PaperState.PROPOSED, PaperState.READ, PaperState.TO_VERIFY, PaperState.CONFIRMED)
)


class Arrival(TypedDict):
    """A file as handed in. ``sha256`` is None when it was refused before its bytes were read."""

    source: str
    name: str
    sha256: str | None
    size: int
    role: Role
    component: str | None


class Opened(TypedDict):
    """What a look inside told; ``signed``: it arrived with a digital signature."""

    media_type: str
    page_count: int
    signed: bool
    findings: Sequence[Finding]


@transactional("receive_file")
def receive(
    session: RecordsSession, actor: Actor, lease: Lease, dossier_id: str, **arrival: Unpack[Arrival]
) -> FileRow:
    """The row of a file that was handed in. The same content from the same source again is the same row.

    The same content from another source in this dossier ends as ``duplicate`` (at once when the first is stored, else
    when it is); in another dossier of the agency it is a file of its own, with the finding ``seen_before``.
    """
    own(session, actor, tables.Dossier, dossier_id)
    guard(session, lease, dossier_id=dossier_id)
    identity = _identity(arrival["source"], arrival["sha256"])
    row = session.first(select(File).where(File.dossier_id == dossier_id, File.identity == identity))
    if row is not None:
        return file_row(session, row)
    row = session.put(_new_file(session, actor, dossier_id, identity, arrival))
    event_log.note(
        session, actor, EventType.FILE_RECEIVED, dossier_id=dossier_id,
        file=row.id, content=salted_digest(row.salt, row.sha256 or ""), size=row.size,
    )  # fmt: skip
    first = _first_kept(session, row)
    if first is not None and first.object_id is not None:
        _store(session, actor, row, first.object_id)
    return file_row(session, row)


@transactional("mark_stored")
def mark_stored(session: RecordsSession, actor: Actor, lease: Lease, file_id: str, *, object_id: str) -> FileRow:
    """The original is safe in the store. Becomes a duplicate when the dossier already keeps the same content.

    Repeating it changes nothing. Raises IntegrityBroken unless the object is present with the file's digest.
    """
    row = _own_file(session, actor, lease, file_id)
    if row.state == FileState.RECEIVED.value:
        stored = own(session, actor, StoredObject, object_id, lock=True)
        if stored.state not in THERE or stored.sha256 != row.sha256:
            raise IntegrityBroken(f"file {file_id}: object {object_id} is not its stored original")
        _store(session, actor, row, object_id)
    return file_row(session, row)


@transactional("mark_opened")
def mark_opened(session: RecordsSession, actor: Actor, lease: Lease, file_id: str, **opened: Unpack[Opened]) -> FileRow:
    """The file could be opened. Repeating it changes nothing. Raises IllegalTransition."""
    row = _own_file(session, actor, lease, file_id)
    if row.state != FileState.OPENED.value:
        _step(row, FileState.OPENED)
        row.media_type, row.page_count = opened["media_type"], opened["page_count"]
        row.signed = opened["signed"]
        row.findings = [*row.findings, *(item.model_dump(mode="json") for item in opened["findings"])]
        event_log.note(
            session, actor, EventType.FILE_OPENED, dossier_id=row.dossier_id,
            file=row.id, pages=opened["page_count"], signed=opened["signed"],
        )  # fmt: skip
    return file_row(session, row)


@transactional("quarantine_file")
def quarantine(
    session: RecordsSession, actor: Actor, lease: Lease, file_id: str, *, verdict: Verdict, detail: str
) -> FileRow:
    """Sets a file aside; its original stays. Papers proposed from it are withheld. The first verdict stands.

    Raises IllegalTransition when a paper of it is being published or was.
    """
    row = _own_file(session, actor, lease, file_id)
    if row.state != FileState.QUARANTINED.value:
        _step(row, FileState.QUARANTINED)
        _withhold_papers(session, row, verdict)
        session.put(
            tables.Quarantine(
                id=new_id(), agency_id=actor.agency, file_id=row.id, verdict=verdict.value, detail=detail,
                set_aside_at=session.now(), settled_at=None, settled_by=None, settled_reason=None,
            )
        )  # fmt: skip
        event_log.note(
            session, actor, EventType.FILE_QUARANTINED, dossier_id=row.dossier_id, file=row.id, verdict=verdict.value
        )
    return file_row(session, row)


@transactional("settle_quarantine")
def settle(session: RecordsSession, actor: Actor, lease: Lease, file_id: str, *, reason: str) -> FileRow:
    """A person dealt with a quarantined file (scanned it anew, took it out): it no longer blocks the dossier.

    The file stays quarantined and stays in the ledger. Raises IllegalTransition when it is not in quarantine.
    """
    row = _own_file(session, actor, lease, file_id)
    entry = session.first(select(tables.Quarantine).where(tables.Quarantine.file_id == row.id))
    if entry is None:
        raise IllegalTransition(f"file {file_id} is not in quarantine")
    if entry.settled_at is None:
        entry.settled_at, entry.settled_reason = session.now(), reason
        entry.settled_by = operator_id(session, actor)
        event_log.note(session, actor, EventType.QUARANTINE_SETTLED, dossier_id=row.dossier_id, file=row.id)
    return file_row(session, row)


def get(db: Database, actor: Actor, file_id: str) -> FileRow:
    """Raises NotFound."""
    with db.reading() as session:
        return file_row(session, own(session, actor, File, file_id))


def list_files(db: Database, actor: Actor, dossier_id: str) -> list[FileRow]:
    """A dossier's files in the order in which they came. Raises NotFound."""
    with db.reading() as session:
        own(session, actor, tables.Dossier, dossier_id)
        rows = session.every(select(File).where(File.dossier_id == dossier_id).order_by(File.id))
        return [file_row(session, row) for row in rows]


def _identity(source: str, sha256: str | None) -> str:
    return hashlib.sha256(f"{sha256 or ''}\0{source}".encode(errors="surrogateescape")).hexdigest()


def _new_file(session: RecordsSession, actor: Actor, dossier_id: str, identity: str, arrival: Arrival) -> File:
    # A name that is no valid UTF-8 comes from the file system with surrogates, which no database takes.
    source, name = (text.encode(errors="surrogateescape").decode(errors="replace") for text in
                    (arrival["source"], arrival["name"]))  # fmt: skip
    return File(
        id=new_id(), agency_id=actor.agency, dossier_id=dossier_id, identity=identity, source=source, name=name,
        sha256=arrival["sha256"], size=arrival["size"], role=arrival["role"], component=arrival["component"],
        state=FileState.RECEIVED.value, object_id=None, duplicate_of=None, media_type=None, page_count=None,
        signed=False, findings=_seen_before(session, actor, dossier_id, arrival["sha256"]), salt=new_salt(),
        received_at=session.now(), erased_at=None,
    )  # fmt: skip


def _seen_before(session: RecordsSession, actor: Actor, dossier_id: str, sha256: str | None) -> list[object]:
    if sha256 is None:
        return []
    elsewhere = select(File.id).where(
        File.agency_id == actor.agency, File.sha256 == sha256, File.dossier_id != dossier_id
    )
    if session.first(elsewhere) is None:
        return []
    return [finding(FindingCode.SEEN_BEFORE).model_dump(mode="json")]


def _own_file(session: RecordsSession, actor: Actor, lease: Lease, file_id: str) -> File:
    row = own(session, actor, File, file_id)
    guard(session, lease, dossier_id=row.dossier_id)
    return own(session, actor, File, file_id, lock=True)


def _first_kept(session: RecordsSession, row: File) -> File | None:
    """The dossier's file with the same content that is stored already and is no duplicate itself."""
    if row.sha256 is None:
        return None
    kept = (
        select(File)
        .join(StoredObject, StoredObject.id == File.object_id)
        .where(File.dossier_id == row.dossier_id, File.sha256 == row.sha256, File.id != row.id)
        .where(File.state.in_(_KEPT_STATES), StoredObject.state.in_(THERE))
        .where(File.erased_at.is_(None))  # purged since: its papers ended, so the same paper may come anew
        .order_by(File.id)
    )
    return session.first(kept)


def _store(session: RecordsSession, actor: Actor, row: File, object_id: str) -> None:
    first = _first_kept(session, row)
    _step(row, FileState.STORED)
    row.object_id = object_id
    event_log.note(session, actor, EventType.FILE_STORED, dossier_id=row.dossier_id, file=row.id, object=object_id)
    if first is not None:
        _step(row, FileState.DUPLICATE)
        row.duplicate_of = first.id
        event_log.note(
            session, actor, EventType.FILE_DUPLICATE, dossier_id=row.dossier_id, file=row.id, duplicate_of=first.id
        )


def _step(row: File, after: FileState) -> None:
    require_file_step(FileState(row.state), after)
    row.state = after.value


def _withhold_papers(session: RecordsSession, row: File, verdict: Verdict) -> None:
    settled = {PaperState.REJECTED.value, PaperState.WITHHELD.value}
    for paper in session.every(select(tables.Paper).where(tables.Paper.file_id == row.id)):
        if paper.state in _UNDECIDED:
            paper.state, paper.reason = PaperState.WITHHELD.value, verdict.value
        elif paper.state not in settled:
            raise IllegalTransition(f"file {row.id}: a paper of it is {paper.state}")
