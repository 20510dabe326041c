"""Channels to people's phones, and what became of each thing sent through them."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from villagepub.models.base import text_enum
from villagepub.states import AccountKind, ChannelKind, DeliveryState, RobotForm

WAITING_DELIVERIES = (DeliveryState.PENDING, DeliveryState.RETRY)  # for their turn


class Account(SQLModel, table=True):
    """An account whose interface channels use: a 公众号, or an app of a 企业微信.

    ``secret``, ``callback_token`` and ``aes_key`` are sealed with the instance's key;
    ``slug`` is the account's part of the callback's address.
    """

    id: int = Field(default=None, primary_key=True)
    place_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    kind: AccountKind = Field(sa_type=text_enum(AccountKind))
    name: str = Field(max_length=60)  # 沿河湾镇人民政府
    app_id: str = Field(max_length=40)  # appid, or the corp's id
    agent_id: str = Field(default="", max_length=20)  # 企业微信 only
    secret: str = Field(max_length=500)
    callback_token: str = Field(default="", max_length=300)
    aes_key: str = Field(default="", max_length=300)
    slug: str = Field(unique=True, max_length=24)
    rights: str = Field(default="{}", sa_type=sa.Text)  # JSON: right → sentence or ""
    probed_at: datetime | None = None
    fault: str = Field(default="", max_length=200)
    is_active: bool = Field(default=True)
    created_at: datetime


class Token(SQLModel, table=True):
    """An access token, sealed, shared by all workers. ``key`` is a hash of whose it is.

    ``refreshing_until``: one worker is fetching a new one; the others wait for it.
    """

    key: str = Field(primary_key=True, max_length=64)
    sealed: str = Field(default="", sa_type=sa.Text)
    expires_at: datetime | None = None
    refreshing_until: datetime | None = None


class Quota(SQLModel, table=True):
    """How often something was called of late; one row for all workers (outbox.quotas).

    ``used``: JSON, the seconds since 1970 of the calls in the window that counts.
    """

    key: str = Field(primary_key=True, max_length=120)
    used: str = Field(default="[]", sa_type=sa.Text)
    blocked_until: datetime | None = None  # the server said so


class Channel(SQLModel, table=True):
    """A group that a notice goes to. ``secret`` is sealed with the instance's key."""

    id: int = Field(default=None, primary_key=True)
    place_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    kind: ChannelKind = Field(sa_type=text_enum(ChannelKind))
    name: str = Field(max_length=60)  # 马家沟村民群
    keeper: str = Field(default="", max_length=40)  # who looks after the group
    secret: str = Field(default="", max_length=500)
    account_id: int | None = Field(default=None, foreign_key="account.id")
    target: str = Field(default="", max_length=120)  # chat id, tag, '' for everybody
    sends: RobotForm = Field(default=RobotForm.TEXT, sa_type=text_enum(RobotForm))
    is_active: bool = Field(default=True)
    fault: str = Field(default="", max_length=200)  # why it was switched off
    created_at: datetime


class Delivery(SQLModel, table=True):
    """One thing to bring to one channel, written with the notice it announces.

    ``notice_id`` None: a message to staff, made of their ``StaffNews``.
    ``payload`` is rendered once and kept byte for byte. The unique key stops a second
    tap; ``lease_until`` stops a second worker.
    """

    __table_args__ = (
        sa.UniqueConstraint("notice_id", "version", "channel_id", "part"),
        sa.Index("ix_delivery_due", "state", "next_at"),
        sa.Index("ix_delivery_turn", "notice_id", "channel_id"),
    )

    id: int = Field(default=None, primary_key=True)
    notice_id: int | None = Field(default=None, foreign_key="notice.id")
    version: int
    channel_id: int = Field(foreign_key="channel.id", index=True)
    part: str = Field(default="text", max_length=20)  # text, news, image-1, file …
    kind: str = Field(default="notice", max_length=20)  # notice, correction, withdrawal
    state: DeliveryState = Field(
        default=DeliveryState.PENDING, sa_type=text_enum(DeliveryState)
    )
    payload: str = Field(default="", sa_type=sa.Text)
    attempts: int = Field(default=0)
    next_at: datetime
    lease_until: datetime | None = None
    lease_owner: str = Field(default="", max_length=40)
    in_doubt: bool = Field(default=False)  # a call before this one may have posted it
    first_sent_at: datetime | None = None
    tried_at: datetime | None = None  # the last call that was made
    done_at: datetime | None = None
    code: str = Field(default="", max_length=20)  # the last errcode
    reason: str = Field(default="", max_length=300)  # in Chinese, and what to do
    remote_id: str = Field(default="", max_length=120)  # msgid, publish_id …
    remote: str = Field(default="{}", sa_type=sa.Text)  # JSON: steps done, fail lists
    polled_at: datetime | None = None
    confirmed_by: int | None = Field(default=None, foreign_key="staff.id")
    created_at: datetime
