"""disclosures and findings."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "compared",
        sa.Column("village_code", sa.String(12), nullable=False),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("period", sa.String(12), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("village_rows", sa.Integer(), nullable=False),
        sa.Column("government_rows", sa.Integer(), nullable=False),
        sa.Column("matched", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "village_code", "item", "period", name=op.f("pk_compared")
        ),
    )
    op.create_table(
        "sheetlayout",
        sa.Column("place_code", sa.String(12), nullable=False),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("heads", sa.String(64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint(
            "place_code", "form", "heads", name=op.f("pk_sheetlayout")
        ),
    )
    op.create_table(
        "checkrun",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_code", sa.String(12), nullable=False),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("period", sa.String(12), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "done",
                name="checkstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["staff.id"], name=op.f("fk_checkrun_asked_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["place_code"], ["place.code"], name=op.f("fk_checkrun_place_code_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkrun")),
    )
    with op.batch_alter_table("checkrun", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_checkrun_place_code"), ["place_code"], unique=False
        )

    op.create_table(
        "disclosure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_code", sa.String(12), nullable=False),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("period", sa.String(12), nullable=False),
        sa.Column(
            "attribute",
            sa.Enum(
                "active",
                "on_request",
                "partial",
                "none",
                name="attribute",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("document", sa.String(100), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kept", sa.String(64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("unplaced", sa.JSON(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("imported_by", sa.Integer(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["imported_by"], ["staff.id"], name=op.f("fk_disclosure_imported_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["place_code"], ["place.code"], name=op.f("fk_disclosure_place_code_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
    )
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_disclosure_is_current"), ["is_current"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_disclosure_place_code"), ["place_code"], unique=False
        )

    op.create_table(
        "disclosedlist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("disclosure_id", sa.Integer(), nullable=False),
        sa.Column("village_code", sa.String(12), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["disclosure_id"],
            ["disclosure.id"],
            name=op.f("fk_disclosedlist_disclosure_id_disclosure"),
        ),
        sa.ForeignKeyConstraint(
            ["village_code"],
            ["place.code"],
            name=op.f("fk_disclosedlist_village_code_place"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosedlist")),
        sa.UniqueConstraint(
            "disclosure_id",
            "village_code",
            name=op.f("uq_disclosedlist_disclosure_id_village_code"),
        ),
    )
    with op.batch_alter_table("disclosedlist", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_disclosedlist_disclosure_id"),
            ["disclosure_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_disclosedlist_village_code"), ["village_code"], unique=False
        )

    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("village_code", sa.String(12), nullable=False),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("period", sa.String(12), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "missing_in_village",
                "missing_in_government",
                "field_differs",
                "name_variant",
                "ambiguous",
                "duplicate_in_village",
                "duplicate_in_government",
                "arithmetic_wrong",
                "total_wrong",
                "private_data",
                "not_published",
                "late",
                "not_disclosed",
                "period_differs",
                "attribute_differs",
                "element_missing",
                "standard_differs",
                "in_two_villages",
                "area_above_contract",
                name="findingkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("field", sa.String(60), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("group", sa.String(40), nullable=False),
        sa.Column("disclosure_id", sa.Integer(), nullable=True),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("village_row", sa.Integer(), nullable=False),
        sa.Column("government_row", sa.Integer(), nullable=False),
        sa.Column("village_value", sa.String(200), nullable=False),
        sa.Column("government_value", sa.String(200), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "assigned",
                "answered",
                "dismissed",
                "closed",
                name="findingstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["disclosure_id"],
            ["disclosure.id"],
            name=op.f("fk_finding_disclosure_id_disclosure"),
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_finding_notice_id_notice")
        ),
        sa.ForeignKeyConstraint(
            ["village_code"], ["place.code"], name=op.f("fk_finding_village_code_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint(
            "village_code",
            "item",
            "period",
            "key",
            name=op.f("uq_finding_village_code_item_period_key"),
        ),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_state"), ["state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_finding_village_code"), ["village_code"], unique=False
        )

    op.create_table(
        "noticelist",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("has_identities", sa.Boolean(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["noticeversion.id"],
            name=op.f("fk_noticelist_version_id_noticeversion"),
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_noticelist")),
    )


def downgrade() -> None:

    op.drop_table("noticelist")
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_village_code"))
        batch_op.drop_index(batch_op.f("ix_finding_state"))

    op.drop_table("finding")
    with op.batch_alter_table("disclosedlist", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disclosedlist_village_code"))
        batch_op.drop_index(batch_op.f("ix_disclosedlist_disclosure_id"))

    op.drop_table("disclosedlist")
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disclosure_place_code"))
        batch_op.drop_index(batch_op.f("ix_disclosure_is_current"))

    op.drop_table("disclosure")
    with op.batch_alter_table("checkrun", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checkrun_place_code"))

    op.drop_table("checkrun")
    op.drop_table("sheetlayout")
    op.drop_table("compared")
