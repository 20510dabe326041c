"""Sheets on the paper board: since when they hang, and when they came down."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

UP = sa.text("down_on IS NULL")


def upgrade() -> None:
    op.create_table(
        "hanging",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hung_on", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("photo", sa.LargeBinary()),
        sa.Column("down_on", sa.Date()),
        sa.Column("early_reason", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"]),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
    )
    op.create_index("ix_hanging_notice_id", "hanging", ["notice_id"])
    op.create_index(
        "uq_hanging_up",
        "hanging",
        ["notice_id"],
        unique=True,
        sqlite_where=UP,
        postgresql_where=UP,
    )


def downgrade() -> None:
    op.drop_table("hanging")
