"""Lists as villages print them, with what is in each cell: all people are fictional."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from villagepub.demo.lists import GIVEN, SURNAMES

Cells = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperList:
    """``rows`` with their totals, from above; ``widths`` of the columns, in characters.

    ``private``: the places of the columns that no notice may have.
    """

    form: str
    title: str
    heads: Cells
    rows: tuple[Cells, ...]
    widths: tuple[int, ...]
    unit_line: str = ""
    private: tuple[int, ...] = ()
    is_ruled: bool = True

    @property
    def grid(self) -> tuple[Cells, ...]:
        """Every row of the paper, its heads and totals too."""
        return self.heads, *self.rows


def draw_list(dice: random.Random, *, rows: int = 0) -> PaperList:
    """One list of a kind by chance; ``rows``: how many households, 0 for 8 to 36."""
    kind = dice.choice(KINDS)
    return kind(dice, rows or dice.randint(8, 36))


def _names(dice: random.Random, count: int) -> list[str]:
    every = [surname + given for surname in SURNAMES for given in GIVEN]
    return dice.sample(every, count)


def _group(dice: random.Random) -> str:
    return f"{dice.randint(1, 6)}组"


def _identity(dice: random.Random) -> str:
    """Of somebody who would be older than anybody is."""
    born = f"{dice.randint(1900, 1912)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"
    stem = f"610603{born}{dice.randint(1, 999):03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    rest = sum(int(d) * w for d, w in zip(stem, weights, strict=True)) % 11
    return stem + "10X98765432"[rest]


def _area(dice: random.Random) -> Decimal:
    return Decimal(dice.randint(80, 2600)) / 100


def _total(width: int, sums: dict[int, Decimal | int]) -> Cells:
    cells = [""] * width
    cells[0] = "合计"
    for place, value in sums.items():
        cells[place] = str(value)
    return tuple(cells)


def _farmland(dice: random.Random, count: int) -> PaperList:
    rate = dice.choice((Decimal(60), Decimal("62.5"), Decimal("53.22")))
    has_identity, has_index = dice.random() < 0.4, dice.random() < 0.7
    rows: list[Cells] = []
    areas, sums = Decimal(0), Decimal(0)
    for number, name in enumerate(_names(dice, count), 1):
        area = _area(dice)
        amount = (area * rate).quantize(Decimal("0.01"))
        areas, sums = areas + area, sums + amount
        cells = [name, _group(dice)]
        cells += [_identity(dice)] if has_identity else []
        cells += [f"{area:.2f}", f"{rate}", f"{amount:.2f}"]
        rows.append(tuple([str(number)] * has_index + cells))
    heads = ["户主姓名", "组别", *(["身份证号码"] if has_identity else [])]
    heads += ["补贴面积（亩）", "补贴标准（元/亩）", "补贴金额（元）"]
    widths = [4, 3, *([10] if has_identity else []), 5, 5, 6]
    heads, widths = ["序号"] * has_index + heads, [3] * has_index + widths
    width = len(heads)
    rows.append(_total(width, {width - 3: areas, width - 1: sums}))
    return PaperList(
        form="T8",
        title="2026年耕地地力保护补贴发放表",
        heads=tuple(heads),
        rows=tuple(rows),
        widths=tuple(widths),
        private=(heads.index("身份证号码"),) if has_identity else (),
    )


def draw_elders(dice: random.Random, count: int) -> PaperList:
    rows: list[Cells] = []
    sums = 0
    for number, name in enumerate(_names(dice, count), 1):
        months, rate = dice.choice((3, 3, 3, 2, 1)), dice.choice((50, 100, 200))
        sums += months * rate
        rows.append(
            (
                str(number), name, _group(dice), str(dice.randint(70, 99)), str(months),
                str(rate), str(months * rate),
            )
        )  # fmt: skip
    rows.append(_total(7, {6: sums}))
    return PaperList(
        form="T10",
        title="2026年第三季度高龄津贴发放表",
        heads=("序号", "姓名", "组别", "年龄", "月数", "月标准", "发放金额"),
        rows=tuple(rows),
        widths=(3, 4, 3, 3, 3, 4, 5),
        unit_line="单位：元",
    )


def _relief(dice: random.Random, count: int) -> PaperList:
    """Only a sum proves these amounts; in a fourth of the lists nothing does."""
    rows: list[Cells] = []
    people, sums = 0, 0
    for name in _names(dice, count):
        own, amount = dice.randint(1, 5), dice.randrange(180, 1900)
        people, sums = people + own, sums + amount
        rows.append((name, _group(dice), f"{own}", f"{amount}"))
    if dice.random() < 0.75:
        rows.append(_total(4, {2: people, 3: sums}))
    return PaperList(
        form="T7",
        title="2026年9月农村低保对象名单",
        heads=("户主姓名", "组别", "保障人口", "月保障金额（元）"),
        rows=tuple(rows),
        widths=(5, 4, 4, 6),
        is_ruled=dice.random() < 0.8,
    )


def _posts(dice: random.Random, count: int) -> PaperList:
    rows: list[Cells] = []
    sums = 0
    for number, name in enumerate(_names(dice, count), 1):
        months, rate = dice.randint(1, 6), dice.choice((500, 600, 800))
        sums += months * rate
        post = dice.choice(("保洁员", "护林员", "水管员", "护路员"))
        phone = f"1{dice.choice('3578')}{dice.randrange(10**9):09}"
        rows.append(
            (str(number), name, post, phone, str(months), str(rate), str(months * rate))
        )
    rows.append(_total(7, {6: sums}))
    return PaperList(
        form="T12",
        title="2026年上半年乡村公益性岗位补贴表",
        heads=("序号", "姓名", "岗位", "联系电话", "月数", "月标准", "补贴金额"),
        rows=tuple(rows),
        widths=(3, 4, 4, 6, 3, 4, 5),
        unit_line="单位：元",
        private=(3,),
    )


def _land(dice: random.Random, count: int) -> PaperList:
    """Three amounts that add up in each row, and group by group with subtotals."""
    names = _names(dice, count)
    rows: list[Cells] = []
    whole = [0, 0, 0, 0]
    cut = max(3, count // 3)
    for group in range(0, count, cut):
        part = [0, 0, 0, 0]
        for name in names[group : group + cut]:
            own = [dice.randrange(3000, 90_000) for _ in range(3)]
            own.append(sum(own))
            part = [a + b for a, b in zip(part, own, strict=True)]
            rows.append((name, f"{group // cut + 1}组", *map(str, own)))
        whole = [a + b for a, b in zip(whole, part, strict=True)]
        rows.append((f"{group // cut + 1}组小计", "", *map(str, part)))
    rows.append(("合计", "", *map(str, whole)))
    return PaperList(
        form="T16",
        title="征地补偿分配表",
        heads=(
            "户主姓名", "组别", "土地补偿费", "青苗补偿费", "安置补助费", "补偿金额",
        ),
        rows=tuple(rows),
        widths=(5, 3, 6, 6, 6, 6),
        unit_line="单位：元",
    )  # fmt: skip


KINDS: Sequence[Callable[[random.Random, int], PaperList]] = (
    _farmland, draw_elders, _relief, _posts, _land,
)  # fmt: skip


def with_identities(paper: PaperList, dice: random.Random) -> PaperList:
    """The same list with a column that no notice may have, after the name."""
    place = 2

    def put(row: Cells, cell: str) -> Cells:
        return (*row[:place], cell, *row[place:])

    rows = tuple(put(row, _identity(dice) if row[1] else "") for row in paper.rows)
    return replace(
        paper,
        heads=put(paper.heads, "身份证号码"),
        rows=rows,
        widths=(*paper.widths[:place], 9, *paper.widths[place:]),
        private=(*(n if n < place else n + 1 for n in paper.private), place),
    )
