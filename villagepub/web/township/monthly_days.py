"""公开日: which day of the month the township's villages post by, since when."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.duties import monthly_days
from villagepub.duties.duty import USUAL_MONTHLY_DAY
from villagepub.errors import UserError
from villagepub.time_limit import months_later
from villagepub.web.http import day_sent, mends, needs, request_context, to
from villagepub.web.township import bp, township

MONTHS_AHEAD = 12


@bp.get("/monthly-days/", endpoint="monthly_days")
@needs(Action.CATALOG)
def monthly_days_page() -> ResponseReturnValue:
    session, town = request_context.session(), township()
    month = request_context.today().replace(day=1)
    held = monthly_days.of_villages(session, [town.code])[town.code]
    return render_template(
        "township/monthly_days.html",
        place=town,
        now=held.of(month),
        usual=USUAL_MONTHLY_DAY,
        months=[months_later(month, n) for n in range(MONTHS_AHEAD + 1)],
        history=monthly_days.history(session, town.code),
    )


@bp.post("/monthly-days/")
@needs(Action.CATALOG)
@mends("township.monthly_days")
def change_monthly_day() -> ResponseReturnValue:
    town = township()
    since = day_sent("holds_from", UserError("从哪个月起，还没选。"))
    day = request.form.get("day", 0, int)
    with request_context.act() as act:
        monthly_days.change(act, township=town.code, day=day, holds_from=since)
    flash(f"定好了：从{since.year}年{since.month}月起，每月 {day} 日。")
    return to("township.monthly_days")
