"""A list that goes on in the next table of a document, and where its rows stand."""

import io
from collections.abc import Sequence

import pytest
from docx import Document

from tests.comparison.test_differences import KEY
from tests.forms.case_sheets import Filled, filled
from villagepub import tables
from villagepub.comparison.comparable_list import comparable_list
from villagepub.comparison.differences import compare
from villagepub.comparison.government_file import read_kept
from villagepub.comparison.kept_copy import kept_copy
from villagepub.comparison.source_sheet import read_source
from villagepub.tables import read_pasted
from villagepub.tables.table import (
    BLOCK,
    MAX_TABLES,
    OTHER_LIST,
    of_table,
    row_words,
    rows_words,
)

HEAD = ("户主姓名", "组别", "补贴面积", "补贴标准", "补贴金额")
FIRST = (HEAD, ("王建国", "1组", "3.5", "60", "210"), ("李燕", "1组", "2", "60", "120"))
Lines = Sequence[Sequence[str]]


def document(*blocks: str | Lines) -> bytes:
    made = Document()
    for block in blocks:
        if isinstance(block, str):
            made.add_paragraph(block)
            continue
        table = made.add_table(rows=len(block), cols=len(block[0]))
        for line, row in zip(block, table.rows, strict=True):
            for text, cell in zip(line, row.cells, strict=True):
                cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(*blocks: str | Lines) -> Filled:
    return filled("T8", *tables.read(document(*blocks), "名单.docx"))


def later(*values: str) -> Lines:
    return (("王东升", "2组", "1", "60", "60"), ("贺文秀", "2组", *values))


def test_a_fault_in_the_second_table_names_table_and_row() -> None:
    found = read("耕地地力保护补贴", FIRST, "（续）", later("1", "60", "61"))
    (problem,) = found.problems
    assert problem.message.startswith(
        "第 2 个表第 2 行 贺文秀：1 亩 × 60 元 = 60.00 元"
    )


def test_a_line_between_the_tables_stands_above_the_later_one() -> None:
    first = tuple((name, "", *rest) for name, _, *rest in FIRST[1:])
    second = tuple((name, "", *rest) for name, _, *rest in later("1", "60", "60"))
    found = read((HEAD, *first), "2组", second)
    assert found.column("group")[2:] == ["2组", "2组"]
    (line,) = [i for i in found.tables[0].ignored if "2组" in i.reason]
    assert row_words(line.row) == "第 2 个表上面"


def test_notes_below_the_first_of_two_tables_are_nobody() -> None:
    heads = ("编号", "组别", "户主姓名", "补贴面积", "补贴标准", "补贴金额")

    def table(group: str, name: str) -> Lines:
        return (
            heads,
            ("1", group, name, "1", "60", "60"),
            ("2", "", f"{name}英", "2", "60", "120"),
            ("合计", "", "", "3", "", "180"),
            ("制表人：李四", "", "审核人：王五", "", "", ""),
            ("注：如有异议，请于公示期内反映。", "", "", "", "", ""),
            ("2026年9月1日", "", "", "", "", ""),
        )

    found = read("耕地地力保护补贴", table("一组", "王建"), table("二组", "李秀"))
    assert found.column("name") == ["王建", "王建英", "李秀", "李秀英"]


@pytest.mark.parametrize("cell", ["x", "约1亩", "一亩多"])
def test_one_bad_cell_does_not_lose_the_second_table(cell: str) -> None:
    found = read(FIRST, "（续）", later(cell, "60", "60"))
    assert found.column("name") == ["王建国", "李燕", "王东升", "贺文秀"]
    (problem,) = found.problems
    assert "第 2 个表第 2 行 贺文秀“补贴面积”" in problem.message


def test_a_table_that_is_no_list_is_named() -> None:
    found = read(FIRST, "附：", (("联系人", "电话"), ("村委会", "见公开栏")))
    assert found.tables[0].notes == ("还有第 2 个表不像名单，没有用。",)


def test_a_finding_names_the_row_that_the_document_shows() -> None:
    ours = tables.read(document(FIRST, "（续）", later("1", "60", "60")), "村.docx")
    theirs = tables.read(document(FIRST, "（续）", later("2", "60", "120")), "镇.docx")
    village = read_source(ours, key=KEY, form=read(FIRST).form)
    government = read_source(theirs, key=KEY, form=village.form)
    one, two = village.of(""), government.of("")
    assert one is not None
    assert two is not None
    result = compare(
        comparable_list(village.form, one.entry),
        comparable_list(village.form, two.entry),
        rules=village.form.rules,
    )
    found = {d.field: d.to_plain() for d in result.differences}["补贴面积"]
    assert (found["village_row"], found["village_table"]) == (2, 2)
    assert (found["government_row"], found["government_table"]) == (2, 2)
    kept = kept_copy(theirs, government.form, {})
    (again,) = read_kept(kept, "镇.docx")
    assert [row.cells[0] for row in again.rows] == [
        "王建国",
        "李燕",
        "王东升",
        "贺文秀",
    ]


def test_rows_of_several_tables_are_told_together() -> None:
    rows = [3, 4, of_table(2, 0), of_table(2, 2), of_table(2, 3), BLOCK + 5]
    assert (
        rows_words(rows, 9)
        == "第 3、4 行，第 2 个表上面，第 2 个表第 2、3 行，第 5 行右边"
    )
    assert rows_words(rows, 2) == "第 3、4 行等"


def test_the_number_of_the_last_row_fits_into_a_column_of_the_database() -> None:
    assert of_table(MAX_TABLES + 9, BLOCK - 1) < 2**31


@pytest.mark.parametrize(
    ("head", "row", "is_read"),
    [
        ("日期|摘要|收入|支出", "7.15|电费||250", True),  # said again
        ("日期|摘要|支出|收入", "7.15|电费|250|", False),
        ("摘要|日期|收入|支出", "电费|7.15||250", False),
    ],
)
def test_heads_said_again_in_another_order_begin_another_list(
    head: str, row: str, is_read: bool
) -> None:
    sheet = ("日期|摘要|收入|支出", "7.13|租金|500|", head, row, "7.16|水费||50")
    (table,) = read_pasted("\n".join(sheet).replace("|", "\t"))
    assert len(table.rows) == (3 if is_read else 1)
    left_out = [one.row for one in table.ignored if one.reason == OTHER_LIST]
    assert left_out == ([] if is_read else [3, 4, 5])
