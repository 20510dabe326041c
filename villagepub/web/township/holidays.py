"""放假安排: the announced holidays of a year come in as a small file."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from villagepub import clock
from villagepub.access import Action
from villagepub.duties import holidays
from villagepub.states import HOLIDAYS
from villagepub.web.http import (
    file_sent,
    mends,
    needs,
    request_context,
    takes_files,
    to,
)
from villagepub.web.township import bp


@bp.get("/holidays/", endpoint="holidays")
@needs(Action.CATALOG)
def holidays_page() -> ResponseReturnValue:
    days = [
        (clock.say_day(day.on), HOLIDAYS[day.kind].text)
        for day in holidays.added(request_context.session())
    ]
    return render_template("township/holidays.html", days=days)


@bp.post("/holidays/")
@takes_files
@needs(Action.CATALOG)
@mends("township.holidays")
def import_holidays() -> ResponseReturnValue:
    data, name = file_sent()
    with request_context.act() as act:
        done = holidays.import_csv(act, data, filename=name)
    flash(
        f"{done.year}年的放假安排记下了：休 {done.rest} 天，班 {done.work} 天。"
        f"公示期跟着改了的公示 {done.changed} 份。"
    )
    return to("township.holidays")
