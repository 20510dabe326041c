"""A correction says what was there and what is, and nothing that nobody knows."""

from dataclasses import replace

from tests.forms.case_sheets import pasted
from tests.notices.content.test_claims import FOLLOWS, composed
from villagepub import forms, render
from villagepub.content import Correction
from villagepub.notices.content.changes import correction


def changed(form: str, before: str, after: str) -> Correction:
    old, new = pasted(form, before), pasted(form, after)
    own = forms.expanded_for(old.form, old.entry, new.entry)
    done, _ = correction(own, old.entry, new.entry, previous=1, reason="核对后更正")
    return done


def told(done: Correction) -> list[tuple[str, str, str]]:
    return [(line.field, line.before, line.after) for line in done.totals]


DEBTS = "单位或姓名\t类别\t摘要\t金额\n王建国\t债权\t借款\t100\n"


def test_a_correction_never_calls_a_sum_unwritten_because_kinds_are_not_added() -> None:
    done = changed("T3", DEBTS, f"{DEBTS}李燕\t债务\t工程款\t30\n")
    assert told(done) == [("笔数 笔", "1", "2"), ("债务 元", "没有写", "30.00")]


def test_a_correction_of_what_there_was_says_so_and_changes_no_line() -> None:
    done = changed("T1", FOLLOWS, FOLLOWS.replace("1000", "1100").replace(
        "1500", "1600").replace("1300", "1400").replace("1200", "1300"))  # fmt: skip
    assert done.summary == "改了上期结转"
    assert told(done) == [
        ("上期结转 元", "1,000.00", "1,100.00"),
        ("结余 元", "1,200.00", "1,300.00"),
    ]


def test_a_corrected_statement_says_what_its_sums_were_and_are() -> None:
    before = "科目\t本月数\n上期结余\t100\n经营收入\t200\n管理费用\t50\n"
    assert told(changed("T2", before, before.replace("50", "60"))) == [
        ("支出 元", "50.00", "60.00"),
        ("结余 元", "250.00", "240.00"),
    ]


def test_a_household_that_came_is_never_said_to_have_gone() -> None:
    goods = "户主姓名\t组别\t款额\n王建国\t1组\t200\n"
    done = changed("T13", goods, f"{goods}李燕\t1组\t\n")
    content = replace(composed(pasted("T13", goods)), correction=done)
    text = render.share_text(content)
    assert "去掉" not in text
    assert done.summary == "补了 1 户"


def test_a_value_that_is_words_gets_no_unit() -> None:
    land = "户主姓名\t组别\t补贴面积\t补贴标准\t补贴金额\n王建国\t1组\t2\t60\t120\n"
    more = f"{land}李燕\t1组\t1\t60\t60\n"
    content = replace(
        composed(pasted("T8", land)), correction=changed("T8", more, land)
    )
    assert "李*补贴金额：原来 60.00 元，现在不在名单" in render.share_text(content)


def test_what_the_web_does_not_have_is_not_in_its_corrections() -> None:
    aged = "姓名\t组别\t月数\t月标准\t发放金额\t变动情况\n王建国\t1组\t3\t50\t150\t{}\n"
    done = changed("T10", aged.format("不变"), aged.format("新增"))
    assert [line.field for line in done.board] == ["变动"]
    assert done.web == ()


def test_what_nobody_holds_is_known_by_its_own_name() -> None:
    """A list without 承包人: what came has the figures of what was there."""
    before = "资产名称\t面积（亩）\t承包金额（元）\n修渠地\t2\t500\n旧房\t1\t300\n"
    after = before.replace("修渠地\t2\t500\n", "鱼塘\t2\t500\n修渠地\t2\t500\n")
    done = changed("T4", before, after)
    assert done.summary == "补了 1 项"
    assert [(line.before, line.after) for line in done.board] == [("没有写", "500.00")]
