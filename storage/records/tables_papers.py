"""Tables: readings, the papers and fields they propose, what people verified, what was published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.records.columns import AgencyId, Base, RowId, Salt, Sha256, State


class Reading(Base):
    """Immutable: one row for (file digest, engine set, options). The words themselves lie in the object."""

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("file_id", "engine_set", "options_sha256"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    file_id: Mapped[str] = mapped_column(String(32), ForeignKey("files.id"))
    file_sha256: Mapped[Sha256]
    engine_set: Mapped[str] = mapped_column(String(200))
    options_sha256: Mapped[Sha256]
    object_id: Mapped[str] = mapped_column(String(32), ForeignKey("objects.id"), index=True)
    steps: Mapped[list[Any]] = mapped_column(JSON)
    findings: Mapped[list[Any]] = mapped_column(JSON)
    scanned: Mapped[int]
    kept: Mapped[int]
    separators: Mapped[int]
    blank: Mapped[int]
    quarantined: Mapped[int]
    stored_at: Mapped[datetime]


class Paper(Base):
    """A cut of a reading. ``revision`` grows when a published paper is corrected; ``corrects`` is the one before.

    ``component``: as a separator sheet names it; else that of the file counts.
    """

    __tablename__ = "papers"
    __table_args__ = (UniqueConstraint("reading_id", "ordinal", "revision"), Index(None, "dossier_id", "state"))

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    dossier_id: Mapped[str] = mapped_column(String(32), ForeignKey("dossiers.id"))
    file_id: Mapped[str] = mapped_column(String(32), ForeignKey("files.id"), index=True)
    reading_id: Mapped[str] = mapped_column(String(32), ForeignKey("readings.id"))
    ordinal: Mapped[int]
    revision: Mapped[int]
    corrects: Mapped[str | None] = mapped_column(String(32), ForeignKey("papers.id"))
    kind: Mapped[str] = mapped_column(String(64))
    kind_confidence: Mapped[float]
    pages: Mapped[list[Any]] = mapped_column(JSON)
    findings: Mapped[list[Any]] = mapped_column(JSON)
    component: Mapped[str | None]
    state: Mapped[State]
    reason: Mapped[str | None]
    salt: Mapped[Salt]
    proposed_at: Mapped[datetime]


class ProposedField(Base):
    """What the machine read: never altered, except that a purge empties it."""

    __tablename__ = "fields"
    __table_args__ = (UniqueConstraint("paper_id", "name"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    paper_id: Mapped[str] = mapped_column(String(32), ForeignKey("papers.id"))
    name: Mapped[str] = mapped_column(String(64))
    ordinal: Mapped[int]
    value: Mapped[str | None]
    confidence: Mapped[float]
    evidence: Mapped[list[Any]] = mapped_column(JSON)
    findings: Mapped[list[Any]] = mapped_column(JSON)


class Verification(Base):
    """A person's word on one field, or on the whole paper (``name`` empty). Pins reading, value and evidence."""

    __tablename__ = "verifications"
    __table_args__ = (UniqueConstraint("paper_id", "round", "name"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    paper_id: Mapped[str] = mapped_column(String(32), ForeignKey("papers.id"))
    round: Mapped[int]
    name: Mapped[str] = mapped_column(String(64))
    reading_id: Mapped[str] = mapped_column(String(32), ForeignKey("readings.id"))
    value: Mapped[str | None]
    evidence: Mapped[list[Any]] = mapped_column(JSON)
    operator_id: Mapped[str] = mapped_column(String(32), ForeignKey("operators.id"))
    verified_at: Mapped[datetime]
    seen: Mapped[bool]
    reason: Mapped[str | None]


class DigitalResult(Base):
    """A published paper, or one that is being published: its codes, version, and what look-ups search by."""

    __tablename__ = "digital_results"
    __table_args__ = (
        UniqueConstraint("agency_id", "code", "version"),
        UniqueConstraint("agency_id", "result_number", "version"),
        UniqueConstraint("paper_id"),
        Index(None, "number_folded", "issuer_folded"),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    paper_id: Mapped[str] = mapped_column(String(32), ForeignKey("papers.id"))
    dossier_id: Mapped[str] = mapped_column(String(32), ForeignKey("dossiers.id"), index=True)
    code: Mapped[str] = mapped_column(String(200), index=True)
    version: Mapped[int]
    result_number: Mapped[str | None] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(64))
    kind_code: Mapped[str] = mapped_column(String(64))
    holder_id: Mapped[str | None] = mapped_column(String(32), ForeignKey("holders.id"), index=True)
    descriptive: Mapped[dict[str, Any]] = mapped_column(JSON)
    number_folded: Mapped[str | None]
    issuer_folded: Mapped[str | None]
    valid_until: Mapped[str | None] = mapped_column(String(10))
    state: Mapped[State]
    epoch: Mapped[int]
    document_object_id: Mapped[str | None] = mapped_column(String(32), ForeignKey("objects.id"), index=True)
    reserved_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]


class Rendition(Base):
    """One form of a result. None replaces another: original, signed_scan, searchable."""

    __tablename__ = "renditions"
    __table_args__ = (UniqueConstraint("result_id", "role"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    result_id: Mapped[str] = mapped_column(String(32), ForeignKey("digital_results.id"))
    role: Mapped[State]
    object_id: Mapped[str] = mapped_column(String(32), ForeignKey("objects.id"), index=True)
