"""Links, accesses, events, outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0004_reuse"
down_revision = "r0003_papers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _dossier_papers()
    _links()
    _accesses()
    _access_results()
    _events()
    _outbox()


def downgrade() -> None:
    op.drop_table("outbox")
    op.drop_table("events")
    op.drop_table("access_results")
    op.drop_table("accesses")
    op.drop_table("links")
    op.drop_table("dossier_papers")


def _dossier_papers() -> None:
    op.create_table(
        "dossier_papers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("result_id", sa.String(length=32), nullable=False),
        sa.Column("paper_id", sa.String(length=32), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("origin", sa.String(length=24), nullable=False),
        sa.Column("component", sa.Text(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_dossier_papers_agency_id")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_dossier_papers_dossier_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_dossier_papers_paper_id")),
        sa.ForeignKeyConstraint(["result_id"], ["digital_results.id"], name=op.f("fk_dossier_papers_result_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_papers")),
        sa.UniqueConstraint("dossier_id", "result_id", name=op.f("uq_dossier_papers_dossier_id_result_id")),
    )
    op.create_index(op.f("ix_dossier_papers_result_id"), "dossier_papers", ["result_id"], unique=False)


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("result_id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("relation", sa.String(length=16), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_links_agency_id")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_links_dossier_id")),
        sa.ForeignKeyConstraint(["result_id"], ["digital_results.id"], name=op.f("fk_links_result_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
        sa.UniqueConstraint("result_id", "dossier_id", "relation", name=op.f("uq_links_result_id_dossier_id_relation")),
    )
    op.create_index(op.f("ix_links_dossier_id"), "links", ["dossier_id"], unique=False)


def _accesses() -> None:
    op.create_table(
        "accesses",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("operator_id", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("requester", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("for_dossier", sa.Text(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("query_digest", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("entitled_by", sa.String(length=32), nullable=True),
        sa.Column("accessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_accesses_agency_id")),
        sa.ForeignKeyConstraint(["entitled_by"], ["accesses.id"], name=op.f("fk_accesses_entitled_by")),
        sa.ForeignKeyConstraint(["operator_id"], ["operators.id"], name=op.f("fk_accesses_operator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accesses")),
    )
    op.create_index(op.f("ix_accesses_agency_id_accessed_at"), "accesses", ["agency_id", "accessed_at"], unique=False)


def _access_results() -> None:
    op.create_table(
        "access_results",
        sa.Column("access_id", sa.String(length=32), nullable=False),
        sa.Column("result_id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["access_id"], ["accesses.id"], name=op.f("fk_access_results_access_id")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_access_results_agency_id")),
        sa.ForeignKeyConstraint(["result_id"], ["digital_results.id"], name=op.f("fk_access_results_result_id")),
        sa.PrimaryKeyConstraint("access_id", "result_id", name=op.f("pk_access_results")),
    )
    op.create_index(op.f("ix_access_results_result_id"), "access_results", ["result_id"], unique=False)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("stream", sa.String(length=100), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_events_agency_id")),
        sa.PrimaryKeyConstraint("stream", "seq", name=op.f("pk_events")),
    )
    op.create_index(
        op.f("ix_events_agency_id_type_occurred_at"), "events", ["agency_id", "type", "occurred_at"], unique=False
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("destination", sa.String(length=100), nullable=False),
        sa.Column("idempotency_key", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("response", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_outbox_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint(
            "agency_id", "destination", "idempotency_key", name=op.f("uq_outbox_agency_id_destination_idempotency_key")
        ),
    )
    op.create_index(op.f("ix_outbox_state_next_at"), "outbox", ["state", "next_at"], unique=False)
