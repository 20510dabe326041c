"""Periods without a notice: what the village or the township has said of them."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from villagepub.models.base import some_of


class NothingDeclared(SQLModel, table=True):
    """本期无: the village says that there was nothing to publish for item and period.

    With ``waived_reason`` the township says that it does not wait for it any more.
    """

    __table_args__ = (
        sa.UniqueConstraint("item_id", "period"),
        some_of("ix_nothing_unchecked", "id", "checked_at IS NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="villageitem.id", index=True)
    period: str = Field(max_length=12)
    staff_id: int = Field(foreign_key="staff.id")
    declared_at: datetime
    checked_at: datetime | None = None  # when its findings were looked at
    waived_reason: str = Field(default="", max_length=300)


class DutyReminder(SQLModel, table=True):
    """催办: the township asked a village once more for an item and period."""

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="villageitem.id", index=True)
    period: str = Field(max_length=12)
    staff_id: int = Field(foreign_key="staff.id")
    reminded_at: datetime
