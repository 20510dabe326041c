"""Columns and pairs of rows as villages write them: counted, added and joined only where it is sure."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import printed, rows
from villagepub import forms
from villagepub.forms.entry import Decision


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("7-9月", "3"), ("7月—9月", "3"), ("7、8、9月", "3"), ("7月和9月", "2"),
        ("2026年7月至9月", "3"), ("第三季度", "3"), ("三季度", "3"), ("全年", "12"),
        ("上半年", "6"), ("三个月", "3"), ("3个月", "3"), ("3", "3"), ("4-6月、9月", "4"),
        ("7月", ""), ("12月-2月", ""), ("2025年11月至2026年1月", ""), ("七月", ""), ("七至九月", "3"), ("十月、十一月", "2"), ("七八九月", ""), ("7月-次年1月", ""), ("11月至来年2月", ""), ("十二个月", "12"), ("7.8.9", ""),
    ],
)  # fmt: skip
def test_months_are_counted_or_asked_about(cell: str, count: str) -> None:
    found = pasted(
        "T10", rows("姓名|组别|月数|月标准|发放金额", f"王建国|1组|{cell}|50|150")
    )
    assert found.column("months") == [count]
    assert bool(found.asked("months")) == (not count)


def test_a_standard_is_not_what_is_paid_by_it() -> None:
    heads = "姓名|月数|生活补贴标准|护理补贴标准|金额"
    found = pasted("T9C", rows(heads, "王建国|3|60|80|420", "李燕|3|60||180"))
    assert found.sums == {"amount": "600.00"}


TWO_ROWS = rows("姓名|月数|金额", "王建国|3|180", "王建国|3|240")


def test_one_person_in_two_rows_is_one_person_with_both_sums() -> None:
    found = pasted("T9C", TWO_ROWS)
    (problem,) = found.problems
    labels = [c.label for c in problem.choices]
    assert labels == [
        "是两个人",
        "是同一人，两行的钱加起来",
        "写重了，删掉第 3 行 王建国",
    ]
    joined = problem.choices[1]
    decision = Decision(code=problem.code, choice=joined.id, value=joined.value)
    entry = forms.amend(found.form, found.entry, [decision], [])
    (record,) = entry.records
    assert (record.values["amount"], record.values["months"]) == ("420.00", "3")
    assert forms.check(found.form, entry) == ()
    (said,) = forms.decisions_in_words(found.form, found.entry, [decision])
    assert said == "王建国写在两行，是同一人，两行的钱加起来了。"


def test_what_two_rows_of_one_household_say_otherwise_is_asked_about() -> None:
    heads = "户主|组别|保障人口|月保障金额"
    found = pasted("T7", rows(heads, "王建国|1组|2|180", "王建国|1组|3|240"))
    (problem,) = found.problems
    joined = next(c for c in problem.choices if c.id == "join_row")
    decision = Decision(code=problem.code, choice=joined.id, value=joined.value)
    entry = forms.amend(found.form, found.entry, [decision], [])
    assert [p.column for p in forms.check(found.form, entry)] == ["people"]


PLAN = "分配项目|比例|分配金额（元）"


@pytest.mark.parametrize(
    "lines",
    [
        ("可分配收益||100000", "公积公益金|40%|40000", "成员分红|60%|60000"),
        ("公积公益金|40%|40000", "成员分红|60%|60000", "今年的钱||100000"),
        ("今年收入的||100000", "公积公益金||40000", "成员分红||60000"),
        ("年初没有分的||3000", "公积公益金||40000", "成员分红||60000"),
    ],
)
def test_what_others_add_up_to_is_not_added_to_them(lines: tuple[str, ...]) -> None:
    found = pasted("T26", rows(PLAN, *lines))
    (problem,) = [p for p in found.problems if p.kind == "whole"]
    assert [c.id for c in problem.choices] == ["drop_row", "accept"]
    decision = Decision(code=problem.code, choice="drop_row")
    entry = forms.amend(found.form, found.entry, [decision], [])
    assert forms.totals(found.form, entry)["amount"] == 100_000
    assert forms.check(found.form, entry) == ()


def test_one_project_twice_is_asked_about_and_what_households_are_added_is_said() -> (
    None
):
    """A household may have something of several projects."""
    heads = "项目名称|建设地点|资金规模（万元）|受益户数"
    lines = ("修渠|1组|12.5|30", "修渠|1组|12.5|30", "修路|2组|10|40", "合计||35|100")
    found = pasted("T11B", rows(heads, *lines))
    (problem,) = found.problems
    assert problem.message == "第 2 行和第 3 行，修渠：项目名称、建设地点和数字都一样。"
    assert found.sums == {"amount": "350000.00", "households": "100"}
    assert "一户受益几个项目的算几次" in printed(found).board.note


@pytest.mark.parametrize(
    ("form", "heads", "line", "said"),
    [
        ("T8", "金额|应发金额|实发金额", "60|60|50", ["读的是“金额”，“实发金额”也像，有 1 行不一样：第 2 行一个是 60，一个是 50。"]),
        ("T8", "金额|应发金额|实发金额", "60|60|60.00", []),
        ("T7", "保障金|分类施保金|合计", "600|40|640", ["读的是“保障金”，“合计”也像，有 1 行不一样：第 2 行一个是 600，一个是 640。"]),
        ("T8", "补贴金额|补贴标准|标准", "60|60|50", []),
        ("T8", "面积|种植面积|金额", "1|2|60", ["读的是“面积”，“种植面积”也像，有 1 行不一样：第 2 行一个是 1，一个是 2。"]),
        ("T8", "补贴面积|种植面积|金额", "1|2|60", []),
        ("T7", "人口|人口|金额", "1|2|60", ["“人口”“人口”都像，机器不替你定。"]),
    ],
)  # fmt: skip
def test_a_column_that_two_heads_fit_is_asked_about_where_they_differ(
    form: str, heads: str, line: str, said: list[str]
) -> None:
    found = pasted(form, rows(f"姓名|组别|{heads}", f"王建国|1组|{line}"))
    doubts = list(forms.doubts_of(found.form, found.tables[0], found.mappings[0], 0))
    asked = forms.check_columns(found.form, doubts, found.mappings)
    assert [p.message for p in asked] == said
    assert all(len(p.choices) > 1 for p in asked)


def test_a_unit_in_a_column_of_its_own_is_the_unit_of_the_things_beside_it() -> None:
    heads = "户主|款物名称|数量|单位"
    found = pasted(
        "T13", rows(heads, "王建国|大米|2|袋", "李燕|面粉|1|", "贺文秀|棉被|3床|")
    )
    assert found.column("quantity") == ["2袋", "", "3床"]
    assert found.column("goods") == ["大米", "面粉", "棉被"]
    (problem,) = found.problems
    assert "“1”没有写单位" in problem.message


def test_two_things_of_one_household_are_no_double_and_are_not_lost() -> None:
    found = pasted("T13", rows("户主|物资|数量", "王建国|大米|2袋", "王建国|面粉|1袋"))
    assert found.problems == ()
    assert found.column("goods") == ["大米", "面粉"]
    assert forms.units(found.form, found.entry.records) == 1


def test_what_a_form_calls_its_own_column_is_not_taken_for_illness() -> None:
    found = pasted(
        "T19", rows("日期|姓名|用工事由|天数|日工资|金额", "7.1|王建国|修渠|2|120|240")
    )
    assert found.column("project") == ["修渠"]


@pytest.mark.parametrize("head", ["日补助", "每天工资", "日工资", "每次补助", "单价"])
def test_what_is_paid_a_day_is_not_what_is_paid(head: str) -> None:
    found = pasted(
        "T12", rows(f"姓名|岗位名称|天数|{head}|实发", "王建国|保洁员|22|30|600")
    )
    assert found.column("amount") == ["600.00"]


def test_a_debt_that_does_not_say_whose_it_is_is_asked_about() -> None:
    found = pasted("T3", rows("单位或姓名|金额（元）", "王建国|3000", "安塞公司|20000"))
    assert {p.column for p in found.problems} == {"side"}


AVERAGES = "2026年第三季度农村低保花名册\n户主姓名\t保障人口\t人均补差（元/月）\t月保障金额（元）\n"


@pytest.mark.parametrize(
    ("others", "asked"),
    [
        ("", [3]),  # 173 × 3 is 519: a slip, or 520 divided among three
        ("李秀英\t3\t173.33\t520\n", []),
        ("李秀英\t7\t171\t1200\n", []),
        ("李秀英\t2\t200\t400\n", [3]),
    ],
)
def test_one_average_alone_is_asked_about(others: str, asked: list[int]) -> None:
    found = pasted("T7", AVERAGES + "王建国\t3\t173\t520\n" + others)
    assert found.asked("amount") == asked


def test_bare_months_may_be_days_worked() -> None:
    head = "2026年8月公益性岗位\n姓名\t岗位\t7月\t8月\t合计\n"
    found = pasted(
        "T12", head + "王建国\t保洁员\t20\t22\t42\n李燕\t护林员\t18\t20\t38\n"
    )
    assert "amount" not in found.mappings[0]
    paid = "2026年第三季度公益性岗位\n姓名\t出勤天数\t7月\t8月\t9月\t合计\n"
    named = pasted(
        "T12", paid + "王建国\t60\t600\t600\t600\t1800\n李燕\t60\t600\t600\t0\t1200\n"
    )
    assert named.sums["amount"] == "3000.00"


def test_of_a_local_measure_of_land_a_person_says_how_large_it_is() -> None:
    head = "户主\t组别\t面积{}\t标准（元/亩）\t金额（元）\n"
    for unit, cells in (("（垧）", ("1", "0.5")), ("", ("1垧", "0.5垧"))):
        text = head.format(unit)
        text += f"王建国\t1组\t{cells[0]}\t60\t180\n李燕\t2组\t{cells[1]}\t60\t90\n"
        (asked,) = (found := pasted("T8", text)).problems
        assert [c.label for c in asked.choices] == [
            f"是垧（一垧{n}亩）：1 垧{f'（一垧{n}亩）' if unit else ''} = {n}.00 亩"
            for n in (3, 5, 15)
        ]
        units = {(found.entry.parts[0].name, "area"): "垧（一垧3亩）"}
        entry = forms.fill(
            found.form, found.tables, found.mappings, year=2026, units=units
        )
        assert [r.values["area"] for r in entry.records] == ["3.00", "1.50"]
        assert forms.check(found.form, entry) == ()


def test_nought_beside_things_is_none_of_them() -> None:
    text = "户主姓名\t组别\t大米（袋）\t棉被\n王建国\t1组\t2\t1床\n李燕\t2组\t1\t0\n"
    found = pasted("T13", text)
    assert found.problems == ()
    assert found.sums["goods|棉被|床"] == "1"


def test_half_of_a_file_is_not_left_out_unseen() -> None:
    text = "2026年第三季度农村低保花名册\n户主姓名\t组别\t保障人口\t月保障金额\n"
    text += "王建国\t1组\t2\t400\n李燕\t2组\t1\t320\n\n"
    text += "2026年第三季度特困供养花名册\n姓名\t组别\t供养人数\t月供养金额\n孙老汉\t3组\t1\t800\n"
    found = pasted("T7", text)
    asked = forms.check_source(
        found.form, found.tables, village="马家沟村", period="2026Q3"
    )
    assert [p.kind for p in asked] == ["rest"]


def test_a_months_pay_beside_days_is_no_days_pay() -> None:
    text = "2026年8月公益性岗位补贴\n姓名\t岗位\t出勤\t标准\t应发\t扣款\t实发\n"
    text += "王建国\t保洁\t22\t600\t600\t0\t600\n李燕\t护林\t20\t600\t600\t54\t546\n"
    found = pasted("T12", text)
    assert found.problems == ()
    assert found.column("rate") == ["600.00", "600.00"]
    days = text.replace("\t600\t600\t0\t600", "\t30\t660\t0\t660")
    assert pasted("T12", days.replace("600\t600\t54", "30\t600\t0")).column("day_rate")


@pytest.mark.parametrize("line", ["补贴标准：60元/亩", "每亩补贴60元", "（60 元/亩）"])
def test_a_rate_above_a_list_is_the_rate_of_its_rows(line: str) -> None:
    text = f"2026年耕地地力保护补贴登记表\n{line}\n户主\t组别\t面积（亩）\t金额（元）\n"
    found = pasted("T8", text + "王建国\t1组\t10\t600\n李燕\t2组\t5\t305\n")
    assert found.column("rate") == ["60.00", "60.00"]
    assert found.asked("amount") == [5]


def test_of_two_rates_above_a_list_none_is_its_rows() -> None:
    text = "2026年耕地地力保护补贴\n水田80元/亩，旱地60元/亩\n户主\t组别\t面积（亩）\t金额（元）\n"
    found = pasted("T8", text + "王建国\t1组\t10\t600\n")
    assert found.column("rate") == [""]


def test_parts_below_a_head_that_is_not_merged_are_its_parts() -> None:
    text = "2026年第三季度农村低保金花名册\n户主姓名\t组别\t保障人口\t月领取金额\t\t\n"
    text += "\t\t\t小计\t家庭补差\t分类施保\n王建国\t1组\t2\t960\t800\t160\n"
    found = pasted("T7", text)
    assert (found.problems, found.column("amount")) == ((), ["960.00"])


def test_the_head_of_a_household_read_into_one_row_is_listed() -> None:
    text = "2026年第三季度农村低保花名册\n序号\t户主姓名\t组别\t成员姓名\t与户主关系\t保障人口\t月保障金额\n"
    text += "1\t王建国\t1组\t王建国\t户主\t3\t960\n\t\t\t刘梅\t配偶\t\t\n\t\t\t王小明\t子\t\t\n"
    text += "2\t李燕\t2组\t李燕\t户主\t1\t320\n"
    found = pasted("T7", text)
    assert (found.problems, found.column("people")) == ((), ["3", "1"])


@pytest.mark.parametrize(
    ("line", "why"), [("单位：垧、元", "一垧几亩"), ("单位：大亩、元", "没说这一列的")]
)
def test_land_that_the_line_above_counts_otherwise_is_asked_about(
    line: str, why: str
) -> None:
    text = rows("2026年补贴", line, "姓名|组别|面积|标准|金额", "王建国|1组|1|180|180")
    (problem,) = pasted("T8", text).problems
    assert problem.kind == "unit"
    assert why in problem.message


def test_land_in_a_unit_that_no_form_knows_is_asked_about() -> None:
    text = rows("2026年补贴", "姓名|组别|面积（大亩）|标准|金额", "王建国|1组|1|60|60")
    (problem,) = pasted("T8", text).problems
    assert "列名上写的是“大亩”" in problem.message
