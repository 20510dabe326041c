"""What a notice says of its figures follows from them, or is not said."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.case_sheets import Filled, pasted
from tests.notices.test_store_and_compose import frame
from villagepub import forms, render
from villagepub.content import NoticeContent
from villagepub.forms.entry import Decision
from villagepub.notices.content.composer import compose
from villagepub.period import Period

LEDGER = "日期\t凭证号\t摘要\t收入\t支出\t结存\n"
BEGUN = f"{LEDGER}\t\t上期结转\t\t\t1000\n7.1\t记1\t承包费\t500\t\t1500\n"
FOLLOWS = f"{BEGUN}8.3\t记2\t电费\t\t200\t1300\n9.3\t记3\t水费\t\t100\t1200\n"
EXPLAINED = f"{BEGUN}8.3\t记2\t电费\t\t200\t1350\n9.3\t记3\t水费\t\t100\t1250\n"
VOTES = "事项\t会议\t应到\t实到\t同意\t反对\t弃权\n"


def composed(found: Filled, period: str = "2026Q3") -> NoticeContent:
    whole = replace(frame(found.form), period=Period.parse(period))
    return compose(whole, found.entry)


def figures(content: NoticeContent) -> dict[str, str]:
    return {fact.label: fact.value for fact in content.facts}


@pytest.mark.parametrize(
    ("period", "word"),
    [("2026Q3", "本季"), ("2026-07", "本月"), ("2026", "本年"), ("2026H2", "本期")],
)
def test_a_ledgers_figures_are_of_the_time_that_it_is_about(
    period: str, word: str
) -> None:
    assert figures(composed(pasted("T1", FOLLOWS), period)) == {
        f"{word}结余": "1,200.00",
        "上期结转": "1,000.00",
        f"{word}收入": "500.00",
        f"{word}支出": "300.00",
    }


@pytest.mark.parametrize(("sheet", "holds"), [(FOLLOWS, True), (EXPLAINED, False)])
def test_what_is_left_is_said_to_follow_only_where_it_does(
    sheet: str, holds: bool
) -> None:
    content = composed(pasted("T1", sheet))
    assert ("就是现在剩下的" in content.answers[0].note) is holds
    assert (content.board.note != "") is holds
    assert (content.web.note != "") is holds
    assert ("就是现在剩下的" in render.broadcast(content)) is holds


@pytest.mark.parametrize(
    ("lines", "note", "figure"),
    [
        ("上期结余\t1000\n经营收入\t200\n管理费用\t50\n期末结余\t1150\n", True, "1,150.00"),
        ("经营收入\t200\n管理费用\t50\n", False, "150.00"),
        ("经营收入\t200\n管理费用\t50\n期末结余\t1150\n", False, "1,150.00"),
    ],
)  # fmt: skip
def test_a_statement_says_how_its_balance_came_about_only_if_it_says_what_there_was(
    lines: str, note: bool, figure: str
) -> None:
    content = composed(pasted("T2", f"科目\t本月数\n{lines}"))
    assert content.facts[0].value == figure
    assert bool(content.answers[0].note) is note
    assert bool(content.board.note) is note


ASSETS = (
    "科目\t本月数\n固定资产\t100000\n{}\t30000\n固定资产净值\t70000\n银行存款\t5000\n"
)


@pytest.mark.parametrize(
    "written", ["累计折旧", "减：累计折旧", "生产性生物资产累计折旧"]
)
def test_depreciation_is_taken_off_the_assets_and_a_net_value_is_not_added_again(
    written: str,
) -> None:
    content = composed(pasted("T2", ASSETS.format(written)))
    (assets,) = [s for s in content.board.sections if s.title.endswith("资产")]
    assert assets.total == ("资产合计", "75,000.00")
    assert [r.cells[0] for r in assets.rows][1].startswith("减：")
    assert len(assets.rows) == 4


def test_what_an_account_holds_is_told_below_it_and_added_once() -> None:
    found = pasted("T2", "科目\t本月数\n上月结余\t1000\n经营收入\t200\n管理费用\t600\n"
                   "其中：办公费\t300\n月末结余\t600\n")  # fmt: skip
    assert found.problems == ()
    content = composed(found)
    assert figures(content)["支出"] == "600.00"
    (spending,) = [s for s in content.board.sections if s.title.endswith("支出")]
    assert [r.cells for r in spending.rows] == [
        ("管理费用", "600.00"),
        ("其中：办公费", "300.00"),
    ]


PARTS = "科目\t本月数\n经营收入\t2000\n管理费用\t1000\n办公费\t300\n差旅费\t700\n"


@pytest.mark.parametrize(("inside", "right"), [(True, "1,000.00"), (False, "2,000.00")])
def test_lines_that_an_account_may_hold_are_asked_about(
    inside: bool, right: str
) -> None:
    found = pasted("T2", PARTS)
    assert [(p.kind, p.row) for p in found.problems] == [("part", 4), ("part", 5)]
    choices = [p.choices[0] if inside else p.choices[1] for p in found.problems]
    made = [
        Decision(code=p.code, choice=c.id, value=c.value)
        for p, c in zip(found.problems, choices, strict=True)
    ]
    entry = forms.amend(found.form, found.entry, made, [])
    assert figures(compose(frame(found.form), entry))["支出"] == right


def test_what_the_sheet_states_proves_that_lines_are_accounts_of_their_own() -> None:
    found = pasted("T2", f"{PARTS}支出合计\t2000\n收支差额\t0\n")
    assert found.problems == ()


def test_votes_that_nobody_wrote_are_not_said_to_be_none() -> None:
    (vote,) = composed(
        pasted("T17", f"{VOTES}修渠\t村民代表会议\t31\t28\t25\t\t\n")
    ).votes
    assert [(c.label, c.value) for c in vote.counts] == [
        ("应到", "31"), ("实到", "28"), ("同意", "25"),
    ]  # fmt: skip


def test_more_votes_than_voters_pass_nothing() -> None:
    (vote,) = composed(
        pasted("T17", f"{VOTES}修渠\t村民代表会议\t31\t25\t28\t\t\n")
    ).votes
    assert vote.result != "通过"
    assert "对不上" in vote.check


NAMED = f"马家沟村2026年{{}}收支\n{FOLLOWS}"


@pytest.mark.parametrize(
    ("said", "title", "carried"),
    [
        ("7月", "7月", "上月结转"),
        ("7-9月", "7月至9月", "上期结转"),
        ("7月—9月", "7月至9月", "上期结转"),
        ("7、8、9月", "7月至9月", "上期结转"),
        ("第三季度", "本期", "上期结转"),
    ],
)
def test_a_ledger_is_called_by_all_the_months_that_its_sheet_names(
    said: str, title: str, carried: str
) -> None:
    board = composed(pasted("T1", NAMED.format(said))).board
    assert [section.title for section in board.sections] == [title]
    assert carried in board.rows[0].cells


def test_what_has_less_than_a_cent_in_it_is_not_said_in_words() -> None:
    land = "户主姓名\t组别\t补贴面积\t补贴标准\t补贴金额\n王建国\t1组\t12.345\t60.5\t746.8725\n"
    (fact, *_) = composed(pasted("T8", land)).facts
    assert (fact.value, fact.note) == ("746.8725", "")


@pytest.mark.parametrize(
    ("sheet", "facts"),
    [
        ("单位或姓名\t摘要\t金额\n王建国\t借款\t100\n李燕\t工程款\t30\n", {"笔数": "2"}),
        (
            "单位或姓名\t类别\t金额\n王建国\t应收款\t100\n李燕\t应付款\t30\n",
            {"笔数": "2", "债权": "100.00", "债务": "30.00"},
        ),
        (
            "集体应收款明细表\n单位或姓名\t摘要\t金额\n王建国\t借款\t100\n李燕\t借款\t30\n",
            {"合计（债权）": "130.00", "笔数": "2"},
        ),
    ],
)  # fmt: skip
def test_what_is_owed_is_added_only_where_it_is_known_by_whom(
    sheet: str, facts: dict[str, str]
) -> None:
    content = composed(pasted("T3", sheet))
    assert figures(content) == facts
    assert bool(content.board.total) == ("合计（债权）" in facts)


def test_a_rent_by_the_year_is_not_called_the_whole_price() -> None:
    content = composed(
        pasted("T4", "名称\t年租金（元）\t期限\n机动地\t3600\t5年\n商铺\t5000\t1年\n")
    )
    assert content.facts[0].label == "承包金额（按年）"
    assert all("按年" in row.cells for row in content.board.rows)


def test_money_given_beside_goods_is_published() -> None:
    content = composed(
        pasted(
            "T13",
            "户主姓名\t组别\t大米（袋）\t现金（元）\n王建国\t1组\t2\t100\n李燕\t2组\t1\t\n",
        )
    )
    assert figures(content) == {"发放款额": "100.00", "户数": "2", "大米": "3"}


AGED = "姓名\t组别\t年龄段\t月数\t月标准\t发放金额\n"
ROWS = (
    "王建国\t1组\t80～89周岁\t3\t100\t300\n李燕\t2组\t70-79\t3\t50\t150\n"
    "康秀兰\t2组\t80-89岁\t2\t100\t200\n贺有福\t3组\t100岁及以上\t3\t300\t900\n"
)


def test_aged_people_and_their_money_are_told_by_age() -> None:
    content = composed(pasted("T10", AGED + ROWS))
    assert [(f.label, f.value) for f in content.facts[2:]] == [
        ("70-79岁 1 人", "150.00"),
        ("80-89岁 2 人", "500.00"),
        ("100岁以上 1 人", "900.00"),
    ]
    who = next(a for a in content.answers if a.question == "给了谁")
    assert "80-89岁 2 人，500.00 元" in who.note
    money = sum(Decimal(f.value) for f in content.facts[2:])
    assert money == Decimal(content.facts[0].value.replace(",", ""))


def test_without_ages_in_the_sheet_none_are_told() -> None:
    content = composed(pasted("T10", AGED + "王建国\t1组\t\t3\t100\t300\n"))
    assert list(figures(content)) == ["发放总额", "人数", "月标准"]


@pytest.mark.parametrize(("year", "total"), [("17742.62", "217,742.62"), ("", "")])
def test_a_years_sum_is_printed_only_if_every_account_says_its_own(
    year: str, total: str
) -> None:
    text = f"科目\t本期数\t本年累计\n固定资产\t200000\t200000\n银行存款\t17742.62\t{year}\n"
    (assets, *_) = composed(pasted("T2", text)).board.sections
    assert assets.total == ("资产合计", "217,742.62", total)
