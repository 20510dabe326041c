"""A notice, the work on its next version, and the versions that were frozen."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, col

from villagepub.models.base import PackedText, some_of, text_enum
from villagepub.states import Attribute, DraftStatus, NoticeStatus

# Of a notice at most one draft is in one of these.
OPEN_DRAFTS = (DraftStatus.DRAFT, DraftStatus.SUBMITTED, DraftStatus.RETURNED)


class Notice(SQLModel, table=True):
    """What the village owes or has published for one item and period.

    ``public_id`` is in the address: short, typed without doubt, unguessable from the
    one before. ``version`` is the current frozen version, 0 before the first.
    """

    __table_args__ = (
        # What waits, among years of notices: to be drawn, to lose its names, to be held
        # against the government's list.
        some_of(
            "ix_notice_undrawn", "published_at", "drawn_at IS NULL AND version > 0"
        ),
        some_of(
            "ix_notice_hanging",
            "posting_until",
            "names_gone_at IS NULL AND version > 0",
        ),
        some_of("ix_notice_unchecked", "id", "checked_version < version"),
    )

    id: int = Field(default=None, primary_key=True)
    public_id: str = Field(unique=True, max_length=12)
    village_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    item_id: int = Field(foreign_key="villageitem.id", index=True)
    # 结果公告: the id of the notice whose 公示 it says the outcome of
    result_of: int | None = Field(default=None, index=True)
    form: str = Field(max_length=8)
    period: str = Field(max_length=12, index=True)  # 2026, 2026Q3, 2026-09, 2026-06-20
    title: str = Field(max_length=120)
    status: NoticeStatus = Field(
        default=NoticeStatus.UNPUBLISHED, sa_type=text_enum(NoticeStatus)
    )
    attribute: Attribute = Field(default=Attribute.ACTIVE, sa_type=text_enum(Attribute))
    attribute_reason: str = Field(default="", max_length=200)
    number: str = Field(default="", max_length=60)
    version: int = Field(default=0)
    published_at: datetime | None = None
    posting_until: date | None = None  # the last day that it must hang
    objection_until: date | None = None  # the last day of its 公示期, where it has one
    names_gone_at: datetime | None = None  # from the web, when its posting was over
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = Field(default="", max_length=300)
    drawn_at: datetime | None = None  # its files, as they are to be now
    # The version whose findings were last looked at.
    checked_version: int = Field(default=0)
    drawing_since: datetime | None = None  # a worker is at it
    created_at: datetime


class Draft(SQLModel, table=True):
    """The work on one version. ``sheet`` is the cut sheet with the clerk's decisions
    (``villagepub.notices.draft_sheet``) as JSON; nothing private is in it. A
    published draft keeps it for the next correction, until there is a newer version.

    ``revision`` grows with every save: who saves over a newer one is told.
    """

    __table_args__ = (
        # At most one draft of a notice is open, whatever two tabs do.
        sa.Index(
            "uq_draft_open",
            "notice_id",
            unique=True,
            sqlite_where=sa.text("status IN ('draft', 'submitted', 'returned')"),
            postgresql_where=sa.text("status IN ('draft', 'submitted', 'returned')"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    notice_id: int = Field(foreign_key="notice.id", index=True)
    version: int  # the version that it becomes
    status: DraftStatus = Field(
        default=DraftStatus.DRAFT, sa_type=text_enum(DraftStatus)
    )
    revision: int = Field(default=1)
    author_id: int = Field(foreign_key="staff.id")
    reviewer_id: int | None = Field(default=None, foreign_key="staff.id")
    reason: str = Field(default="", max_length=300)  # why a correction
    remark: str = Field(default="", max_length=300)  # why it was returned
    sheet: str = Field(default="", sa_type=PackedText)
    created_at: datetime
    saved_at: datetime
    submitted_at: datetime | None = None
    decided_at: datetime | None = None


class NoticeVersion(SQLModel, table=True):
    """Frozen: no verb changes a row of this table.

    ``content`` is ``NoticeContent.to_json()``; ``records`` the typed rows with their
    keyed identity hashes, for matching only, never rendered.
    """

    __table_args__ = (sa.UniqueConstraint("notice_id", "version"),)

    id: int = Field(default=None, primary_key=True)
    notice_id: int = Field(foreign_key="notice.id", index=True)
    version: int
    content: str = Field(sa_type=PackedText)
    records: str = Field(sa_type=PackedText)
    digest: str = Field(max_length=64)
    check_code: str = Field(max_length=9, index=True)
    reason: str = Field(default="", max_length=300)
    author_id: int = Field(foreign_key="staff.id")
    reviewer_id: int = Field(foreign_key="staff.id")
    published_at: datetime


IS_CURRENT = (col(NoticeVersion.notice_id) == Notice.id) & (
    col(NoticeVersion.version) == Notice.version
)


class NoticePhoto(SQLModel, table=True):
    """A photo of a notice: upright, without its place and time, at most 1,600 px.

    What a frozen version shows stays; what a draft shows goes with it.
    """

    __table_args__ = (sa.UniqueConstraint("notice_id", "digest"),)

    id: int = Field(default=None, primary_key=True)
    notice_id: int = Field(foreign_key="notice.id", index=True)
    digest: str = Field(max_length=64)
    data: bytes = Field(sa_type=sa.LargeBinary)
    added_at: datetime


class Hanging(SQLModel, table=True):
    """A version of a notice on the paper board (公开栏), as the village says it.

    ``photo`` shows the board for village and township only; it is let go of some time
    after the sheet came down. ``early_reason``: why it hung less than its days.
    """

    __table_args__ = (
        # One sheet of a notice hangs at a time, whatever two tabs do.
        sa.Index(
            "uq_hanging_up",
            "notice_id",
            unique=True,
            sqlite_where=sa.text("down_on IS NULL"),
            postgresql_where=sa.text("down_on IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    notice_id: int = Field(foreign_key="notice.id", index=True)
    version: int
    hung_on: date
    staff_id: int = Field(foreign_key="staff.id")
    recorded_at: datetime
    photo: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    down_on: date | None = None
    early_reason: str = Field(default="", max_length=300)


class Number(SQLModel, table=True):
    """The last number given, per village, year and mark (惠, 财 …)."""

    village_code: str = Field(primary_key=True, max_length=12)
    year: int = Field(primary_key=True)
    mark: str = Field(primary_key=True, max_length=4)
    last: int = Field(default=0)
