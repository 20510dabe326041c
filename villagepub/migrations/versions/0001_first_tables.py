"""The first tables.

Constraints and indexes are named by the convention in villagepub/models/base.py.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "catalogitem",
    "compared",
    "number",
    "place",
    "holiday",
    "quota",
    "sheetlayout",
    "token",
    "account",
    "staff",
    "villageitem",
    "auditentry",
    "binding",
    "channel",
    "checkrun",
    "disclosure",
    "follower",
    "inboundmessage",
    "material",
    "nothingdeclared",
    "notice",
    "postercode",
    "delivery",
    "disclosedlist",
    "draft",
    "finding",
    "noticeversion",
    "noticelist",
    "ownerask",
    "staffnews",
)


def upgrade() -> None:
    op.create_table(
        "catalogitem",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(300), nullable=False, index=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False, index=True),
        sa.Column("code", sa.String(20), nullable=False, index=True),
        sa.Column("scope", sa.String(32), nullable=False),
        sa.Column("domain", sa.String(60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level1", sa.String(120), nullable=False),
        sa.Column("level2", sa.String(200), nullable=False),
        sa.Column("level3", sa.String(200), nullable=False),
        sa.Column("elements", sa.JSON(), nullable=False),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column("limit", sa.String(500), nullable=False),
        sa.Column("clock", sa.JSON()),
        sa.Column("body", sa.String(200), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("audience", sa.String(60), nullable=False),
        sa.Column("method", sa.String(20), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("more", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("imported_at", MOMENT, nullable=False),
        sa.UniqueConstraint("key", "version"),
    )
    op.create_table(
        "compared",
        sa.Column("village_code", sa.String(12), primary_key=True),
        sa.Column("item", sa.String(200), primary_key=True),
        sa.Column("period", sa.String(12), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("village_rows", sa.Integer(), nullable=False),
        sa.Column("government_rows", sa.Integer(), nullable=False),
        sa.Column("matched", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "number",
        sa.Column("village_code", sa.String(12), primary_key=True),
        sa.Column("year", sa.Integer(), primary_key=True),
        sa.Column("mark", sa.String(4), primary_key=True),
        sa.Column("last", sa.Integer(), nullable=False),
    )
    op.create_table(
        "place",
        sa.Column("code", sa.String(12), primary_key=True),
        sa.Column(
            "parent_code", sa.String(12), sa.ForeignKey("place.code"), index=True
        ),
        sa.Column("name", sa.String(60), nullable=False, index=True),
        sa.Column("short_name", sa.String(60), nullable=False),
        sa.Column("full_name", sa.String(120), nullable=False),
        sa.Column("initials", sa.String(60), nullable=False, index=True),
        sa.Column("phone", sa.String(30), nullable=False),
        sa.Column("posting_day", sa.Integer(), nullable=False),
        sa.Column("supervisors", sa.String(30), nullable=False),
        sa.Column("collective", sa.String(60), nullable=False),
        sa.Column("bookkeeper", sa.String(60), nullable=False),
    )
    op.create_table(
        "holiday",
        sa.Column("on", sa.Date(), primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
    )
    op.create_table(
        "quota",
        sa.Column("key", sa.String(120), primary_key=True),
        sa.Column("used", sa.Text(), nullable=False),
        sa.Column("blocked_until", MOMENT),
    )
    op.create_table(
        "sheetlayout",
        sa.Column("place_code", sa.String(12), primary_key=True),
        sa.Column("form", sa.String(8), primary_key=True),
        sa.Column("heads", sa.String(64), primary_key=True),
        sa.Column("mapping", sa.JSON(), nullable=False),
    )
    op.create_table(
        "token",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("expires_at", MOMENT),
        sa.Column("refreshing_until", MOMENT),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "place_code",
            sa.String(12),
            sa.ForeignKey("place.code"),
            nullable=False,
            index=True,
        ),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("app_id", sa.String(40), nullable=False),
        sa.Column("agent_id", sa.String(20), nullable=False),
        sa.Column("secret", sa.String(500), nullable=False),
        sa.Column("callback_token", sa.String(300), nullable=False),
        sa.Column("aes_key", sa.String(300), nullable=False),
        sa.Column("slug", sa.String(24), nullable=False, unique=True),
        sa.Column("rights", sa.Text(), nullable=False),
        sa.Column("probed_at", MOMENT),
        sa.Column("fault", sa.String(200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("login", sa.String(40), nullable=False, unique=True),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column(
            "place_code",
            sa.String(12),
            sa.ForeignKey("place.code"),
            nullable=False,
            index=True,
        ),
        sa.Column("phone", sa.String(30), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("session_key", sa.String(32), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "villageitem",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "village_code",
            sa.String(12),
            sa.ForeignKey("place.code"),
            nullable=False,
            index=True,
        ),
        sa.Column("item_key", sa.String(300), nullable=False),
        sa.Column("standard_key", sa.String(300), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("village_code", "item_key"),
    )
    op.create_table(
        "auditentry",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", sa.Integer(), sa.ForeignKey("staff.id")),
        sa.Column("actor_name", sa.String(80), nullable=False),
        sa.Column("action", sa.String(40), nullable=False, index=True),
        sa.Column("subject", sa.String(60), nullable=False, index=True),
        sa.Column("place_code", sa.String(12), nullable=False, index=True),
        sa.Column("address", sa.String(60), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
    )
    op.create_table(
        "binding",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=False),
        sa.Column(
            "account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False
        ),
        sa.Column("openid_key", sa.String(64), nullable=False, unique=True),
        sa.Column("userid", sa.String(500), nullable=False),
        sa.Column("bound_at", MOMENT, nullable=False),
        sa.UniqueConstraint("staff_id", "account_id"),
    )
    op.create_table(
        "channel",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "place_code",
            sa.String(12),
            sa.ForeignKey("place.code"),
            nullable=False,
            index=True,
        ),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("keeper", sa.String(40), nullable=False),
        sa.Column("secret", sa.String(500), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id")),
        sa.Column("target", sa.String(120), nullable=False),
        sa.Column("sends", sa.String(32), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("fault", sa.String(200), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "checkrun",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "place_code",
            sa.String(12),
            sa.ForeignKey("place.code"),
            nullable=False,
            index=True,
        ),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("period", sa.String(12), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("lease_until", MOMENT),
        sa.Column("asked_by", sa.Integer(), sa.ForeignKey("staff.id")),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
    )
    op.create_table(
        "disclosure",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "place_code",
            sa.String(12),
            sa.ForeignKey("place.code"),
            nullable=False,
            index=True,
        ),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("period", sa.String(12), nullable=False),
        sa.Column("attribute", sa.String(32), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("document", sa.String(100), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kept", sa.String(64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("unplaced", sa.JSON(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False, index=True),
        sa.Column("imported_by", sa.Integer(), sa.ForeignKey("staff.id")),
        sa.Column("imported_at", MOMENT, nullable=False),
    )
    op.create_table(
        "follower",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False
        ),
        sa.Column("openid_key", sa.String(64), nullable=False),
        sa.Column("village_code", sa.String(12), nullable=False),
        sa.Column("bound_at", MOMENT, nullable=False),
        sa.UniqueConstraint("account_id", "openid_key"),
    )
    op.create_table(
        "inboundmessage",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False
        ),
        sa.Column("message_key", sa.String(64), nullable=False, unique=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False
        ),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("media_id", sa.String(120), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("account_id", "digest"),
    )
    op.create_table(
        "nothingdeclared",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "item_id",
            sa.Integer(),
            sa.ForeignKey("villageitem.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("period", sa.String(12), nullable=False),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("declared_at", MOMENT, nullable=False),
        sa.UniqueConstraint("item_id", "period"),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("public_id", sa.String(12), nullable=False, unique=True),
        sa.Column(
            "village_code",
            sa.String(12),
            sa.ForeignKey("place.code"),
            nullable=False,
            index=True,
        ),
        sa.Column(
            "item_id",
            sa.Integer(),
            sa.ForeignKey("villageitem.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("period", sa.String(12), nullable=False, index=True),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("attribute", sa.String(32), nullable=False),
        sa.Column("attribute_reason", sa.String(200), nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT),
        sa.Column("posting_until", sa.Date()),
        sa.Column("objection_until", sa.Date()),
        sa.Column("names_gone_at", MOMENT),
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("withdrawn_reason", sa.String(300), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "postercode",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "place_code", sa.String(12), sa.ForeignKey("place.code"), nullable=False
        ),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column(
            "account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False
        ),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("picture", sa.LargeBinary()),
        sa.Column("remote_id", sa.String(120), nullable=False),
        sa.Column("is_on_web", sa.Boolean(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.UniqueConstraint("place_code", "kind"),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("notice_id", sa.Integer(), sa.ForeignKey("notice.id"), index=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "channel_id",
            sa.Integer(),
            sa.ForeignKey("channel.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("lease_until", MOMENT),
        sa.Column("lease_owner", sa.String(40), nullable=False),
        sa.Column("in_doubt", sa.Boolean(), nullable=False),
        sa.Column("first_sent_at", MOMENT),
        sa.Column("tried_at", MOMENT),
        sa.Column("done_at", MOMENT),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("remote_id", sa.String(120), nullable=False),
        sa.Column("remote", sa.Text(), nullable=False),
        sa.Column("polled_at", MOMENT),
        sa.Column("confirmed_by", sa.Integer(), sa.ForeignKey("staff.id")),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.UniqueConstraint("notice_id", "version", "channel_id", "part"),
        sa.Index("ix_delivery_due", "state", "next_at"),
    )
    op.create_table(
        "disclosedlist",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "disclosure_id",
            sa.Integer(),
            sa.ForeignKey("disclosure.id"),
            nullable=False,
            index=True,
        ),
        sa.Column(
            "village_code",
            sa.String(12),
            sa.ForeignKey("place.code"),
            nullable=False,
            index=True,
        ),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.UniqueConstraint("disclosure_id", "village_code"),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "notice_id",
            sa.Integer(),
            sa.ForeignKey("notice.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), sa.ForeignKey("staff.id")),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("remark", sa.String(300), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("submitted_at", MOMENT),
        sa.Column("decided_at", MOMENT),
        sa.Index(
            "uq_draft_open",
            "notice_id",
            unique=True,
            sqlite_where=sa.text("status IN ('draft', 'submitted', 'returned')"),
            postgresql_where=sa.text("status IN ('draft', 'submitted', 'returned')"),
        ),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "village_code",
            sa.String(12),
            sa.ForeignKey("place.code"),
            nullable=False,
            index=True,
        ),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("period", sa.String(12), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("field", sa.String(60), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("group", sa.String(40), nullable=False),
        sa.Column("disclosure_id", sa.Integer(), sa.ForeignKey("disclosure.id")),
        sa.Column("notice_id", sa.Integer(), sa.ForeignKey("notice.id")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("village_row", sa.Integer(), nullable=False),
        sa.Column("government_row", sa.Integer(), nullable=False),
        sa.Column("village_value", sa.String(200), nullable=False),
        sa.Column("government_value", sa.String(200), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("state", sa.String(32), nullable=False, index=True),
        sa.Column("state_before", sa.String(32)),
        sa.Column("due_on", sa.Date()),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("found_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("closed_by_version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("village_code", "item", "period", "key"),
    )
    op.create_table(
        "noticeversion",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "notice_id",
            sa.Integer(),
            sa.ForeignKey("notice.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("records", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("check_code", sa.String(9), nullable=False, index=True),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=False),
        sa.Column(
            "reviewer_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=False
        ),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.UniqueConstraint("notice_id", "version"),
    )
    op.create_table(
        "noticelist",
        sa.Column(
            "version_id",
            sa.Integer(),
            sa.ForeignKey("noticeversion.id"),
            primary_key=True,
        ),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("has_identities", sa.Boolean(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_table(
        "ownerask",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "delivery_id",
            sa.Integer(),
            sa.ForeignKey("delivery.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("asked_by", sa.Integer(), sa.ForeignKey("staff.id")),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("tried_at", MOMENT, index=True),
        sa.Column("done_at", MOMENT),
        sa.Column("reason", sa.String(300), nullable=False),
    )
    op.create_table(
        "staffnews",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("at", MOMENT, nullable=False, index=True),
        sa.Column(
            "delivery_id", sa.Integer(), sa.ForeignKey("delivery.id"), index=True
        ),
        sa.UniqueConstraint("staff_id", "kind", "subject"),
    )


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
