"""Money by kind against the last period and last year, out of what was signed then."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.forms.case_sheets import pasted
from tests.notices.test_store_and_compose import frame
from tests.stage import Case
from villagepub import db, integrity
from villagepub.content import Chart, NoticeContent
from villagepub.forms.township.open_words import WITHHELD
from villagepub.models import Notice
from villagepub.notices.content.charts import Earlier
from villagepub.notices.content.composer import compose
from villagepub.period import Period
from villagepub.states import Attribute

Told = list[tuple[str, list[str]]]  # of each kind its figures, this time's first


def account(*rows: tuple[str, str, str]) -> str:
    """日期 收入 支出 of a month's ledger that begins with 9,000.00 元."""
    left, lines = 9000, ["日期\t摘要\t收入\t支出\t结存", "\t上期结转\t\t\t9000"]
    for n, (what, income, spending) in enumerate(rows, 4):
        left += int(income or 0) - int(spending or 0)
        lines.append(f"7.{n}\t{what}\t{income}\t{spending}\t{left}")
    return "\n".join(lines) + "\n"


NOW = account(
    ("土地流转费", "600", ""), ("买苹果苗", "", "200"), ("买核桃苗", "", "100")
)
LAST = account(("土地流转费", "1200", ""), ("买红枣苗", "", "50"))


def charts(now: str, *before: Earlier, form: str = "T1") -> tuple[Chart, ...]:
    found = pasted(form, now)
    assert [p.message for p in found.problems] == []
    return compose(replace(frame(found.form), earlier=before), found.entry).charts


def earlier(word: str, period: str, text: str, form: str = "T1") -> Earlier:
    entry = pasted(form, text).entry
    return Earlier(word=word, period=Period.parse(period).label, entry=entry)


def told(chart: Chart) -> Told:
    return [(b.label, [b.text, *(e.text for e in b.earlier)]) for b in chart.bars]


def shares(found: Iterable[Chart]) -> dict[str, float]:
    """By its figure the length of every bar, of both charts."""
    bars = [bar for chart in found for bar in chart.bars]
    said = {b.text: b.share for b in bars} | {
        e.text: e.share for b in bars for e in b.earlier
    }
    return {text: share for text, share in said.items() if text != "没有"}


def test_each_kind_stands_beside_what_it_was_and_what_is_gone_is_shown_too() -> None:
    income, spending = charts(NOW, earlier("上季", "2026Q2", LAST))
    assert told(income) == [("土地流转费", ["600.00 元", "1,200.00 元"])]
    assert dict(told(spending))["买红枣苗"] == ["没有", "50.00 元"]
    assert ("没有") in {figures[1] for _, figures in told(spending)}
    assert [(t.label, t.value) for t in income.times] == [
        ("本季", "2026年第三季度，共 600.00 元"),
        ("上季", "2026年第二季度，共 1,200.00 元"),
    ]


def test_twice_the_money_is_twice_the_length_in_both_charts() -> None:
    found = charts(NOW, earlier("上季", "2026Q2", LAST), earlier("去年", "2025Q3", NOW))
    for text, share in shares(found).items():
        value = float(text.removesuffix(" 元").replace(",", ""))
        assert share == pytest.approx(value / 1200, abs=0.0001), text


def test_without_an_earlier_notice_nothing_is_compared() -> None:
    found = charts(NOW)
    assert [chart.times for chart in found] == [(), ()]
    assert not any(bar.earlier for chart in found for bar in chart.bars)


def test_seven_kinds_and_more_are_told_together_for_every_time() -> None:
    kinds = [
        (f"{'甲乙丙丁戊己庚辛壬'[n - 1]}样东西", "", str(10 * n)) for n in range(1, 10)
    ]
    (spending,) = charts(
        account(*kinds), earlier("上季", "2026Q2", account(*kinds[:4]))
    )
    assert told(spending)[-1] == ("其余 3 种", ["60.00 元", "60.00 元"])
    assert len(spending.bars) == 7


def test_a_statement_is_compared_account_by_account() -> None:
    now = "科目\t本月数\n上期结余\t100\n经营收入\t50\n管理费用\t30\n期末结余\t120\n"
    last = "科目\t本月数\n上期结余\t70\n经营收入\t40\n管理费用\t10\n期末结余\t100\n"
    income, spending = charts(now, earlier("上季", "2026Q2", last, "T2"), form="T2")
    assert told(income) == [("经营收入", ["50.00 元", "40.00 元"])]
    assert told(spending) == [("管理费用", ["30.00 元", "10.00 元"])]


@pytest.mark.parametrize(
    ("period", "against"),
    [
        ("2026Q3", {"2026Q2": "上季", "2025Q3": "去年"}),
        ("2026Q1", {"2025Q4": "上季", "2025Q1": "去年"}),
        ("2026-01", {"2025-12": "上月", "2025-01": "去年"}),
        ("2026H1", {"2025H2": "上期", "2025H1": "去年"}),
        ("2026", {"2025": "去年"}),
        ("2026-06-20", {}),
    ],
)
def test_a_time_is_held_against_the_one_before_and_the_same_of_last_year(
    period: str, against: dict[str, str]
) -> None:
    assert Period.parse(period).compared == against


LEDGER = stage.CASES[1]


def signed(session: Session, text: str, period: str) -> NoticeContent:
    draft = stage.begin(session, Case(LEDGER.item, period, ""))
    draft = stage.upload(session, draft, text.encode(), "账.csv")
    draft = stage.settle_all(session, draft)
    notice = stage.approve(session, stage.submit(session, draft))
    return integrity.verified_content(session, notice, 1)


def csv(text: str, month: int) -> str:
    return text.replace("\t", ",").replace("7.", f"{month}.")


@pytest.fixture
def last_quarter(county: Engine) -> str:
    with db.transaction(county) as session:
        signed(session, csv(LAST, 5), "2026Q1")  # neither before nor a year ago
        return signed(session, csv(LAST, 4), "2026Q2").public_id


def compared(county: Engine) -> list[str]:
    with db.transaction(county) as session:
        content = signed(session, csv(NOW, 7), "2026Q3")
    return [time.value for time in content.charts[0].times]


def test_the_figures_are_those_of_the_signed_version(
    county: Engine, last_quarter: str
) -> None:
    assert last_quarter
    assert compared(county) == [
        "2026年第三季度，共 600.00 元",
        "2026年第二季度，共 1,200.00 元",
    ]


def test_what_is_not_for_everybody_or_was_withdrawn_is_compared_with_nothing(
    county: Engine, last_quarter: str
) -> None:
    with db.transaction(county) as session:
        notice = session.exec(select(Notice).where(Notice.public_id == last_quarter))
        notice.one().attribute = Attribute.ON_REQUEST
    assert compared(county) == []


def test_what_is_not_as_it_was_signed_is_compared_with_nothing(
    county: Engine, last_quarter: str
) -> None:
    with county.begin() as connection:
        statement = "UPDATE notice SET title = '改了' WHERE public_id = ?"
        connection.exec_driver_sql(statement, (last_quarter,))
    assert compared(county) == []


def test_a_withdrawn_notice_is_compared_with_nothing(
    county: Engine, last_quarter: str
) -> None:
    with db.transaction(county) as session:
        stage.withdraw(session, last_quarter)
    assert compared(county) == []


def test_who_only_stood_in_an_earlier_notice_is_named_by_no_later_chart() -> None:
    """The web of that notice hid its 经手人, and this one's list does not know him."""
    head = "日期\t摘要\t收入\t支出\t结存\t经手人\n"
    before = head + "\t上期结转\t\t\t100\t\n7.4\t康占林代付水管\t\t40\t60\t康占林\n"
    now = head + "\t上期结转\t\t\t100\t\n7.4\t买核桃苗\t\t10\t90\t李秀英\n"
    found = pasted("T1", now)
    content = compose(
        replace(frame(found.form), earlier=(earlier("上季", "2026Q2", before),)),
        found.entry,
    )
    (spending,) = content.charts
    assert dict(told(spending))[WITHHELD] == ["没有", "40.00 元"]
    assert "康占林" not in content.to_json()
    assert dict(told(spending))["买核桃苗"] == ["10.00 元", "没有"]
