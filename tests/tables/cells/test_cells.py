"""What stands in cells: units, widths, dates, errors, and what people have hidden."""

import datetime
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.tables.old_sheets import xls
from tests.tables.sheet_files import (
    Rows,
    as_csv,
    as_html,
    as_xlsx,
    cells,
    labels,
    one,
    stored,
)
from villagepub import forms, privacy
from villagepub.tables.table import CellKind, Table
from villagepub.tables.totals import stated

HEAD = ["姓名", "组别", "金额（元）"]


def column_of(head: str, values: list[str]) -> Table:
    rows: Rows = [["户主", "备注", head], *[["王建国", "无", v] for v in values]]
    return one(as_csv(rows), "表.csv")


@pytest.mark.parametrize(
    ("head", "values", "kind"),
    [
        ("金额", ["¥1,234.50", "￥800"], "money"),
        ("金额", ["1,234.5元", "800元"], "money"),
        ("金额", ["1.2万元", "3万元"], "money"),
        ("金额", ["１２３４．５", "８００"], "money"),
        ("", ["12元", "30元"], "money"),
        ("", ["5.8亩", "7.9亩"], "area"),
        ("面积", ["5.8", "7.9"], "area"),
        ("", ["610603190007110395", "6106**********0395"], "identity"),
        ("", ["13900620001", "13900620002"], "phone"),
        ("", ["6217008564500000001", "6217008564500000019"], "card"),
        ("", ["第三组", "叁组"], "group"),
        ("", ["第三村民小组", "阳湾组"], "group"),
        ("发放日期", ["2026年6月18日", "2026-06-19"], "date"),
        ("日期", ["二〇二六年六月十八日", "二〇二六年六月十九日"], "date"),
        ("序号", ["1", "2"], "index"),
        ("年限", ["12", "30"], "number"),
    ],
)
def test_a_column_is_known_by_what_is_in_it(
    head: str, values: list[str], kind: CellKind
) -> None:
    assert column_of(head, values).columns[2].kind == kind


def filled(head: str, value: str, *, unit: str = "") -> str:
    """What form T8 makes of an amount in a sheet."""
    rows: Rows = [
        [unit or None], ["户主姓名", "补贴面积（亩）", "补贴标准（元/亩）", head],
        ["王建国", "5.82", "60", value], ["郭秀兰", "7.9", "60", value],
    ]  # fmt: skip
    table = one(as_csv(rows), "表.csv")
    form = forms.get("T8")
    entry = forms.fill(form, [table], [forms.recognise_columns(form, table)])
    return entry.records[0].values["amount"]


@pytest.mark.parametrize(
    ("head", "value", "unit", "amount"),
    [
        ("补贴金额", "¥1,234.5", "", "1234.50"),
        ("补贴金额", "１２３４.５元", "", "1234.50"),
        ("补贴金额", "1.2万元", "", "12000.00"),
        ("补贴金额（万元）", "1.2", "", "12000.00"),
        ("补贴金额", "1.2", "单位：万元", "12000.00"),
        ("补贴金额", "1200元", "单位：万元", "1200.00"),
        ("补贴金额（元）", "1200", "单位：万元", "1200.00"),
    ],
)
def test_an_amount_is_the_same_however_it_is_written(
    head: str, value: str, unit: str, amount: str
) -> None:
    assert filled(head, value, unit=unit) == amount


def test_dates_of_excel_are_days_and_numbers_are_plain() -> None:
    rows: list[list[object]] = [
        ["姓名", "日期", "金额", "账号"],
        ["王建国", datetime.date(2026, 6, 18), 0.30000000000000004, 6217008564566208],
        ["李燕", datetime.datetime.fromisoformat("2026-06-19T09:30"), 12.0, "00123"],
    ]
    assert cells(one(as_xlsx(rows))) == [  # type: ignore[arg-type]
        ("王建国", "2026-06-18", "0.3", "6217008564566208"),
        ("李燕", "2026-06-19", "12", "00123"),
    ]


def test_marks_that_nobody_sees_are_gone() -> None:
    rows: Rows = [["\ufeff姓名", "金额"], ["王建国\u200b", "5\u200e"], ["李燕", "6"]]
    assert cells(one(as_xlsx(rows))) == [("王建国", "5"), ("李燕", "6")]


def test_a_break_in_a_cell_of_a_page_is_a_break() -> None:
    rows: Rows = [
        ["事项名称", "公开渠道"],
        ["补贴", "政府网站\n公示栏"],
        ["低保", "公示栏"],
    ]
    assert cells(one(as_html(rows), "页.html"))[0] == ("补贴", "政府网站\n公示栏")


def with_error() -> bytes:
    book = Workbook()
    for row in [HEAD, ["王建国", "1组", "#REF!"], ["李燕", "2组", 5]]:
        book.active.append(row)
    book.active["C2"].data_type = "e"
    return stored(book)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (with_error(), "表.xlsx"),
        (xls([HEAD, ["王建国", "1组", "#REF!"], ["李燕", "2组", 5]]), "表.xls"),
    ],
    ids=["xlsx", "xls"],
)
def test_a_formula_gone_wrong_is_said_and_stands_in_its_row(
    data: bytes, name: str
) -> None:
    table = one(data, name)
    assert table.rows[0].cells[2] == "#REF!"
    assert table.columns[2].kind == "money"
    assert table.notes == ("C2 是算错的公式（#REF!），认不出是多少。",)


TOTAL: list[list[str | int | float | None]] = [
    [*HEAD],
    ["王建国", "1组", 4],
    ["李燕", "2组", 5],
    ["合计", "", "#DIV/0!"],
]


def with_faulty_total() -> bytes:
    book = Workbook()
    for row in TOTAL:
        book.active.append(row)
    book.active["C4"].data_type = "e"
    return stored(book)


@pytest.mark.parametrize(
    ("data", "name"),
    [(with_faulty_total(), "表.xlsx"), (xls(TOTAL), "表.xls")],
    ids=["xlsx", "xls"],
)
def test_a_total_gone_wrong_is_a_total_that_says_no_number(
    data: bytes, name: str
) -> None:
    table = one(data, name)
    (total,) = table.totals
    assert total.cells[2] == "#DIV/0!"
    assert table.notes == ()
    assert stated(total) == ()


def with_hidden() -> bytes:
    book = Workbook()
    page = book.active
    for row in [HEAD, ["王建国", "1组", 1], ["李燕", "2组", 2], ["赵六", "3组", 3]]:
        page.append(row)
    page.row_dimensions[3].hidden = True
    page.column_dimensions["B"].hidden = True
    return stored(book)


def prefixed(data: bytes) -> bytes:
    """The same workbook as some programs write it: every tag of a sheet with a prefix."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            body = old.read(member)
            if "/sheet" in member:
                body = body.replace(b"</", b"<\0").replace(b"<", b"<x:")
                body = body.replace(b"<x:\0", b"</x:").replace(b"<x:?", b"<?")
                body = body.replace(b"xmlns=", b"xmlns:x=")
            new.writestr(member, body)
    return out.getvalue()


OLD = xls(
    [HEAD, ["王建国", "1组", 1], ["李燕", "2组", 2], ["赵六", "3组", 3]],
    hidden_rows=[2],
    hidden_columns=[1],
)


@pytest.mark.parametrize(
    ("data", "name"),
    [(with_hidden(), "表.xlsx"), (prefixed(with_hidden()), "表.xlsx"), (OLD, "表.xls")],
    ids=["xlsx", "prefixed", "xls"],
)
def test_hidden_rows_and_columns_are_said(data: bytes, name: str) -> None:
    table = one(data, name)
    assert [r.row for r in table.rows] == [2, 4]
    assert [c.hidden for c in table.columns] == [False, True, False]
    assert [(i.row, i.column, i.reason) for i in table.ignored] == [
        (1, "B", "“组别”这一列是隐藏的，没有当成要公示的"),
        (3, "", "隐藏的行"),
    ]


def test_a_hidden_column_is_published_by_nobody_s_guess() -> None:
    table = one(with_hidden())
    found = forms.recognise_columns(forms.get("T8"), table)
    assert (table.columns[1].kind, found[1]) == ("group", "")


def test_a_hidden_identity_number_is_still_cut_and_hashed() -> None:
    book = Workbook()
    for row in [
        ["户主", "身份证号", "金额"],
        ["王建国", "610603190007110395", 1],
        ["李燕", "", 2],
    ]:
        book.active.append(row)
    book.active.column_dimensions["B"].hidden = True
    table = one(stored(book))
    kinds = [k[1:] for k in forms.recognise_columns(forms.get("T8"), table)]
    cut = privacy.cut(table, [kinds[0] and "", kinds[1], ""], b"key")
    assert [r.cells[1] for r in cut.table.rows] == ["", ""]
    assert len(cut.identities) == 1


def test_formatted_rows_far_below_the_list_are_no_rows() -> None:
    book = Workbook()
    for row in [HEAD, ["王建国", "1组", 1], ["李燕", "2组", 2]]:
        book.active.append(row)
    book.active.row_dimensions[1_048_576].height = 20
    assert len(one(stored(book)).rows) == 2


def test_labels_are_in_full_brackets_without_spaces() -> None:
    rows: Rows = [
        ["姓　名", "面 积\n(亩)", "标准（元／亩）"],
        ["王建国", 1, 2],
        ["李燕", 3, 4],
    ]
    assert labels(one(as_xlsx(rows))) == ["姓名", "面积（亩）", "标准（元/亩）"]
