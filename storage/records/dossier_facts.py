"""Counting dossiers: their files, pages and papers as they are now. A handful of queries, however many dossiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select
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
DossierIds = Select[str]


@dataclass(frozen=True, slots=True)
class Counted:
    """Facts and pages by dossier id; a dossier without any file is not in them."""

    facts: Mapping[str, Facts]
    pages: Mapping[str, PageLedger]


def counted(session: RecordsSession, dossiers: DossierIds) -> Counted:
    """Everything that states are derived from, of the dossiers whose ids the query selects."""
    files, papers = _by_state(session, File, dossiers), _by_state(session, Paper, dossiers)
    unread, unseen = _unread(session, dossiers), _unseen(session, dossiers)
    set_aside = _set_aside(session, dossiers)
    facts = {
        dossier: Facts(
            files={FileState(state): count for state, count in states.items()},
            papers={PaperState(state): count for state, count in papers[dossier].items()},
            unread=unread.get(dossier, 0),
            unseen=unseen.get(dossier, 0),
            set_aside=tuple(set_aside[dossier]),
        )
        for dossier, states in files.items()
    }
    return Counted(facts, _pages(session, dossiers))


NOTHING = Facts(files={}, papers={}, unread=0, unseen=0, set_aside=())
"""The facts of a dossier without files."""


def file_ledger(facts: Facts) -> FileLedger:
    """Every file that was handed in, by how it ended."""
    return FileLedger(
        received=sum(facts.files.values()),
        opened=facts.files.get(FileState.OPENED, 0),
        duplicate=facts.files.get(FileState.DUPLICATE, 0),
        quarantined=facts.files.get(FileState.QUARANTINED, 0),
    )


def reading_ledger(row: tables.Reading) -> PageLedger:
    return PageLedger(
        scanned=row.scanned,
        kept=row.kept,
        separators=row.separators,
        blank=row.blank,
        quarantined=row.quarantined,
    )


def _by_state(
    session: RecordsSession, table: type[File | Paper], dossiers: DossierIds
) -> defaultdict[str, dict[str, int]]:
    rows = session.execute(
        select(table.dossier_id, table.state, func.count())
        .where(table.dossier_id.in_(dossiers))
        .group_by(table.dossier_id, table.state)
    )
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for dossier, state, count in rows:
        found[dossier][state] = count
    return found


def _pages(session: RecordsSession, dossiers: DossierIds) -> dict[str, PageLedger]:
    """The sum over opened files, each by its newest reading."""
    newest = (
        select(func.max(Reading.id))
        .join(File, File.id == Reading.file_id)
        .where(File.dossier_id.in_(dossiers), File.state == FileState.OPENED.value)
        .group_by(Reading.file_id)
    )
    rows = session.execute(
        select(File.dossier_id, Reading).join(Reading, Reading.file_id == File.id).where(Reading.id.in_(newest))
    )
    total: defaultdict[str, PageLedger] = defaultdict(PageLedger)
    for dossier, reading in rows:
        total[dossier] += reading_ledger(reading)
    return dict(total)


def _unread(session: RecordsSession, dossiers: DossierIds) -> dict[str, int]:
    has_reading = select(Reading.id).where(Reading.file_id == File.id).exists()
    rows = session.execute(
        select(File.dossier_id, func.count())
        .where(File.dossier_id.in_(dossiers), File.state == FileState.OPENED.value, ~has_reading)
        .group_by(File.dossier_id)
    )
    return {dossier: count for dossier, count in rows}  # noqa: C416  # rows are no plain tuples to mypy


def _unseen(session: RecordsSession, dossiers: DossierIds) -> dict[str, int]:
    decision, other = tables.Verification, aliased(tables.Verification)
    last_round = select(func.max(other.round)).where(other.paper_id == Paper.id).scalar_subquery()
    rows = session.execute(
        select(Paper.dossier_id, func.count())
        .join(decision, decision.paper_id == Paper.id)
        .where(
            Paper.dossier_id.in_(dossiers),
            Paper.state == PaperState.CONFIRMED.value,
            decision.name == WHOLE_PAPER,
            decision.round == last_round,
            decision.seen.is_(False),
        )
        .group_by(Paper.dossier_id)
    )
    return {dossier: count for dossier, count in rows}  # noqa: C416  # rows are no plain tuples to mypy


def _set_aside(session: RecordsSession, dossiers: DossierIds) -> defaultdict[str, list[Verdict]]:
    rows = session.execute(
        select(File.dossier_id, Quarantine.verdict)
        .join(Quarantine, Quarantine.file_id == File.id)
        .where(File.dossier_id.in_(dossiers), Quarantine.settled_at.is_(None))
    )
    found: defaultdict[str, list[Verdict]] = defaultdict(list)
    for dossier, verdict in rows:
        found[dossier].append(Verdict(verdict))
    return found
