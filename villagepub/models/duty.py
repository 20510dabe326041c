"""What is said of duties: what happened, when they are due, what there is no notice of;
holidays that the library does not know yet.
"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from villagepub.event_kinds import EventKind
from villagepub.models.base import some_of, text_enum
from villagepub.states import HolidayKind


class NothingDeclared(SQLModel, table=True):
    """本期无: the village says that there was nothing to publish for item and period.

    It counts once the committee has confirmed it; with ``remark`` it sent it back. With
    ``waived_reason`` the township says that it does not wait for it any more.
    """

    __table_args__ = (
        sa.UniqueConstraint("item_id", "period"),
        some_of("ix_nothing_unchecked", "id", "checked_at IS NULL"),
    )

    id: int = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="villageitem.id", index=True)
    period: str = Field(max_length=12)
    staff_id: int = Field(foreign_key="staff.id")
    declared_at: datetime
    checked_at: datetime | None = None  # when its findings were looked at
    waived_reason: str = Field(default="", max_length=300)
    confirmed_at: datetime | None = None
    confirmed_by: int | None = Field(default=None, foreign_key="staff.id")
    remark: str = Field(default="", max_length=300)


class DutyReminder(SQLModel, table=True):
    """催办: the township asked a village once more for an item and period."""

    id: int = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="villageitem.id", index=True)
    period: str = Field(max_length=12)
    staff_id: int = Field(foreign_key="staff.id")
    reminded_at: datetime


class DutyEvent(SQLModel, table=True):
    """Something that happened and has to be published: from its day the item's limit runs.

    ``period`` names it among the item's notices: 2026-06-20, then 2026-06-20.2.
    """

    __table_args__ = (sa.UniqueConstraint("item_id", "period"),)

    id: int = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="villageitem.id", index=True)
    period: str = Field(max_length=12)
    happened_on: date
    kind: EventKind = Field(sa_type=text_enum(EventKind))
    words: str = Field(default="", max_length=120)
    staff_id: int = Field(foreign_key="staff.id")
    entered_at: datetime


class MonthlyDay(SQLModel, table=True):
    __tablename__ = "postingday"

    """公开日 of a township, from the first of a month on until the next one holds."""

    __table_args__ = (sa.UniqueConstraint("place_code", "holds_from"),)

    id: int = Field(default=None, primary_key=True)
    place_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    holds_from: date
    day: int
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    set_at: datetime


class Holiday(SQLModel, table=True):
    """One day of an announced arrangement: free, or a weekend's day that is worked."""

    on: date = Field(primary_key=True)
    kind: HolidayKind = Field(sa_type=text_enum(HolidayKind))
