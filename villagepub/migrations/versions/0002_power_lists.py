"""小微权力清单 in versions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "powerversion",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "place_code",
            sa.String(12),
            sa.ForeignKey("place.code"),
            nullable=False,
            index=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id")),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("issued_at", MOMENT),
        sa.UniqueConstraint("place_code", "version"),
    )


def downgrade() -> None:
    op.drop_table("powerversion")
