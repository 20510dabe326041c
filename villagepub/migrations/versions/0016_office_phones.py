"""The village committee's own phone, beside that of the committee that supervises it."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "place",
        sa.Column("office_phone", sa.String(30), nullable=False, server_default=""),
    )


def downgrade() -> None:
    op.drop_column("place", "office_phone")
