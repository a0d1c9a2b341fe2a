"""Counting a dossier: its files, pages and papers as they are now."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from models.ledger import FileLedger, PageLedger
from models.lifecycle import FileState, PaperState
from models.verdict import Verdict
from storage.records import tables
from storage.records.dossier_status import Facts
from storage.records.session import RecordsSession
from storage.records.tables import File, Paper, Quarantine, Reading

WHOLE_PAPER = ""
"""The name under which a verification of a whole paper stands among those of its fields."""


def dossier_facts(session: RecordsSession, dossier_id: str) -> Facts:
    files = select(File.state, func.count()).where(File.dossier_id == dossier_id).group_by(File.state)
    papers = select(Paper.state, func.count()).where(Paper.dossier_id == dossier_id).group_by(Paper.state)
    return Facts(
        files={FileState(state): count for state, count in session.execute(files)},
        papers={PaperState(state): count for state, count in session.execute(papers)},
        unread=_unread(session, dossier_id),
        unseen=_unseen(session, dossier_id),
        set_aside=_set_aside(session, dossier_id),
    )


def file_ledger(facts: Facts) -> FileLedger:
    """Every file that was handed in, by how it ended."""
    return FileLedger(
        received=sum(facts.files.values()),
        opened=facts.files.get(FileState.OPENED, 0),
        duplicate=facts.files.get(FileState.DUPLICATE, 0),
        quarantined=facts.files.get(FileState.QUARANTINED, 0),
    )


def page_ledger(session: RecordsSession, dossier_id: str) -> PageLedger:
    """The sum over opened files, each by its newest reading."""
    newest = (
        select(func.max(Reading.id))
        .join(File, File.id == Reading.file_id)
        .where(File.dossier_id == dossier_id, File.state == FileState.OPENED.value)
        .group_by(Reading.file_id)
    )
    total = PageLedger()
    for reading in session.every(select(Reading).where(Reading.id.in_(newest))):
        total += reading_ledger(reading)
    return total


def reading_ledger(row: tables.Reading) -> PageLedger:
    return PageLedger(
        scanned=row.scanned,
        kept=row.kept,
        separators=row.separators,
        blank=row.blank,
        quarantined=row.quarantined,
    )


def _unread(session: RecordsSession, dossier_id: str) -> int:
    has_reading = select(Reading.id).where(Reading.file_id == File.id).exists()
    unread = select(func.count()).select_from(File).where(
        File.dossier_id == dossier_id, File.state == FileState.OPENED.value, ~has_reading
    )  # fmt: skip
    return session.execute(unread).scalar_one()


def _unseen(session: RecordsSession, dossier_id: str) -> int:
    decision, other = tables.Verification, aliased(tables.Verification)
    last_round = select(func.max(other.round)).where(other.paper_id == Paper.id).scalar_subquery()
    unseen = (
        select(func.count())
        .select_from(Paper)
        .join(decision, decision.paper_id == Paper.id)
        .where(
            Paper.dossier_id == dossier_id,
            Paper.state == PaperState.CONFIRMED.value,
            decision.name == WHOLE_PAPER,
            decision.round == last_round,
            decision.seen.is_(False),
        )
    )
    return session.execute(unseen).scalar_one()


def _set_aside(session: RecordsSession, dossier_id: str) -> tuple[Verdict, ...]:
    unsettled = (
        select(Quarantine.verdict)
        .join(File, File.id == Quarantine.file_id)
        .where(File.dossier_id == dossier_id, Quarantine.settled_at.is_(None))
    )
    return tuple(Verdict(verdict) for verdict in session.every(unsettled))
