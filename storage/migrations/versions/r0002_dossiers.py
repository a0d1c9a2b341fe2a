"""Dossiers, files, objects, quarantine."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0002_dossiers"
down_revision = "r0001_actors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _dossiers()
    _objects()
    _files()
    _quarantine()


def downgrade() -> None:
    op.drop_table("quarantine")
    op.drop_table("files")
    op.drop_table("objects")
    op.drop_table("dossiers")


def _dossiers() -> None:
    op.create_table(
        "dossiers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("receiving_agency", sa.String(length=35), nullable=False),
        sa.Column("competent_agency", sa.String(length=35), nullable=False),
        sa.Column("procedure", sa.String(length=64), nullable=True),
        sa.Column("holder_id", sa.String(length=32), nullable=True),
        sa.Column("case_status", sa.Text(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_dossiers_agency_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name=op.f("fk_dossiers_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossiers")),
        sa.UniqueConstraint("agency_id", "code", name=op.f("uq_dossiers_agency_id_code")),
    )


def _objects() -> None:
    op.create_table(
        "objects",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lock_mode", sa.String(length=16), nullable=True),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("purged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("purge_reason", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_objects_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objects")),
        sa.UniqueConstraint("agency_id", "key", name=op.f("uq_objects_agency_id_key")),
    )
    op.create_index(op.f("ix_objects_agency_id_state"), "objects", ["agency_id", "state"], unique=False)


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("component", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("object_id", sa.String(length=32), nullable=True),
        sa.Column("duplicate_of", sa.String(length=32), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_files_agency_id")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_files_dossier_id")),
        sa.ForeignKeyConstraint(["duplicate_of"], ["files.id"], name=op.f("fk_files_duplicate_of")),
        sa.ForeignKeyConstraint(["object_id"], ["objects.id"], name=op.f("fk_files_object_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("dossier_id", "identity", name=op.f("uq_files_dossier_id_identity")),
    )
    op.create_index(op.f("ix_files_agency_id_sha256"), "files", ["agency_id", "sha256"], unique=False)
    op.create_index(op.f("ix_files_object_id"), "files", ["object_id"], unique=False)


def _quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("file_id", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=32), nullable=True),
        sa.Column("settled_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_quarantine_agency_id")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_quarantine_file_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["operators.id"], name=op.f("fk_quarantine_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
        sa.UniqueConstraint("file_id", name=op.f("uq_quarantine_file_id")),
    )
