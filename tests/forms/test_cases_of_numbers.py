"""Roundings, units, totals and parts of the cases: what is accepted is said, what is not is asked."""

import pytest

from tests.forms.case_sheets import filled, from_file, pasted
from villagepub import forms, tables


@pytest.mark.parametrize(
    ("amounts", "note"),
    [
        (("349.20", "740.70"), ""),
        (("349", "741"), "四舍五入到元"),
        (("349.2", "740.7"), ""),
        (("349", "740"), "零头舍去，到元"),
    ],
)
def test_the_usual_ways_of_rounding_are_accepted_and_said(
    amounts: tuple[str, str], note: str
) -> None:
    a, b = amounts
    found = pasted(
        "T8",
        "户主姓名\t组别\t补贴面积\t补贴标准\t补贴金额\n"
        f"王建国\t1组\t5.82\t60\t{a}\n李燕\t1组\t12.345\t60\t{b}\n",
    )
    assert found.problems == ()
    assert found.evidence["product"].note == note


def test_one_row_rounded_otherwise_than_the_rest_is_asked_about() -> None:
    found = pasted(
        "T8",
        "户主姓名\t组别\t补贴面积\t补贴标准\t补贴金额\n王建国\t1组\t5.82\t60\t349.20\n"
        "李燕\t1组\t12.345\t60\t740.70\n王东升\t2组\t1.01\t60\t61\n",
    )
    assert found.asked("amount") == [4]


def test_a_product_is_never_said_to_be_what_it_is_rounded_to() -> None:
    found = pasted(
        "T8",
        "户主姓名\t组别\t补贴面积\t补贴标准\t补贴金额\n王建国\t1组\t2.33\t60\t140\n"
        "李燕\t1组\t1.01\t60\t61\n王东升\t2组\t3.22\t60\t183\n",
    )
    (problem,) = found.problems
    assert problem.message == (
        "第 4 行 王东升：3.22 亩 × 60 元 = 193.20 元，四舍五入到元是 193.00 元，"
        "表上写的是 183.00，差 10.00 元。"
    )


@pytest.mark.parametrize(
    ("form", "text", "column", "values"),
    [
        ("T8", "户主姓名\t组别\t补贴面积（公顷）\t补贴金额\n王建国\t1组\t0.5\t450\n李燕\t1组\t0.2\t180\n",
         "area", ["7.50", "3.00"]),
        ("T4", "资产名称\t面积（平方米）\t租金（元）\n旧房\t120\t3600\n仓库\t300\t900\n",
         "area", ["0.18", "0.45"]),
        ("T5", "工程名称\t预算（千元）\n修渠\t18.6\n修路\t20\n", "budget",
         ["18600.00", "20000.00"]),
        ("T8", "户主姓名\t组别\t补贴面积\t补贴金额\n王建国\t1组\t3亩5分\t210\n李燕\t1组\t5分\t30\n",
         "area", ["3.50", "0.50"]),
    ],
)  # fmt: skip
def test_other_units_are_converted_and_shown(
    form: str, text: str, column: str, values: list[str]
) -> None:
    found = pasted(form, text)
    assert found.column(column) == values
    assert found.problems == ()


def test_a_form_for_persons_does_not_take_who_collects_the_money() -> None:
    found = pasted("T10", "收款人姓名\t户主\t组别\t金额\n王建国\t李燕\t1组\t150\n")
    assert "name" not in found.mappings[0]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("户主姓名\t组别\t补贴金额\t补贴金额\n\t\t中央资金\t省级资金\n王建国\t1组\t100\t20\n李燕\t2组\t50\t10\n",
         ["120.00", "60.00"]),
        ("户主姓名\t组别\t早稻补贴金额\t晚稻补贴金额\n王建国\t1组\t100\t20\n李燕\t2组\t50\t10\n",
         ["", ""]),
    ],
    ids=["parts of one head", "two heads alike"],
)  # fmt: skip
def test_several_columns_of_money_are_added_or_asked_about(
    text: str, amounts: list[str]
) -> None:
    assert pasted("T8", text).column("amount") == amounts


@pytest.mark.parametrize(
    ("amount", "asked"), [("120", []), ("100", [3])], ids=["adds up", "does not"]
)
def test_the_parts_of_a_head_are_held_against_its_subtotal(
    amount: str, asked: list[int]
) -> None:
    found = pasted(
        "T8",
        "户主姓名\t组别\t补贴金额\t补贴金额\t补贴金额\n\t\t金额小计\t中央资金\t省级资金\n"
        f"王建国\t1组\t{amount}\t100\t20\n李燕\t2组\t60\t50\t10\n",
    )
    assert found.asked("amount") == asked
    assert found.evidence["parts"].checked == 2


def test_a_wrong_total_of_goods_is_named_by_the_plain_form_too() -> None:
    found = pasted(
        "T13",
        "姓名\t组\t大米（袋）\t款额（元）\n陈军\t3组\t1\t20\n张文斌\t4组\t2\t30\n合计\t\t4\t50\n",
    )
    (problem,) = forms.check(forms.get("T13"), found.entry)
    assert problem.title == "大米合计不对"
    assert problem.message == "表上写 4 袋，一行行加起来是 3 袋，差 1 袋。"


def test_a_day_that_is_shown_with_a_nought_keeps_it() -> None:
    found = from_file("13-trailing-zero", "13_float_fmt.xlsx", "T1")
    days = ["01", "10", "20", "21", "30"]
    assert found.column("date") == [f"2026-07-{day}" for day in days]
    assert found.problems == ()


MONTH = "日期\t凭证号\t摘要\t收入\t支出\t结余\n"


@pytest.mark.parametrize(
    ("units", "asked"),
    [
        (("", "（单位：万元）"), ["7月"]),
        (("（单位：元）", "（单位：万元）"), []),
        (("", "（单位：元）"), []),
    ],
)
def test_a_sheet_without_a_unit_beside_one_in_another_is_asked_about(
    units: tuple[str, str], asked: list[str]
) -> None:
    sheets = [
        tables.read_pasted(
            f"马家沟村2026年{month}月财务公开榜{unit}\n{MONTH}{month}.3\t1\t承包费\t0.5\t\t1.5\n"
        )[0]
        for month, unit in zip((7, 8), units, strict=True)
    ]
    found = filled("T1", *sheets)
    parts = [
        p.part for p in found.problems if p.kind == "unit" and p.column == "income"
    ]
    assert parts == asked


def test_money_for_households_in_the_title_is_no_list_of_projects() -> None:
    found = pasted(
        "T11C",
        "马家沟村2026年防返贫帮扶资金到户公示\n户主姓名\t组别\t帮扶资金（元）\t帮扶措施\n"
        "王建国\t1组\t2000\t产业\n",
    )
    assert forms.check_form(found.form, found.tables) is None
