"""公布期限 (how long a notice hangs) and 公示期 (until when one may object)."""

from dataclasses import replace
from datetime import date

from villagepub import clock
from villagepub.content import NoticeContent
from villagepub.duties.workdays import Calendar, posting_end
from villagepub.forms.form import MIN_POSTING_DAYS, Form

OBJECTION = "公示期"
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


def say_until(until: date) -> str:
    return f"{clock.say_day(until)}前可以提异议"


def with_objection_until(
    content: NoticeContent, until: date | None, counted: date | None
) -> NoticeContent:
    """As its 公示期 is now, with what was printed beside it: on every page, file and new
    paper. ``counted``: by the holidays, once they are announced; where it ends earlier
    than ``until``, which was promised, that stays and is said. The code is the paper's.
    """
    printed, posted = content.objection_until, content.published_at
    if printed is None or posted is None or until is None:
        return content
    guess = f"，{ESTIMATED}"
    is_known = counted is not None
    if until == printed and not (is_known and guess in content.objection_period):
        return content
    on = clock.day(posted)
    length = content.objection_period.rpartition("（")[2].removesuffix("）")
    if is_known:
        length = length.replace(guess, "")
    if until != printed:
        length += f"，原印到{clock.say_near_day(printed, today=on)}"
    if counted and counted < until:
        earlier = clock.say_near_day(counted, today=on)
        length += f"，按新公布的放假安排只到{earlier}，说过的日子不缩短"
    period = f"{_span(on, until)}（{length}）"
    return replace(
        content,
        objection_period=period,
        objection_until=until,
        objection=invite(on, until),
        meta=tuple(
            replace(m, value=period) if m.label == OBJECTION else m
            for m in content.meta
        ),
        answers=tuple(
            replace(a, note=say_until(until)) if a.note == say_until(printed) else a
            for a in content.answers
        ),
        frozen_code=content.check_code,
    )


def _span(on: date, until: date) -> str:
    return f"{clock.say_day(on)}至{clock.say_near_day(until, today=on)}"
