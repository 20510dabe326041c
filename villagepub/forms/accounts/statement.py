"""财务公开榜: income and spending by account (科目), between an opening and a closing balance.

Each record is one ``Sort`` of line: an account (管理费用), a part of the account above it
(其中：办公费), a stated sum (收入合计), a balance, or a total of the year so far. Which it is
follows from its own words; which class it is of (收入, 支出, 资产 …) from these, the heading
above it, or the rules' list of accounts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from villagepub.forms.accounts.accounts import (
    LABELS,
    NUMBERED,
    UNNUMBERED,
    AccountClass,
    class_of_words,
    is_less,
    is_main,
    level_of,
)
from villagepub.forms.entry import Part, Record
from villagepub.forms.form import Form
from villagepub.tables.table import Table, TableRow

Sort = Literal["account", "part", "sum", "opening", "closing", "difference", "year"]
FLOWS: Sequence[AccountClass] = ("income", "spending")
NO_KIND = "结余"  # 类别 of a balance or a difference: of no class, so not asked about
PART = "其中"  # 类别 of a part: shown below its account, and not added a second time
_SUM_ABOVE = re.compile(r"(?:本[月季期年])?总?(?:收入|支出)(?:[合总]计)?")
_NET = re.compile(r"净[值额]$")
_SORTS: Sequence[tuple[Sort, re.Pattern[str]]] = (
    ("difference", re.compile(r"收支(?:差额|相抵|结余)|盈余")),
    ("year", re.compile(r"本年.*(?:以来|累计)|累计")),
    ("opening", re.compile(r"上[月季期年].*(?:余|存|转)|[期年月季]初")),
    ("closing", re.compile(r"结余|余额|结存")),
    ("sum", re.compile(r"[合小总共]计$|^(?:本[月季期年])?总?(?:收入|支出)$")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatementColumns:
    """The columns of a statement by key: 类别, 科目, 本期数, 本年累计, and 上期数, of which only
    the balance is read.
    """

    kind: str
    item: str
    amount: str
    year: str
    before: str = ""

    @classmethod
    def of(cls, form: Form) -> "StatementColumns | None":
        rule = next((r for r in form.rules if r.kind == "statement"), None)
        return cls(*rule.columns) if rule else None


@dataclass(frozen=True, kw_only=True, slots=True)
class StatementLine:
    """``less``: 累计折旧 and the like, subtracted from the assets whatever sign it has."""

    record: Record
    sort: Sort
    kind: AccountClass
    item: str
    less: bool = False

    def value(self, key: str) -> Decimal | None:
        said = self.record.values.get(key)
        if not said:
            return None
        return -abs(Decimal(said)) if self.less else Decimal(said)


def is_account(form: Form, record: Record) -> bool:
    """Whether a row is an item of its own: of a statement no sum and no balance is one."""
    keys = StatementColumns.of(form)
    if keys is None or record.values.get(keys.kind) == PART:
        return True
    return _sort(record.values.get(keys.item, "")) == "account"


def lines(part: Part, keys: StatementColumns) -> tuple[StatementLine, ...]:
    found: list[StatementLine] = []
    above: AccountClass = ""
    for record in part.records:
        line = _line(record, keys, above)
        above = line.kind if line.sort in ("account", "sum") else above
        found.append(line)
    return tuple(found)


def _line(record: Record, keys: StatementColumns, above: AccountClass) -> StatementLine:
    item, kind = record.values.get(keys.item, ""), record.values.get(keys.kind, "")
    if kind == PART:
        return StatementLine(record=record, sort="part", kind=above, item=item)
    known: AccountClass = next((k for k, label in LABELS.items() if label == kind), "")
    return StatementLine(
        record=record,
        sort=_sort(item),
        kind=known or class_of_words(item),
        item=item,
        less=is_less(item) and known in ("", "asset"),
    )


def _sort(item: str) -> Sort:
    if is_less(item):
        return "account"  # 累计折旧 is no 本年累计
    bare = NUMBERED.sub("", item)
    return next((sort for sort, words in _SORTS if words.search(bare)), "account")


def rows_with_totals(table: Table) -> tuple[TableRow, ...]:
    """The table's rows with its stated totals put back, each after the rows it covers."""
    rows: list[TableRow] = list(table.rows)
    for total in reversed(table.totals):
        if any(total.cells):
            rows.insert(_place(total, table.rows), total)
    return tuple(rows)


def _place(total: TableRow, rows: Sequence[TableRow]) -> int:
    if total.covers:
        return total.covers[-1][1]
    return sum(row.row < total.row for row in rows)


def classify_lines(form: Form, records: Sequence[Record]) -> tuple[Record, ...]:
    """The records with 科目 and 类别 filled in, headings left out; of another form, as is.

    A heading (a record without a sum) gives its class to the lines below it.
    """
    keys = StatementColumns.of(form)
    return tuple(_settled(records, keys)) if keys else tuple(records)


def _settled(records: Iterable[Record], keys: StatementColumns) -> Iterator[Record]:
    heading, last, is_within, said = "", "", False, set[str]()
    for record in records:
        own, item = (record.values.get(key, "") for key in (keys.kind, keys.item))
        item = item or own
        sums = (keys.amount, keys.year, keys.before)
        has_sum = any(record.values.get(k) for k in sums)
        if not has_sum and not record.unread:
            is_within = PART in item
            heading = heading if is_within else own or item
            continue
        if _sort(item) == "opening" and not record.values.get(keys.amount):
            before = record.values.get(keys.before, "")  # 上期结余 under 上期数
            record = record.with_value(keys.amount, before)
        item = f"{PART}：{item}" if is_within else item
        is_part, is_within = _is_part(item, own, said), False
        said.add(item)
        bare = NUMBERED.sub("", item)
        if own and PART not in own:
            heading = own
        elif _SUM_ABOVE.fullmatch(bare) and LABELS.get(class_of_words(item)) != last:
            heading = item  # 二、本月收入 above what it is the sum of
        kind = PART if is_part else _kind(item, own, heading)
        last = kind if _sort(item) == "account" else ""
        is_nameless = not class_of_words(item)  # 小计; 收入 says what it is the sum of
        if _sort(item) == "sum" and is_nameless and kind in LABELS.values():
            item = f"{kind}{item}"
        yield record.with_value(keys.item, item).with_value(keys.kind, kind)


def _is_part(item: str, own: str, said: Iterable[str]) -> bool:
    """其中：办公费, or 固定资产净值 below 固定资产; ``said``: the items before it."""
    stem = _NET.sub("", item)
    is_net = stem != item and any(one.startswith(stem) for one in said)
    return is_net or PART in item or PART in own


def _kind(item: str, own: str, heading: str) -> str:
    if _sort(item) not in ("account", "sum"):
        return NO_KIND
    words = (own, heading, item) if own != item else (item, heading)
    if _sort(item) == "sum":
        words = (item, *words)
    return next((LABELS[k] for text in words if (k := class_of_words(text))), "")


@dataclass(frozen=True, kw_only=True, slots=True)
class StatementSums:
    """The sums of one part in 元; balances of one moment (现金, 银行存款) are added up."""

    opening: Decimal | None
    income: Decimal
    spending: Decimal
    stated_closing: Decimal | None

    @property
    def difference(self) -> Decimal:
        return self.income - self.spending

    @property
    def closing(self) -> Decimal | None:
        if self.opening is None:
            return self.stated_closing
        return self.opening + self.difference


def sums_of(part: Part, keys: StatementColumns) -> StatementSums:
    found = lines(part, keys)

    def balance(sort: Sort, key: str) -> Decimal | None:
        said = [x.value(key) for x in found if x.sort == sort]
        filled = [value for value in said if value is not None]
        return sum(filled, Decimal(0)) if filled else None

    told = part.opening.get(keys.amount)  # by the clerk
    opening = balance("opening", keys.amount)
    if opening is None:
        opening = balance("closing", keys.before)
    return StatementSums(
        opening=Decimal(told) if told else opening,
        income=sum_of_class(found, "income", keys.amount),
        spending=sum_of_class(found, "spending", keys.amount),
        stated_closing=balance("closing", keys.amount),
    )


def possible_parts(
    found: Sequence[StatementLine], keys: StatementColumns
) -> Iterator[tuple[StatementLine, StatementLine]]:
    """(account, line below it) where the line may be a part of the account, which adding
    up both would count twice: 办公费 below 管理费用, or lines that come to the one above.
    """
    asked = set[int]()
    for n, line in enumerate(found):
        if line.sort == "account" and n not in asked and line.kind in FLOWS:
            parts = _inside(found, n, keys)
            asked |= set(parts)
            yield from ((line, found[i]) for i in parts)


def _inside(
    found: Sequence[StatementLine], at: int, keys: StatementColumns
) -> list[int]:
    """The places of the accounts right below ``at`` that may be its parts.

    Together they are not more than it. Where it is not one of the main accounts of the
    会计制度 they count only if they are two or more and come to exactly its sum, or have a
    lower number.
    """
    line, flown, parts = found[at], Decimal(0), list[int]()
    level = level_of(line.item)
    whole = line.value(keys.amount) or Decimal(0)
    for n, other in enumerate(found[at + 1 :], at + 1):
        value = other.value(keys.amount)
        if other.sort == "part":
            continue
        is_lower = level < UNNUMBERED and level_of(other.item) > level
        if other.sort != "account" or value is None:
            break
        may_be = other.kind == line.kind and not is_main(other.item)
        if not is_lower and not (may_be and 0 < value <= whole - flown):
            break
        parts.append(n)
        flown += value
    is_whole = flown == whole and len(parts) > 1
    if is_main(line.item) or is_whole:
        return parts
    return [n for n in parts if level < level_of(found[n].item) < UNNUMBERED]


def sum_of_class(
    found: Sequence[StatementLine], kind: AccountClass, key: str
) -> Decimal:
    """The sum of the accounts of a class in 元; of its stated sums where it has none."""
    own = [x for x in found if x.kind == kind]
    accounts = [x for x in own if x.sort == "account"] or [
        x for x in own if x.sort == "sum"
    ]
    return sum((v for x in accounts if (v := x.value(key)) is not None), Decimal(0))
