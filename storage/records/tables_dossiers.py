"""Tables: dossiers, the files received for them, the objects that hold bytes, what lies in quarantine."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.records.columns import AgencyId, Base, RowId, Salt, Sha256, State


class Dossier(Base):
    """``receiving_agency`` took it in, ``competent_agency`` decides. ``case_status`` comes from its own system."""

    __tablename__ = "dossiers"
    __table_args__ = (UniqueConstraint("agency_id", "code"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    code: Mapped[str] = mapped_column(String(64))
    receiving_agency: Mapped[str] = mapped_column(String(35))
    competent_agency: Mapped[str] = mapped_column(String(35))
    procedure: Mapped[str | None] = mapped_column(String(64))
    holder_id: Mapped[str | None] = mapped_column(String(32), ForeignKey("holders.id"))
    case_status: Mapped[str | None]
    received_on: Mapped[date]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]


class StoredObject(Base):
    """Bytes in the object store: pending → present → locked → purged. ``deleted_at``: the store confirmed the purge."""

    __tablename__ = "objects"
    __table_args__ = (UniqueConstraint("agency_id", "key"), Index(None, "agency_id", "state"))

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    key: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[Sha256]
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(String(32))
    state: Mapped[State]
    registered_at: Mapped[datetime]
    lock_mode: Mapped[str | None] = mapped_column(String(16))
    locked_until: Mapped[datetime | None]
    purged_at: Mapped[datetime | None]
    purge_reason: Mapped[str | None]
    deleted_at: Mapped[datetime | None]


class File(Base):
    """A file as it was handed in. ``identity`` digests (source, content): the same again is the same row."""

    __tablename__ = "files"
    __table_args__ = (UniqueConstraint("dossier_id", "identity"), Index(None, "agency_id", "sha256"))

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    dossier_id: Mapped[str] = mapped_column(String(32), ForeignKey("dossiers.id"))
    identity: Mapped[Sha256]
    source: Mapped[str]
    name: Mapped[str]
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    role: Mapped[State]
    component: Mapped[str | None]
    state: Mapped[State]
    object_id: Mapped[str | None] = mapped_column(String(32), ForeignKey("objects.id"), index=True)
    duplicate_of: Mapped[str | None] = mapped_column(String(32), ForeignKey("files.id"))
    media_type: Mapped[str | None] = mapped_column(String(100))
    page_count: Mapped[int | None]
    signed: Mapped[bool]
    findings: Mapped[list[Any]] = mapped_column(JSON)
    salt: Mapped[Salt]
    received_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class Quarantine(Base):
    """Why a file was set aside, and, once a person dealt with it, when and how."""

    __tablename__ = "quarantine"
    __table_args__ = (UniqueConstraint("file_id"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    file_id: Mapped[str] = mapped_column(String(32), ForeignKey("files.id"))
    verdict: Mapped[str] = mapped_column(String(32))
    detail: Mapped[str]
    set_aside_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None] = mapped_column(String(32), ForeignKey("operators.id"))
    settled_reason: Mapped[str | None]
