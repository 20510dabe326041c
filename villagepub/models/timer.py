"""What the clock asks for, as one row for all workers (timers)."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


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
