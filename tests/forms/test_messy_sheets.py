"""Sheets that printed something untrue once: what a careful clerk reads in them."""

from dataclasses import replace

import pytest

from tests.forms.case_sheets import Filled, pasted
from tests.notices.test_store_and_compose import frame
from villagepub import forms, privacy
from villagepub.content import NoticeContent
from villagepub.forms.entry import Decision, Problem
from villagepub.notices.content.composer import compose
from villagepub.period import Period


def rows(*lines: str) -> str:
    """A sheet with | between its cells."""
    return "\n".join(line.replace("|", "\t") for line in lines)


def asked_of_source(found: Filled, period: str) -> list[str]:
    problems = forms.check_source(
        found.form, found.tables, village="马家沟村", period=period
    )
    return [p.message for p in problems]


def printed(found: Filled, period: str = "2026Q3") -> NoticeContent:
    own = replace(frame(found.form), period=Period.parse(period))
    return compose(own, found.entry)


AGED = ("姓名|组别|月数|月标准|发放金额", "王建国|1组|1|50|50")


@pytest.mark.parametrize(
    ("title", "period", "is_asked"),
    [
        ("2026年9月高龄津贴发放表", "2026Q3", True),
        ("2026年7-9月高龄津贴发放表", "2026Q3", False),
        ("2026年7月至9月高龄津贴发放表", "2026Q3", False),
        ("2026年4—6月高龄津贴发放表", "2026Q3", True),
        ("2026年第三季度高龄津贴发放表", "2026Q3", False),
        ("2026年上半年高龄津贴发放表", "2026Q3", True),
        ("2026年上半年高龄津贴发放表", "2026H1", False),
        ("2026年第二季度高龄津贴发放表", "2026", True),
        ("高龄津贴发放表（截至2026年9月）", "2026Q3", False),
        ("2026年9月20日高龄津贴发放表", "2026Q3", False),
        ("2026年8月高龄津贴发放表", "2026-07", True),
    ],
)
def test_a_sheet_of_another_time_is_asked_about(
    title: str, period: str, is_asked: bool
) -> None:
    asked = asked_of_source(pasted("T10", rows(title, *AGED)), period)
    assert bool(asked) is is_asked


def test_the_sheet_of_one_month_of_a_ledger_is_of_its_quarter() -> None:
    found = pasted("T1", rows("2026年7月收支", "日期|摘要|收入|支出", "7.1|租金|500|"))
    (asked,) = asked_of_source(found, "2026Q3")
    assert "没有8月、9月的" in asked


def test_a_quarters_money_is_not_printed_as_a_months() -> None:
    found = pasted(
        "T7", rows("户主|组别|季度发放金额", "王建国|1组|960", "李燕|2组|600")
    )
    assert "amount" not in found.mappings[0]


def test_a_quarters_money_that_is_said_to_be_meant_is_divided_and_shown() -> None:
    table = pasted(
        "T7", rows("户主|组别|季度发放金额", "王建国|1组|960", "李燕|2组|601")
    )
    mapping = ("name", "group", "amount")
    entry = forms.fill(table.form, table.tables, [mapping], year=2026)
    assert [r.values["amount"] for r in entry.records] == ["320.00", ""]
    assert entry.records[0].written == {"amount": "960 元/季"}
    (problem,) = forms.check(table.form, entry)
    assert "按月分不尽" in problem.message


def test_what_was_paid_out_for_a_quarter_is_asked_about() -> None:
    found = pasted(
        "T7",
        rows(
            "2026年第三季度低保金发放表",
            "户主|组别|金额",
            "王建国|1组|960",
            "李燕|2组|600",
        ),
    )
    (problem,) = found.problems
    labels = [c.label for c in problem.choices]
    assert labels == ["是元/月：960.00 元", "是元/季：960 元/季 = 320.00 元"]


@pytest.mark.parametrize("head", ["人均补差", "每人保障金额", "人均月补差"])
def test_one_persons_money_is_not_a_households(head: str) -> None:
    found = pasted("T7", rows(f"户主|组别|{head}", "王建国|1组|320", "李燕|2组|200"))
    assert "amount" not in found.mappings[0]


def test_a_months_money_is_not_what_several_months_come_to() -> None:
    found = pasted(
        "T10", rows("姓名|组别|月数|月补贴金额", "王建国|1组|3|50", "李燕|2组|3|50")
    )
    assert "amount" not in found.mappings[0]


FAMILY = rows(
    "姓名|与户主关系|组别|享受金额",
    "王建国|户主|1组|320",
    "王小明|长子|1组|320",
    "李秀英|本人|2组|200",
    "|合计||840",
)


def settled(found: Filled, choice: str) -> tuple[list[str], tuple[Problem, ...]]:
    (problem,) = [p for p in found.problems if p.kind == "marked"]
    decision = Decision(code=problem.code, choice=choice)
    entry = forms.amend(found.form, found.entry, [decision], [])
    said = [f"{r.values['name']} {r.values['amount']}" for r in entry.records]
    open_ = tuple(p for p in forms.check(found.form, entry) if p.kind == "marked")
    return said, open_


@pytest.mark.parametrize(
    ("choice", "rows_", "stays"),
    [
        ("join_marked", ["王建国 640.00", "李秀英 200.00"], 0),
        ("drop_marked", ["王建国 320.00", "李秀英 200.00"], 0),
        ("accept", ["王建国 320.00", "王小明 320.00", "李秀英 200.00"], 1),
    ],
)
def test_members_of_a_household_are_no_households_before_somebody_says_so(
    choice: str, rows_: list[str], stays: int
) -> None:
    said, open_ = settled(pasted("T7", FAMILY), choice)
    assert (said, len(open_)) == (rows_, stays)


def test_the_relation_is_printed_nowhere() -> None:
    content = printed(pasted("T7", FAMILY)).to_json()
    assert "长子" not in content
    assert "家人" not in content


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("是否发放", "否"),
        ("状态", "取消"),
        ("审核结果", "未通过"),
        ("审批意见", "不同意"),
    ],
)
def test_a_row_that_the_sheet_itself_calls_off_is_asked_about(
    head: str, cell: str
) -> None:
    found = pasted(
        "T8",
        rows(
            f"姓名|组别|补贴面积|金额|{head}",
            "王建国|1组|3|180|是",
            f"李燕|1组|1|60|{cell}",
        ),
    )
    (problem,) = found.problems
    assert problem.kind == "marked"
    assert "第 3 行" in problem.message
    assert settled(found, "drop_marked")[0] == ["王建国 180.00"]


@pytest.mark.parametrize("form", ["T7", "T8", "T10"])
@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("备注", "不予补贴"),
        ("备注", "3月死亡停发"),
        ("说明", "取消"),
        ("备注", "账号错，退票"),
        ("核实情况", "暂缓发放"),
        ("备注", "该户未享受"),
        ("备注", "已过世"),
        ("备注", "自愿放弃"),
        ("停发时间", "2026.5"),
        ("是否死亡", "是"),
        ("取消原因", "进城买房"),
    ],
)
def test_a_row_whose_own_words_say_it_does_not_receive_is_asked_about(
    form: str, head: str, cell: str
) -> None:
    table = rows(
        f"姓名|组别|补贴面积|月数|金额|{head}",
        "王建国|1组|3|3|180|",
        f"李燕|1组|1|1|60|{cell}",
        "贺文秀|2组|1|1|60|否",
    )
    found = pasted(form, table)
    (problem,) = [p for p in found.problems if p.kind == "marked"]
    assert "第 3 行 李燕：" in problem.message
    assert settled(found, "drop_marked")[0] == ["王建国 180.00", "贺文秀 60.00"]
    assert len(settled(found, "accept")[0]) == 3


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("王建国等3户", True), ("王建国、李秀英", True), ("王建国 李秀英", True),
        ("其中：脱贫户", True), ("李　燕", False), ("阿依古丽·买买提", False),
        ("王建国夫妇", False), ("安塞区兴农合作社", False), ("王建国（已迁）①", False),
    ],
)  # fmt: skip
def test_a_row_of_several_is_not_counted_as_one_unasked(name: str, asked: bool) -> None:
    found = pasted("T8", rows("姓名|补贴面积|金额", f"{name}|3|180", "李燕|1|60"))
    strange = [p for p in found.problems if p.kind == "unreadable"]
    assert [p.row for p in strange] == ([2] if asked else [])


@pytest.mark.parametrize(
    "line", ["以下为停发人员", "二、注销户：", "停发", "不予补贴的"]
)
def test_who_stands_below_a_line_that_calls_them_off_is_asked_about(line: str) -> None:
    lines = ("王建国|1组|3|180", f"{line}|||", "李燕|1组|1|60", "张文秀|1组|2|120")
    found = pasted("T8", rows("姓名|组别|补贴面积|金额", *lines))
    (problem,) = found.problems
    assert problem.message.startswith("第 4 行 李燕、第 5 行 张文秀：")
    assert settled(found, "drop_marked")[0] == ["王建国 180.00"]


def test_a_group_counted_above_its_rows_is_the_sum_of_those() -> None:
    lines = (
        "1组小计||4|240",
        "王建国|1组|3|180",
        "张三|1组|1|60",
        "2组小计||1|60",
        "李燕|2组|1|60",
    )
    found = pasted("T8", rows("姓名|组别|补贴面积|金额", *lines, "合计||5|300"))
    assert found.problems == ()
    assert [s.rows for p in found.entry.parts for s in p.subtotals] == [(3, 4), (6,)]


def test_a_row_that_gets_nothing_is_asked_about_unless_it_gets_things() -> None:
    found = pasted("T8", rows("姓名|补贴面积|金额", "王建国|3|180", "李燕|1|0.00"))
    (problem,) = found.problems
    assert (problem.kind, problem.message[:9]) == ("marked", "第 3 行 李燕：")
    goods = rows("户主姓名|大米（袋）|款额（元）", "王建国|2|0", "李燕|1|100")
    assert pasted("T13", goods).problems == ()


def test_a_remark_in_the_brackets_of_a_name_counts_too() -> None:
    found = pasted("T7", rows("姓名|金额", "王建国|320", "李燕（已故）|200"))
    assert settled(found, "drop_marked")[0] == ["王建国 320.00"]


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("备注", "核查未发现问题"),
        ("备注", "未成年，没有劳动能力"),
        ("备注", "退耕地两块"),
        ("是否死亡", "否"),
        ("停发时间", "/"),
        ("退回金额", "0.00"),
        ("备注", "新增"),
        ("地址", "不老沟"),
    ],
)
def test_other_remarks_ask_nothing(head: str, cell: str) -> None:
    found = pasted("T7", rows(f"姓名|金额|{head}", f"王建国|320|{cell}", "李燕|200|"))
    assert [p for p in found.problems if p.kind == "marked"] == []


def test_a_list_of_persons_has_no_members() -> None:
    found = pasted(
        "T24", rows("姓名|与户主关系|组别", "王建国|户主|1组", "王小明|长子|1组")
    )
    assert found.problems == ()


def test_ditto_marks_say_what_stands_above_them() -> None:
    found = pasted(
        "T8",
        rows(
            "姓名|组别|补贴面积|补贴标准|金额",
            "王建国|1组|3|60|180", "李燕|同上|1|60|60", "王东升|〃|1|〃|60", "贺文秀|2组|1|60|60",
        ),
    )  # fmt: skip
    assert found.column("group") == ["1组", "1组", "1组", "2组"]
    assert found.asked("rate") == [4]  # a number is never taken from a neighbour


@pytest.mark.parametrize("cell", ["2026-01-01", "2-1", "1月1日", "〃"])
def test_what_excel_makes_of_a_group_is_no_group(cell: str) -> None:
    found = pasted(
        "T8", rows("姓名|组别|补贴面积|金额", f"王建国|{cell}|3|180", "李燕|1组|1|60")
    )
    assert found.asked("group") == [2]


def test_a_mark_is_no_name() -> None:
    found = pasted(
        "T8", rows("姓名|组别|补贴面积|金额", "王建国|1组|3|180", "〃|1组|1|60")
    )
    assert found.asked("name") == [3]


@pytest.mark.parametrize(
    "text",
    [
        "2024.1.1—2028.12.31", "2021.3-2026.3", "1998-2028", "500—3000元", "300~12000 元",
    ],
)  # fmt: skip
def test_a_term_and_a_span_of_money_are_nobodys_number(text: str) -> None:
    assert privacy.scrub(text) == text


@pytest.mark.parametrize(
    "text", ["6217-0012345元", "138-00138000", "2028-1998", "1956-0312", "02-9112345"]
)
def test_other_pairs_of_digits_are_blotted(text: str) -> None:
    assert "*" in privacy.scrub(text)


def test_rent_a_year_is_said_to_be_rent_a_year() -> None:
    found = pasted(
        "T4", rows("资产名称|承包人|年租金（元）", "旧房|王建国|2000", "鱼塘|李燕|3000")
    )
    facts = [(f.label, f.value) for f in printed(found, "2026-07-10").facts]
    assert ("承包金额（按年）", "5,000.00") in facts
    cells = pasted("T4", rows("资产名称|租金", "旧房|1.5万元/年", "鱼塘|3000元/年"))
    assert cells.column("amount") == ["15000.00", "3000.00"]


def test_a_kind_without_a_sum_has_none_of_nought() -> None:
    found = pasted(
        "T3",
        rows(
            "单位或姓名|类别|金额（元）",
            "王建国|应收|500",
            "信用社|应付|",
            "张三|应付|",
        ),
    )
    labels = [f.label for f in printed(found).facts]
    assert "债权" in labels
    assert "债务" not in labels


def test_an_aid_list_has_the_villages_totals_on_the_web() -> None:
    found = pasted(
        "T13",
        rows("姓名|组别|大米（袋）|救灾款（元）", "陈军|3组|1|", "张文斌|4组|2|500"),
    )
    web = printed(found).web
    assert [r.cells for r in web.rows] == [("全村", "2", "3", "500.00")]


LEDGER = rows(
    "2026年第三季度收支",
    "日期|摘要|收入|支出|结余",
    "6月30日|期初|||1000",
    "7月1日|卖树款|500||1500",
    "8月2日|修渠||300|1200",
)


def test_a_quarter_in_one_sheet_is_not_called_a_month() -> None:
    found = pasted("T1", LEDGER)
    assert found.problems == ()
    content = printed(found)
    assert [f.label for f in content.facts] == [
        "本季结余",
        "上期结转",
        "本季收入",
        "本季支出",
    ]
    (section,) = content.board.sections
    assert section.title == "本期"  # 粘贴的表 is a name that nobody gave
    assert [r.cells[1] for r in section.rows] == ["上期结转", "卖树款", "修渠"]


def test_an_outline_of_accounts_is_read_by_its_sums() -> None:
    found = pasted(
        "T2",
        rows(
            "2026年第三季度财务公开榜", "科目|本期数", "一、期初余额|1000", "二、收入合计|700",
            "1.光伏分红|200", "2.卖旧砖|500", "三、支出合计|300", "1.清扫公路|300", "四、期末余额|1400",
        ),
    )  # fmt: skip
    assert found.problems == ()
    facts = {f.label: f.value for f in printed(found).facts}
    assert facts == {
        "本期结余": "1,400.00",
        "上期结余": "1,000.00",
        "收入": "700.00",
        "支出": "300.00",
    }


def test_objections_to_an_election_go_to_its_own_committee() -> None:
    found = pasted("T24", rows("姓名|组别", "王建国|1组", "李燕|2组"))
    content = printed(found, "2026-07-10")
    asked = next(a for a in content.answers if a.question == "找谁问")
    assert asked.answer == "村民选举委员会"


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("7-9月", "3"), ("7月—9月", "3"), ("7、8、9月", "3"), ("7月和9月", "2"),
        ("2026年7月至9月", "3"), ("第三季度", "3"), ("三季度", "3"), ("全年", "12"),
        ("上半年", "6"), ("三个月", "3"), ("3个月", "3"), ("3", "3"), ("4-6月、9月", "4"),
        ("7月", ""), ("12月-2月", ""), ("2025年11月至2026年1月", ""), ("七月", ""), ("七至九月", "3"), ("十月、十一月", "2"), ("七八九月", ""), ("十二个月", "12"), ("7.8.9", ""),
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


TWO_ROWS = rows(
    "姓名|补贴类型|月数|金额", "王建国|生活补贴|3|180", "王建国|护理补贴|3|240"
)


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
    (said,) = forms.explanations(found.form, found.entry, [decision])
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


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("公积公益金|40%|40000", "成员分红|60%|60000"), []),
        (("公积公益金|33%|33333", "成员分红|67%|66667"), []),
        (("公积公益金|40%|4000", "成员分红|60%|60000"), [2, 3]),
        (("公积公益金|30%|40000", "成员分红|60%|60000"), [0]),
        (("公积公益金|按章程|40000", "成员分红|60%|60000"), []),
    ],
)
def test_shares_are_the_parts_that_they_say(
    lines: tuple[str, ...], said: list[int]
) -> None:
    found = pasted("T26", rows(PLAN, *lines))
    assert [p.row for p in found.problems] == said


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
    (problem,) = found.problems
    assert problem.kind == "same_name"
    joined = next(c for c in problem.choices if c.id == "join_row")
    decision = Decision(code=problem.code, choice=joined.id, value=joined.value)
    entry = forms.amend(found.form, found.entry, [decision], [])
    told = [p.message for p in forms.check(found.form, entry)]
    assert "两行不一样：大米、面粉" in told[0]
    assert "两行不一样：2袋、1袋" in told[1]


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
