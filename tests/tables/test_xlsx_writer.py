"""Sheets out: whatever a name or a cell is, the file opens and nothing in it runs."""

import io

import openpyxl

from villagepub import tables
from villagepub.render.export_rows import csv_rows

NAMES = ["发布会/听证会", "表[1]", "'表'", "", "A" * 40, "表", "表", "a" * 40]


def test_any_name_of_a_sheet_makes_a_file_that_opens() -> None:
    data = tables.write_xlsx([(name, ["头"], [["值"]]) for name in NAMES])
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert len(book.sheetnames) == len(NAMES)
    assert all(book[name]["A2"].value == "值" for name in book.sheetnames)


def test_a_cell_of_a_csv_never_runs_and_a_number_stays_one() -> None:
    cells = [
        "=1+1",
        "@SUM(A1)",
        "-2+3",
        "\t=1",
        "+86 的",
        "-5.00",
        "+3",
        "-1,099.80",
        "＝1+1",
        " =1",
        "＠A",
        "\u200b=1+1",
    ]
    lines = csv_rows([[cell] for cell in cells]).decode("utf-8-sig").splitlines()
    assert lines == [
        "'=1+1", "'@SUM(A1)", "'-2+3", "'\t=1", "'+86 的", "-5.00", "+3",
        '"-1,099.80"', "'＝1+1", "' =1", "'＠A", "'\u200b=1+1",
    ]  # fmt: skip


def test_a_cell_of_a_workbook_is_text_as_it_stands() -> None:
    data = tables.write_xlsx([("表", ["头"], [["=1+1"]])])
    cell = openpyxl.load_workbook(io.BytesIO(data)).active["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_report_has_its_title_its_day_and_columns_as_wide_as_their_words() -> None:
    rows = [["马家沟村", "6月20日 不一致"], ["高家峁村", "=1+1" * 40]]
    data = tables.write_report(
        "沿河湾镇各村贴出日期", "2026年10月8日导出", ["村", "补贴"], rows
    )
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [sheet["A1"].value, sheet["A2"].value] == [
        "沿河湾镇各村贴出日期",
        "2026年10月8日导出",
    ]
    assert sheet["B5"].data_type == "s"
    assert 9 <= sheet.column_dimensions["A"].width <= 12
    assert sheet.column_dimensions["B"].width <= 52
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (
        8,
        "landscape",
    )


def test_no_head_or_cell_of_a_workbook_leads_elsewhere() -> None:
    words = [
        "http://evil.example.com",
        "internal:Sheet1!A1",
        "mailto:a@b.cn",
        "file:///a",
    ]
    for data in (
        tables.write_xlsx([("表", words, [words])]),
        tables.write_report("表", "日子", words, [words]),
    ):
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        found = [
            cell for row in sheet.iter_rows() for cell in row if cell.value in words
        ]
        assert len(found) == 2 * len(words)
        assert not [cell for cell in found if cell.hyperlink]
