"""榜贴到公开栏上了吗: the day it went up, the day it came down, a photo for the files."""

from datetime import date, timedelta

from flask import Response, abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub.access import Action, may
from villagepub.act import Act
from villagepub.duties import hangings, hung_sheets
from villagepub.errors import UserError
from villagepub.render.photos import prepare
from villagepub.web.clerk import bp
from villagepub.web.http import (
    acts,
    allowed_rows,
    day_sent,
    field,
    mends,
    needs,
    request_context,
    takes_files,
    to,
)
from villagepub.web.parts.pictures import private

DAYS = {"today": 0, "yesterday": 1}


@bp.get("/notices/<public_id>/hanging")
@needs(Action.READ)
@mends("clerk.wall")
def hanging(public_id: str) -> ResponseReturnValue:
    row = allowed_rows.notice_of(public_id)
    session, today = request_context.session(), request_context.today()
    sheet = hung_sheets.of_notice(session, row)
    if sheet is None:
        raise UserError("这一件还没有贴出，没有榜要上墙。")
    return render_template(
        "clerk/hanging.html",
        sheet=sheet,
        state=sheet.state(today),
        strip=hung_sheets.strip(sheet.hung_on or today, sheet.days),
        today=today,
        writes=may(request_context.actor(), Action.FORWARD, row.village_code),
        has_photo=hangings.photo_of(session, row) is not None,
    )


@bp.get("/notices/<public_id>/hanging/photo.jpg")
@needs(Action.READ)
def hanging_photo(public_id: str) -> ResponseReturnValue:
    photo = hangings.photo_of(
        request_context.session(), allowed_rows.notice_of(public_id)
    ) or abort(404)
    return private(Response(photo, mimetype="image/jpeg"))


@bp.post("/notices/<public_id>/hanging/up")
@takes_files
@needs(Action.FORWARD)
@mends("clerk.hanging")
def hang(public_id: str) -> ResponseReturnValue:
    on, file = _day(), request.files.get("photo")
    photo = None
    if file is not None and file.filename:
        photo = prepare(file.stream.read(), file.filename[:60]).data
    with request_context.act() as act:
        hangings.hang(act, public_id=public_id, on=on, photo=photo)
    flash("记下了：榜上墙了。")
    return to("clerk.hanging", public_id=public_id)


@bp.post("/notices/<public_id>/hanging/down")
@needs(Action.FORWARD)
@acts("clerk.hanging", then="clerk.wall")
def take_down(act: Act, public_id: str) -> str:
    hangings.take_down(act, public_id=public_id, on=_day(), reason=field("reason"))
    return "记下了：榜揭下来了。"


@bp.post("/notices/<public_id>/hanging/undo")
@needs(Action.FORWARD)
@acts("clerk.hanging")
def undo_hanging(act: Act, public_id: str) -> str:
    hangings.undo(act, public_id=public_id)
    return "撤销好了。"


def _day() -> date:
    """今天, 昨天 or another day. Raises UserError for what is no day."""
    when = request.form.get("when", "today")
    if when in DAYS:
        return request_context.today() - timedelta(days=DAYS[when])
    return day_sent("day", UserError("请选是哪一天。"))
