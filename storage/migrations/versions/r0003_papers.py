"""Readings, papers, fields, verifications, results."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0003_papers"
down_revision = "r0002_dossiers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _readings()
    _papers()
    _fields()
    _verifications()
    _digital_results()
    _renditions()


def downgrade() -> None:
    op.drop_table("renditions")
    op.drop_table("digital_results")
    op.drop_table("verifications")
    op.drop_table("fields")
    op.drop_table("papers")
    op.drop_table("readings")


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("file_id", sa.String(length=32), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("engine_set", sa.String(length=200), nullable=False),
        sa.Column("options_sha256", sa.String(length=64), nullable=False),
        sa.Column("object_id", sa.String(length=32), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("scanned", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("separators", sa.Integer(), nullable=False),
        sa.Column("blank", sa.Integer(), nullable=False),
        sa.Column("quarantined", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_readings_agency_id")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_readings_file_id")),
        sa.ForeignKeyConstraint(["object_id"], ["objects.id"], name=op.f("fk_readings_object_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint(
            "file_id", "engine_set", "options_sha256", name=op.f("uq_readings_file_id_engine_set_options_sha256")
        ),
    )
    op.create_index(op.f("ix_readings_object_id"), "readings", ["object_id"], unique=False)


def _papers() -> None:
    op.create_table(
        "papers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("file_id", sa.String(length=32), nullable=False),
        sa.Column("reading_id", sa.String(length=32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("kind_confidence", sa.Double(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_papers_agency_id")),
        sa.ForeignKeyConstraint(["corrects"], ["papers.id"], name=op.f("fk_papers_corrects")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_papers_dossier_id")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_papers_file_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_papers_reading_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sa.UniqueConstraint("reading_id", "ordinal", "revision", name=op.f("uq_papers_reading_id_ordinal_revision")),
    )
    op.create_index(op.f("ix_papers_dossier_id_state"), "papers", ["dossier_id", "state"], unique=False)
    op.create_index(op.f("ix_papers_file_id"), "papers", ["file_id"], unique=False)


def _fields() -> None:
    op.create_table(
        "fields",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("paper_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_fields_agency_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_fields_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fields")),
        sa.UniqueConstraint("paper_id", "name", name=op.f("uq_fields_paper_id_name")),
    )


def _verifications() -> None:
    op.create_table(
        "verifications",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("paper_id", sa.String(length=32), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("reading_id", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("operator_id", sa.String(length=32), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_verifications_agency_id")),
        sa.ForeignKeyConstraint(["operator_id"], ["operators.id"], name=op.f("fk_verifications_operator_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_verifications_paper_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_verifications_reading_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verifications")),
        sa.UniqueConstraint("paper_id", "round", "name", name=op.f("uq_verifications_paper_id_round_name")),
    )


def _digital_results() -> None:
    op.create_table(
        "digital_results",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("paper_id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("result_number", sa.String(length=80), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("kind_code", sa.String(length=64), nullable=False),
        sa.Column("holder_id", sa.String(length=32), nullable=True),
        sa.Column("descriptive", sa.JSON(), nullable=False),
        sa.Column("number_folded", sa.Text(), nullable=True),
        sa.Column("issuer_folded", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.String(length=10), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("document_object_id", sa.String(length=32), nullable=True),
        sa.Column("reserved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_digital_results_agency_id")),
        sa.ForeignKeyConstraint(
            ["document_object_id"], ["objects.id"], name=op.f("fk_digital_results_document_object_id")
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_digital_results_dossier_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name=op.f("fk_digital_results_holder_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_digital_results_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digital_results")),
        sa.UniqueConstraint("agency_id", "code", "version", name=op.f("uq_digital_results_agency_id_code_version")),
        sa.UniqueConstraint(
            "agency_id", "result_number", "version", name=op.f("uq_digital_results_agency_id_result_number_version")
        ),
        sa.UniqueConstraint("paper_id", name=op.f("uq_digital_results_paper_id")),
    )
    op.create_index(op.f("ix_digital_results_code"), "digital_results", ["code"], unique=False)
    op.create_index(
        op.f("ix_digital_results_document_object_id"), "digital_results", ["document_object_id"], unique=False
    )
    op.create_index(op.f("ix_digital_results_dossier_id"), "digital_results", ["dossier_id"], unique=False)
    op.create_index(op.f("ix_digital_results_holder_id"), "digital_results", ["holder_id"], unique=False)
    op.create_index(
        op.f("ix_digital_results_number_folded_issuer_folded"),
        "digital_results",
        ["number_folded", "issuer_folded"],
        unique=False,
    )


def _renditions() -> None:
    op.create_table(
        "renditions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("result_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("object_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_renditions_agency_id")),
        sa.ForeignKeyConstraint(["object_id"], ["objects.id"], name=op.f("fk_renditions_object_id")),
        sa.ForeignKeyConstraint(["result_id"], ["digital_results.id"], name=op.f("fk_renditions_result_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renditions")),
        sa.UniqueConstraint("result_id", "role", name=op.f("uq_renditions_result_id_role")),
    )
    op.create_index(op.f("ix_renditions_object_id"), "renditions", ["object_id"], unique=False)
