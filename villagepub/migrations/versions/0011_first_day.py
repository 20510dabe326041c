"""The installation itself, slips with passwords that end, open sessions, a second step at
sign-in, and what a township changes in the list of one village.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default="")


def of_staff() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("password_until", MOMENT),
        text("totp", 200),
        sa.Column("totp_last", sa.Integer, nullable=False, server_default="0"),
    )


def of_items() -> tuple[sa.Column[Any], ...]:
    return (
        text("limit", 200),
        sa.Column("clock", sa.JSON),
        sa.Column("is_added", sa.Boolean, nullable=False, server_default=sa.false()),
        text("ended_reason", 300),
    )


def upgrade() -> None:
    op.create_table(
        "site",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("base_url", sa.String(200), nullable=False),
        sa.Column("code_digest", sa.String(64), nullable=False),
        sa.Column("code_until", MOMENT),
        sa.Column("opened_digest", sa.String(64), nullable=False),
        sa.Column("place_code", sa.String(12), nullable=False),
        sa.Column("set_up_at", MOMENT),
        sa.Column("tried_url", sa.String(200), nullable=False),
        sa.Column("tried_word", sa.String(32), nullable=False),
        sa.Column("reached_at", MOMENT),
        sa.Column("reached_wechat_at", MOMENT),
    )
    op.create_table(
        "opensession",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column(
            "staff_id",
            sa.Integer,
            sa.ForeignKey("staff.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("device", sa.String(40), nullable=False),
        sa.Column("way", sa.String(20), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
    )
    for column in of_staff():
        op.add_column("staff", column)
    for column in of_items():
        op.add_column("villageitem", column)


def downgrade() -> None:
    for column in of_items():
        op.drop_column("villageitem", column.name)
    for column in of_staff():
        op.drop_column("staff", column.name)
    op.drop_table("opensession")
    op.drop_table("site")
