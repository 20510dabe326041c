"""A township's quarter of posters as one file, a job of the worker's."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def upgrade() -> None:
    op.create_table(
        "posterbook",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "place_code",
            sa.String(12),
            sa.ForeignKey("place.code"),
            nullable=False,
            index=True,
        ),
        sa.Column("quarter", sa.String(12), nullable=False),
        sa.Column("paper", sa.String(8), nullable=False),
        sa.Column("ink", sa.String(8), nullable=False),
        sa.Column("state", sa.String(32), nullable=False, index=True),
        *map(number, ("total", "done", "skipped", "pages")),
        sa.Column("fault", sa.String(300), nullable=False),
        sa.Column("lease_until", MOMENT),
        sa.Column("lease_owner", sa.String(40), nullable=False),
        sa.Column("asked_by", sa.Integer, sa.ForeignKey("staff.id")),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
    )


def downgrade() -> None:
    op.drop_table("posterbook")
