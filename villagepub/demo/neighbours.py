"""The other villages of the demonstration's township: who works there, what they posted.

A plan says per item on which day after the quarter's end the notice went up, or in one
word how far it got. All people are fictional.
"""

from dataclasses import dataclass, field

SUBSIDY = "耕地地力保护补贴"
LOW_INCOME = "农村最低生活保障对象"
ELDERS = "高龄老人补贴对象"
RELIEF = "救灾救济款物分配和物资管理"
FINANCE = "村级财务收支逐笔明细"
PAY = "村干部报酬"
DEBTS = "村集体债权债务"

NOTHING = "本期无"
WAITING = "待审"
RETURNED = "退回"
MISSING = "没贴"
Step = int | str  # days after the start, or one of the words above


@dataclass(frozen=True, kw_only=True, slots=True)
class Slip:
    """One thing that the village's subsidy list says otherwise than the government's.

    ``row`` counts the village's households from 0. ``column`` is name, area, rate, or
    gone: the household is missing.
    """

    row: int
    column: str
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    code: str
    clerk: str
    supervisor: str
    subsidy: Step  # days after the government's disclosure
    low_income: Step
    elders: Step
    relief: Step
    finance: Step
    slips: tuple[Slip, ...] = field(default=())
    rate: str = "60"  # 元/亩 as the village wrote it for everybody

    @property
    def phone(self) -> str:
        """Of the committee; it rings nowhere (see ``story.PHONES``)."""
        return f"0911-00621{self.code[-2:]}"

    @property
    def quarter(self) -> tuple[tuple[str, Step], ...]:
        """The items of the last quarter with how far each got."""
        return (
            (LOW_INCOME, self.low_income),
            (ELDERS, self.elders),
            (RELIEF, self.relief),
            (FINANCE, self.finance),
            (PAY, self.low_income),
            (DEBTS, NOTHING),
        )


def _village(
    tail: str, clerk: str, supervisor: str, *steps: Step, rate: str = "60", slips: tuple[Slip, ...] = ()
) -> Neighbour:  # fmt: skip
    subsidy, low_income, elders, relief, finance = steps
    return Neighbour(
        code=f"610603102{tail}",
        clerk=clerk,
        supervisor=supervisor,
        subsidy=subsidy,
        low_income=low_income,
        elders=elders,
        relief=relief,
        finance=finance,
        rate=rate,
        slips=slips,
    )


NEIGHBOURS = (
    _village("200", "牛桂芳", "郝生才", 5, 8, 9, NOTHING, 12),
    _village("202", "王宏伟", "强治明", MISSING, 9, 12, NOTHING, MISSING),
    _village("203", "艾小琴", "苗占海", 6, 7, 9, 12, 11),
    _village("204", "刘凤", "贺志高", 7, 8, 10, NOTHING, 13, rate="58"),
    _village("205", "高文莉", "张来喜", 6, 6, 15, NOTHING, 22),
    _village(
        "206", "惠秀珍", "雷占林", 8, 10, WAITING, NOTHING, 9,
        slips=(Slip(row=31, column="area", value="9.60"),),
    ),
    _village("207", "孙丽", "闫怀德", 7, 6, 14, 16, 10),
    _village("208", "杜彩霞", "薛长命", 5, 9, 13, NOTHING, 9),
    _village("209", "屈小燕", "常树林", 9, WAITING, 11, NOTHING, 11),
    _village("210", "冯海霞", "康进财", 4, 9, 17, 18, 7),
    _village("211", "师艳", "刘万成", 6, 8, 9, NOTHING, 10),
    _village(
        "212", "曹改兰", "边福祥", 5, 10, 14, NOTHING, 9,
        slips=(Slip(row=8, column="gone"), Slip(row=21, column="name")),
    ),
    _village("213", "冯燕", "贾振江", 13, 10, 15, NOTHING, RETURNED),
    _village(
        "214", "康秀兰", "贺延生", 6, 11, MISSING, NOTHING, 12,
        slips=(
            Slip(row=4, column="area", value="13.26"),
            Slip(row=17, column="gone"),
        ),
    ),
)  # fmt: skip
