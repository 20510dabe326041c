"""Lists of names with a group a column, or a row, as voter lists are hung."""

import io

import pytest
from openpyxl import Workbook

from tests.forms.case_sheets import Filled, filled, pasted
from tests.forms.test_messy_sheets import rows
from villagepub import tables
from villagepub.tables import TableError
from villagepub.tables.table import OTHER_LIST

TITLE = "马家沟村登记参加选举的村民名单"
WHO = [("王建国", "1组"), ("赵秀兰", "1组"), ("李四", "2组"), ("刘桂花", "2组"), ("张三丰", "3组")]  # fmt: skip


def who(found: Filled) -> list[tuple[str, str]]:
    assert found.problems == ()
    return [(r.values["name"], r.values["group"]) for r in found.entry.records]


@pytest.mark.parametrize(
    "lines",
    [
        ("1组|2组|3组", "王建国|李　四|张三丰", "赵秀兰|刘桂花|", "合计：2人|2人|1人", "村民选举委员会（盖章）||"),
        ("序号|一组|二组|三组", "1|王建国|李四|张三丰", "2|赵秀兰|刘桂花|"),
        ("第一村民小组|王建国|赵秀兰", "第二村民小组|李四|刘桂花", "第三村民小组|张三丰|", "2026年9月1日||"),
        ("一组|王建国", "|赵秀兰", "二组|李四", "|刘桂花", "三组|张三丰"),
        ("组名|名单", "一组|王建国、赵秀兰", "二组|李四、刘桂花", "三组|张三丰"),
    ],
)  # fmt: skip
def test_a_group_a_column_or_a_row_is_one_list_of_all(lines: tuple[str, ...]) -> None:
    found = pasted("T24", rows(TITLE, *lines))
    assert who(found) == WHO
    assert found.tables[0].title == TITLE


def test_a_group_merged_over_several_columns_is_that_of_all_of_them() -> None:
    book, out = Workbook(), io.BytesIO()
    for row in (
        [TITLE],
        ["1组", None, "2组", None, "3组"],
        ["王建国", "赵秀兰", "李四", "刘桂花", "张三丰"],
    ):
        book.active.append(row)
    book.active.merge_cells("A2:B2")
    book.active.merge_cells("C2:D2")
    book.save(out)
    found = filled("T24", *tables.read(out.getvalue(), "名单.xlsx"))
    assert sorted(who(found)) == sorted(WHO)


@pytest.mark.parametrize(
    "lines",
    [
        ("组别|姓名", "1组|王建国", "1组|赵秀兰", "2组|李四"),
        ("姓名|1组|2组", "王建国|50|60"),
        ("姓名|月补贴（元）|姓名|月补贴（元）", "一组||二组|", "王建国|5|李四|7"),
    ],
)
def test_a_list_of_rows_is_no_list_of_groups(lines: tuple[str, ...]) -> None:
    (table,) = tables.read_pasted(rows(TITLE, *lines))
    assert not any("一个组占" in note for note in table.notes)


def test_figures_beside_the_names_are_no_list_of_names() -> None:
    lines = ("1组||2组|", "王建国|5|李四|7", "赵秀兰|6|刘桂花|8")
    with pytest.raises(TableError, match="要有一行列名"):
        tables.read_pasted(rows(TITLE, *lines))


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("李四（大）", "李四（大）"),
        ("李四 （女）", "李四"),
        ("李四（精神病）", "李四"),
        ("李四2", "李四2"),
        ("未登记的李四", "未登记的李四"),
        ("李四13991190011", ""),
    ],
)
def test_a_note_behind_one_name_does_not_end_the_list(cell: str, name: str) -> None:
    lines = (
        "1组|2组|3组",
        f"王建国|{cell}|张三丰",
        "赵秀兰|刘桂花|",
        "冯怀珠|任凤莲|康登云",
    )
    found = pasted("T24", rows(TITLE, *lines))
    names = [r.values["name"] for r in found.entry.records]
    assert names == [
        *("王建国", "赵秀兰", "冯怀珠", name, "刘桂花", "任凤莲", "张三丰", "康登云")
    ]
    assert [i.row for i in found.tables[0].ignored] == [1]


def test_names_below_something_else_are_not_left_out_unseen() -> None:
    lines = (
        "1组|2组",
        "王建国|李四",
        "下面是后来补登的|镇上还没有核对过",
        "赵秀兰|刘桂花",
        "张三丰|康登云",
    )
    found = pasted("T24", rows(TITLE, *lines))
    assert [i.reason for i in found.tables[0].ignored].count(OTHER_LIST) == 2
