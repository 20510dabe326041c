"""Who is in the demonstration and what happened there; all people are fictional."""

from dataclasses import dataclass
from datetime import date

from villagepub.disclosures import Facts
from villagepub.powers import PowerItem, Publicity, Step, When
from villagepub.states import Role

MAJIAGOU = "610603102201"
GAOJIAMAO = "610603102214"
BIANQIANG = "610603102212"
TOWNSHIP = "610603102"
COUNTY = "610603"

CATALOGS = (
    "涉农补贴领域基层政务公开标准目录.xlsx",
    "社会救助领域基层政务公开标准目录.xlsx",
    "村务公开事项目录清单.xlsx",
)

# Numbers that begin with 00 after the area code ring nowhere.
BOOKKEEPER = "镇会计服务中心"
PHONES = {
    MAJIAGOU: "0911-0062011",
    GAOJIAMAO: "0911-0062014",
    TOWNSHIP: "0911-0062018",
    COUNTY: "0911-0062001",
}

OFFICE_PHONES = {MAJIAGOU: "0911-0062012", GAOJIAMAO: "0911-0062015"}

GROUPS = (
    (MAJIAGOU, "马家沟村民群", "拓小梅"),
    (MAJIAGOU, "马家沟 1组、2组群", "杨彩云"),
    (MAJIAGOU, "在外务工乡亲群", "薛伟"),
    (GAOJIAMAO, "高家峁村民群", "康秀兰"),
)


DISCLOSED_FILE = "沿河湾镇2026年耕地地力保护补贴发放公示.xlsx"
DISCLOSED = Facts(
    item="耕地地力保护补贴",
    period="2026",
    title="沿河湾镇2026年耕地地力保护补贴发放情况公示",
    document="沿政发〔2026〕8号",
    published_on=date(2026, 6, 15),
)


# What Majiagou added to the list of powers by itself.
OWN_POWER = PowerItem(
    code="ZJ-01",
    name="红白理事会怎么帮忙",
    area="大家定的事",
    decides="红白理事会",
    uncited="村规民约；桌数和礼金的数目是示例。",
    steps=(
        Step(name="报备", actor="办事的户", within="办事前 3 天"),
        Step(name="商量桌数、用车", actor="红白理事会", papers=("登记表",)),
        Step(
            name="花了多少贴出来",
            actor="红白理事会",
            within="办完 10 天里",
            publicity=Publicity(when=When.AFTER, what="用了公用的什么、花了多少"),
        ),
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    login: str
    name: str
    role: Role
    place: str
    password: str


ACCOUNTS = (
    Account(
        login="majiagou",
        name="拓小梅",
        role=Role.CLERK,
        place=MAJIAGOU,
        password="demo-wenshu-1",  # noqa: S106  (printed at every start of the demo)
    ),
    Account(
        login="majiagou-jw",
        name="折治国",
        role=Role.SUPERVISOR,
        place=MAJIAGOU,
        password="demo-jianwei-1",  # noqa: S106
    ),
    Account(
        login="gaojiamao",
        name="康秀兰",
        role=Role.CLERK,
        place=GAOJIAMAO,
        password="demo-wenshu-2",  # noqa: S106
    ),
    Account(
        login="gaojiamao-jw",
        name="贺延生",
        role=Role.SUPERVISOR,
        place=GAOJIAMAO,
        password="demo-jianwei-2",  # noqa: S106
    ),
    Account(
        login="yanhewan",
        name="白玉兰",
        role=Role.TOWNSHIP,
        place=TOWNSHIP,
        password="demo-zhen-1",  # noqa: S106
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One notice of the past: what was uploaded, when, and what came of it."""

    village: str
    item: str
    period: str
    file: str
    posted: str  # the day it was signed
    correction: tuple[str, str, str] = ("", "", "")  # name, column, new value
    reason: str = ""


STORIES = (
    Story(
        village=MAJIAGOU,
        item="耕地地力保护补贴",
        period="2025",
        file="马家沟村2025年耕地地力保护补贴登记表.csv",
        posted="2025-06-23",
    ),
    Story(
        village=MAJIAGOU,
        item="村级财务收支逐笔明细",
        period="2026Q2",
        file="马家沟村2026年第二季度收支逐笔榜.xlsx",
        posted="2026-07-11",
    ),
    Story(
        village=MAJIAGOU,
        item="农村最低生活保障对象",
        period="2026Q2",
        file="马家沟村2026年第二季度低保花名册.csv",
        posted="2026-07-14",
        correction=("张文斌", "people", "3"),
        reason="一户的保障人口写成了变动前的数。",
    ),
    Story(
        village=MAJIAGOU,
        item="村民会议、村民代表会议决定事项及实施情况",
        period="2026-09-02",
        file="马家沟村村民代表会议表决结果.csv",
        posted="2026-09-02",
    ),
    Story(
        village=GAOJIAMAO,
        item="高龄老人补贴对象",
        period="2026Q2",
        file="高家峁村2026年第二季度高龄津贴发放表.csv",
        posted="2026-07-17",
    ),
)
