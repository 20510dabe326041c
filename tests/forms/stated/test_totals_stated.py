"""What a sheet states below its rows: for a group wherever it stands, and in words."""

import pytest

from tests.forms.case_sheets import filled, pasted
from villagepub import forms, tables
from villagepub.forms.entry import Decision

SHARES = (
    "户主姓名\t组别\t成员数\t{shares}\t{rate}\t分红金额（元）\n"
    "王守业\t1组\t3\t3.5\t120.50\t421.75\n"
    "李长命\t2组\t4\t4.333\t120.50\t522.13\n"
    "高进财\t1组\t2\t2\t120.50\t241\n"
)
AID = (
    "户主姓名\t组别\t保障人口\t月保障金额\n王守业\t1组\t2\t300\n李长命\t二组\t2\t400\n"
)


@pytest.mark.parametrize(
    ("shares", "rate"),
    [("股份数", "每股分红"), ("持股数", "每股金额"), ("个人股数量", "每股分红（元）")],
)
def test_what_a_share_has_is_multiplied_with_shares_and_never_with_people(
    shares: str, rate: str
) -> None:
    found = pasted("T26B", SHARES.format(shares=shares, rate=rate))
    assert not [p for p in found.problems if p.kind == "arithmetic"]
    product = found.evidence["product"]
    assert "成员人数" not in product.claim or product.state == "unchecked"


@pytest.mark.parametrize(
    ("below", "wrong"),
    [
        ("1组小计\t\t5\t5.5\t\t662.75\n2组小计\t\t4\t4.333\t\t522.13\n", []),
        ("一组合计\t\t5\t5.5\t\t662.75\n2组小计\t\t4\t4.333\t\t500\n", ["500.00"]),
        ("小计\t1组\t5\t5.5\t\t600\n小计\t2组\t4\t4.333\t\t522.13\n", ["600.00"]),
    ],
)
def test_a_total_that_names_a_group_sums_its_rows_wherever_they_stand(
    below: str, wrong: list[str]
) -> None:
    sheet = SHARES.format(shares="股份数", rate="每股分红") + below
    found = pasted("T26B", sheet + "合计\t\t9\t9.833\t\t1184.88\n")
    faulty = [row.stated for row in found.evidence["total"].faults]
    assert faulty == [f"{amount} 元" for amount in wrong]


@pytest.mark.parametrize(
    "line",
    [
        "大写：{}",
        "人民币：{}",
        "人民币（大写）{}",
        "大写金额：人民币{}",
        "金额大写：{}",
        "合计（大写）：{}",
    ],
)
def test_a_line_in_words_below_the_total_is_held_against_the_rows(line: str) -> None:
    for words, is_wrong in (("柒佰元整", False), ("陆仟伍佰元整", True)):
        found = pasted("T7", AID + "合计\t\t4\t700\n" + line.format(words) + "\n")
        assert bool(found.problems) is is_wrong, words
        assert len(found.evidence["total"].rows) == 3


@pytest.mark.parametrize("fault", ["#REF!", "#DIV/0!"])
def test_a_total_that_is_an_error_of_its_formula_is_none_that_nobody_wrote(
    fault: str,
) -> None:
    found = pasted("T7", AID + f"合计\t\t4\t{fault}\n")
    (problem,) = found.problems
    assert problem.title == "月保障金额的合计认不出"
    assert fault in problem.message
    assert [row.stated for row in found.evidence["total"].rows] == ["4 人"]
    use_sum = Decision(code=problem.code, choice="use_sum")
    settled = forms.amend(found.form, found.entry, [use_sum], [])
    assert forms.check(found.form, settled) == ()


def test_one_unreadable_total_in_place_of_all_is_said_to_be_added_up() -> None:
    found = pasted("T7", AID + "合计\t\t\t#REF!\n")
    (problem,) = found.problems
    use_sum = Decision(code=problem.code, choice="use_sum")
    settled = forms.amend(found.form, found.entry, [use_sum], [])
    report = forms.examine(found.form, settled)
    (total,) = [e for e in report.evidence if e.rule == "total"]
    assert total.reason == "合计用加出来的数"


@pytest.mark.parametrize("line", ["大写的数要填", "大写：", "说明：人民币按元写"])
def test_a_line_that_says_no_sum_is_no_total(line: str) -> None:
    found = pasted("T7", AID + "合计\t\t4\t700\n" + line + "\n")
    assert found.problems == ()
    assert len(found.evidence["total"].rows) == 2


DEBTS = (
    "单位或姓名\t类别\t摘要\t金额（元）\n王建国\t债权\t租金\t300\n李燕\t债权\t租金\t200\n"
    "县水利公司\t债务\t工程款\t1300\n"
)
GOODS = "姓名\t组别\t大米（袋）\t食用油（桶）\n王建国\t1组\t2\t1\n李燕\t1组\t3\t1\n"


@pytest.mark.parametrize(
    ("below", "checked", "wrong"),
    [
        ("合计：债权500元，债务1300元", 2, []),
        ("合计：债权2笔500元，债务1笔1200元", 4, ["1,200.00 元"]),
        ("债权合计\t\t\t500\n债务合计\t\t\t1200", 2, ["1,200.00 元"]),
        ("合计\t债权\t\t500\n合计\t债务\t\t1300\n总计\t\t\t1800", 3, []),
        ("以上共计3笔，其中债权400元", 1, []),
    ],
)
def test_sums_of_claims_and_of_debts_are_those_of_their_rows(
    below: str, checked: int, wrong: list[str]
) -> None:
    found = pasted("T3", DEBTS + below + "\n")
    total = found.evidence["total"]
    assert [row.stated for row in total.faults] == wrong
    assert len(total.rows) == checked
    assert len(found.problems) == len(wrong)


@pytest.mark.parametrize(
    ("form", "sheet", "below", "wrong"),
    [
        ("T13", GOODS, "合计：大米伍袋，食用油贰桶", []),
        ("T13", GOODS, "合计\t大米：六袋，食用油：两桶", ["6 袋"]),
        ("T26B", SHARES.format(shares="股份数", rate="每股分红"), "以上共计3户，股份数9.833股，每股分红120.5元/股，分红金额1184元", ["1184.00 元"]),
        ("T7", AID, "合计：2户，月标准300元/人，700元（大写：陆佰元整）", ["600.00 元"]),
        ("T7", AID, "合计：2户，每户350元", []),
    ],
)  # fmt: skip
def test_each_sum_of_a_sentence_is_of_the_column_that_it_names(
    form: str, sheet: str, below: str, wrong: list[str]
) -> None:
    found = pasted(form, sheet + below + "\n")
    stated = [row.stated.replace(",", "") for row in found.evidence["total"].faults]
    assert stated == wrong


def test_a_sum_that_no_column_is_known_of_is_said_to_be_unchecked() -> None:
    sheet = "名称\t承包人\t应交（元）\t已交（元）\n果园\t王建国\t5000\t3000\n"
    found = pasted("T4", sheet + "合计：5000元，3000元\n")
    assert found.evidence["total"].reason == "合计里有的数，认不准是哪一列的"


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("低保发放表（共2户，合计700元）", []),
        ("低保发放表（共3户，合计450元）", ["3 户", "450.00 元"]),
        ("低保发放表（全村共120户，公示共7天，特困3户）", []),
        ("低保发放表（每人每月共300元）", []),
    ],
)
def test_the_sums_of_a_title_are_held_against_the_rows(
    title: str, wrong: list[str]
) -> None:
    found = pasted("T7", f"{title}\n{AID}")
    assert [row.stated for row in found.evidence["total"].faults] == wrong
    assert [p.title.startswith("标题") for p in found.problems] == [True] * len(wrong)


def test_which_of_two_sums_of_one_row_is_meant_is_known_to_what_is_decided() -> None:
    found = pasted("T3", DEBTS + "合计：债权400元，债务1200元\n")
    claims, _ = found.problems
    choice = Decision(code=claims.code, choice="use_sum")
    left = forms.check(found.form, forms.amend(found.form, found.entry, [choice], []))
    assert [p.message for p in left] == [found.problems[1].message]


def test_a_title_above_two_tables_may_sum_both() -> None:
    first, second = AID.splitlines()[1:]
    head = AID.splitlines()[0]
    title = "低保发放表（共2户，合计700元）"
    found = [
        tables.read_pasted(f"{title}\n{head}\n{row}\n")[0] for row in (first, second)
    ]
    assert not filled("T7", *found).problems
