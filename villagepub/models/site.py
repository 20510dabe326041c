"""The installation itself: how it was set up, where it is reached, how far its timers are."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Site(SQLModel, table=True):
    """At most one row. ``base_url``: what QR codes print, where no setting says it.

    ``code_digest``: of the one-time code that opens /setup; '' where none is open.
    ``opened_digest``: of what the browser holds that gave the code. ``place_code``: the
    county, township or village that was set up; '' before. ``set_up_at``: /setup is over.
    """

    id: int = Field(default=1, primary_key=True)
    base_url: str = Field(default="", max_length=200)
    code_digest: str = Field(default="", max_length=64)
    code_until: datetime | None = None
    opened_digest: str = Field(default="", max_length=64)
    place_code: str = Field(default="", max_length=12)
    set_up_at: datetime | None = None
    # A phone that scanned the address: which address, with which word, and when it came.
    tried_url: str = Field(default="", max_length=200)
    tried_word: str = Field(default="", max_length=32)
    reached_at: datetime | None = None
    reached_wechat_at: datetime | None = None


class Timer(SQLModel, table=True):
    """How far a timer's work is. ``turn``: the day, hour or minute that it is about;
    ``position``: where in it the next piece begins; ``told``: JSON that it leaves behind.
    """

    name: str = Field(primary_key=True, max_length=20)
    turn: str = Field(default="", max_length=20)
    position: str = Field(default="", max_length=40)
    is_done: bool = Field(default=True)
    lease_owner: str = Field(default="", max_length=40)
    lease_until: datetime | None = None
    told: str = Field(default="{}", sa_type=sa.Text)
