"""Timers as rows, whose check a worker has in hand, tries that failed, and indexes for
what each round asks.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
HANGING = sa.text("names_gone_at IS NULL AND version > 0")
UNCHECKED = sa.text("checked_version < version")
PARTIAL = (
    ("ix_notice_hanging", "notice", ["posting_until"], HANGING),
    ("ix_notice_unchecked", "notice", ["id"], UNCHECKED),
    ("ix_nothing_unchecked", "nothingdeclared", ["id"], sa.text("checked_at IS NULL")),
)


def upgrade() -> None:
    op.create_table(
        "timer",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("turn", sa.String(20), nullable=False),
        sa.Column("position", sa.String(40), nullable=False),
        sa.Column("is_done", sa.Boolean, nullable=False),
        sa.Column("lease_owner", sa.String(40), nullable=False),
        sa.Column("lease_until", MOMENT),
        sa.Column("told", sa.Text, nullable=False),
    )
    op.create_table(
        "failedtry",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_failedtry_digest", "failedtry", ["digest"])
    op.create_index("ix_failedtry_at", "failedtry", ["at"])
    op.add_column(
        "checkrun",
        sa.Column("lease_owner", sa.String(40), nullable=False, server_default=""),
    )
    op.create_index("ix_checkrun_state", "checkrun", ["state"])
    op.add_column(
        "notice",
        sa.Column("checked_version", sa.Integer, nullable=False, server_default="0"),
    )
    op.add_column("nothingdeclared", sa.Column("checked_at", MOMENT))
    for name, table, columns, where in PARTIAL:
        op.create_index(
            name, table, columns, sqlite_where=where, postgresql_where=where
        )


def downgrade() -> None:
    for name, table, _, _ in PARTIAL:
        op.drop_index(name, table)
    op.drop_column("nothingdeclared", "checked_at")
    op.drop_column("notice", "checked_version")
    op.drop_index("ix_checkrun_state", "checkrun")
    op.drop_column("checkrun", "lease_owner")
    op.drop_table("failedtry")
    op.drop_table("timer")
