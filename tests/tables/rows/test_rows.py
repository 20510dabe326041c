"""Rows are told apart by what is in them: people, households, signatures, pages, lists."""

import io

import pytest
from docx import Document

from tests.tables.sheet_files import Rows, as_csv, as_html, as_xlsx, case, cells, one
from villagepub.tables.rows.signatures import is_labelled, is_page
from villagepub.tables.table import Table, of_table

HEAD = ["序号", "户主姓名", "组别", "补贴面积", "补贴标准", "补贴金额"]
LIST: Rows = [
    HEAD,
    [1, "王建国", "1组", 3.5, 60, 210],
    [2, "李燕", "2组", 4.5, 60, 270],
]


def people(table: Table) -> list[int]:
    return [row.row for row in table.rows]


def reasons(table: Table) -> dict[int, str]:
    return {i.row: i.reason for i in table.ignored}


SIGNATURES: list[list[str | None]] = [
    ["制表人：", "拓小梅", None, "审核人：", "折治国", None],
    ["制表：", "拓小梅", "复核：", "折治国", "负责人：", "高永贵"],
    ["填表人", "拓小梅", "联系电话", "0911-0062019", "填表时间", "2026-06-01"],
    ["村支书：", "高永贵", None, "包村干部:", "折治国", None],
    ["会计", "拓小梅", "出纳", "折治国", "主任", "高永贵"],
    ["村负责人：", None, "监委会：", None, None, None],
    ["经办人（签字）：", None, None, "2026年6月1日", None, None],
]


@pytest.mark.parametrize("row", SIGNATURES)
def test_a_row_of_roles_and_names_is_a_signature(row: list[str | None]) -> None:
    for below in ([], [["合计", None, None, 8, None, 480]]):
        table = one(as_xlsx([*LIST, *below, row]))
        assert people(table) == [2, 3]
        assert reasons(table)[4 + len(below)] == "签字和日期"


@pytest.mark.parametrize(
    "row",
    [
        ("3", "张会计", "1组", "3", "60", "180"),
        ("会计", "王建国", "1组", "3", "60", "180"),
        ("其他：", "", "", "3", "60", "180"),
    ],
)
def test_a_row_with_a_sum_is_no_signature(row: tuple[str, ...]) -> None:
    assert not is_labelled(row)


@pytest.mark.parametrize("text", ["第1页", "第 1 页 共 3 页", "共3页", "—2—", "1/3页"])
def test_the_number_of_a_page_is_no_person(text: str) -> None:
    assert is_page(text)
    table = one(as_xlsx([*LIST, [text], [3, "赵六", "3组", 1, 60, 60]]))
    assert (people(table), reasons(table)[4]) == ([2, 3, 5], "页码")


@pytest.mark.parametrize("text", ["1", "王建国", "第1组", "2026"])
def test_what_only_looks_like_a_page_is_none(text: str) -> None:
    assert not is_page(text)


def test_a_row_with_a_sum_below_the_total_is_no_note() -> None:
    rows: Rows = [
        ["项目", "细目", "金额"],
        ["收入", "租金", 5],
        ["收入", "补助", 7],
        ["合计", None, 12],
        ["本月余额", None, 30],
    ]
    assert people(one(as_xlsx(rows))) == [2, 3, 5]


def test_the_last_rows_of_the_monthly_table_are_rows() -> None:
    assert people(case("57-monthly-income-expenditure/L5月表.xlsx"))[-3:] == [
        19,
        20,
        21,
    ]


@pytest.mark.parametrize("file", ["16_tail_a.xlsx", "16_tail_c.xlsx", "16_tail_e.xlsx"])
def test_the_signatures_of_the_cases(file: str) -> None:
    table = case(f"15-signature-row/{file}")
    assert (people(table), reasons(table)[8]) == ([3, 4, 5, 6], "签字和日期")


@pytest.mark.parametrize("file", ["14_household.xlsx", "14_household2.xlsx"])
def test_the_members_of_a_household_are_no_households(file: str) -> None:
    table = case(f"14-household-members/{file}")
    found = [(r.cells[0], r.cells[1], r.cells[-1], r.parts) for r in table.rows]
    assert found == [
        ("王建国", "1组", "900", (3, 4, 5)),
        ("张登高", "2组", "600", (6, 7)),
        ("郭文秀", "3组", "300", ()),
    ]


def test_the_plots_of_a_household_add_up_and_its_subtotal_is_held_against_them() -> (
    None
):
    table = case("33-plots/33_plots.xlsx")
    assert [(r.cells[1], *r.cells[4:], r.parts) for r in table.rows] == [
        ("王建国", "3.5", "60", "210", (3, 4)),
        ("张登高", "3", "60", "180", ()),
    ]
    assert [(t.row, t.cells[4], t.covers) for t in table.totals] == [
        (5, "3.5", ((0, 1),))
    ]


PLOTS: Rows = [
    ["户主姓名", "组别", "地块名称", "面积（亩）", "金额（元）"],
    ["王建国", "1组", "阳湾", 2, 120],
    ["王建国", "1组", "背湾", 2, 120],
    ["李燕", "1组", "川地", 3, 180],
]


def test_plots_whose_household_is_said_again_add_up_too() -> None:
    assert cells(one(as_csv(PLOTS), "表.csv")) == [
        ("王建国", "1组", "阳湾、背湾", "4", "240"),
        ("李燕", "1组", "川地", "3", "180"),
    ]


@pytest.mark.parametrize("head", ["一卡通发放金额", "到账金额（元）", "社保补贴"])
def test_what_is_paid_for_each_plot_is_added_whatever_way_it_is_paid(head: str) -> None:
    rows: Rows = [[*PLOTS[0][:4], head], *PLOTS[1:], [None, None, "坡上", 1, 60]]
    assert [row[-1] for row in cells(one(as_csv(rows), "表.csv"))] == ["240", "240"]


def test_sums_of_members_are_never_added_without_being_told() -> None:
    rows: Rows = [
        ["户主姓名", "家庭成员", "保障金额"],
        ["王建国", "王建国", 300],
        [None, "李燕", 300],
        ["赵六", "赵六", 300],
    ]
    assert cells(one(as_csv(rows), "表.csv"))[0] == (
        "王建国",
        "王建国、李燕",
        "300、300",
    )


def test_a_name_that_was_forgotten_is_no_member_of_the_household_above() -> None:
    rows: Rows = [*LIST, [3, None, "2组", 4, 60, 240]]
    assert people(one(as_xlsx(rows))) == [2, 3, 4]


def test_one_identity_number_stays_of_a_household() -> None:
    rows: Rows = [
        ["户主姓名", "身份证号", "家庭成员", "保障金额"],
        ["王建国", "610603190503050129", "王建国", 600],
        [None, "610603190604060190", "李燕", None],
    ]
    assert one(as_csv(rows), "表.csv").rows[0].cells[1] == "610603190503050129"


def test_another_list_below_is_named_and_not_read() -> None:
    table = case("14-two-lists-below/14_two_lists.xlsx")
    assert people(table) == [3, 4, 5]
    assert [i.row for i in table.ignored] == [1, *range(8, 14)]
    assert table.notes == (
        "第 8 行起是另一张表“马家沟村2026年高龄津贴发放表”，没有读。要用就单独传。",
    )


@pytest.mark.parametrize(
    "between",
    [
        [],
        [["单位：元"]],
        [[None], ["五保供养名单"], ["填报单位：马家沟村", "单位：元"]],
    ],
)
def test_another_list_begins_with_what_stands_over_its_head(between: Rows) -> None:
    rows: Rows = [
        *LIST,
        *between,
        ["姓名", "年龄", "月数", "金额"],
        ["赵六", 80, 3, 150],
    ]
    table = one(as_xlsx(rows))
    assert people(table) == [2, 3]
    told = [n for n, row in enumerate(rows, 1) if n > 3 and any(row)]
    assert [row for row in reasons(table) if row > 3] == told


def test_each_person_a_column_is_read_turned_and_said() -> None:
    table = case("14-transposed/14_transposed.xlsx")
    assert table.is_turned
    assert [c.label for c in table.columns] == ["户主姓名", "组别", "补贴面积", "补贴标准", "补贴金额"]  # fmt: skip
    assert table.rows[0].cells == ("王建国", "1组", "3.5", "60", "210")
    assert (len(table.rows), table.title) == (5, "马家沟村2026年耕地地力保护补贴公示表")
    assert any("这张表是横着的" in note for note in table.notes)


def test_a_project_as_names_and_values_is_one_row() -> None:
    table = case("58-key-value-sheet/道路硬化项目公示.xlsx")
    (row,) = table.rows
    said = dict(zip([c.label for c in table.columns], row.cells, strict=True))
    assert (said["预算金额"], said["决算金额"]) == ("18.6万元", "182,340.50元")
    units = {c.label: c.unit for c in table.columns}
    assert (units["预算金额"], units["决算金额"]) == ("万元", "元")
    assert (table.columns[0].letter, table.is_turned) == ("2", True)


@pytest.mark.parametrize(
    "rows",
    [
        [["项目", "金额"], ["收入合计", 5], ["支出合计", 7], ["资金结存", 8]],
        [["姓名", "金额"], ["王建国", 5], ["李燕", 7], ["赵六", 8]],
        [
            ["事项名称", "公开内容", "依据"],
            ["资金项目", "标准", "条例"],
            ["补贴金额", "名单", "办法"],
        ],
    ],
)
def test_a_list_with_its_head_above_is_not_turned(rows: Rows) -> None:
    assert not one(as_csv(rows), "表.csv").is_turned


@pytest.mark.parametrize("file", ["30_doc_split.docx", "30_html_split.html"])
def test_a_list_that_goes_on_without_a_head_is_one_list(file: str) -> None:
    clean = case("30-continued-table/30_clean.xlsx")
    table = case(f"30-continued-table/{file}")
    assert [r.cells[0] for r in table.rows] == [r.cells[0] for r in clean.rows]
    second = [of_table(2, row) for row in (1, 2, 3)]  # as the document shows them
    assert (people(table), table.notes) == ([2, 3, 4, *second], ())


def split(*between: str, second: Rows) -> bytes:
    document = Document()
    for n, part in enumerate((LIST, second)):
        table = document.add_table(rows=len(part), cols=len(part[0]))
        for r, row in enumerate(part):
            for c, cell in enumerate(row):
                table.cell(r, c).text = "" if cell is None else str(cell)
        for line in between if not n else ():
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


MORE: Rows = [[3, "赵六", "3组", 1, 60, 60], [4, "张伟", "3组", 2, 60, 120]]


def test_a_group_between_two_tables_is_the_second_one_s() -> None:
    table = one(split("三组", second=MORE), "表.docx")
    assert [(r.cells[1], r.section) for r in table.rows] == [
        ("王建国", ""), ("李燕", ""), ("赵六", "三组"), ("张伟", "三组"),
    ]  # fmt: skip


def test_a_table_of_something_else_is_not_joined() -> None:
    other: Rows = [["电话", "0911", "地址", "村部", "邮编", "717400"]]
    table = one(split("联系我们", second=other), "表.docx")
    assert (len(table.rows), table.notes) == (2, ("还有第 2 个表不像名单，没有用。",))


def test_a_page_s_frames_are_not_joined_to_its_list() -> None:
    assert people(one(as_html(LIST), "页.html")) == [2, 3]
