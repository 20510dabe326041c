"""A 公开表样 as data: what a notice of this kind must say and which rules tie it.

The forms themselves are files in ``villagepub/forms/data``; a new form is one file.
"""

from dataclasses import dataclass
from typing import Literal

from villagepub.content import ColumnKind, Layout

# A village's own line for whatever its list does not name, and what is of no area.
OTHER_ITEM, OTHER_AREA = "别的事项", "其他事项"

# What a value means. money: 元; area: 亩; rate: 元 for each 亩 or month; count: whole
# number ≥ 0; goods: how many 袋 or 床; group: 村民小组 as "3组"; ref: voucher numbers and
# the like.
ValueKind = Literal[
    "index",
    "name",
    "group",
    "money",
    "area",
    "rate",
    "count",
    "goods",
    "text",
    "date",
    "ref",
]
# Which part a column plays in its form, whatever its key and head: rules, comparisons and
# words ask for the part. name: the person the list is about; subject: what a row is about
# (a project, a matter, what was paid for); area: what the rate is paid for; contracted:
# what may not be exceeded.
ColumnRole = Literal[
    "", "name", "group", "subject", "area", "contracted", "months", "people", "rate",
    "amount", "date", "voucher", "income", "spending", "balance", "meeting", "branch", "due",
    "present", "yes", "no", "abstained", "votes", "cast", "elected", "result",
]  # fmt: skip
RuleKind = Literal[
    "product",
    "running",
    "chain",
    "at_most",
    "adds",
    "parts",
    "shares",
    "statement",
    "total",
    "titled",
    "unique",
]
PeriodKind = Literal["year", "half", "quarter", "month", "event"]
# What the open web shows of a column: all of it, a masked name, nothing.
WebView = Literal["full", "mask", "none"]


@dataclass(frozen=True, kw_only=True, slots=True)
class FormColumn:
    key: str
    label: str  # what findings, pages and posters call it
    kind: ValueKind
    role: ColumnRole = ""
    unit: str = ""
    same_units: tuple[str, ...] = ()  # units that mean the same here: 元/年 for 元
    asks_unit: bool = False  # where the sheet names no unit nobody can know it
    # A date of which the month is enough (竣工 2026年9月); months that are named (9月).
    by_month: bool = False
    # How far before and after the notice's time a day of it may plausibly lie.
    years_back: int = 2
    years_ahead: int = 1
    signed: bool = False  # may be negative: a red-letter entry
    words: tuple[str, ...] = ()  # heads that mean this column, the surest first
    other_words: tuple[str, ...] = ()  # heads that sound alike and mean another thing
    # What it may say, the usual first; the words of a class begin with its name.
    classes: tuple[tuple[str, ...], ...] = ()
    ends: str = ""  # the class whose rows are counted and never listed: 停发
    asks: str = ""  # the class whose rows are asked about: 家人 on a list of households
    reason_of: str = ""  # key of the column of classes that it says why of: 退回, 停发
    beside: str = ""  # key of the column without which this one is not meant
    instead: str = ""  # key of the column whose heads mean this one where that is not
    open_words: tuple[
        str, ...
    ] = ()  # heads that may as well mean the column ``or_else``
    or_else: str = ""  # key of the column that stands in where this one is not
    made_of: tuple[str, ...] = ()  # words of its addends' heads: 中央, 省
    required: bool = False
    match: bool = False  # tells one household from another
    sum: bool = False  # adds up
    sum_by: str = ""  # key of the column whose kinds are never added: 债权, 债务
    asks_head: bool = False  # taken by a head that does not say it (合计), it is asked
    bands: bool = False  # people and money are told for each of its values: 年龄段
    web: WebView = "full"
    print: ColumnKind = "text"
    board: bool = True  # False: heads the rows and is printed nowhere


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """``kind`` and the columns it ties.

    product: columns[0] × columns[1] = columns[2], rounded once; of more columns all
             before the last two are added first
    running: the balance before + columns[0] − columns[1] = columns[2], row by row
    chain:   what one part closes with, the next opens with
    at_most: columns[0] ≤ columns[1] + …, of which a row says the first at least
    adds:    columns[0] + … + columns[n-2] = columns[n-1]; those of ``less`` are taken off
    parts:   what stands under one head adds up to it (no form says this one)
    statement: accounts, their sums and two balances in rows; heading, account, month, year
    shares:  columns[0] says which part of the sum of columns[1] a row is
    titled:  a figure of the title is that of the rows (no form says this one)
    total:   a stated total is the sum of the rows above it (for every ``sum`` column)
    unique:  the match columns tell every row from every other
    """

    kind: RuleKind
    columns: tuple[str, ...] = ()
    blocking: bool = True  # False: pointed out, nothing to decide
    average: bool = False  # product: the rate may be what was divided, and rounded
    whole: bool = False  # adds: one addend that is not written leaves the row unchecked
    spare: tuple[str, ...] = ()  # adds: but for these, which need not be written
    less: tuple[str, ...] = ()
    lacking: str = ""  # adds, product: only where no row says this column
    plus: tuple[str, ...] = ()  # product: added to it (``product_addends.joined``)


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A length of time: ``days`` of ``unit``; 0 days: there is none.

    ``source``: a key of the register of citations, or the words of the rule.
    """

    days: int = 0
    unit: Literal["calendar", "working"] = "calendar"
    source: str = ""


# 公布期限: 村民委员会组织法第三十五条第四款 has fifteen days at least for the board; the
# collective's law names no number, and the same fifteen are kept (our choice).
MIN_POSTING_DAYS = 15  # that a notice hangs (citations: posting)
POSTING = Term(days=MIN_POSTING_DAYS, source="posting")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """Sentences with ``{…}`` for values: title, who, why (one per question), note."""

    title: str  # "{period}耕地地力保护补贴发放公示", of any item "{period}公布的{item}"
    # phrases of the title after the period, where a line may break
    parts: tuple[str, ...]
    who: str  # "本村 {count} 户种地的人家"
    why: str  # 凭什么, in spoken Chinese
    who_question: str = "给了谁"
    money: str = ""  # key of the column whose sum answers 多少钱
    money_label: str = ""
    money_note: str = ""  # "{area} 亩，每亩 {rate} 元"
    board_note: str = ""
    web_note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    """What a form says otherwise for some items: 特困 and 低保 share the columns of T7.

    ``item``: words that all stand in the item's name. In a file, wording names only
    what differs and ``labels`` goes by column key.
    """

    item: tuple[str, ...]
    kind: str
    wording: Wording
    columns: tuple[FormColumn, ...]
    objection: Term = Term()
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    id: str  # "T8"
    name: str
    area: str  # one of the six focus areas or 民主决策 …
    mark: str  # the character in the number: 惠 财 助 …
    kind: str  # 公示 公布 公开
    layout: Layout
    row_unit: str  # 户 人 笔 项
    period: PeriodKind
    # 村民委员会 / 股份经济合作社 / 村民选举委员会
    publisher: Literal["committee", "collective", "election"]
    columns: tuple[FormColumn, ...]
    rules: tuple[Rule, ...] = ()
    wording: Wording
    words: tuple[str, ...] = ()  # words in a title by which the form is recognised
    basis: tuple[str, ...] = ()  # keys of the register of citations
    posting: Term = POSTING  # 公布期限: how long it hangs
    objection: Term = Term()  # 公示期: until when one may object, where a rule sets it
    web_rows: Literal["masked", "totals", "full"] = (
        "masked"  # totals: the village's only
    )
    goods: bool = False  # things may have columns of their own: 大米（袋）
    own_columns: bool = False  # a person says what each column of the sheet is
    filled_by: Literal["", "notices"] = (
        ""  # a new draft has the quarter's notices in it
    )
    parts: Literal["", "month"] = ""  # a quarterly notice of three monthly sheets
    variants: tuple[Variant, ...] = ()
    # Of the outcome of a 公示 of people: what the web may say of it, title and sentences.
    open_sentences: tuple[str, ...] = ()

    def titled(self, period: str, item: str) -> str:
        """The title that nobody has to write: "2026年9月12日公布的自来水收费"."""
        return self.wording.title.format(period=period, item=self._called(item))

    def titled_parts(self, period: str, item: str) -> tuple[str, ...]:
        """The same in the parts between which a line may break."""
        called = self._called(item)
        return (period, *(part.format(item=called) for part in self.wording.parts))

    def _called(self, item: str) -> str:
        """别的事项 tells nobody anything: what it is about does, and names nobody."""
        if item != OTHER_ITEM:
            return item
        about = "" if self.area == OTHER_AREA else self.area
        is_list = any(c.kind == "name" for c in self.columns)
        if is_list:
            return f"{about}名单"
        return f"{about}事项" if about else "村里的事"

    def column(self, key: str) -> FormColumn:
        return next(c for c in self.columns if c.key == key)

    def label_of(self, key: str) -> str:
        """What a key is called; that of a part is its own head: +amount|家庭补差."""
        own = next((c.label for c in self.columns if c.key == key), "")
        return own or key.rpartition("|")[2]

    @property
    def has_fixed_columns(self) -> bool:
        """A township can copy it: its columns are neither a person's nor another's."""
        return not (self.own_columns or self.filled_by)

    def by_role(self, role: ColumnRole) -> FormColumn | None:
        """The column that plays this part; no two do."""
        return next((c for c in self.columns if c.role == role), None)
