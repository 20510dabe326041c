"""Counties, townships and villages by their codes of administrative division."""

from sqlmodel import Field, SQLModel

from villagepub.models.base import metadata  # noqa: F401  (naming before tables)


class Place(SQLModel, table=True):
    """``code``: 6 digits a county, 9 a township, 12 a village. ``name`` as published
    (马家沟村委会). Names are not unique: three villages of Yan'an are called 马家沟.
    """

    code: str = Field(primary_key=True, max_length=12)
    parent_code: str | None = Field(
        default=None, foreign_key="place.code", index=True, max_length=12
    )
    name: str = Field(max_length=60, index=True)
    short_name: str = Field(max_length=60)  # 马家沟村, 沿河湾镇, 安塞区
    full_name: str = Field(max_length=120)  # 延安市安塞区沿河湾镇马家沟村
    initials: str = Field(default="", max_length=60, index=True)  # mjgc
    phone: str = Field(default="", max_length=30)  # village: 监委会; township: 镇政府
    office_phone: str = Field(default="", max_length=30)  # 村委会's own
    # Words of the place; '' means: as the place above says, there the usual one.
    # 村务监督委员会, 村民监督委员会
    supervisors: str = Field(default="", max_length=30)
    collective: str = Field(default="", max_length=60)  # 马家沟村股份经济合作社
    # who keeps the books: 镇会计服务中心
    bookkeeper: str = Field(default="", max_length=60)
    # Which meeting agrees before anything is posted: 村两委联席会议; '': none has to.
    joint_meeting: str = Field(default="", max_length=60)
