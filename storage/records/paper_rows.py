"""Paper rows as they are handed out: the machine's proposals, and over them what people decided."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from models.field import Evidence, Field
from models.findings import Finding
from models.geometry import WHOLE_PAGE
from models.lifecycle import PaperState
from storage.records import tables
from storage.records.dossier_facts import WHOLE_PAPER
from storage.records.rows import PaperRow, VerificationRow
from storage.records.session import RecordsSession

KEYED = "keyed"


def paper_row(session: RecordsSession, row: tables.Paper) -> PaperRow:
    proposed = proposed_fields(session, row.id)
    decisions = {item.name: item for item in last_round(session, row.id)}
    whole = decisions.pop(WHOLE_PAPER, None)
    file = session.get_one(tables.File, row.file_id)
    return PaperRow(
        id=row.id,
        agency=row.agency_id,
        dossier_id=row.dossier_id,
        file_id=row.file_id,
        reading_id=row.reading_id,
        ordinal=row.ordinal,
        revision=row.revision,
        corrects=row.corrects,
        kind=row.kind,
        kind_confidence=row.kind_confidence,
        pages=tuple(row.pages),
        findings=tuple(Finding.model_validate(item) for item in row.findings),
        state=PaperState(row.state),
        reason=row.reason,
        role=file.role,  # type: ignore[arg-type]  # written from the same Literal
        component=row.component or file.component,
        fields=_effective(proposed, decisions),
        proposed=proposed,
        file_name=file.name,
        verification=None if whole is None else _verification(session, whole),
    )


def proposed_fields(session: RecordsSession, paper_id: str) -> dict[str, Field]:
    """What the machine read, in the catalogue's order."""
    rows = select(tables.ProposedField).where(tables.ProposedField.paper_id == paper_id)
    return {
        row.name: Field.model_validate(
            {"value": row.value, "confidence": row.confidence, "evidence": row.evidence, "findings": row.findings}
        )
        for row in session.every(rows.order_by(tables.ProposedField.ordinal))
    }


def last_round(session: RecordsSession, paper_id: str) -> Sequence[tables.Verification]:
    """The verifications that count: those of the newest round."""
    rows = session.every(
        select(tables.Verification)
        .where(tables.Verification.paper_id == paper_id)
        .order_by(tables.Verification.round.desc(), tables.Verification.id)
    )
    return [row for row in rows if row.round == rows[0].round]


def keyed_evidence(operator: str, page: int, value: str) -> Evidence:
    """What a person typed: sure, and of the whole page, because nobody said where it stands."""
    return Evidence(
        source=KEYED, reader=operator, page=page, box=WHOLE_PAGE, text=value, confidence=1.0, rule="verified"
    )


def _effective(proposed: dict[str, Field], decisions: dict[str, tables.Verification]) -> dict[str, Field]:
    names = [*proposed, *(name for name in decisions if name not in proposed)]
    return {name: _decided(proposed.get(name), decisions.get(name)) for name in names}


def _decided(proposed: Field | None, decision: tables.Verification | None) -> Field:
    if decision is None:
        return proposed or Field(value=None, confidence=0.0)
    # A decision settles the machine's doubts: its findings stay with the proposal.
    evidence = tuple(Evidence.model_validate(item) for item in decision.evidence)
    return Field(value=decision.value, confidence=1.0, evidence=evidence)


def _verification(session: RecordsSession, whole: tables.Verification) -> VerificationRow:
    operator = session.get_one(tables.Operator, whole.operator_id)
    return VerificationRow(operator=operator.login, verified_at=whole.verified_at, seen=whole.seen, reason=whole.reason)
