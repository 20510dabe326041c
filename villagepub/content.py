"""The frozen value that everything people read is a rendering of.

A notice is composed once (``villagepub.notices.content.composer``), frozen at publication and
never changed again. Renderers and rules take these plain values and nothing else, so
the page, the poster and the WeChat text cannot disagree.

All figures arrive here as the strings that people will read ("1,099.80"); nobody
downstream calculates money. ``board`` is what the wall in the village shows, ``web``
what the open web and WeChat show (the two circles of docs/decisions/0004).
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, Self

from villagepub.canonical_json import as_plain, canonical_json, check_code, thaw

ColumnKind = Literal["no", "name", "mid", "text", "long", "num"]
RowKind = Literal["row", "carry", "sub", "sum"]
Layout = Literal["list", "finance", "vote", "free"]


class Circle(StrEnum):
    """Who a rendering is for: 村内 (the board on the wall) or 网上 (web and WeChat)."""

    BOARD = "board"
    WEB = "web"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column of the printed table. ``kind`` tells how it is set, not what it means."""

    key: str
    head: str
    unit: str = ""
    kind: ColumnKind = "text"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row; ``cells`` are as many as the sheet has columns. ``mark``: 改 or 补 or ''."""

    cells: tuple[str, ...]
    kind: RowKind = "row"
    mark: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """Rows under one head: a 村民小组 ("1组"), a month ("7月"), or all ("")."""

    title: str = ""
    note: str = ""  # "15 户"
    rows: tuple[Row, ...] = ()
    total: tuple[str, ...] = ()  # the section's own sums, one cell a column, or empty


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """The table of one circle. ``note`` says what was left out ("网上只写姓…")."""

    columns: tuple[Column, ...] = ()
    sections: tuple[Section, ...] = ()
    total: tuple[str, ...] = ()  # one cell a column, or empty
    unit_note: str = ""  # "面积单位：亩　金额单位：元"
    note: str = ""

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for section in self.sections for row in section.rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A headline figure: 补贴总额 46,675.20 元 (肆万陆仟…)."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    big: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Meta:
    """A label and its value on the poster's head; wide ones take a line of their own."""

    label: str
    value: str
    wide: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One of the four questions of a villager: 多少钱 给了谁 凭什么 找谁问."""

    question: str
    answer: str
    figure: str = ""  # the one big number, without its unit
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierBar:
    """The same kind in an earlier notice: 上季, 4,000.00 元 or 没有."""

    label: str
    text: str
    share: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One kind of a chart; ``share`` is 0..1 and only draws, the words carry the sum."""

    label: str
    text: str
    share: float
    earlier: tuple[EarlierBar, ...] = ()

    @property
    def words(self) -> str:
        """办公和网络电费 13,762.78 元，上季 9,120.50 元，去年 没有."""
        before = (f"{one.label} {one.text}" for one in self.earlier)
        return "，".join((f"{self.label} {self.text}", *before))


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """收入从哪来 / 支出到哪去; ``times``: what 本季, 上季, 去年 stand for, if compared."""

    title: str
    total: str
    kind: Literal["in", "out"]
    bars: tuple[Bar, ...]
    times: tuple[Meta, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Vote:
    """One 表决事项: counts of people; shares 0..1 of those present (yes, no, abstained)."""

    no: str
    title: str
    result: str
    counts: tuple[Meta, ...]
    shares: tuple[float, float, float]
    check: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Phone:
    label: str
    number: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """A line to sign; ``name`` is printed only where someone has signed in the system."""

    role: str
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangedValue:
    """One value before and after a correction, already masked for its circle."""

    who: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What version k changed against version k-1, and why."""

    reason: str
    summary: str  # "改了 1 户，补了 1 户"
    previous: int
    board: tuple[ChangedValue, ...]
    web: tuple[ChangedValue, ...]
    totals: tuple[ChangedValue, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Photo:
    """A photo by the digest it is stored under, upright and without its place and time."""

    digest: str  # SHA-256 of the JPEG
    width: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeContent:
    """Everything a rendering may say about one version of one notice."""

    public_id: str  # "" while it is a draft
    url: str  # what the QR code holds; "" while it is a draft
    version: int
    form: str  # "T8"
    layout: Layout
    kind: str  # 公示 公布 公开
    area: str  # 惠农政策
    place: str  # 延安市安塞区沿河湾镇马家沟村
    village: str  # 马家沟村
    village_code: str
    publisher: str  # 马家沟村民委员会
    title: str
    title_parts: tuple[str, ...]  # where a line may break
    item: str
    period: str  # 2026年第三季度
    number: str  # 安塞·沿河湾·马家沟〔2026〕惠 001号, or 编号审核后才有
    published_at: datetime | None
    posting: str  # 公布期限: "2026年6月20日至7月5日（不少于十五日）"
    posting_until: date | None
    objection_period: (
        str  # 公示期: "2026年6月20日至6月26日（7天）"; "" where none is set
    )
    objection_until: date | None
    attribute: str  # 主动公开
    catalog: str  # 涉农补贴 / 农业生产发展资金 / 耕地地力保护补贴; "" if not linked
    basis: tuple[str, ...]
    elements: tuple[Meta, ...]  # 公开内容（要素）and where it stands
    meta: tuple[Meta, ...]
    facts: tuple[Fact, ...]
    answers: tuple[Answer, ...]
    board: Sheet
    web: Sheet
    charts: tuple[Chart, ...] = ()
    votes: tuple[Vote, ...] = ()
    paragraphs: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    explanations: tuple[str, ...] = ()  # what the clerk explained, as villagers read it
    objection: str = ""  # how to object or to ask, in one sentence
    phones: tuple[Phone, ...] = ()
    signatures: tuple[Signature, ...] = ()
    supervisors: str = ""  # 村务监督委员会: the body that examined it
    reviewer: str = ""  # who signed for it; "" while it is a draft
    correction: Correction | None = None
    # all that the web may say; () for no such rule
    open_sentences: tuple[str, ...] = ()
    # Of the version as it was frozen. A rendering for the web says less than the frozen
    # content, and a later program may know more fields: both carry the code of the paper.
    frozen_code: str = field(default="", compare=False)
    # The JPEGs of ``photos`` while something is drawn: kept beside what is frozen.
    photo_files: tuple[bytes, ...] = field(default=(), compare=False, repr=False)

    def sheet(self, circle: Circle) -> Sheet:
        return self.board if circle is Circle.BOARD else self.web

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def summary(self) -> str:
        """One line for a link's card: 补贴总额 46,675.20 元。777.92 亩，每亩 60 元."""
        first = next((a for a in self.answers if a.figure and a.unit), None)
        if first is None:
            return f"{self.village}{self.title}"
        return f"{first.answer} {first.figure} {first.unit}。{first.note}"

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON: the same facts have the same digest."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @property
    def check_code(self) -> str:
        """校验码, eight characters in two groups, derived from the digest."""
        return self.frozen_code or check_code(self.digest)

    def to_json(self) -> str:
        data = as_plain(replace(self, photo_files=()))
        del data["frozen_code"], data["photo_files"]
        return canonical_json(data)

    @classmethod
    def from_json(cls, text: str) -> Self:
        code = check_code(hashlib.sha256(text.encode()).hexdigest())
        return replace(thaw(cls, text), frozen_code=code)
