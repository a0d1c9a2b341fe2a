"""Column types, and the base of all tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints have the same names on both databases, so that migrations can name them."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Refuses naive values on the way in and gives aware UTC on the way out, on every database.

    SQLite keeps ``YYYY-MM-DD HH:MM:SS.ffffff`` without a zone (its driver cuts the offset off), so what is written
    there is turned into UTC first; the text sorts as time does.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone is not stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcDateTime(), str: Text()}  # noqa: RUF012  # read once by SQLAlchemy


RowId = Annotated[str, mapped_column(String(32), primary_key=True)]
"""A sortable random id, see ``ids``."""
AgencyId = Annotated[str, mapped_column(String(35), ForeignKey("agencies.id"))]
"""The agency whose row it is: its code (Decision 20/2020/QĐ-TTg)."""
Sha256 = Annotated[str, mapped_column(String(64))]
Salt = Annotated[str, mapped_column(String(32))]
"""Makes digests in events unguessable; lives in the row that can be erased."""
State = Annotated[str, mapped_column(String(16))]
