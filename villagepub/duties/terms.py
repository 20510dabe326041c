"""How an item is owed, by the form and the words of its 公开时限: how often, until when."""

from villagepub import forms
from villagepub.catalog import time_limits
from villagepub.forms.form import PeriodKind
from villagepub.time_limit import TimeLimit

# Its limit, how often, the whole that a period is part of, by when its outcome.
Terms = tuple[TimeLimit, PeriodKind, PeriodKind | None, TimeLimit | None]


def terms_of(form: str, own: str, of_catalog: str) -> Terms:
    """By 公开时限 in words, the township's own before the catalog's."""
    limit = limit_of(own, of_catalog)
    kind = how_often(form, limit)
    return limit, kind, whole(form, kind), result_limit(limit)


def limit_of(own: str, of_catalog: str) -> TimeLimit:
    """What can be read of the two, the first of them first."""
    return time_limits.read(own) or time_limits.read(of_catalog) or TimeLimit()


def whole(form: str, kind: PeriodKind) -> PeriodKind | None:
    """The form's own period, where a notice of it is made of monthly parts."""
    own = forms.get(form) if form else None
    return own.period if own and kind == own.parts and kind != own.period else None


def result_limit(limit: TimeLimit) -> TimeLimit | None:
    """By when the outcome of a 公示 is owed; None where no rule asks for it.

    公示7日，期满后5日内公布结果 gives the days from the end of the 公示, 发放结果随时公布
    none. Where only an objection has an outcome, as to a 选民名单, nothing is owed.
    """
    if not limit.result:
        return None
    start = limit.start or ""
    is_counted = "公示" in start or "期满" in start or "结果" in start
    return limit if is_counted else TimeLimit()


def how_often(form: str, limit: TimeLimit) -> PeriodKind:
    """As the catalog's limit says, else as the form is made.

    A quarterly form whose limit only gives days (公示7个工作日 for 初审对象) is owed when
    there is somebody to name, not every quarter.
    """
    kind = forms.get(form).period if form else "event"
    if limit.every is not None:
        return limit.every
    if kind == "quarter" and limit != TimeLimit() and not limit.always:
        return "event"
    return kind
