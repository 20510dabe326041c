"""Days, titles and years that do not belong to the time of a notice."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import rows
from villagepub import forms
from villagepub.period import Period


@pytest.mark.parametrize(
    ("day", "is_asked"), [("2025-07-05", True), ("2026-10-02", True), ("7月5日", False)]
)
def test_a_day_outside_the_time_of_a_ledger_is_asked_about(
    day: str, is_asked: bool
) -> None:
    lines = ("2026年第三季度收支", "日期|摘要|收入|支出|结余", f"{day}|租金|500||500")
    found = pasted("T1", rows(*lines))
    when = Period.parse("2026Q3")
    asked = forms.check_days(found.form, found.entry, when.first, when.last)
    assert bool(asked) is is_asked


@pytest.mark.parametrize(
    ("form", "lines", "period", "asked"),
    [
        ("T15", ("申请人|组别|位置|面积（㎡）|批准时间|批准单位", "王建国|1组|东头|120|2000-07-03|镇政府"), "2026-07-03", True),
        ("T15", ("申请人|组别|位置|面积（㎡）|批准时间|批准单位", "王建国|1组|东头|120|2062年7月3日|镇政府"), "2026-07-03", True),
        ("T15", ("申请人|组别|位置|面积（㎡）|批准时间|批准单位", "王建国|1组|东头|120|2026-06-28|镇政府"), "2026-07-03", False),
        ("T14", ("户主|补助资金（元）|竣工时间", "王建国|32000|2062年7月"), "2026", True),
        ("T14", ("户主|补助资金（元）|竣工时间", "王建国|32000|2027年5月"), "2026", False),
        ("T3", ("单位或姓名|类别|发生时间|金额（元）", "王建国|债务|1998年5月|300"), "2026", False),
        ("T3", ("单位或姓名|类别|发生时间|金额（元）", "王建国|债务|2062-05-01|300"), "2026", True),
        ("T19", ("日期|姓名|项目|天数|日工资|金额", "2062-07-05|王建国|修渠|2|120|240"), "2026Q3", True),
    ],
)  # fmt: skip
def test_a_day_years_away_from_the_time_of_its_notice_is_asked_about(
    form: str, lines: tuple[str, ...], period: str, asked: bool
) -> None:
    found = pasted(form, rows("2026年公布表", *lines))
    when = Period.parse(period)
    said = forms.check_days(found.form, found.entry, when.first, when.last)
    assert bool(said) is asked
    assert all(p.blocking and p.choices for p in said)


@pytest.mark.parametrize("year", ["2206", "1026", "2062", "2000"])
def test_a_title_with_another_year_is_asked_about_however_it_was_typed(
    year: str,
) -> None:
    lines = ("户主|组别|面积|标准|金额", "王建国|1组|10|60|600")
    found = pasted("T8", rows(f"马家沟村{year}年耕地补贴公示", *lines))
    (asked,) = forms.check_source(
        found.form, found.tables, village="马家沟村", period="2026"
    )
    assert f"“{year}年”" in asked.message
