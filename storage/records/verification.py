"""Verification: a person confirms or corrects what the machine read, or rejects it. Who, when, did they look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict, Unpack

from sqlalchemy import func, select

from models.agency import Actor
from models.errors import IllegalTransition, NotFound, NotPermitted, UsageError
from models.events import EventType
from models.field import Evidence, Field
from models.lifecycle import FileState, PaperState, require_paper_step
from storage.records import event_log, tables
from storage.records.database import Database, transactional
from storage.records.dossier_facts import WHOLE_PAPER
from storage.records.ids import new_id, new_salt, salted_digest
from storage.records.leases import Lease, guard
from storage.records.paper_rows import keyed_evidence, paper_row
from storage.records.rows import PaperRow, VerificationRow
from storage.records.session import RecordsSession, operator_id, own
from storage.records.tables import Paper, ProposedField, Verification

_CORRECTABLE = (PaperState.PUBLISHED.value,)


class Answers(TypedDict):
    """``values``: only the fields that the person set; the others stand as they are. ``seen``: they looked."""

    values: Mapping[str, str | None]
    seen: bool
    reason: str | None


def papers(db: Database, actor: Actor, dossier_id: str) -> list[PaperRow]:
    """A dossier's papers in the order of its files and pages, rejected ones included. Raises NotFound."""
    with db.reading() as session:
        own(session, actor, tables.Dossier, dossier_id)
        wanted = select(Paper).where(Paper.dossier_id == dossier_id)
        rows = session.every(wanted.order_by(Paper.file_id, Paper.ordinal, Paper.id))
        return [paper_row(session, row) for row in rows]


def get(db: Database, actor: Actor, paper_id: str) -> PaperRow:
    """Raises NotFound."""
    with db.reading() as session:
        return paper_row(session, own(session, actor, Paper, paper_id))


def latest(db: Database, actor: Actor, paper_id: str) -> VerificationRow:
    """Who stands for a paper's values now. Raises NotFound when nobody decided on it yet."""
    decided = get(db, actor, paper_id).verification
    if decided is None:
        raise NotFound(f"paper {paper_id} was not verified yet")
    return decided


@transactional("confirm_paper")
def confirm(session: RecordsSession, actor: Actor, lease: Lease, paper_id: str, **answers: Unpack[Answers]) -> PaperRow:
    """Records the person's word on every field of a paper. A confirmed paper may be confirmed anew (a new round).

    So may a withheld one, whose copy is then tried again; not one whose file is set aside (a secret mark).
    Raises IllegalTransition once it is being published, NotPermitted for the latter, UsageError for an empty value
    where None is meant.
    """
    row = _own_paper(session, actor, lease, paper_id)
    state = PaperState(row.state)
    if state is PaperState.WITHHELD:
        _require_readable(session, actor, row)
    if state in {PaperState.CONFIRMED, PaperState.WITHHELD}:
        require_paper_step(state, PaperState.TO_VERIFY)
    else:
        require_paper_step(state, PaperState.CONFIRMED)
    if any(value is not None and not value.strip() for value in answers["values"].values()):
        raise UsageError("a field without a value is None, not an empty text")
    current = paper_row(session, row).fields
    decided = {name: _decide(actor, row, field, answers, name) for name, field in current.items()}
    for name in answers["values"]:
        decided.setdefault(name, _decide(actor, row, Field(value=None, confidence=0.0), answers, name))
    _record(session, actor, row, decided, answers)
    row.state, row.reason = PaperState.CONFIRMED.value, None
    event_log.note(
        session, actor, EventType.PAPER_CONFIRMED, dossier_id=row.dossier_id,
        paper=row.id, reading=row.reading_id, seen=answers["seen"],
    )  # fmt: skip
    session.flush()
    return paper_row(session, row)


@transactional("reject_paper")
def reject(session: RecordsSession, actor: Actor, lease: Lease, paper_id: str, *, reason: str) -> PaperRow:
    """The proposal is no paper of this dossier. Repeating it changes nothing. Raises IllegalTransition, UsageError."""
    if not reason.strip():
        raise UsageError("a rejection needs a reason")
    row = _own_paper(session, actor, lease, paper_id)
    if row.state != PaperState.REJECTED.value:
        require_paper_step(PaperState(row.state), PaperState.REJECTED)
        row.state, row.reason = PaperState.REJECTED.value, reason
        event_log.note(session, actor, EventType.PAPER_REJECTED, dossier_id=row.dossier_id, paper=row.id)
    return paper_row(session, row)


@transactional("correct_paper")
def correct(session: RecordsSession, actor: Actor, lease: Lease, paper_id: str) -> PaperRow:
    """A new revision of a published paper, to be verified; publishing it gives version n+1 under the same code.

    Asking again while one is open gives that one. Raises IllegalTransition when the paper is not published.
    """
    row = _own_paper(session, actor, lease, paper_id)
    if row.state not in _CORRECTABLE:
        raise IllegalTransition(f"paper {paper_id} is {row.state}: only a published one is corrected")
    open_one = session.first(select(Paper).where(Paper.corrects == row.id, Paper.state != PaperState.REJECTED.value))
    if open_one is None:
        open_one = _revision(session, row)
        event_log.note(
            session, actor, EventType.PAPER_PROPOSED, dossier_id=row.dossier_id, paper=open_one.id, corrects=row.id
        )
    return paper_row(session, open_one)


def _require_readable(session: RecordsSession, actor: Actor, row: Paper) -> None:
    if own(session, actor, tables.File, row.file_id).state == FileState.QUARANTINED.value:
        raise NotPermitted(f"paper {row.id}: its file is in quarantine")


def _own_paper(session: RecordsSession, actor: Actor, lease: Lease, paper_id: str) -> Paper:
    row = own(session, actor, Paper, paper_id)
    guard(session, lease, dossier_id=row.dossier_id)
    return own(session, actor, Paper, paper_id, lock=True)


def _decide(
    actor: Actor, row: Paper, field: Field, answers: Answers, name: str
) -> tuple[str | None, tuple[Evidence, ...]]:
    """The value and the evidence that it rests on: the person's own typing where they changed the machine's."""
    if name not in answers["values"] or answers["values"][name] == field.value:
        return field.value, field.evidence
    value = answers["values"][name]
    return value, (*field.evidence, keyed_evidence(actor.operator, row.pages[0], value or ""))


def _record(
    session: RecordsSession,
    actor: Actor,
    row: Paper,
    decided: Mapping[str, tuple[str | None, tuple[Evidence, ...]]],
    answers: Answers,
) -> None:
    earlier = session.execute(select(func.max(Verification.round)).where(Verification.paper_id == row.id)).scalar_one()
    operator, now = operator_id(session, actor), session.now()
    for name, (value, evidence) in {WHOLE_PAPER: (row.kind, ()), **decided}.items():
        session.add(
            Verification(
                id=new_id(), agency_id=actor.agency, paper_id=row.id, round=(earlier or 0) + 1, name=name,
                reading_id=row.reading_id, value=value, evidence=[item.model_dump(mode="json") for item in evidence],
                operator_id=operator, verified_at=now, seen=answers["seen"], reason=answers["reason"],
            )
        )  # fmt: skip
        if name in answers["values"]:
            event_log.note(
                session, actor, EventType.FIELD_VERIFIED, dossier_id=row.dossier_id,
                paper=row.id, field=name, content=salted_digest(row.salt, f"{name}={value}"),
            )  # fmt: skip


def _revision(session: RecordsSession, row: Paper) -> Paper:
    effective = paper_row(session, row).fields
    newest = select(func.max(Paper.revision)).where(Paper.reading_id == row.reading_id, Paper.ordinal == row.ordinal)
    copy = session.put(
        Paper(
            id=new_id(), agency_id=row.agency_id, dossier_id=row.dossier_id, file_id=row.file_id,
            reading_id=row.reading_id, ordinal=row.ordinal, revision=session.execute(newest).scalar_one() + 1,
            corrects=row.id, kind=row.kind, kind_confidence=row.kind_confidence, pages=list(row.pages),
            component=row.component,
            findings=list(row.findings), state=PaperState.TO_VERIFY.value, reason=None, salt=new_salt(),
            proposed_at=session.now(),
        )
    )  # fmt: skip
    for place, (name, field) in enumerate(effective.items()):
        plain = field.model_dump(mode="json")
        session.add(
            ProposedField(
                id=new_id(), agency_id=row.agency_id, paper_id=copy.id, name=name, ordinal=place, value=field.value,
                confidence=field.confidence, evidence=plain["evidence"], findings=plain["findings"],
            )
        )  # fmt: skip
    session.flush()
    return copy
