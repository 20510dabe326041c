"""What happened and has to be published, and the 公开日 with the month it holds from."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def staff(*, nullable: bool) -> sa.Column[int]:
    return sa.Column(
        "staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=nullable
    )


def upgrade() -> None:
    op.create_table(
        "dutyevent",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "item_id", sa.Integer(), sa.ForeignKey("villageitem.id"), nullable=False
        ),
        sa.Column("period", sa.String(12), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("words", sa.String(120), nullable=False),
        staff(nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.UniqueConstraint("item_id", "period"),
    )
    op.create_index("ix_dutyevent_item_id", "dutyevent", ["item_id"])
    op.create_table(
        "postingday",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "place_code", sa.String(12), sa.ForeignKey("place.code"), nullable=False
        ),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        staff(nullable=True),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.UniqueConstraint("place_code", "holds_from"),
    )
    op.create_index("ix_postingday_place_code", "postingday", ["place_code"])
    # 2000: a day that was set without saying since when
    op.execute(
        "INSERT INTO postingday (place_code, holds_from, day, set_at) "
        "SELECT code, '2000-01-01', posting_day, CURRENT_TIMESTAMP FROM place "
        "WHERE posting_day > 0"
    )
    op.drop_column("place", "posting_day")


def downgrade() -> None:
    op.add_column(
        "place",
        sa.Column("posting_day", sa.Integer(), nullable=False, server_default="0"),
    )
    op.drop_table("postingday")
    op.drop_table("dutyevent")
