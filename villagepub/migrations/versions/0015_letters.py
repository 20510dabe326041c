"""发文登记: letters to villages with their numbers, and what was answered."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issuedletter",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("place_code", sa.String(12), nullable=False),
        sa.Column("village_code", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(12), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_by", sa.String(60), nullable=False),
        sa.Column("verified_on", sa.Date()),
        sa.Column("verified_facts", sa.String(300), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True)),
        sa.Column("cancelled_reason", sa.String(300), nullable=False),
        sa.Column("answered_on", sa.Date()),
        sa.Column("answered_by", sa.String(60), nullable=False),
        sa.Column("answer", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(["place_code"], ["place.code"]),
        sa.ForeignKeyConstraint(["village_code"], ["place.code"]),
        sa.ForeignKeyConstraint(["issued_by"], ["staff.id"]),
        sa.UniqueConstraint("place_code", "kind", "year", "number"),
    )
    op.create_index("ix_issuedletter_village_code", "issuedletter", ["village_code"])
    op.create_table(
        "lettermatter",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer()),
        sa.Column("item_id", sa.Integer()),
        sa.Column("period", sa.String(12), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["issuedletter.id"]),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"]),
        sa.ForeignKeyConstraint(["item_id"], ["villageitem.id"]),
    )
    for column in ("letter_id", "finding_id"):
        op.create_index(f"ix_lettermatter_{column}", "lettermatter", [column])


def downgrade() -> None:
    op.drop_table("lettermatter")
    op.drop_table("issuedletter")
