"""What one row proves or a person has to say: 7月 or 7 months, how large a 垧 is, 合计 that was paid."""

from decimal import Decimal

import pytest

from tests.forms.case_sheets import Filled, filled, pasted
from tests.forms.test_messy_sheets import rows
from villagepub import forms, tables
from villagepub.forms.entry import Decision
from villagepub.notices import uploads


@pytest.mark.parametrize(
    ("said", "paid", "months"),
    [
        (("7月", "9"), (50, 50), ["1", "1"]),
        (("7月", "9"), (50, 450), ["1", "9"]),
        (("7-9月", "3"), (150, 150), ["3", "3"]),
        (("7", "8"), (50, 50), ["1", "1"]),
        (("7月", "9"), (50, 100), ["", ""]),
    ],
)
def test_named_months_and_mere_numbers_in_one_column_are_what_each_amount_says(
    said: tuple[str, str], paid: tuple[int, int], months: list[str]
) -> None:
    text = f"高龄津贴\n姓名\t享受月份\t月标准\t金额\n王建国\t{said[0]}\t50\t{paid[0]}\n李秀英\t{said[1]}\t50\t{paid[1]}\n"
    found = pasted("T10", text)
    assert found.column("months") == months
    assert found.problems == ()


def paid_by(shang: str, rate: str) -> Filled:
    text = f"2026年耕地地力保护补贴\n户主\t组别\t面积（垧）\t补贴标准\t补贴金额\n王建国\t1组\t2\t{rate}元/垧\t360\n"
    units = {("", "area"): f"垧（{shang}）", ("", "rate"): f"元/垧（{shang}）"}
    return filled("T8", *tables.read_pasted(text), units=units)


@pytest.mark.parametrize(
    ("shang", "rate", "area"),
    [("一垧3亩", "60.00", "6.00"), ("一垧5亩", "36.00", "10.00"), ("一垧15亩", "12.00", "30.00")],
)  # fmt: skip
def test_a_rate_for_a_shang_is_for_as_many_mu_as_a_person_says(
    shang: str, rate: str, area: str
) -> None:
    found = paid_by(shang, "180")
    assert found.problems == ()
    assert (found.column("rate"), found.column("area")) == ([rate], [area])


def test_a_rate_that_cannot_be_divided_is_asked_about() -> None:
    assert "按亩分不尽" in paid_by("一垧3亩", "200").problems[0].message


def test_until_a_person_says_it_both_are_asked_about() -> None:
    asked = pasted(
        "T8", "户主\t组别\t面积（垧）\t标准（元/垧）\t金额\n王建国\t1组\t2\t180\t360\n"
    )
    assert [p.column for p in asked.problems] == ["area", "rate"]
    assert any("60.00 元/亩" in c.label for c in asked.problems[1].choices)


@pytest.mark.parametrize(
    ("heads", "is_asked"),
    [
        ("姓名|职务|基本报酬|绩效报酬|合计", True),
        ("姓名|职务|基本报酬|绩效报酬|实领合计", False),
        ("姓名|职务|基本报酬|绩效报酬|金额", True),
        ("姓名|职务|基本报酬|绩效报酬|已领数额", False),
    ],
)
def test_a_total_that_does_not_say_that_it_was_paid_is_asked_about(
    heads: str, is_asked: bool
) -> None:
    text = f"干部报酬\n{heads}\n王建国|书记|9000|600|9600\n李秀英|主任|8000|500|8500\n"
    form = forms.get("T18")
    sheet = uploads.cut_for_draft(
        form, tables.read_pasted(text.replace("|", "\t")), id_key=b"k"
    )
    asked = forms.check_columns(form, sheet.doubts, sheet.mappings)
    assert [p.column for p in asked] == (["paid"] if is_asked else [])
    assert not asked or "没有说领了" in asked[0].message


@pytest.mark.parametrize(
    ("form", "line", "text", "rate"),
    [
        ("T16", "单位：万元、亩", "户主|组|征收面积|补偿标准|补偿金额\n王建国|1组|2|3.6|7.2", "36000.00"),
        ("T8", "单位：百元、亩", "户主|组|面积|补贴标准|补贴金额\n王建国|1组|10|0.6|6", "60.00"),
        ("T18", "单位：万元", "姓名|职务|工资标准|月数|已领数额\n王建国|书记|0.3|3|0.9", "3000.00"),
    ],
)  # fmt: skip
def test_a_rate_below_a_line_that_says_another_money_is_asked_about(
    form: str, line: str, text: str, rate: str
) -> None:
    read = tables.read_pasted(f"{line}\n{text}".replace("|", "\t"))
    asked = [p for p in filled(form, *read).problems if p.kind == "unit"]
    assert [p.column for p in asked] == ["rate"]
    said = asked[0].choices[1].value
    found = filled(form, *read, units={("", "rate"): said})
    assert (found.column("rate"), found.problems) == ([rate], ())


@pytest.mark.parametrize(
    ("head", "days", "rate", "kept"),
    [
        ("误工补贴标准", ("10", "5.5"), ("80", "80"), ["", ""]),
        ("标准", ("10", "5"), ("80", "60"), ["", ""]),
        ("标准", ("1", "1"), ("800", "440"), ["800.00", "440.00"]),
        ("月标准", ("22", "20"), ("800", "440"), ["800.00", "440.00"]),
    ],
)
def test_what_the_amounts_show_to_be_a_days_pay_is_printed_as_no_months(
    head: str, days: tuple[str, str], rate: tuple[str, str], kept: list[str]
) -> None:
    paid = [
        Decimal(d) * Decimal(r) if "800" not in rate else Decimal(r)
        for d, r in zip(days, rate, strict=True)
    ]
    text = f"姓名\t职务\t误工天数\t{head}\t已领金额\n王建国\t书记\t{days[0]}\t{rate[0]}\t{paid[0]}\n李秀英\t主任\t{days[1]}\t{rate[1]}\t{paid[1]}\n"
    found = pasted("T18", text)
    assert found.column("rate") == kept
    assert found.sums["paid"] == f"{sum(paid):.2f}"


@pytest.mark.parametrize(
    ("form", "heads", "paid"),
    [
        ("T7", "7月保障金|8月保障金|9月保障金|合计", ("500|500|500|1500", "400|400|0|800")),
        ("T7", "7月|8月|保障金额", ("500|500|1000", "400|400|800")),
        ("T9C", "7月|8月|9月|护理补贴", ("80|80|80|240", "80|80|0|160")),
    ],
)  # fmt: skip
def test_what_several_months_come_to_is_no_months_money(
    form: str, heads: str, paid: tuple[str, str]
) -> None:
    text = f"户主姓名|组别|{heads}\n王建国|1组|{paid[0]}\n李燕|2组|{paid[1]}\n"
    found = pasted(form, text.replace("|", "\t"))
    of_month = [c.key for c in found.form.columns if "月" in c.label]
    assert [found.column(key) for key in of_month if any(found.column(key))] == []


@pytest.mark.parametrize(
    ("form", "period", "heads", "is_asked"),
    [
        ("T12", "2026-08", "7月|8月|9月|合计", True),
        ("T12", "2026-08", "8月|扣款|其他|补贴金额", False),
        ("T10", "2026Q3", "7月|8月|9月|合计", False),
        ("T10", "2026Q3", "4月|5月|6月|合计", True),
        ("T10", "2026", "4月|5月|6月|合计", False),
    ],
)
def test_columns_of_other_months_are_asked_about(
    form: str, period: str, heads: str, is_asked: bool
) -> None:
    text = f"姓名|组别|{heads}\n王建国|1组|50|50|50|150\n李燕|2组|50|50|0|100\n"
    found = pasted(form, text.replace("|", "\t"))
    asked = forms.check_source(
        found.form, found.tables, village="马家沟村", period=period
    )
    assert [p.kind for p in asked] == (["period"] if is_asked else [])


@pytest.mark.parametrize(
    ("heads", "is_asked"),
    [
        ("大米|面粉", True),
        ("面粉（25kg/袋）|清油（5L）", True),
        ("大米（袋）|面粉（袋）", False),
        ("大米（袋）|救灾款", False),
    ],
)
def test_households_of_which_nothing_was_read_that_they_got_are_asked_about(
    heads: str, is_asked: bool
) -> None:
    text = f"姓名|组别|{heads}\n王建国|1组|50|25\n李燕|2组|25|\n"
    asked = pasted("T13", text.replace("|", "\t")).problems
    assert [p.code for p in asked] == (["given:"] if is_asked else [])


def test_what_is_said_of_households_without_anything_is_the_clerks_own_sentence() -> (
    None
):
    found = pasted("T13", "姓名\t组别\t大米\n王建国\t1组\t50\n")
    said = Decision(code="given:", choice="explain", text="每户一袋米")
    (line,) = forms.decisions_in_words(found.form, found.entry, [said])
    assert line == "有 1 户没有写领到什么。文书说明：每户一袋米。"


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ("每股分红", "“每股分红”是不是一股、一个人的数？"),
        ("人均分配金额", "“人均分配金额”是不是一股、一个人的数？"),
        ("本年收益", "“本年收益”是不是别的行的合计？"),
        ("2026年度集体收益总额", "“2026年度集体收益总额”是不是别的行的合计？"),
        ("福利", ""),
        ("每户水表", ""),
    ],
)
def test_what_a_share_has_or_the_year_has_brought_is_no_item_unasked(
    item: str, title: str
) -> None:
    text = f"分配项目\t分配金额（元）\n公积金\t10000\n{item}\t80\n公益金\t5000\n"
    assert [p.title for p in pasted("T26", text).problems] == ([title] if title else [])


@pytest.mark.parametrize(
    ("lines", "is_asked"),
    [
        (("李家湾村", "张三宝|1组|4|60|240"), True),
        (("2组", "张三宝||4|60|240"), False),
    ],
)
def test_rows_below_the_name_of_another_village_are_asked_about(
    lines: tuple[str, ...], is_asked: bool
) -> None:
    head = "户主|组别|补贴面积|补贴标准|补贴金额"
    own = ("马家沟村", "王建国|1组|5|60|300")
    found = pasted("T8", rows("马家沟村补贴表", head, *own, *lines))
    told = forms.check_source(
        found.form, found.tables, village="马家沟村", period="2026"
    )
    assert [p.title for p in told] == ["有 1 行是别的村的"] * is_asked


def test_a_list_of_what_each_household_gets_is_not_called_a_plan() -> None:
    found = pasted(
        "T26B",
        rows("2026年集体收益分配", "户主|人口|股数|每股|金额", "王建国|4|4|25|100"),
    )
    assert forms.check_form(found.form, found.tables) is None


def test_what_a_sheet_is_said_to_lack_it_lacks() -> None:
    text = rows("2026年低保发放", "户主|组别|面积|标准|金额", "王建国|1组|3|60|180")
    found = pasted("T8", text)
    asked = forms.check_form(found.form, found.tables)
    assert asked is not None
    assert "没有" not in asked.message
