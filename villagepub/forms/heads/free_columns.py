"""Columns of a free notice: a person says of each what it is, and nobody else does.

A column's key carries its kind, head and unit, so that the rows of a frozen version can
be read by themselves: own|money|多少钱|元.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from villagepub import privacy
from villagepub.content import ColumnKind
from villagepub.forms.form import Form, FormColumn, ValueKind
from villagepub.forms.heads.head_words import GROUPS, NAMES, bare
from villagepub.forms.quantities.quantity import NumberError, parse
from villagepub.tables import unit_parser
from villagepub.tables.table import Table, TableColumn

OwnKind = Literal["text", "name", "group", "number", "money", "area", "date", "code"]
OWN = "own"


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnMeaning:
    """What a person may say a column is; ``effect``: what then becomes of it."""

    label: str
    effect: str
    value: ValueKind
    print: ColumnKind
    unit: str = ""


KINDS: Mapping[OwnKind, ColumnMeaning] = {
    "text": ColumnMeaning(label="文字", effect="照着写。", value="text", print="text"),
    "name": ColumnMeaning(
        label="人名", effect="网上只写姓，榜上写全名。", value="name", print="name"
    ),
    "group": ColumnMeaning(
        label="组", effect="几组的，写在一处。", value="group", print="mid"
    ),
    "number": ColumnMeaning(
        label="数", effect="会自己加。", value="goods", print="num"
    ),
    "money": ColumnMeaning(
        label="钱", effect="会自己加。", value="money", print="num", unit="元"
    ),
    "area": ColumnMeaning(
        label="面积", effect="会自己加。", value="area", print="num", unit="亩"
    ),
    "date": ColumnMeaning(
        label="日期", effect="写成几月几日。", value="date", print="mid"
    ),
    "code": ColumnMeaning(
        label="凭证号", effect="只能是票据、合同、文件的号。", value="ref", print="mid"
    ),
}
# Heads that say by themselves what their column is, after the names and groups.
_MONEY = ("金额", "钱", "款", "价", "费", "工资", "收入", "支出", "补助", "补贴")
_AREA = ("面积", "亩数")
_CODES = ("凭证号", "票据号", "发票号", "合同编号", "文号")
# What is so for each row alone, or at one moment: 单价, 水价, 人均收入, 完成率, 余额 of two
# rows come to nothing; 成交价 and 造价 are what was paid.
_NO_SUM = re.compile(
    r"单价|标准|率$|比例|占比|年份|年度|每[亩人户月天日次只头个吨斤株棵]"
    r"|[人户亩]均|平均|均价|[亩单]产|价格|(?<![总交估同标造])价$|最[高低多少]|限额|上限|下限"
    r"|余额|结[余存]|累计|龄$|岁|[名位]次|排名|[得评打]分|分数|[温湿坡角浓硬]度|系数|[基指]数|年限|期限|工期"
    r"|停[水电气]|停几|(?<!代)[读表底]数|表底|[起止]码|号$|[层楼期]数$|(?<![上本去今])年数$|(?<![上本\d])月数$"
)
# What a bare number counts: of others (岁, 分, 级) two rows come to nothing.
_COUNTS = re.compile(
    r"[袋桶件台盏棵株头只张户人口名个套辆本份次把盒箱瓶包床顶块根条间座处吨斤升方米桩眼亩元票组村项笔度]$|公里|千克"
    r"|^[个出]?工日?$|^天$"  # days of work
)
_COUNT = re.compile(r"几|数$|数量|[用产总销存]量$|[小合总]计$|多少")
_COUNTED = re.compile(r"几([\u4e00-\u9fff])$|([户人袋桶件台盏棵头只张度])数$")
_DATES = ("日期", "时间")


def own_key(kind: OwnKind, label: str, unit: str) -> str:
    return f"{OWN}|{kind}|{label.replace('|', '')}|{unit}"


def kind_of(key: str) -> OwnKind | None:
    """What a person has said of the column; None for a key of another sort."""
    own, _, rest = key.partition("|")
    said = rest.partition("|")[0]
    return next((k for k in KINDS if k == said), None) if own == OWN else None


def keys_of(table: Table, kinds: Sequence[str]) -> tuple[str, ...]:
    """A key a column; '' for one that nobody has said anything of. No key comes twice."""
    keys: list[str] = []
    for place, (column, said) in enumerate(zip(table.columns, kinds, strict=True)):
        kind = next((k for k in KINDS if k == said), None)
        key = _key(table, place, column, kind) if kind else ""
        keys.append(key)
    return tuple(keys)


def _key(table: Table, place: int, column: TableColumn, kind: OwnKind) -> str:
    label = bare(column.label) or f"第 {place + 1} 列"
    same = sum(bare(c.label) == bare(column.label) for c in table.columns[:place])
    label += f"（{same + 1}）" if same else ""
    unit = _unit(table, place) if kind == "number" else KINDS[kind].unit
    said = column.unit or unit_parser.in_head(column.label, "money")
    if kind == "money" and "/" in said:
        unit = said  # 元/吨
    return own_key(kind, label, unit)


def _unit(table: Table, place: int) -> str:
    """盏 of 数量（盏）, of 几盏 and of cells that all say it; 个 of bare numbers that count
    something, nothing of others: 上期表数 1200 is no 1200 个.
    """
    column = table.columns[place]
    said = column.unit or unit_parser.in_head(column.label, "number")
    counted = _COUNTED.search(bare(column.label))
    if said or counted:
        return said or "".join(counted.groups("") if counted else ())
    try:
        units = {parse(r.cells[place]).unit for r in table.rows if r.cells[place]}
    except NumberError:
        return ""
    label = bare(column.label)
    is_count = _COUNT.search(label) and not _NO_SUM.search(label)
    return (units.pop() or ("个" if is_count else "")) if len(units) == 1 else ""


def guessed(table: Table) -> tuple[str, ...]:
    """What the heads themselves say; "!identity" for what is private, '' for the rest.

    Words are never guessed: a column of them may hold anything.
    """
    return tuple(_guess(table, place) for place in range(len(table.columns)))


def _guess(table: Table, place: int) -> str:
    column = table.columns[place]
    word = bare(column.label)
    cells = [row.cells[place] for row in table.rows]
    private = privacy.column_kind("" if word in NAMES else column.label, cells)
    if private:
        return f"!{private}"
    if column.hidden:
        return ""
    said: Mapping[OwnKind, bool] = {
        "name": word in NAMES,
        "group": word in GROUPS,
        "code": word in _CODES,
        "area": word.endswith(_AREA),
        "money": word.endswith(_MONEY)
        and not _NO_SUM.search(word)
        and column.kind in ("money", "number"),
        "date": word.endswith(_DATES) and column.kind == "date",
    }
    return next((kind for kind, is_said in said.items() if is_said), "")


def with_own_columns(form: Form, keys: Iterable[str]) -> Form:
    """The form with a column for each key, in their order, and the money that is told.

    Where two columns are of money neither is the one big sum.
    """
    known = {c.key for c in form.columns}
    new = [k for k in dict.fromkeys(keys) if kind_of(k) and k not in known]
    if not new:
        return form
    columns = list(form.columns)
    for key in new:
        has_group = any(c.role == "group" for c in columns)
        columns.append(_column(key, has_group=has_group))
    money = [c for c in columns if c.kind == "money"]
    wording = form.wording
    if len(money) == 1:
        wording = replace(wording, money=money[0].key, money_label=money[0].label)
    if any(c.kind == "name" for c in columns):
        wording = replace(wording, web_note="网上只写姓，全名写在村里的公开栏上。")
    return replace(form, columns=tuple(columns), wording=wording)


def is_of_each(label: str, unit: str) -> bool:
    """What is so of each row alone and is not added up: 单价, 元/吨, 完成率, %."""
    return "/" in unit or unit == "%" or _NO_SUM.search(label) is not None


def _counts(label: str, unit: str) -> bool:
    """领了几袋, 数量（袋）; 个 is what a number has that says nothing else."""
    if unit in ("", "个"):
        return bool(unit) and _COUNT.search(label) is not None
    return _COUNTS.search(unit) is not None


def _column(key: str, *, has_group: bool) -> FormColumn:
    _, said, label, unit = key.split("|")
    kind = KINDS[next(k for k in KINDS if k == said)]
    is_each = is_of_each(label, unit)
    return FormColumn(
        key=key,
        label=label,
        kind="rate" if kind.value == "money" and is_each else kind.value,
        role="group" if kind.value == "group" and not has_group else "",
        unit=unit,
        match=kind.value == "name",
        sum=not is_each and (kind.value in ("money", "area") or _counts(label, unit)),
        web="mask" if kind.value == "name" else "full",
        print=kind.print,
    )
