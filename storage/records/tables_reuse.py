"""Tables: what belongs to which dossier, who looked at what, what happened, what is to be delivered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.records.columns import AgencyId, Base, RowId, Salt, State


class DossierPaper(Base):
    """A paper in a dossier: digitised here, or a result reused from elsewhere (then of any agency)."""

    __tablename__ = "dossier_papers"
    __table_args__ = (UniqueConstraint("dossier_id", "result_id"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    dossier_id: Mapped[str] = mapped_column(String(32), ForeignKey("dossiers.id"))
    result_id: Mapped[str] = mapped_column(String(32), ForeignKey("digital_results.id"), index=True)
    paper_id: Mapped[str | None] = mapped_column(String(32), ForeignKey("papers.id"))
    role: Mapped[State]
    origin: Mapped[str] = mapped_column(String(24))
    component: Mapped[str | None]
    added_at: Mapped[datetime]


class Link(Base):
    """A result and a dossier: ``published_in`` its own, ``cited_in`` another."""

    __tablename__ = "links"
    __table_args__ = (UniqueConstraint("result_id", "dossier_id", "relation"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    result_id: Mapped[str] = mapped_column(String(32), ForeignKey("digital_results.id"))
    dossier_id: Mapped[str] = mapped_column(String(32), ForeignKey("dossiers.id"), index=True)
    relation: Mapped[State]
    linked_at: Mapped[datetime]


class Access(Base):
    """Who asked for what and why; written before the answer leaves. The query stands here as a salted digest only."""

    __tablename__ = "accesses"
    __table_args__ = (Index(None, "agency_id", "accessed_at"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    operator_id: Mapped[str] = mapped_column(String(32), ForeignKey("operators.id"))
    action: Mapped[State]
    requester: Mapped[str]
    purpose: Mapped[str]
    legal_basis: Mapped[str]
    for_dossier: Mapped[str]
    procedure: Mapped[str]
    query_digest: Mapped[str] = mapped_column(String(64))
    salt: Mapped[Salt]
    outcome: Mapped[State]
    detail: Mapped[str]
    entitled_by: Mapped[str | None] = mapped_column(String(32), ForeignKey("accesses.id"))
    accessed_at: Mapped[datetime]


class AccessResult(Base):
    """One result that an access returned: what entitles to fetch it, and what tells a citizen who has looked."""

    __tablename__ = "access_results"

    access_id: Mapped[str] = mapped_column(String(32), ForeignKey("accesses.id"), primary_key=True)
    result_id: Mapped[str] = mapped_column(String(32), ForeignKey("digital_results.id"), primary_key=True, index=True)
    agency_id: Mapped[AgencyId]
    code: Mapped[str] = mapped_column(String(200))


class Event(Base):
    """One link of a chain: ``hash`` = SHA-256(``prev_hash`` + ``payload``), the payload being canonical JSON."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "agency_id", "type", "occurred_at"),)

    stream: Mapped[str] = mapped_column(String(100), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    agency_id: Mapped[AgencyId]
    type: Mapped[str] = mapped_column(String(32))
    occurred_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    prev_hash: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class OutboxMessage(Base):
    """Something to deliver, written with what it tells of. ``subject`` holds ids; the deliverer reads the rest."""

    __tablename__ = "outbox"
    __table_args__ = (UniqueConstraint("agency_id", "destination", "idempotency_key"), Index(None, "state", "next_at"))

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    destination: Mapped[str] = mapped_column(String(100))
    idempotency_key: Mapped[str] = mapped_column(String(100))
    subject: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[State]
    attempts: Mapped[int]
    next_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    response: Mapped[str | None]
