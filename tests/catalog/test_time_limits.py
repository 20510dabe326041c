"""公开时限 in the words of real catalogs, read into clocks."""

from typing import Any

import pytest

from villagepub.catalog.time_limits import clock


def said(**facts: object) -> dict[str, Any]:
    return {"days": None, "unit": None, "from": None, "publicity": None, **facts}


def days(
    count: int, start: str, unit: str = "working", **more: object
) -> dict[str, Any]:
    return said(days=count, unit=unit, **{"from": start}, **more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("制定或获取信息之日起10个工作日内", days(10, "制定或获取信息之日")),
        (
            "制定或获取信息之日起10个工作日内，公示7个工作日",
            days(10, "制定或获取信息之日", publicity=7, publicity_unit="working"),
        ),
        ("信息形成（变更）20个工作日内", days(20, "信息形成（变更）")),
        (
            "信息形成或者变更之日起20个工作日内。法律、法规对政府信息公开的期限另有规定的，从其规定",
            days(20, "信息形成或者变更之日"),
        ),
        ("获取该信息之日起20个工作日内", days(20, "获取该信息之日")),
        ("分配结果确定后20个工作日内", days(20, "分配结果确定")),
        ("预算经批准后20日内", days(20, "预算经批准", "calendar")),
        ("自收到批复之日起五日内", days(5, "收到批复之日", "calendar")),
        ("信息形成之日起 １５ 个工作日内", days(15, "信息形成之日")),
        ("10个工作日", days(10, "")),
        ("公示7个工作日", said(publicity=7, publicity_unit="working")),
        ("公示期不少于5日", said(publicity=5, publicity_unit="calendar")),
        ("公示7日内", said(publicity=7, publicity_unit="calendar")),
        (
            "发放前公示7日；发放结果随时公布",
            said(publicity=7, publicity_unit="calendar", result=True, at_once=True),
        ),
        ("每季度", said(every="quarter")),
        ("每月", said(every="month")),
        ("每半年公开一次", said(every="half")),
        ("每年1月公布", said(every="year", month=1, day=31)),
        ("每年三月份前公开", said(every="year", month=3, day=31)),
        ("每年第一季度公布", said(every="year", month=3, day=31)),
        ("每年一季度末公布", said(every="year", month=3, day=31)),
        ("每年上半年公布", said(every="year", month=6, day=31)),
        ("上半年、下半年公布", said(every="half")),
        ("每年1月和7月公布", said(every="year")),
        ("每一季度公布", said(every="quarter")),
        ("按年度公开", said(every="year")),
        ("每季度的首个月20日", said(every="quarter", month=1, day=20)),
        ("每季度首月20日前", said(every="quarter", month=1, day=20)),
        ("每季度末月25日", said(every="quarter", month=3, day=25)),
        (
            "每季度末月25日前公布上季度",
            said(every="quarter", month=3, day=25, looks_back=True),
        ),
        (
            "每年3月底前公布上年度",
            said(every="year", month=3, day=31, looks_back=True),
        ),
        (
            "每年1月15日前公布上一年度的",
            said(every="year", month=1, day=15, looks_back=True),
        ),
        ("次年3月31日前", said(every="year", month=3, day=31, looks_back=True)),
        ("每月10日前公布上月", said(every="month", day=10, looks_back=True)),
        ("每年12月底前公布收支，与上年相比的增减", said(every="year", month=12, day=31)),
        ("每年公布一次本年收支和上年结转", said(every="year")),
        ("每季度公布收支和上季度结余", said(every="quarter")),
        ("每年12月底前公布下一年度", said(every="year", month=12, day=31)),
        ("每半年公布一次，7月15日前公布上半年", said(every="half", month=1, day=15)),
        ("每季度最后一个月25日前公开", said(every="quarter", month=3, day=25)),
        ("每半年末月25日", said(every="half", month=6, day=25)),
        ("每季公开一次", said(every="quarter")),
        ("一季度一次", said(every="quarter")),
        ("按季公开", said(every="quarter")),
        ("逐月公布", said(every="month")),
        ("每个月公布一次", said(every="month")),
        ("每半年", said(every="half")),
        ("半年一次", said(every="half")),
        ("半年度公开", said(every="half")),
        ("每年", said(every="year")),
        ("每年一次", said(every="year")),
        ("年度公开", said(every="year")),
        ("1个月内", said(months=1, **{"from": ""})),
        ("自项目验收之日起一个月内", said(months=1, **{"from": "项目验收之日"})),
        ("会议结束后3个月内公开", said(months=3, **{"from": "会议结束"})),
        (
            "制定或获取信息之日起10个工作日内；长期公开",
            days(10, "制定或获取信息之日", always=True),
        ),
        ("常年公开", said(always=True)),
        ("实时公开", said(at_once=True)),
        ("每月10日前", said(every="month", day=10)),
        ("每季度结束后15日内", days(15, "每季度结束", "calendar", every="quarter")),
        ("随时公布", said(at_once=True)),
        ("按进展情况及时公开", said(at_once=True)),
        ("长期公开", said(always=True)),
        # as nobody had built for: other units, other ends of a period, figures in words
        ("会议结束后两周内", days(14, "会议结束", "calendar")),
        ("收到后24小时内", days(1, "收到", "calendar")),
        ("选举结果当场公布", days(0, "选举结果", "calendar")),
        ("自批准之日起半个月内", days(15, "批准之日", "calendar")),
        ("自批准之日起两个月内", said(months=2, **{"from": "批准之日"})),
        ("一年内", said(months=12, **{"from": ""})),
        ("每季末25日前", said(every="quarter", month=3, day=25)),
        ("每季度末", said(every="quarter", month=3, day=31)),
        ("每半年末公开", said(every="half", month=6, day=31)),
        ("每月二十日前", said(every="month", day=20)),
        ("每季度首月廿五日", said(every="quarter", month=1, day=25)),
        ("每月底前", said(every="month", day=31)),
        ("每年12月底前", said(every="year", month=12, day=31)),
        ("年底公开", said(every="year")),
        ("每年三月三十一日前", said(every="year", month=3, day=31)),
        # how long it hangs, or what else has days, is no day of the month
        ("每季度公布一次，公布时间不少于15日", said(every="quarter")),
        ("每月公开，张贴七日", said(every="month")),
        (
            "每季度公开一次，公示期不少于7日",
            said(every="quarter", publicity=7, publicity_unit="calendar"),
        ),
        ("每季度公开，收到批复后5日之内", days(5, "收到批复", "calendar", every="quarter")),
        # of a figure no part is read, of no day none
        ("一百二十日内", days(120, "", "calendar")),
        ("1000日内", None),
        ("1个半月内", None),
        ("1个月零5日内", None),
        ("000日内", None),
        ("每年13月5日前", said(every="year")),
        ("每季度45日前", said(every="quarter")),
        # months of a calendar are places in their period
        ("每半年一次，7月15日、次年1月15日前", said(every="half", month=1, day=15)),
        ("每季度公开，1、4、7、10月20日前", said(every="quarter", month=1, day=20)),
        ("每半年6月底、12月底前", said(every="half", month=6, day=31)),
        # how often, in other words; what is no period is none
        ("每三个月公开一次", said(every="quarter")),
        ("每两个月公开一次", None),
        ("每三年公开一次", None),
        ("2026年底", None),
        ("每年不少于两次", said(every="half")),
        ("次月10日前", said(every="month", day=10)),
        ("次季度首月15日前", said(every="quarter", month=1, day=15)),
        ("季度终了后15日内", days(15, "季度终了", "calendar", every="quarter")),
        ("年度终了后3个月内", said(months=3, every="year", **{"from": "年度终了"})),
        ("每季度最后一个工作日", said(every="quarter", month=3, day=31)),
        ("每月最后一天", said(every="month", day=31)),
        ("信息形成后不超过20个工作日", days(20, "信息形成")),
        ("公布时间不超过30日", None),
        ("5-10个工作日内", days(10, "")),
        ("收到后30个自然日内", days(30, "收到", "calendar")),
        ("15个法定工作日内", days(15, "")),
        ("自变更之日起,20个工作日内", days(20, "变更之日")),
        ("按卫健委要求单独公开", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_limit_in_any_spelling_becomes_its_clock(
    text: str, expected: dict[str, Any] | None
) -> None:
    assert clock(text) == expected
