"""公开日: which day of the month the township's villages post by, since when."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.duties import posting_days
from villagepub.duties.duty import POSTING_DAY
from villagepub.duties.posting_days import PostingDayError
from villagepub.time_limit import months_later
from villagepub.web.http import choice, request_context
from villagepub.web.http.guards import needs
from villagepub.web.http.redirects import mends, to
from villagepub.web.township import bp, township

MONTHS_AHEAD = 12


@bp.get("/posting-days/", endpoint="posting_days")
@needs(Action.CATALOG)
def posting_days_page() -> ResponseReturnValue:
    session, town = request_context.session(), township()
    month = request_context.today().replace(day=1)
    held = posting_days.of_villages(session, [town.code])[town.code]
    return render_template(
        "township/posting_days.html",
        place=town,
        now=held.of(month),
        usual=POSTING_DAY,
        months=[months_later(month, n) for n in range(MONTHS_AHEAD + 1)],
        history=posting_days.history(session, town.code),
    )


@bp.post("/posting-days/")
@needs(Action.CATALOG)
@mends("township.posting_days")
def change_posting_day() -> ResponseReturnValue:
    town = township()
    since = choice.day("holds_from", PostingDayError("从哪个月起，还没选。"))
    day = request.form.get("day", 0, int)
    with request_context.act() as act:
        posting_days.change(act, township=town.code, day=day, holds_from=since)
    flash(f"定好了：从{since.year}年{since.month}月起，每月 {day} 日。")
    return to("township.posting_days")
