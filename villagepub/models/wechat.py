"""What WeChat tells us: who follows a village, what was answered, whose WeChat it is.

No openid stands in these tables: ``openid_key`` is a hash with the instance's key
(villagepub.wechat.identity), so a copy of the database names no villager.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from villagepub.models.base import text_enum
from villagepub.states import CodeKind, NewsKind, OwnerAct


class Follower(SQLModel, table=True):
    """The village whose poster a follower scanned; '' once they have left.

    ``bound_at`` is the moment in the message, not of its arrival: of two messages that
    overtake each other the later word holds.
    """

    __table_args__ = (sa.UniqueConstraint("account_id", "openid_key"),)

    id: int = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    openid_key: str = Field(max_length=64)
    village_code: str = Field(default="", max_length=12)
    bound_at: datetime


class InboundMessage(SQLModel, table=True):
    """A message that was answered, kept for a day: it may be delivered three times.

    ``reply`` is the answer's content as JSON; who asked is not in it.
    """

    id: int = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    message_key: str = Field(unique=True, max_length=64)
    reply: str = Field(default="", sa_type=sa.Text)
    at: datetime = Field(index=True)


class Binding(SQLModel, table=True):
    """Whose WeChat (or 企业微信 account) opens whose staff account, one each.

    ``userid``: of 企业微信 alone, sealed, so that messages can be sent there.
    """

    __table_args__ = (sa.UniqueConstraint("staff_id", "account_id"),)

    id: int = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id")
    account_id: int = Field(foreign_key="account.id")
    openid_key: str = Field(unique=True, max_length=64)
    userid: str = Field(default="", max_length=500)
    bound_at: datetime


class StaffNews(SQLModel, table=True):
    """Something that one member of staff should hear, written with what caused it.

    Several go into one message (``delivery_id``); the unique key says a thing once.
    """

    __table_args__ = (sa.UniqueConstraint("staff_id", "kind", "subject"),)

    id: int = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id")
    kind: NewsKind = Field(sa_type=text_enum(NewsKind))
    subject: str = Field(max_length=80)  # draft:12, finding:7, duty:3:2026Q3 …
    text: str = Field(max_length=200)
    at: datetime = Field(index=True)
    delivery_id: int | None = Field(default=None, foreign_key="delivery.id", index=True)


class OwnerAsk(SQLModel, table=True):
    """A call about a message that a group's owner has not tapped yet.

    ``tried_at`` is committed before the call, and such a call is never repeated by
    itself: the platform counts reminders.
    """

    id: int = Field(default=None, primary_key=True)
    delivery_id: int = Field(foreign_key="delivery.id", index=True)
    act: OwnerAct = Field(sa_type=text_enum(OwnerAct))
    asked_by: int | None = Field(default=None, foreign_key="staff.id")
    asked_at: datetime
    tried_at: datetime | None = Field(default=None, index=True)
    done_at: datetime | None = None
    reason: str = Field(default="", max_length=300)  # why it came to nothing


class Material(SQLModel, table=True):
    """A picture that an account's 素材库 has: the same bytes are not uploaded twice."""

    __table_args__ = (sa.UniqueConstraint("account_id", "digest"),)

    id: int = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    digest: str = Field(max_length=64)
    media_id: str = Field(max_length=120)
    at: datetime


class PosterCode(SQLModel, table=True):
    """A poster code, beside the one that checks the notice: to follow the 公众号, to join a group.

    ``url``: what the code says; ``picture``: the code itself where only that is given.
    """

    __table_args__ = (sa.UniqueConstraint("place_code", "kind"),)

    id: int = Field(default=None, primary_key=True)
    place_code: str = Field(foreign_key="place.code", max_length=12)
    kind: CodeKind = Field(sa_type=text_enum(CodeKind))
    account_id: int = Field(foreign_key="account.id")
    url: str = Field(default="", max_length=500)
    picture: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    remote_id: str = Field(default="", max_length=120)
    is_on_web: bool = Field(default=False)  # on the village's public page too
    made_at: datetime
