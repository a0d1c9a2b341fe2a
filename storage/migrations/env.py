"""Alembic's entry: runs on the connection that ``upgrade`` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from storage.records.columns import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
