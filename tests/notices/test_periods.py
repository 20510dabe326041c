"""The two clocks of a notice, and who signs it."""

from datetime import date

import pytest

from villagepub import forms
from villagepub.duties.workdays import PUBLISHED, Calendar
from villagepub.forms.form import MIN_POSTING_DAYS
from villagepub.notices.content import periods
from villagepub.notices.content.signatures import signatures_of


def test_a_notice_of_the_committee_hangs_fifteen_full_days() -> None:
    form = forms.get("T10")
    assert periods.posting_until(form, date(2026, 6, 1), 0) == date(2026, 6, 16)
    assert periods.say_posting(form, date(2026, 6, 1), 0) == (
        "2026年6月1日至6月16日（不少于十五日）"
    )


@pytest.mark.parametrize("form", forms.load().values(), ids=lambda f: f.id)
def test_no_form_hangs_less_than_the_law_says(form) -> None:  # type: ignore[no-untyped-def]
    assert form.posting.days >= MIN_POSTING_DAYS
    assert periods.posting_until(form, date(2026, 6, 1), 3) == date(2026, 6, 16)


def test_a_clerk_may_leave_it_longer() -> None:
    form = forms.get("T10")
    assert periods.say_posting(form, date(2026, 12, 20), 30) == (
        "2026年12月20日至2027年1月19日（30日）"
    )


@pytest.mark.parametrize(
    ("posted", "until", "said"),
    [
        (date(2026, 6, 20), date(2026, 6, 26), "请在6月26日前反映"),
        (date(2026, 12, 30), date(2027, 1, 5), "请在2027年1月5日前反映"),
    ],
)
def test_a_day_of_another_year_is_said_with_its_year(
    posted: date, until: date, said: str
) -> None:
    assert said in periods.invite(posted, until)


def test_only_what_a_rule_opens_to_objection_has_a_period_for_it() -> None:
    on = date(2026, 6, 20)
    assert periods.say_objection(forms.get("T8"), on, PUBLISHED) == (
        "2026年6月20日至6月26日（7天）"
    )
    assert periods.say_objection(forms.get("T7"), on, PUBLISHED) == ""
    assert periods.say_objection(forms.get("T1"), on, PUBLISHED) == ""


def test_working_days_beyond_the_announced_year_are_an_estimate() -> None:
    review = forms.get("T6")
    on = date(2026, 12, 28)
    assert periods.objection_until(review, on, PUBLISHED) == date(2027, 1, 6)
    assert periods.say_objection(review, on, PUBLISHED) == (
        "2026年12月28日至2027年1月6日（7个工作日，暂估）"
    )
    announced = Calendar(rest=frozenset({date(2027, 1, 1), date(2027, 1, 2)}))
    assert "暂估" not in periods.say_objection(review, on, announced)


@pytest.mark.parametrize(
    ("form", "roles"),
    [
        ("T8", ["经办人", "监委会", "村负责人", "张榜日期"]),
        ("T1", ["经办人", "会计主管", "监事会（监事）", "理事长", "张榜日期"]),
        ("T4", ["经办人", "会计主管", "监事会（监事）", "理事长", "张榜日期"]),
    ],
)
def test_who_signs_goes_by_the_body_that_publishes(form: str, roles: list[str]) -> None:
    found = signatures_of(
        forms.get(form),
        author="拓小梅",
        reviewer="折治国",
        supervisors="村务监督委员会",
    )
    assert [s.role for s in found] == roles
