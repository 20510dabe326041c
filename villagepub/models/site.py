"""The installation itself: how it was set up, and where it is reached."""

from datetime import datetime

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
