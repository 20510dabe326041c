"""Months of a statement as bars: whole figures beside them, drawn only where said."""

from villagepub.content import Column, Section, Sheet
from villagepub.web.http.month_bars import MonthBars, month_bars

LEDGER = (
    Column(key="what", head="摘要", kind="long"),
    Column(key="income", head="收入", unit="元", kind="num"),
    Column(key="spending", head="支出", unit="元", kind="num"),
    Column(key="balance", head="结存", unit="元", kind="num"),
)


def months(*totals: tuple[str, ...]) -> tuple[MonthBars, ...]:
    sections = [
        Section(title=f"{n}月", total=said) for n, said in enumerate(totals, start=4)
    ]
    return month_bars(Sheet(columns=LEDGER, sections=tuple(sections)))


def test_each_month_is_drawn_against_the_largest_of_all() -> None:
    april, may = months(
        ("4月合计", "18,000.00", "7,617.71", "27,001.62"),
        ("5月合计", "", "9,000.00", "18,001.62"),
    )
    assert (april.title, april.balance) == ("4月", "27,001.62")
    assert [bar.share for bar in april.bars] == [1.0, 7617.71 / 18000]
    assert [(bar.label, bar.value, bar.share) for bar in may.bars] == [
        ("收入", "0.00", 0.0),
        ("支出", "9,000.00", 0.5),
    ]


def test_one_month_and_months_without_a_total_are_not_drawn() -> None:
    said = ("合计", "1.00", "2.00", "3.00")
    assert months(said) == ()
    assert months(said, ()) == ()
    assert months(said, ("合计", "0.00", "0.00", "3.00")) != ()
    assert months(("合计", "", "", "3.00"), ("合计", "0.00", "", "3.00")) == ()


def test_money_that_came_back_has_no_bar() -> None:
    back, _ = months(
        ("合计", "2.00", "-1.00", "3.00"), ("合计", "1.00", "1.00", "3.00")
    )
    assert [bar.share for bar in back.bars] == [1.0, 0.0]
