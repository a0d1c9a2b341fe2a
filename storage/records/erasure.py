"""What hangs on an object, and emptying it of everything that says something about a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select, update

from models.agency import Actor
from models.errors import IllegalTransition
from models.lifecycle import FileState, PaperState
from storage.records.publishing import ORIGINAL, linked_objects
from storage.records.session import RecordsSession, operator_id
from storage.records.tables import (
    DigitalResult,
    File,
    Paper,
    ProposedField,
    Quarantine,
    Reading,
    Rendition,
    StoredObject,
    Verification,
)

ERASED = "purged"
"""Reason of papers and results that end because their bytes were purged."""
_WAITING_FILES = (FileState.RECEIVED.value, FileState.STORED.value)
_PUBLIC = (PaperState.PUBLISHED.value, PaperState.SUPERSEDED.value, PaperState.REVOKED.value)


@dataclass(frozen=True, slots=True)
class Affected:
    objects: Sequence[StoredObject]
    files: Sequence[File]
    papers: Sequence[Paper]
    results: Sequence[DigitalResult]

    @property
    def dossiers(self) -> set[str]:
        return {row.dossier_id for row in self.files} | {row.dossier_id for row in self.papers}


def affected_by(session: RecordsSession, row: StoredObject) -> Affected:
    """Everything that has to go when this object goes. Of an original: all that was made of its files."""
    if row.role == ORIGINAL:
        return _made_of_original(session, row)
    in_renditions = select(Rendition.result_id).where(Rendition.object_id == row.id)
    results = session.every(
        select(DigitalResult)
        .where(or_(DigitalResult.document_object_id == row.id, DigitalResult.id.in_(in_renditions)))
        .order_by(DigitalResult.id)
    )
    papers = session.every(select(Paper).where(Paper.id.in_([result.paper_id for result in results])))
    made = {stored.id: stored for result in results for stored in linked_objects(session, result)}
    kept = {row.id: row, **{key: stored for key, stored in made.items() if stored.role != ORIGINAL}}
    return Affected(tuple(kept.values()), (), papers, results)


def erase(session: RecordsSession, actor: Actor, affected: Affected) -> None:
    """Empties the rows. Raises IllegalTransition while something of it is still in work."""
    for file in affected.files:
        _erase_file(session, actor, file)
    for paper in affected.papers:
        _erase_paper(session, paper)
    for result in affected.results:
        _erase_result(session, result)
    session.flush()


def _made_of_original(session: RecordsSession, row: StoredObject) -> Affected:
    files = session.every(select(File).where(File.object_id == row.id).order_by(File.id))
    ids = [file.id for file in files]
    papers = session.every(select(Paper).where(Paper.file_id.in_(ids)).order_by(Paper.id))
    results = session.every(select(DigitalResult).where(DigitalResult.paper_id.in_([paper.id for paper in papers])))
    of_readings = select(Reading.object_id).where(Reading.file_id.in_(ids))
    found = {row.id: row}
    found.update({stored.id: stored for stored in session.every(
        select(StoredObject).where(StoredObject.id.in_(of_readings)))})  # fmt: skip
    for result in results:
        found.update({stored.id: stored for stored in linked_objects(session, result)})
    return Affected(tuple(found.values()), files, papers, results)


def _erase_file(session: RecordsSession, actor: Actor, row: File) -> None:
    if row.state in _WAITING_FILES:
        raise IllegalTransition(f"file {row.id} is {row.state}: read or quarantine it before it is purged")
    row.name = row.source = row.salt = ""
    row.findings = []
    row.erased_at = row.erased_at or session.now()
    entry = session.first(select(Quarantine).where(Quarantine.file_id == row.id))
    if entry is not None:
        entry.detail = ""
        if entry.settled_at is None:
            entry.settled_at, entry.settled_reason = session.now(), ERASED
            entry.settled_by = operator_id(session, actor)


def _erase_paper(session: RecordsSession, row: Paper) -> None:
    if row.state == PaperState.RESERVED.value:
        raise IllegalTransition(f"paper {row.id} is being published: finish that first")
    ended = PaperState.REVOKED if row.state in _PUBLIC else PaperState.REJECTED
    row.state, row.reason, row.findings, row.salt = ended.value, ERASED, [], ""
    proposals = update(ProposedField).where(ProposedField.paper_id == row.id)
    session.execute(proposals.values(value=None, evidence=[], findings=[]))
    decisions = update(Verification).where(Verification.paper_id == row.id)
    session.execute(decisions.values(value=None, evidence=[], reason=None))


def _erase_result(session: RecordsSession, row: DigitalResult) -> None:
    row.state, row.end_reason = PaperState.REVOKED.value, ERASED
    row.ended_at = row.ended_at or session.now()
    row.descriptive = {}
    row.holder_id = row.number_folded = row.issuer_folded = None
