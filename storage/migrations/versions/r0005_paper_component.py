"""Papers: the component that the separator sheet before them names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0005_paper_component"
down_revision = "r0004_reuse"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("papers", sa.Column("component", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("papers", "component")
