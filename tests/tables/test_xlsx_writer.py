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
    ]
    lines = csv_rows([[cell] for cell in cells]).decode("utf-8-sig").splitlines()
    assert lines == [
        "'=1+1", "'@SUM(A1)", "'-2+3", "'\t=1", "'+86 的", "-5.00", "+3",
        '"-1,099.80"', "'＝1+1", "' =1", "'＠A",
    ]  # fmt: skip


def test_a_cell_of_a_workbook_is_text_as_it_stands() -> None:
    data = tables.write_xlsx([("表", ["头"], [["=1+1"]])])
    cell = openpyxl.load_workbook(io.BytesIO(data)).active["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
