"""Proposals of papers: as a reading makes them, and anew where a person cut its pages otherwise or named the kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict, Unpack

from sqlalchemy import func, select

from models.agency import Actor
from models.errors import Bug, IllegalTransition
from models.events import EventType
from models.lifecycle import PaperState
from models.paper import ProposedPaper
from storage.records import event_log, tables
from storage.records.database import transactional
from storage.records.ids import new_id, new_salt
from storage.records.leases import Lease, guard
from storage.records.paper_rows import paper_row
from storage.records.rows import PaperRow
from storage.records.session import RecordsSession, own

RECUT = "recut"
"""Reason of proposals whose pages a person cut otherwise."""
RENAMED = "renamed"
"""Reason of proposals that a person named another kind of."""
REREAD = "reread"
"""Reason of proposals that a newer reading replaced before anybody had decided on them."""
REPLACED = frozenset({RECUT, RENAMED, REREAD})
"""Papers rejected for one of these are no papers any more: others stand in their place."""


class Replacement(TypedDict):
    """``replaced``: ids of papers of the reading; ``papers``: what takes their place; ``reason``: RECUT or RENAMED."""

    replaced: Sequence[str]
    papers: Sequence[ProposedPaper]
    reason: str


def propose(
    session: RecordsSession, file: tables.File, reading: tables.Reading, paper: ProposedPaper, ordinal: int
) -> tables.Paper:
    """A paper of a reading that waits for a person."""
    row = session.put(
        tables.Paper(
            id=new_id(), agency_id=file.agency_id, dossier_id=file.dossier_id, file_id=file.id,
            reading_id=reading.id, ordinal=ordinal, revision=1, corrects=None, kind=paper.kind,
            kind_confidence=paper.kind_confidence, pages=list(paper.pages),
            findings=[item.model_dump(mode="json") for item in paper.findings], component=paper.component,
            state=PaperState.TO_VERIFY.value, reason=None, salt=new_salt(), proposed_at=session.now(),
        )
    )  # fmt: skip
    for place, (name, field) in enumerate(paper.fields.items()):
        plain = field.model_dump(mode="json")
        session.add(
            tables.ProposedField(
                id=new_id(), agency_id=file.agency_id, paper_id=row.id, name=name, ordinal=place,
                value=field.value, confidence=field.confidence, evidence=plain["evidence"],
                findings=plain["findings"],
            )
        )  # fmt: skip
    session.flush()
    return row


@transactional("replace_papers")
def replace(
    session: RecordsSession, actor: Actor, lease: Lease, reading_id: str, **given: Unpack[Replacement]
) -> list[PaperRow]:
    """Rejects proposals of a reading and puts others in their place; the reading itself stays as it is.

    Raises IllegalTransition when somebody decided on one of them, or when one corrects a published paper.
    """
    reading = own(session, actor, tables.Reading, reading_id)
    file = own(session, actor, tables.File, reading.file_id)
    guard(session, lease, dossier_id=file.dossier_id)
    for paper_id in given["replaced"]:
        row = own(session, actor, tables.Paper, paper_id, lock=True)
        if row.reading_id != reading.id:
            raise Bug(f"paper {row.id} is none of reading {reading.id}")
        if row.state != PaperState.TO_VERIFY.value or row.corrects is not None:
            raise IllegalTransition(f"paper {row.id} is {row.state}: only an open proposal is cut or named anew")
        row.state, row.reason = PaperState.REJECTED.value, given["reason"]
        _note(session, actor, EventType.PAPER_REJECTED, row, given["reason"])
    session.flush()
    highest = select(func.max(tables.Paper.ordinal)).where(tables.Paper.reading_id == reading.id)
    taken = session.execute(highest).scalar_one()
    first = 0 if taken is None else taken + 1
    rows = [propose(session, file, reading, paper, first + place) for place, paper in enumerate(given["papers"])]
    for row in rows:
        _note(session, actor, EventType.PAPER_PROPOSED, row, given["reason"])
    return [paper_row(session, row) for row in rows]


def _note(session: RecordsSession, actor: Actor, event: EventType, row: tables.Paper, reason: str) -> None:
    event_log.note(
        session, actor, event, dossier_id=row.dossier_id,
        paper=row.id, reading=row.reading_id, pages=len(row.pages), reason=reason,
    )  # fmt: skip
