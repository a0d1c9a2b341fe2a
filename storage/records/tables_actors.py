"""Tables: who acts, whom papers belong to, who holds what, what is owed by rule."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.records.columns import AgencyId, Base, RowId, Sha256, State


class Agency(Base):
    """``id`` is the agency's code (Decision 20/2020/QĐ-TTg)."""

    __tablename__ = "agencies"

    id: Mapped[str] = mapped_column(String(35), primary_key=True)
    name: Mapped[str | None]
    registered_at: Mapped[datetime]


class Operator(Base):
    __tablename__ = "operators"
    __table_args__ = (UniqueConstraint("agency_id", "login"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    login: Mapped[str]
    registered_at: Mapped[datetime]


class Holder(Base):
    __tablename__ = "holders"

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    registered_at: Mapped[datetime]


class HolderIdentifier(Base):
    """A number that names a holder, for as long as it does (an old identity card ends when the new one begins)."""

    __tablename__ = "holder_identifiers"
    __table_args__ = (UniqueConstraint("agency_id", "scheme", "value"), Index(None, "scheme", "value"))

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    holder_id: Mapped[str] = mapped_column(String(32), ForeignKey("holders.id"), index=True)
    scheme: Mapped[str] = mapped_column(String(16))
    value: Mapped[str] = mapped_column(String(64))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Lease(Base):
    """Who works on a resource now. ``epoch`` grows at each taking; owner and end are empty once it was released."""

    __tablename__ = "leases"

    agency_id: Mapped[str] = mapped_column(String(35), ForeignKey("agencies.id"), primary_key=True)
    resource: Mapped[str] = mapped_column(String(200), primary_key=True)
    owner: Mapped[str | None]
    epoch: Mapped[int]
    expires_at: Mapped[datetime | None]


class CodeCounter(Base):
    """The last counter given out in a scope. The scope is digested: a template may put the holder's number into it."""

    __tablename__ = "code_counters"

    agency_id: Mapped[str] = mapped_column(String(35), ForeignKey("agencies.id"), primary_key=True)
    scope_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[int]


class Grant(Base):
    """What another agency may find: ``asking_agency`` and ``kind`` may be ``*``; effect is allow or deny."""

    __tablename__ = "grants"
    __table_args__ = (UniqueConstraint("agency_id", "asking_agency", "kind"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    asking_agency: Mapped[str] = mapped_column(String(35))
    kind: Mapped[str] = mapped_column(String(64))
    effect: Mapped[State]
    reason: Mapped[str]
    granted_at: Mapped[datetime]


class RetentionRule(Base):
    """How long objects of a kind are kept; ``kind`` may be ``*``. No rule: no retention."""

    __tablename__ = "retention_rules"
    __table_args__ = (UniqueConstraint("agency_id", "kind"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    kind: Mapped[str] = mapped_column(String(64))
    mode: Mapped[State]
    days: Mapped[int]


class ExternalMessage(Base):
    """A message of another system, once each: ``(source, external_id)`` is its identity there."""

    __tablename__ = "external_messages"
    __table_args__ = (UniqueConstraint("agency_id", "source", "external_id"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    source: Mapped[str] = mapped_column(String(64))
    external_id: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[Sha256]
    state: Mapped[State]
    received_at: Mapped[datetime]
