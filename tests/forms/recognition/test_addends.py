"""A sum beside the columns it is made of is held against them, though no form names them."""

import pytest

from tests.forms.case_sheets import pasted

MACHINES = (
    "姓名\t组别\t机具名称\t台数\t中央补贴\t省补贴\t县补贴\t补贴总额\t自筹\t总价\n"
)


@pytest.mark.parametrize(
    ("total", "asked"), [("11000", []), ("11500", [2])], ids=["adds up", "does not"]
)
def test_a_subsidy_of_several_levels_is_their_sum(total: str, asked: list[int]) -> None:
    found = pasted(
        "T9B",
        f"{MACHINES}王建国\t1组\t拖拉机\t1\t9000\t1500\t500\t{total}\t4000\t15000\n"
        "李燕\t1组\t旋耕机\t2\t1800\t300\t200\t2300\t900\t3200\n",
    )
    assert found.asked("amount") == asked
    evidence = found.evidence["parts"]
    assert evidence.claim == "中央补贴 + 省补贴 + 县补贴 = 补贴金额"
    assert evidence.checked == 2


def test_what_a_buyer_adds_and_the_price_are_looked_at_and_block_nothing() -> None:
    found = pasted(
        "T9B",
        "姓名\t机具名称\t补贴总额\t自筹\t总价\n王建国\t拖拉机\t11000\t4000\t15000\n"
        "李燕\t旋耕机\t2300\t900\t3300\n",
    )
    (problem,) = found.problems
    assert (problem.row, problem.blocking) == (3, False)
    assert found.column("own") == ["4000.00", "900.00"]


PAY = "姓名\t职务\t基本报酬\t绩效\t扣款\t实发金额\n"


@pytest.mark.parametrize(
    ("paid", "asked"), [("6800", []), ("7000", [2])], ids=["adds up", "does not"]
)
def test_what_is_taken_off_counts_less(paid: str, asked: list[int]) -> None:
    found = pasted(
        "T18",
        f"{PAY}王建国\t主任\t6000\t900\t100\t{paid}\n李燕\t文书\t5400\t800\t\t6200\n",
    )
    assert found.asked("paid") == asked
    evidence = found.evidence["parts"]
    assert evidence.claim == "基本报酬 + 绩效 − 扣款 = 已领数额"
    assert [row.working for row in evidence.rows] == ["6000 + 900 − 100", "5400 + 800"]
    assert [row.computed for row in evidence.rows] == ["6,800.00", "6,200.00"]


@pytest.mark.parametrize(
    ("paid", "asked"), [("6800", []), ("6850", [2])], ids=["adds up", "does not"]
)
def test_what_is_paid_is_what_is_due_less_the_deductions(
    paid: str, asked: list[int]
) -> None:
    found = pasted(
        "T18",
        "姓名\t职务\t基本报酬\t年底奖励\t应发合计\t扣养老保险\t扣医保\t实发金额\n"
        f"王建国\t主任\t6000\t900\t6900\t80\t20\t{paid}\n"
        "李燕\t文书\t5400\t800\t6200\t80\t20\t6100\n",
    )
    claims = [e.claim for e in found.all_evidence if e.rule == "parts"]
    assert claims == [
        "基本报酬 + 年底奖励 = 应领数额",
        "应领数额 − 扣养老保险 − 扣医保 = 已领数额",
    ]
    assert found.asked("paid") == asked


def test_columns_that_do_not_add_up_are_no_parts_of_a_sum() -> None:
    found = pasted(
        "T10",
        "姓名\t组别\t家庭收入\t承包收入\t金额\n王建国\t1组\t900\t80\t300\n李燕\t1组\t70\t60\t300\n",
    )
    assert "parts" not in found.evidence
    assert found.problems == ()


def test_of_two_sums_that_fit_none_is_chosen_by_what_it_is_made_of() -> None:
    found = pasted(
        "T8",
        "户主姓名\t组别\t面积\t标准\t应补\t扣减\t实发\n王建国\t1组\t3.5\t60\t210\t10\t200\n",
    )
    assert "parts" not in found.evidence


@pytest.mark.parametrize(
    ("account", "side"),
    [
        ("应收款", "债权"),
        ("短期借款", "债务"),
        ("长期借款及应付款", "债务"),
        ("应付工资", "债务"),
        ("应付劳务费", "债务"),
        ("应交税费", "债务"),
        ("一事一议资金", "债务"),
    ],
)
def test_accounts_of_the_rules_say_whether_it_is_a_claim(
    account: str, side: str
) -> None:
    found = pasted("T3", f"单位或姓名\t科目\t金额\n安塞农商行\t{account}\t500\n")
    assert found.column("side") == [side]


def test_an_account_that_may_be_either_is_asked_about() -> None:
    found = pasted("T3", "单位或姓名\t科目\t金额\n康登云\t内部往来\t500\n")
    assert found.asked("side") == [2]


@pytest.mark.parametrize(
    ("amount", "asked"), [("600", []), ("640", [2])], ids=["adds up", "does not"]
)
def test_a_column_that_no_rule_names_is_added_to_those_of_the_rule(
    amount: str, asked: list[int]
) -> None:
    found = pasted(
        "T9C",
        "姓名\t组别\t困难残疾人生活补贴\t重度残疾人护理补贴\t补发\t金额\n"
        f"王建国\t1组\t180\t360\t60\t{amount}\n李燕\t1组\t\t360\t\t360\n"
        "康登云\t2组\t180\t\t20\t200\n",
    )
    assert found.asked("amount") == asked
    assert "adds" not in found.evidence
    claim = "生活补贴 + 护理补贴 + 补发 = 发放金额"
    assert (found.evidence["parts"].claim, found.evidence["parts"].checked) == (
        claim,
        3,
    )


def test_spoiled_votes_are_votes_of_those_who_are_there() -> None:
    found = pasted(
        "T17",
        "表决事项\t应到\t实到\t同意\t不同意\t弃权\t废票\n修路\t35\t30\t25\t3\t1\t1\n"
        "修渠\t35\t30\t28\t2\t1\t\n",
    )
    assert found.asked("present") == [3]
    assert found.column("spoiled") == ["1", ""]


@pytest.mark.parametrize("head", ["发放月份", "补贴月份", "起止月份"])
def test_months_from_to_are_multiplied(head: str) -> None:
    found = pasted(
        "T10",
        f"姓名\t组别\t月标准\t{head}\t金额\n王建国\t1组\t50\t7—9月\t150\n"
        "李燕\t1组\t100\t1~6月\t400\n康登云\t2组\t50\t8月至9月\t100\n",
    )
    assert found.column("months") == ["3", "6", "2"]
    assert found.asked("amount") == [3]


@pytest.mark.parametrize(
    ("own", "rows_of", "asked"),
    [
        ("（元）", ("10000|2000", "5000|1000"), 0),
        ("（万元）", ("1.0|0.2", "0.5|0.1"), 0),
        ("", ("10000|2000", "5000|1000"), 2),
        ("", ("1.0|0.2", "0.5|0.1"), 2),
    ],
)
def test_a_sum_in_another_unit_than_its_addends_is_known_and_their_unit_asked_once(
    own: str, rows_of: tuple[str, str], asked: int
) -> None:
    heads = f"姓名|面积（亩）|土地补偿费{own}|青苗补偿费{own}|合计（万元）"
    first, second = rows_of
    sheet = f"{heads}\n王建国|2|{first}|1.2\n李燕|1|{second}|0.6\n"
    found = pasted("T16", sheet.replace("|", "\t"))
    assert found.column("amount") == ["12000.00", "6000.00"]
    assert [p.kind for p in found.problems] == ["unit"] * asked
