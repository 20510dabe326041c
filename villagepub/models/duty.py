"""Periods without a notice: what the village or the township has said of them."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class NothingDeclared(SQLModel, table=True):
    """本期无: the village says that there was nothing to publish for item and period.

    With ``waived_reason`` the township says that it does not wait for it any more.
    """

    __table_args__ = (sa.UniqueConstraint("item_id", "period"),)

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="villageitem.id", index=True)
    period: str = Field(max_length=12)
    staff_id: int = Field(foreign_key="staff.id")
    declared_at: datetime
    waived_reason: str = Field(default="", max_length=300)
