"""Where a unit stands and which column it holds for: cell, head, line, title."""

import pytest

from tests.tables.sheet_files import Rows, as_xlsx, case, one
from villagepub.tables import unit_parser
from villagepub.tables.table import Table, TableColumn


def said(table: Table, label: str) -> tuple[str, str]:
    column = column_of(table, label)
    return column.unit, column.unit_from


def column_of(table: Table, label: str) -> TableColumn:
    return next(c for c in table.columns if c.label == label)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("单位：户、人、万元", ("户", "人", "万元")),
        ("单位：人民币万元", ("万元",)),
        ("单位（万元）", ("万元",)),
        ("（万元）", ("万元",)),
        ("单位：（万元）", ("万元",)),
        ("单位：万元填表日期：2026年9月30日", ("万元",)),
        ("填报单位：（盖章）　　单位：人、元", ("人", "元")),
        (
            "填报单位：马家沟村委会 单位：人、万元 填表日期：2026年9月30日",
            ("人", "万元"),
        ),
        ("金额单位：元/亩", ("元/亩",)),
        ("单　位：亩、元", ("亩", "元")),
        ("计量单位：公顷", ("公顷",)),
        ("注：以上金额单位为千元。", ("千元",)),
        ("单位:㎡，元", ("平方米", "元")),
        ("2026年收支情况表（金额单位：万元）", ("万元",)),
        ("填报单位：元宝村", ()),
        ("编制单位：万元户合作社", ()),
        ("单位：马家沟村股份经济合作社", ()),
        ("施工单位：元和公司", ()),
        ("公示单位（盖章）：马家沟村民委员会", ()),
        ("单位名称：马家沟村", ()),
    ],
)
def test_a_line_says_units_or_an_office(line: str, found: tuple[str, ...]) -> None:
    assert unit_parser.in_line(line) == found


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("60元/亩", "元/亩"),
        ("900元/月", "元/月"),
        ("50元/人·月", "元/人·月"),
        ("120㎡", "平方米"),
        ("约8亩", "亩"),
        ("2袋", "袋"),
        ("¥1,234.50", "元"),
        ("18.6万元", "万元"),
        ("30 天", "天"),
        ("３人", "人"),
        ("1.2万", ""),
        ("2户5人", ""),
        ("7亩5", ""),
        ("房屋3间", ""),
        ("60", ""),
        ("1，50元", ""),
        ("", ""),
    ],
)
def test_a_cell_says_the_unit_of_its_one_number(cell: str, unit: str) -> None:
    assert unit_parser.in_cell(cell) == unit


@pytest.mark.parametrize(
    ("head", "value", "unit"),
    [
        ("大米（袋）", 2, "袋"),
        ("酒（坛）", 2, "坛"),
        ("承包费（元/年）", 8600, "元/年"),
        ("补贴金额/元", 8600, "元"),
        ("补贴标准（单位：元/亩）", 60, "元/亩"),
        ("面积（㎡）", 60, "平方米"),
        ("补贴标准元/亩", 60, "元/亩"),
        ("面积（水田）", 3, ""),
        ("人数（男）", 3, ""),
        ("重点救助60元", 3, ""),
    ],
)
def test_a_head_says_a_unit(head: str, value: int, unit: str) -> None:
    rows: Rows = [["户主", "组别", head], ["王建国", "1组", value], ["李燕", "1组", 7]]
    assert said(one(as_xlsx(rows)), head) == (unit, "head" if unit else "")


@pytest.mark.parametrize("head", ["概算", "投资", "决算", "到账", "甲项", "预算数额"])
@pytest.mark.parametrize(
    ("above", "source"),
    [("单位：万元", "line"), ("2026年马家沟村项目表（金额单位：万元）", "title")],
)
def test_a_column_that_nobody_knows_is_covered_by_the_line(
    head: str, above: str, source: str
) -> None:
    rows: Rows = [[above, None, None], ["序号", "项目名称", head], [1, "道路", 18.6], [2, "水渠", 1.2]]  # fmt: skip
    assert said(one(as_xlsx(rows)), head) == ("万元", source)


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("人数", "人"),
        ("户数", "户"),
        ("工期", ""),
        ("完工年份", ""),
        ("进度", ""),
        ("面积", ""),
    ],
)
def test_what_is_no_money_takes_no_money_from_the_line(head: str, unit: str) -> None:
    rows: Rows = [["单位：户、人、万元"], ["名称", "金额", head], ["道路", 1.5, 30], ["水渠", 2, 60]]  # fmt: skip
    table = one(as_xlsx(rows))
    assert (said(table, head)[0], said(table, "金额")[0]) == (unit, "万元")


def test_two_units_of_money_in_one_line_say_nothing_of_a_column() -> None:
    rows: Rows = [["单位：元、万元"], ["姓名", "金额"], ["王建国", 1.2], ["李燕", 3]]
    table = one(as_xlsx(rows))
    assert (said(table, "金额"), table.units) == (("", ""), ("元", "万元"))


def test_a_cell_counts_before_its_head_and_a_head_before_the_line() -> None:
    rows: Rows = [
        ["单位：万元"],
        ["姓名", "金额（元）", "补助"],
        ["王建国", 5, "300元"],
        ["李燕", 6, "200元"],
    ]
    table = one(as_xlsx(rows))
    assert said(table, "金额（元）") == ("元", "head")
    assert said(table, "补助") == ("元", "cell")


def test_units_that_contradict_each_other_are_said_with_their_rows() -> None:
    name = "51-units-in-one-column/集体资产资源台账（最终版）(2).xlsx"
    table = case(name)
    area = column_of(table, "面积（亩）")
    assert (area.unit, area.other_units) == ("亩", ("平方米",))
    cells = [unit_parser.in_cell(row.cells[3]) or area.unit for row in table.rows]
    assert cells == ["亩", "亩", "平方米", "亩"]
    assert table.notes == ("“面积（亩）”里单位不一样：第 6 行“120㎡”，这一列是“亩”。",)


def test_a_head_that_all_cells_contradict_is_said() -> None:
    rows: Rows = [["户主", "面积（亩）"], ["王建国", "120㎡"], ["李燕", "80平米"]]
    area = one(as_xlsx(rows)).columns[1]
    assert (area.unit, area.unit_from, area.other_units) == ("平方米", "cell", ("亩",))


@pytest.mark.parametrize(
    ("file", "label", "unit"),
    [
        ("14-unit-line/14_unitline2.xlsx", "月保障金额", ("万元", "line")),
        ("14-unit-line/14_unitline2.xlsx", "保障人口", ("人", "line")),
        ("14-unit-line/14_unitline3.xlsx", "月保障金额", ("元", "line")),
        ("14-units-in-cells/14_units_in_cells.xlsx", "补贴标准", ("元/亩", "cell")),
        ("14-units-in-cells/14_units_in_cells.xlsx", "补贴面积", ("亩", "cell")),
        ("50-unit-line-unknown-heads/工程项目一览表.xlsx", "概算", ("万元", "line")),
        ("50-unit-line-unknown-heads/工程项目一览表.xlsx", "决算", ("万元", "line")),
        ("52-goods/救灾物资发放表.xlsx", "大米（袋）", ("袋", "head")),
        ("52-goods/救灾物资发放表.xlsx", "棉被（床）", ("床", "head")),
        ("54-stacked-head-with-subtotal/L1低保.xlsx", "领取金额 小计", ("元", "line")),
        ("54-stacked-head-with-subtotal/L1低保.xlsx", "保障人数 小计", ("人", "line")),
        ("56-public-post-list/L4公益岗.xlsx", "补贴金额（元）", ("元", "cell")),
    ],
)
def test_the_units_of_the_cases(file: str, label: str, unit: tuple[str, str]) -> None:
    assert said(case(file), label) == unit


def test_a_stacked_head_keeps_its_parts() -> None:
    table = case("54-stacked-head-with-subtotal/L1低保.xlsx")
    assert [c.path for c in table.columns[6:9]] == [
        ("保障人数", "残疾人数"),
        ("领取金额", "小计"),
        ("领取金额", "家庭补差"),
    ]
