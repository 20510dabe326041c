"""A question about a row finds the row again, whatever the sheet is called."""

import re

import pytest
from openpyxl import Workbook

from tests.forms.case_sheets import filled
from tests.tables.sheet_files import stored
from villagepub import forms, tables
from villagepub.forms.entry import Decision

HEAD = ["户主姓名", "组别", "补贴面积", "标准", "补贴金额"]


def test_a_row_of_a_sheet_with_a_colon_in_its_name_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("openpyxl.workbook.child.INVALID_TITLE_REGEX", re.compile("$^"))
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in ("耕地:一组", "耕地:二组"):
        page = book.create_sheet(name)
        for row in (HEAD, ["王守业", name[-2:], 2, 60, 120], ["李长命", name[-2:], "约2", 60, 150]):  # fmt: skip
            page.append(row)
    found = filled("T8", *tables.read(stored(book), "补贴.xlsx"))
    asked = [p for p in found.problems if p.kind == "unreadable"]
    assert [(p.part, p.row) for p in asked] == [("耕地：一组", 3), ("耕地：二组", 3)]
    decisions = [Decision(code=p.code, choice="drop_row") for p in asked]
    settled = forms.amend(found.form, found.entry, decisions, [])
    assert [r.values["name"] for r in settled.records] == ["王守业", "王守业"]
