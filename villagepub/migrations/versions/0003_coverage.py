"""Government lists have coverage: a newer one replaces villages, not the whole list.

A list that was not current any more is replaced by the next one of its place, item and
period, as it was then. A dismissal keeps what it was about. Items have a day from which they are
owed (nobody knows it of those that are there), and a township may waive a period. A finding may be the government's to mend.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NEXT = """
    UPDATE disclosedlist SET replaced_by = (
        SELECT MIN(newer.id) FROM disclosure AS newer
        JOIN disclosure AS older ON older.id = disclosedlist.disclosure_id
        WHERE newer.id > older.id AND newer.place_code = older.place_code
        AND newer.item = older.item AND newer.period = older.period
    )
"""
SETTLED = """
    UPDATE finding SET dismissed_reason = reason,
    dismissed_values = village_value || '|' || government_value
    WHERE state = 'dismissed' OR state_before = 'dismissed'
"""


def upgrade() -> None:
    # Not as a batch: its lists name its rows, so the table can't be made anew.
    for column in (
        sa.Column("state", sa.String(32), nullable=False, server_default="standing"),
        sa.Column("doubts", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("elsewhere", sa.Integer(), nullable=False, server_default="0"),
    ):
        op.add_column("disclosure", column)
    op.drop_index("ix_disclosure_is_current", "disclosure")
    op.drop_column("disclosure", "is_current")
    op.create_index("ix_disclosure_state", "disclosure", ["state"])
    with op.batch_alter_table("disclosedlist") as table:
        table.add_column(
            sa.Column(
                "replaced_by",
                sa.Integer(),
                sa.ForeignKey(
                    "disclosure.id", name="fk_disclosedlist_replaced_by_disclosure"
                ),
            )
        )
        table.create_index("ix_disclosedlist_replaced_by", ["replaced_by"])
    op.execute(NEXT)
    with op.batch_alter_table("finding") as table:
        table.add_column(
            sa.Column("office", sa.String(60), nullable=False, server_default="")
        )
        table.add_column(
            sa.Column(
                "dismissed_values", sa.String(401), nullable=False, server_default=""
            )
        )
        table.add_column(
            sa.Column(
                "dismissed_reason", sa.String(300), nullable=False, server_default=""
            )
        )
    op.execute(SETTLED)
    op.add_column("villageitem", sa.Column("owed_from", sa.Date()))
    op.add_column(
        "nothingdeclared",
        sa.Column("waived_reason", sa.String(300), nullable=False, server_default=""),
    )
    op.create_table(
        "villagealias",
        sa.Column(
            "place_code", sa.String(12), sa.ForeignKey("place.code"), primary_key=True
        ),
        sa.Column("written", sa.String(60), primary_key=True),
        sa.Column("village_code", sa.String(12), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("villagealias")
    op.drop_column("nothingdeclared", "waived_reason")
    op.drop_column("villageitem", "owed_from")
    with op.batch_alter_table("finding") as table:
        table.drop_column("office")
        table.drop_column("dismissed_reason")
        table.drop_column("dismissed_values")
    op.add_column(
        "disclosure",
        sa.Column("is_current", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.execute(
        "UPDATE disclosure SET is_current = false WHERE state <> 'standing' OR id IN "
        "(SELECT disclosure_id FROM disclosedlist WHERE replaced_by IS NOT NULL)"
    )
    with op.batch_alter_table("disclosedlist") as table:
        table.drop_index("ix_disclosedlist_replaced_by")
        table.drop_column("replaced_by")
    op.drop_index("ix_disclosure_state", "disclosure")
    for name in ("elsewhere", "doubts", "state"):
        op.drop_column("disclosure", name)
    op.create_index("ix_disclosure_is_current", "disclosure", ["is_current"])
