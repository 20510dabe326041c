"""What a title says in figures is held against the list below it."""

import pytest

from tests.forms.case_sheets import filled, pasted
from tests.forms.test_messy_sheets import rows
from villagepub import forms
from villagepub.forms.entry import Decision
from villagepub.tables import read_pasted

VOTES = "姓名|职务|得票数|收回选票\n王建国|主任|60|97\n李燕|主任|36|97"
LEDGER = (
    "日期|摘要|收入|支出|结余\n|上月结转|||100\n7.13|租金|500||600\n7.15|电费||250|350"
)
LAND = (
    "户主姓名|组别|补贴面积|补贴标准|补贴金额\n王建国|1组|3|60|180\n李燕|1组|2|60|120"
)


@pytest.mark.parametrize(
    ("form", "title", "sheet", "asked"),
    [
        ("T24B", "选举结果（发出100张，收回97张）", VOTES, []),
        ("T24B", "选举结果 收回98张", VOTES, ["标题上写 98 票，表里的收回选票是 97 票。"]),
        (
            "T24B",
            "选举结果（有效票58张）",
            VOTES,
            ["标题上写 58 票，表里最多的得票数是 60 票。"],
        ),
        ("T1", "2026年7月收支（收500元，支250元，余350元）", LEDGER, []),
        (
            "T1",
            "2026年7月收支：本月收入500元，支出200元，结余400元",
            LEDGER,
            [
                "表上写 200.00 元，一行行加起来是 250.00 元，差 50.00 元。",
                "标题上写 400 元，表里的结存是 350 元。",
            ],
        ),
        ("T8", "2026年耕地补贴（补贴面积5亩，补贴金额300元）", LAND, []),
        (
            "T8",
            "2026年耕地补贴（补贴金额310元）",
            LAND,
            ["表上写 310.00 元，一行行加起来是 300.00 元，差 10.00 元。"],
        ),
        ("T8", "2026年耕地补贴（补贴面积8亩以上的另发，每亩补贴金额60元）", LAND, []),
        ("T8", "2026年耕地补贴（补贴标准60元/亩）", LAND, []),
    ],
)  # fmt: skip
def test_the_figures_of_a_title_are_those_of_the_list(
    form: str, title: str, sheet: str, asked: list[str]
) -> None:
    found = pasted(form, rows(title, *sheet.splitlines()))
    assert [p.message for p in found.problems if p.kind == "total"] == asked


def test_which_of_two_figures_counts_a_person_says() -> None:
    found = pasted("T24B", rows("选举结果 收回98张", *VOTES.splitlines()))
    (problem,) = found.problems
    assert [c.id for c in problem.choices] == ["use_sum", "explain"]
    made = Decision(code=problem.code, choice="use_sum")
    entry = forms.amend(found.form, found.entry, [made], [])
    assert forms.check(found.form, entry) == ()


def test_what_a_plan_divides_is_what_its_title_says() -> None:
    plan = ("项目|比例|金额", "公积金|三成|3000", "公益金|1/10|1000", "分红|60%|6000")
    found = pasted("T26", rows("2026年可分配收益10500元", "单位：元", *plan))
    assert [p.message for p in found.problems] == [
        "表上写 10,500.00 元，一行行加起来是 10,000.00 元，差 500.00 元。"
    ]
    assert len(found.evidence["shares"].rows) == 3
    assert not found.evidence["shares"].faults


@pytest.mark.parametrize(
    ("shares", "amounts", "faults"),
    [
        (("1/3", "1/3", "1/3"), (1000, 1000, 1000), 0),
        (("百分之三十", "一成半", "55%"), (300, 150, 550), 0),
        (("三成", "1/10", "60%"), (300, 200, 500), 2),
    ],
)
def test_shares_are_read_however_they_are_said(
    shares: tuple[str, ...], amounts: tuple[int, ...], faults: int
) -> None:
    lines = [
        f"{n}项|{s}|{a}" for n, s, a in zip("甲乙丙", shares, amounts, strict=True)
    ]
    found = pasted("T26", rows("分配", "单位：元", "项目|比例|金额", *lines))
    assert len(found.evidence["shares"].rows) == 3
    assert len(found.evidence["shares"].faults) == faults


def test_a_share_that_says_no_number_is_not_called_unwritten() -> None:
    plan = ("项目|比例|金额", "公积金|三成多|3000", "分红|60%|6000")
    found = pasted("T26", rows("分配", "单位：元", *plan))
    assert found.evidence["shares"].sentence == "分配金额占的比例都对：认不出比例，没查"


STATEMENT = (
    "类别|科目|本期数", "收入|经营收入|3600", "收入|补助收入|1000", "收入合计||4600",
    "支出|管理费用|1200", "支出合计||1200", "上期结余||100", "本期结余||3500",
)  # fmt: skip


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("收入4600元，支出1200元，结余3500元，上期结余100元", []),
        ("总收入0.46万元，共支出1200元", []),
        ("收入5000元", ["标题上写 5000 元，表里的收入是 4600 元。"]),
        ("本月支出1300元，余3500元", ["标题上写 1300 元，表里的支出是 1200 元。"]),
        ("上月结余200元", ["标题上写 200 元，表里的上期结余是 100 元。"]),
        ("本期结余3600元", ["标题上写 3600 元，表里的结余是 3500 元。"]),
    ],
)
def test_the_figures_above_a_statement_are_those_of_its_lines(
    title: str, asked: list[str]
) -> None:
    found = pasted("T2", rows(f"2026年9月财务公开榜（{title}）", *STATEMENT))
    assert [p.message for p in found.problems] == asked
    assert len(found.evidence["titled"].faults) == len(asked)
    made = [Decision(code=p.code, choice="use_sum") for p in found.problems]
    entry = forms.amend(found.form, found.entry, made, [])
    assert forms.check(found.form, entry) == ()


@pytest.mark.parametrize(
    ("titles", "asked"),
    [
        (("收500元，支250元，余350元", "收500元，支250元，余600元"), []),
        (("收1000元，支500元，余600元", "收1000元，支500元，余600元"), []),
        (("上月结余100元", "上月结余350元"), []),
        (
            ("收600元", "支300元，余700元"),
            [
                "表上写 600.00 元，一行行加起来是 500.00 元，差 100.00 元。",
                "表上写 300.00 元，一行行加起来是 250.00 元，差 50.00 元。",
                "标题上写 700 元，表里的结存是 600 元。",
            ],
        ),
    ],
)
def test_the_title_of_one_sheet_of_several_is_of_its_rows_or_of_all(
    titles: tuple[str, str], asked: list[str]
) -> None:
    later = LEDGER.replace("7.", "8.").replace("350", "600").replace("600|", "850|")
    later = later.replace("||100", "||350").replace("|500||600", "|500||850")
    sheets = [
        read_pasted(rows(f"2026年{month}月收支（{title}）", *text.splitlines()))[0]
        for month, title, text in zip((7, 8), titles, (LEDGER, later), strict=True)
    ]
    found = filled("T1", *sheets)
    assert [p.message for p in found.problems] == asked
