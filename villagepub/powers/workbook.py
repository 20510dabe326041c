"""A power list as an Excel workbook, out and in again: what a township edits at a desk.

Five sheets: 领域, 事项, 步骤, 风险, 办事指南. A fault names sheet, row and column.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from villagepub import citations, tables
from villagepub.errors import UserError
from villagepub.powers.item import (
    AREA_KINDS,
    MEETINGS,
    WHENS,
    Area,
    Blank,
    Guide,
    PowerItem,
    PowerList,
    PowerStep,
    Publicity,
    RequiredPaper,
    Risk,
    When,
)

AREAS = ("领域", "说明", "哪一类")
ITEMS = ("编号", "事项", "领域", "谁说了算", "依据", "其他依据", "谁监督")
STEPS = (
    "编号", "第几步", "办什么", "谁办", "多久", "材料", "表决", "依据",
    "公开", "贴什么", "贴在哪", "公布几天", "公示期几天", "公开事项", "表样", "没过回第几步", "没过怎么办",
)  # fmt: skip
RISKS = ("编号", "第几步", "可能出什么事", "怎么防", "谁盯")
GUIDE = ("编号", "栏目", "内容", "说明", "样例或来源")
SHEETS = {"领域": AREAS, "事项": ITEMS, "步骤": STEPS, "风险": RISKS, "办事指南": GUIDE}
SEPARATOR = "；"
# The lines of a guide that stand once: label and field.
SINGLE = {
    "在哪里办": "window", "收费": "fee", "办理结果": "result", "不服怎么办": "remedy",
    "总共多久": "limit", "申请表": "form",
}  # fmt: skip


@cache
def _meanings() -> dict[str, str]:
    return {citations.meaning(key): key for key in citations.keys()}  # noqa: SIM118


def _named(keys: Iterable[str]) -> str:
    return SEPARATOR.join(map(citations.meaning, keys))


class WorkbookRow(dict[str, str]):
    """A row by its heads; ``place`` is where it stands."""

    place: str = ""

    def number(self, head: str) -> int:
        text = self[head].removesuffix(".0") or "0"
        if not text.isdecimal() or len(text) > 3:
            raise UserError(f"{self.place}“{head}”写的是“{text[:20]}”，要写数字。")
        return int(text)

    def choice(self, head: str, words: Mapping[Any, str]) -> str:
        """The key of the word that is written; '' where nothing is."""
        text = self[head]
        found = next((key for key, word in words.items() if word == text), "")
        if text and not found:
            named = "、".join(words.values())
            raise UserError(
                f"{self.place}“{head}”写的是“{text[:20]}”，要写{named}中的一个。"
            )
        return found

    def several(self, head: str) -> tuple[str, ...]:
        parts = self[head].replace("\n", SEPARATOR).replace(";", SEPARATOR)
        return tuple(p.strip() for p in parts.split(SEPARATOR) if p.strip())

    def citations(self, head: str) -> tuple[str, ...]:
        """Keys of the register by what they are named for; other words stay, and are
        refused by the rules.
        """
        return tuple(_meanings().get(words, words) for words in self.several(head))


def read_workbook(data: bytes, filename: str) -> PowerList:
    """The list of a workbook. Raises UserError with one sentence."""
    grids = {grid.name.strip(): grid.rows for grid in tables.read_grids(data, filename)}
    lines = {
        name: list(_lines(name, heads, grids.get(name)))
        for name, heads in SHEETS.items()
    }
    codes = {line["编号"] for line in lines["事项"]}
    for name in ("步骤", "风险", "办事指南"):
        for line in lines[name]:
            if line["编号"] not in codes:
                raise UserError(f"{line.place}编号“{line['编号']}”在“事项”表里没有。")
    return PowerList(
        areas=tuple(_area(line) for line in lines["领域"]),
        items=tuple(_item(line, lines) for line in lines["事项"]),
    )


def _lines(
    name: str, heads: Sequence[str], rows: Sequence[Sequence[str]] | None
) -> Iterator[WorkbookRow]:
    if rows is None:
        if name in ("风险", "办事指南"):
            return
        raise UserError(f"文件里没有叫“{name}”的工作表。可以先导出一份，照着改。")
    found = [str(cell).strip() for cell in rows[0]] if rows else []
    for head in heads:
        if head not in found:
            raise UserError(f"“{name}”表第 1 行没有“{head}”这一列。")
    for number, row in enumerate(rows[1:], 2):
        cells = [str(cell).strip() for cell in row]
        if any(cells):
            line = WorkbookRow({h: _cell(cells, found.index(h)) for h in heads})
            line.place = f"“{name}”表第 {number} 行"
            yield line


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""


def _area(line: WorkbookRow) -> Area:
    kind = line.choice("哪一类", AREA_KINDS)
    return Area(
        name=line["领域"],
        note=line["说明"],
        kind="help" if kind == "help" else "own",
    )


def _item(line: WorkbookRow, lines: dict[str, list[WorkbookRow]]) -> PowerItem:
    code = line["编号"]
    own = {
        name: [x for x in rows if x.get("编号") == code] for name, rows in lines.items()
    }
    return PowerItem(
        code=code.upper(),
        name=line["事项"],
        area=line["领域"],
        decides=line["谁说了算"],
        basis=line.citations("依据"),
        uncited=line["其他依据"],
        supervision=line["谁监督"],
        steps=tuple(_step(x) for x in _in_order(own["步骤"])),
        risks=tuple(_risk(x) for x in own["风险"]),
        guide=_guide(own["办事指南"]) if own["办事指南"] else None,
    )


def _in_order(steps: list[WorkbookRow]) -> list[WorkbookRow]:
    for number, line in enumerate(steps, 1):
        if line.number("第几步") != number:
            raise UserError(
                f"{line.place}“第几步”写的是“{line['第几步']}”，该是 {number}。"
            )
    return steps


def _step(line: WorkbookRow) -> PowerStep:
    return PowerStep(
        name=line["办什么"],
        actor=line["谁办"],
        within=line["多久"],
        papers=line.several("材料"),
        vote=line.choice("表决", MEETINGS),
        basis=line.citations("依据"),
        publicity=_publicity(line),
        back=line.number("没过回第几步"),
        failed=line["没过怎么办"],
    )


def _publicity(line: WorkbookRow) -> Publicity | None:
    when = line.choice("公开", WHENS)
    if not when:
        return None
    return Publicity(
        when=When(when),
        what=line["贴什么"],
        where=line["贴在哪"],
        days=line.number("公布几天"),
        objection=line.number("公示期几天"),
        item=line["公开事项"],
        form=line["表样"],
    )


def _risk(line: WorkbookRow) -> Risk:
    return Risk(
        step=line.number("第几步"),
        what=line["可能出什么事"],
        guard=line["怎么防"],
        watch=line["谁盯"],
    )


def _guide(lines: list[WorkbookRow]) -> Guide:
    known = (*SINGLE, "机关", "条件", "材料", "表格一栏")
    for line in lines:
        if line["栏目"] not in known:
            raise UserError(
                f"{line.place}“栏目”写的是“{line['栏目'][:20]}”，要写{'、'.join(known)}中的一个。"
            )
    of = {label: [x for x in lines if x["栏目"] == label] for label in known}
    single = {
        field: of[label][0]["内容"] for label, field in SINGLE.items() if of[label]
    }
    return Guide(
        bodies=tuple((x["内容"], x["说明"]) for x in of["机关"]),
        conditions=tuple(x["内容"] for x in of["条件"]),
        papers=tuple(
            RequiredPaper(name=x["内容"], copies=x["说明"], source=x["样例或来源"])
            for x in of["材料"]
        ),
        blanks=tuple(
            Blank(label=x["内容"], how=x["说明"], sample=x["样例或来源"])
            for x in of["表格一栏"]
        ),
        **({"window": ""} | single),
    )


def write_workbook(powers: PowerList) -> bytes:
    """The same list as a workbook; read again it is equal, but for ``is_sample``."""
    rows: dict[str, list[list[str | int]]] = {
        "领域": [[a.name, a.note, AREA_KINDS[a.kind]] for a in powers.areas],
        "事项": [
            [i.code, i.name, i.area, i.decides, _named(i.basis), i.uncited, i.supervision]
            for i in powers.items
        ],
        "步骤": [row for i in powers.items for row in _step_rows(i)],
        "风险": [
            [i.code, r.step, r.what, r.guard, r.watch]
            for i in powers.items
            for r in i.risks
        ],
        "办事指南": [row for i in powers.items if i.guide for row in _guide_rows(i.code, i.guide)],
    }  # fmt: skip
    sheets = [(n, SHEETS[n], part) for n, part in rows.items()]
    known = [[citations.meaning(k)] for k in sorted(citations.keys())]
    return tables.write_xlsx([*sheets, ("可用的依据", ("依据",), known)])


def _step_rows(item: PowerItem) -> Iterator[list[str | int]]:
    for number, s in enumerate(item.steps, 1):
        p = s.publicity
        told: list[str | int] = ["", "", "", "", "", "", ""]
        if p:
            told = [WHENS[p.when], p.what, p.where, p.days, p.objection, p.item, p.form]
        yield [
            item.code, number, s.name, s.actor, s.within, SEPARATOR.join(s.papers),
            MEETINGS.get(s.vote, ""), _named(s.basis), *told, s.back, s.failed,
        ]  # fmt: skip


def _guide_rows(code: str, guide: Guide) -> Iterator[list[str | int]]:
    for label, field in SINGLE.items():
        if getattr(guide, field):
            yield [code, label, getattr(guide, field), "", ""]
    for role, body in guide.bodies:
        yield [code, "机关", role, body, ""]
    for text in guide.conditions:
        yield [code, "条件", text, "", ""]
    for paper in guide.papers:
        yield [code, "材料", paper.name, paper.copies, paper.source]
    for blank in guide.blanks:
        yield [code, "表格一栏", blank.label, blank.how, blank.sample]
