"""What WeChat tells us: who follows a village, what was answered, whose WeChat it is.

No openid stands in these tables: ``openid_key`` is a hash with the instance's key
(villagepub.wechat.identity), so a copy of the database names no villager.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from villagepub.models.base import metadata  # noqa: F401  (naming before tables)


class Follower(SQLModel, table=True):
    """The village whose poster a follower scanned; '' once they have left.

    ``bound_at`` is the moment in the message, not of its arrival: of two messages that
    overtake each other the later word holds.
    """

    __table_args__ = (sa.UniqueConstraint("account_id", "openid_key"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    openid_key: str = Field(max_length=64)
    village_code: str = Field(default="", max_length=12)
    bound_at: datetime


class InboundMessage(SQLModel, table=True):
    """A message that was answered, kept for a day: it may be delivered three times.

    ``reply`` is the answer's content as JSON; who asked is not in it.
    """

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    message_key: str = Field(unique=True, max_length=64)
    reply: str = Field(default="", sa_type=sa.Text)
    at: datetime = Field(index=True)


class Binding(SQLModel, table=True):
    """Whose WeChat (or 企业微信 account) opens whose staff account, one each."""

    __table_args__ = (sa.UniqueConstraint("staff_id", "account_id"),)

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id")
    account_id: int = Field(foreign_key="account.id")
    openid_key: str = Field(unique=True, max_length=64)
    bound_at: datetime
