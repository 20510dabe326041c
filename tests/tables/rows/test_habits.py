"""Habits of other offices: groups above the head, ditto marks, totals as sentences."""

import pytest

from tests.forms.case_sheets import pasted
from villagepub import tables

HEAD = "序号\t户主\t面积\t标准\t金额\n"
FIRST = "1\t王建国\t12.3\t60\t738\n2\t李秀英\t8.5\t60\t510\n"
SECOND = "1\t刘玉梅\t10\t60\t600\n"
TITLE = "马家沟村2026年耕地地力保护补贴发放表\n"


@pytest.mark.parametrize(
    "line",
    [
        "三组",
        "第三村民小组",
        "组别：三组",
        "组别：三组　　单位：亩、元",
        "单位：马家沟村　三组",
        "第 三 组",
    ],
)
def test_a_group_above_the_head_is_that_of_the_rows_below(line: str) -> None:
    found = pasted("T8", f"{TITLE}{line}\n{HEAD}{FIRST}")
    assert found.column("group") == ["3组", "3组"]
    (table,) = found.tables
    assert (2, f"“{found.tables[0].rows[0].section}”下面的都算{table.rows[0].section}") in [
        (one.row, one.reason) for one in table.ignored
    ]  # fmt: skip


def test_the_first_group_above_the_head_and_the_next_below_it_are_both_kept() -> None:
    found = pasted("T8", f"{TITLE}一组\n{HEAD}{FIRST}二组\n{SECOND}")
    assert found.column("group") == ["1组", "1组", "2组"]


@pytest.mark.parametrize(
    "line",
    [
        "单位：亩、元",
        "填报：村委会",
        "村务监督小组",
        "张贴点：一组 三组",
        "张贴点：　三组",
        "张贴点：三组",
        "一组　三组",
    ],
)
def test_other_lines_above_the_head_name_no_group(line: str) -> None:
    (table,) = tables.read_pasted(f"{TITLE}{line}\n{HEAD}{FIRST}")
    assert [row.section for row in table.rows] == ["", ""]


@pytest.mark.parametrize("ditto", ["〃", "同上", "″"])
def test_a_rate_is_said_once_and_what_is_paid_never(ditto: str) -> None:
    rows = f"1组\t王建国\t12.3\t60\t738\n1组\t李秀英\t8.5\t{ditto}\t510\n"
    found = pasted("T8", "补贴表\n组\t户主\t面积\t标准\t金额\n" + rows)
    assert found.problems == ()
    assert found.column("rate") == ["60.00", "60.00"]
    paid = pasted(
        "T8",
        f"补贴表\n组\t户主\t标准\t金额\n1组\t王建国\t60\t60\n1组\t李秀英\t60\t{ditto}\n",
    )
    assert paid.asked("amount") == [4]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("以上共计2户5人，合计人民币壹仟壹佰贰拾元整（¥1120.00）", []),
        ("以上合计：2户，5人，1120元", []),
        ("全村共计2户5人1130元", ["amount"]),
        ("以上共计3户5人", [""]),
    ],
)
def test_a_total_as_a_sentence_below_the_list_is_held_against_it(
    said: str, wrong: list[str]
) -> None:
    rows = "王建国\t3\t600\n李秀英\t2\t520\n"
    found = pasted("T7", f"低保花名册\n户主\t保障人口\t月保障金额\n{rows}{said}\n")
    assert [p.column for p in found.problems if p.kind == "total"] == wrong
    assert found.evidence["total"].rows


@pytest.mark.parametrize(
    ("days", "value"),
    [("半天", "0.5"), ("一天半", "1.5"), ("两个半工", "2.5"), ("1个半工", "1.5"), ("2", "2")],
)  # fmt: skip
def test_half_a_day_is_a_number(days: str, value: str) -> None:
    found = pasted(
        "T19",
        f"用工表\n姓名\t用工项目\t工日\t单价\t金额\n王建国\t清渠\t{days}\t120\t{float(value) * 120:g}\n",
    )
    assert found.problems == ()
    assert found.column("days") == [value]


@pytest.mark.parametrize("days", ["半", "一半", "两半", "2.5天半"])
def test_half_of_nobody_knows_what_is_none(days: str) -> None:
    found = pasted("T19", f"用工表\n姓名\t工日\t金额\n王建国\t{days}\t120\n")
    assert found.asked("days") == [3]


@pytest.mark.parametrize("kind", ["一类", "A档", "分散供养对象"])
def test_a_line_that_each_row_below_says_too_is_no_household(kind: str) -> None:
    head = "2026年9月低保花名册\n户主\t类别\t人口\t金额\n"
    found = pasted(
        "T7", f"{head}{kind}\n王建国\t{kind}\t3\t600\n李秀英\t{kind}\t1\t300\n"
    )
    assert found.problems == ()
    assert found.column("name") == ["王建国", "李秀英"]


def test_a_name_that_stands_alone_is_asked_about() -> None:
    head = "2026年9月低保花名册\n户主\t类别\t人口\t金额\n"
    found = pasted("T7", f"{head}王建国\n李秀英\t一类\t1\t300\n张海峰\t一类\t1\t300\n")
    assert found.asked("amount") == [3]


@pytest.mark.parametrize("ditto", ["同上", "〃", "同 前"])
def test_nobody_is_called_as_above(ditto: str) -> None:
    rows = f"王建国\t12.3\t60\t738\n{ditto}\t8.5\t60\t510\n"
    found = pasted("T8", "补贴表\n户主\t面积\t标准\t金额\n" + rows)
    assert 4 in found.asked("name")
