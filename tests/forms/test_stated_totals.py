"""What a sheet states below its rows: for a group wherever it stands, and in words."""

import pytest

from tests.forms.case_sheets import pasted

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


@pytest.mark.parametrize("line", ["大写的数要填", "大写：", "说明：人民币按元写"])
def test_a_line_that_says_no_sum_is_no_total(line: str) -> None:
    found = pasted("T7", AID + "合计\t\t4\t700\n" + line + "\n")
    assert found.problems == ()
    assert len(found.evidence["total"].rows) == 2
