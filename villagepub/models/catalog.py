"""The catalogs in versions, and the list that each village keeps of them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from villagepub.models.base import text_enum
from villagepub.states import ItemScope


class CatalogItem(SQLModel, table=True):
    """One version of one row of a catalog. ``key`` names the row through its versions:
    scope, domain and the three levels; ``code`` is what people call it (SNBT-02).
    """

    __table_args__ = (sa.UniqueConstraint("key", "version"),)

    id: int = Field(default=None, primary_key=True)
    key: str = Field(max_length=300, index=True)
    version: int = Field(default=1)
    is_current: bool = Field(default=True, index=True)
    code: str = Field(max_length=20, index=True)
    scope: ItemScope = Field(sa_type=text_enum(ItemScope))
    domain: str = Field(max_length=60)  # 涉农补贴; a village list: 财务公开
    position: int = Field(default=0)  # order in the published table
    level1: str = Field(max_length=120)
    level2: str = Field(default="", max_length=200)
    level3: str = Field(default="", max_length=200)
    elements: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    basis: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    limit: str = Field(default="", max_length=500)  # 公开时限 as written
    body: str = Field(default="", max_length=200)  # 公开主体
    channels: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    audience: str = Field(default="", max_length=60)
    method: str = Field(default="主动", max_length=20)
    levels: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    # what its catalog says beyond these: 公开属性, 咨询电话, 责任科室 …
    more: dict[str, str] = Field(default_factory=dict, sa_type=sa.JSON)
    digest: str = Field(max_length=64)
    source: str = Field(default="", max_length=200)  # the file's name
    imported_at: datetime


class VillageItem(SQLModel, table=True):
    """One line of a village's 公开事项清单: the village item, the form that it is
    filled in, and the standard item that it answers to.
    """

    __table_args__ = (sa.UniqueConstraint("village_code", "item_key"),)

    id: int = Field(default=None, primary_key=True)
    village_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    item_key: str = Field(max_length=300)  # CatalogItem.key, scope village
    standard_key: str = Field(default="", max_length=300)  # scope standard, or ''
    name: str = Field(max_length=200)
    form: str = Field(default="", max_length=8)  # "T8"; '': no form prescribed yet
    position: int = Field(default=0)
    is_active: bool = Field(default=True)
    # Nothing that was due before is owed; None: nobody knows since when it is.
    owed_from: date | None = None
    # What the township wrote for this village in the place of the catalog's 公开时限.
    limit: str = Field(default="", max_length=200)
    is_added: bool = Field(default=False)  # beyond what was issued (可增)
    ended_reason: str = Field(default="", max_length=300)  # of an item that has ended
