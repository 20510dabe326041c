"""表样 that townships made themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "formversion",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "place_code",
            sa.String(12),
            sa.ForeignKey("place.code"),
            nullable=False,
            index=True,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id")),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("issued_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.UniqueConstraint("number", "version"),
    )


def downgrade() -> None:
    op.drop_table("formversion")
