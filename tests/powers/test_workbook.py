"""A list goes out as a workbook and comes in again; a fault names sheet and row."""

from dataclasses import replace

import pytest

from villagepub import powers, tables
from villagepub.errors import UserError
from villagepub.powers.workbook import SHEETS

SAMPLE = powers.sample()


def book(**changed: list[list[str]]) -> bytes:
    """The sample's first item as a workbook, with sheets' rows in the place of its own."""
    first = replace(SAMPLE, items=SAMPLE.items[:1])
    grids = {
        g.name: g.rows
        for g in tables.read_grids(powers.write_workbook(first), "a.xlsx")
    }
    rows = {name: [list(r) for r in grids.get(name, [])][1:] for name in SHEETS}
    return tables.write_xlsx([(n, SHEETS[n], changed.get(n, rows[n])) for n in SHEETS])


def test_what_goes_out_comes_in_the_same() -> None:
    again = powers.read_workbook(powers.write_workbook(SAMPLE), "清单.xlsx")
    assert again == replace(SAMPLE, is_sample=False)


STEP = ["QL-01", "1", "提出来", "村党组织"] + [""] * 13


def step(**cells: str) -> list[str]:
    heads = SHEETS["步骤"]
    return [cells.get(head, value) for head, value in zip(heads, STEP, strict=True)]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"步骤": [step(编号="QL-77")]}, "“步骤”表第 2 行编号“QL-77”在“事项”表里没有"),
        ({"步骤": [step(第几步="三")]}, "“步骤”表第 2 行“第几步”写的是“三”，要写数字"),
        ({"步骤": [step(第几步="2")]}, "“步骤”表第 2 行“第几步”写的是“2”，该是 1"),
        ({"步骤": [step(表决="举手")]}, "“步骤”表第 2 行“表决”写的是“举手”，要写村民会议、"),
        ({"步骤": [step(公开="以后")]}, "“公开”写的是“以后”，要写事前、事中、事后中的一个"),
        ({"办事指南": [["QL-01", "奖金", "", "", ""]]}, "“办事指南”表第 2 行“栏目”写的是“奖金”"),
    ],
)  # fmt: skip
def test_a_fault_names_sheet_row_and_column(
    changed: dict[str, list[list[str]]], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        powers.read_workbook(book(**changed), "清单.xlsx")


def test_a_file_without_the_sheets_is_told_what_to_do() -> None:
    other = tables.write_xlsx([("名单", ["姓名"], [["王建国"]])])
    with pytest.raises(UserError, match="没有叫“领域”的工作表。可以先导出一份，照着改"):
        powers.read_workbook(other, "名单.xlsx")


def test_a_missing_column_is_named() -> None:
    other = tables.write_xlsx([("领域", ["领域", "说明"], [["钱", ""]])])
    with pytest.raises(UserError, match="“领域”表第 1 行没有“哪一类”这一列"):
        powers.read_workbook(other, "清单.xlsx")
