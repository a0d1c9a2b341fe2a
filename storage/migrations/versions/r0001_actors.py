"""Actors, holders, leases, counters, rules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0001_actors"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _agencies()
    _operators()
    _holders()
    _holder_identifiers()
    _leases()
    _code_counters()
    _grants()
    _retention_rules()
    _external_messages()


def downgrade() -> None:
    op.drop_table("external_messages")
    op.drop_table("retention_rules")
    op.drop_table("grants")
    op.drop_table("code_counters")
    op.drop_table("leases")
    op.drop_table("holder_identifiers")
    op.drop_table("holders")
    op.drop_table("operators")
    op.drop_table("agencies")


def _agencies() -> None:
    op.create_table(
        "agencies",
        sa.Column("id", sa.String(length=35), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agencies")),
    )


def _operators() -> None:
    op.create_table(
        "operators",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_operators_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operators")),
        sa.UniqueConstraint("agency_id", "login", name=op.f("uq_operators_agency_id_login")),
    )


def _holders() -> None:
    op.create_table(
        "holders",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_holders_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holders")),
    )


def _holder_identifiers() -> None:
    op.create_table(
        "holder_identifiers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("holder_id", sa.String(length=32), nullable=False),
        sa.Column("scheme", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_holder_identifiers_agency_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name=op.f("fk_holder_identifiers_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holder_identifiers")),
        sa.UniqueConstraint("agency_id", "scheme", "value", name=op.f("uq_holder_identifiers_agency_id_scheme_value")),
    )
    op.create_index(op.f("ix_holder_identifiers_holder_id"), "holder_identifiers", ["holder_id"], unique=False)
    op.create_index(op.f("ix_holder_identifiers_scheme_value"), "holder_identifiers", ["scheme", "value"], unique=False)


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("resource", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_leases_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "resource", name=op.f("pk_leases")),
    )


def _code_counters() -> None:
    op.create_table(
        "code_counters",
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("scope_sha256", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_code_counters_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "scope_sha256", name=op.f("pk_code_counters")),
    )


def _grants() -> None:
    op.create_table(
        "grants",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("asking_agency", sa.String(length=35), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("effect", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_grants_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
        sa.UniqueConstraint("agency_id", "asking_agency", "kind", name=op.f("uq_grants_agency_id_asking_agency_kind")),
    )


def _retention_rules() -> None:
    op.create_table(
        "retention_rules",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_retention_rules_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_rules")),
        sa.UniqueConstraint("agency_id", "kind", name=op.f("uq_retention_rules_agency_id_kind")),
    )


def _external_messages() -> None:
    op.create_table(
        "external_messages",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=35), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_external_messages_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_messages")),
        sa.UniqueConstraint(
            "agency_id", "source", "external_id", name=op.f("uq_external_messages_agency_id_source_external_id")
        ),
    )
