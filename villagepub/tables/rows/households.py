"""Rows of one household that stand below each other (members, plots) become one row.

The household's name is written once, in merged cells or in its first row only. Members
are no households of their own; areas and amounts of plots are added up.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from villagepub.tables import unit_parser
from villagepub.tables.table import TableRow
from villagepub.tables.totals import Placed

NAME = re.compile(r"户主|姓名|户名|农户|承包方|领款人|享受人|受益人")
_OTHERNAME = re.compile(r"成员|关系|身份|证|人数|户数|开户|电话")
_INDEX = re.compile(r"序号|编号|^号$")
_PLOT = re.compile(r"地块|地名|坐落|四至|作物|品种|树种|林班|小班")
_MEMBER = re.compile(r"成员|关系|姓名|对象|享受人|人员")
_ADDS_UP = re.compile(
    r"面积|亩|金额|款|资金|补贴|补助|应发|实发|数量|株数|头数|产量|小计|合计"
)
_NO_SUM = re.compile(r"标准|单价|每|年限|年龄|月数|人口|人数|单位|情况|类")
_ONE_S = re.compile(r"证|电话|手机|账|卡|号|组|社|队|村|备注|签")
# 到账金额, 打卡资金, 社保补贴 are no accounts and no groups: each row has its own.
_PAID = re.compile(r"(?:金额|[余数总]额|款|资金|补贴|补助|面积)(?:[（(].*[)）])?$")
# column → rows (0-based) that a cell above covers
Covered = Mapping[int, frozenset[int]]


def gather(
    rows: Sequence[TableRow],
    placed: Sequence[Placed],
    labels: Sequence[str],
    covered: Covered,
) -> tuple[list[TableRow], list[Placed], list[int]]:
    """(rows with one a household, the totals moved to them, and for each old place how
    many of the new rows stand before it).
    """
    name = _name_column(labels)
    others = [h for i, h in enumerate(labels) if i != name]
    may_go_on = any(_PLOT.search(h) or _MEMBER.search(h) for h in others)
    if name is None or not (may_go_on or name in covered):
        return list(rows), list(placed), list(range(len(rows) + 1))
    heads = _Heads.of(labels, name, covered.get(name, frozenset()))
    groups: list[list[TableRow]] = []
    moved = [0]
    for row in rows:
        if groups and heads.go_on(row, groups[-1][0]):
            groups[-1].append(row)
        else:
            groups.append([row])
        moved.append(len(groups))
    totals = [heads.moved(p, moved, groups) for p in placed]
    within = {p.place for p in totals if p.within}
    found = [_joined(g, labels, n + 1 in within) for n, g in enumerate(groups)]
    return found, totals, moved


def _name_column(labels: Sequence[str]) -> int | None:
    return next(
        (
            i
            for i, h in enumerate(labels)
            if NAME.search(h) and not _OTHERNAME.search(h)
        ),
        None,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Heads:
    """Places of the columns that tell households apart; ``covered``: the rows, 0-based,
    that a name above covers.
    """

    name: int
    index: int | None
    once: Sequence[int]  # what a household has once
    plots: Sequence[int]
    parts: Sequence[int]  # plots and members
    covered: frozenset[int]

    @classmethod
    def of(cls, labels: Sequence[str], name: int, covered: frozenset[int]) -> "_Heads":
        plots = [i for i, h in enumerate(labels) if _PLOT.search(h)]
        members = [i for i, h in enumerate(labels) if _MEMBER.search(h)]
        index = next((i for i, h in enumerate(labels) if _INDEX.search(h)), None)
        return cls(
            name=name,
            index=index,
            once=[i for i, h in enumerate(labels) if _is_one_s(h) and i != index],
            plots=plots,
            parts=[i for i in {*plots, *members} if i != name],
            covered=covered,
        )

    def go_on(self, row: TableRow, first: TableRow) -> bool:
        """Does this row belong to the household that begins with ``first``?"""
        same = row.section == first.section and row.village == first.village
        if not same or (
            self.index is not None
            and row.cells[self.index] not in ("", first.cells[self.index])
        ):
            return False
        if row.cells[self.name]:
            return (
                row.cells[self.name] == first.cells[self.name]
                and all(row.cells[i] in ("", first.cells[i]) for i in self.once)
                and any(row.cells[i] for i in self.plots)
            )
        if row.row - 1 in self.covered:
            return True
        before = (c for i, c in enumerate(row.cells[: self.name]) if i != self.index)
        return not any(before) and any(row.cells[i] for i in self.parts)

    def moved(
        self, placed: Placed, moved: Sequence[int], groups: Sequence[Sequence[TableRow]]
    ) -> Placed:
        """The total behind the household that its rows have become."""
        place = moved[min(placed.place, len(moved) - 1)]
        is_inside = placed.row.row - 1 in self.covered
        is_of_many = (
            place > 0
            and len(groups[place - 1]) > 1
            and not any(placed.row.cells[: self.name + 1])
        )
        return Placed(placed.row, place, within=place > 0 and (is_inside or is_of_many))


def _joined(
    group: Sequence[TableRow], labels: Sequence[str], is_summed: bool
) -> TableRow:
    if len(group) == 1:
        return group[0]
    has_plots = any(
        _PLOT.search(h) and any(row.cells[i] for row in group)
        for i, h in enumerate(labels)
    )
    cells = tuple(
        _cell(
            h, [row.cells[i] for row in group if row.cells[i]], has_plots or is_summed
        )
        for i, h in enumerate(labels)
    )
    return replace(group[0], cells=cells, parts=tuple(row.row for row in group))


def _cell(label: str, said: Sequence[str], adds_up: bool) -> str:
    """One text for a household: the sum where ``adds_up``, else every different text
    once.
    """
    if not said:
        return ""
    if _is_one_s(label) or len(said) == 1:
        return said[0]
    if _ADDS_UP.search(label) and not _NO_SUM.search(label):
        total = _sum(said) if adds_up else ""
        return total or "、".join(said)
    return "、".join(dict.fromkeys(said))


def _is_one_s(label: str) -> bool:
    """What a household has once, in whatever row it stands: its number, its group."""
    return _ONE_S.search(label) is not None and not _PAID.search(label)


def _sum(said: Sequence[str]) -> str:
    """'' where the cells say different units or no numbers."""
    if len({unit_parser.in_cell(text) for text in said}) > 1:
        return ""
    numbers = [
        re.fullmatch(r"[¥￥]?(-?\d+(?:\.\d+)?)(\D*)", text.replace(",", ""))
        for text in said
    ]
    if not all(numbers):
        return ""
    found = [match for match in numbers if match]
    return f"{sum(Decimal(match[1]) for match in found)}{found[0][2]}"
