"""公布期限 (how long a notice hangs) and 公示期 (until when one may object)."""

from datetime import date

from villagepub import clock
from villagepub.duties.workdays import Calendar, posting_end
from villagepub.forms.form import MIN_POSTING_DAYS, Form

ESTIMATED = "暂估"  # the year's holidays are not announced yet


def posting_until(form: Form, on: date, chosen: int) -> date:
    """公布期限: the last day that it hangs."""
    return posting_end(on, _posting_days(form, chosen))


def say_posting(form: Form, on: date, chosen: int) -> str:
    """2026年6月20日至7月5日（不少于十五日）, or the clerk's own number of days."""
    days = _posting_days(form, chosen)
    floor = "不少于十五日" if days == MIN_POSTING_DAYS else f"{days}日"
    return f"{_span(on, posting_end(on, days))}（{floor}）"


def _posting_days(form: Form, chosen: int) -> int:
    """The form's, or the clerk's longer ones; never shorter ones."""
    return max(chosen, form.posting.days)


def objection_until(form: Form, on: date, calendar: Calendar) -> date | None:
    """公示期, where a rule sets one; None where nothing is open to objection."""
    rule = form.objection
    if not rule.days:
        return None
    return calendar.objection_end(on, rule.days, rule.unit)


def say_objection(form: Form, on: date, calendar: Calendar) -> str:
    """2026年6月20日至6月26日（7天）; 暂估 beyond the announced holidays; '' without one."""
    until = objection_until(form, on, calendar)
    if until is None:
        return ""
    working = form.objection.unit == "working"
    unit = "个工作日" if working else "天"
    guess = f"，{ESTIMATED}" if working and not calendar.is_known(until) else ""
    return f"{_span(on, until)}（{form.objection.days}{unit}{guess}）"


def invite(on: date, until: date | None) -> str:
    """The sentence at the foot: until when, and how; ``on``: the day of posting."""
    if until is None:
        return "有疑问，随时可以问，书面、口头都可以。"
    return (
        f"有异议，请在{clock.say_near_day(until, today=on)}前反映，"
        "当天也算，书面、口头都可以。"
    )


def _span(on: date, until: date) -> str:
    return f"{clock.say_day(on)}至{clock.say_near_day(until, today=on)}"
