"""Staff: who works with the system. Villagers have no account."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from villagepub.models.base import text_enum
from villagepub.states import Role


class Staff(SQLModel, table=True):
    id: int = Field(default=None, primary_key=True)
    login: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=40)
    role: Role = Field(sa_type=text_enum(Role))
    place_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    phone: str = Field(default="", max_length=30)
    password_hash: str = Field(max_length=200)
    must_change: bool = Field(default=True)  # a password that somebody else made
    # Of a password on a printed slip: it opens nothing after this moment.
    password_until: datetime | None = None
    totp: str = Field(default="", max_length=200)  # sealed; '': no second step
    totp_last: int = Field(default=0)  # the step of the last code, which opens no more
    is_active: bool = Field(default=True)
    session_key: str = Field(max_length=32)  # changed: every open session ends
    created_at: datetime


class FailedTry(SQLModel, table=True):
    """A try to get in that failed; ``digest``: keyed, of whence it came."""

    id: int = Field(default=None, primary_key=True)
    digest: str = Field(index=True, max_length=64)
    at: datetime = Field(index=True)


class OpenSession(SQLModel, table=True):
    """Where somebody is signed in: their own list, from which they end any of them."""

    key: str = Field(primary_key=True, max_length=32)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    device: str = Field(default="", max_length=40)  # 安卓手机上的微信
    way: str = Field(default="", max_length=20)  # password, wechat
    begun_at: datetime
