"""更正以前的版本: what was wrongly published about somebody goes from the web."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from villagepub import outbox
from villagepub.access import Action
from villagepub.notices import old_versions as room
from villagepub.web.http import allowed_rows, field, mends, needs, request_context, to
from villagepub.web.township import bp


@bp.get("/old-versions/<code>/")
@needs(Action.CHECK)
def old_versions(code: str) -> ResponseReturnValue:
    return render_template(
        "township/old_versions.html",
        village=allowed_rows.place_of(code, Action.CHECK),
        notices=room.corrected(request_context.session(), code),
        max_reason=room.MAX_REASON,
    )


@bp.post("/old-versions/<code>/")
@needs(Action.CHECK)
@mends("township.old_versions")
def take_down(code: str) -> ResponseReturnValue:
    public_id = field("notice")
    retell = outbox.retold_ahead(request_context.session(), public_id)
    with request_context.act() as act:
        done = room.take_down(
            act,
            public_id=public_id,
            reason=field("reason"),
            retell=retell,
        )
    flash(f"“{done.title}”更正以前的版本从网上撤下了，一分钟内生效。档案里还有。")
    return to("township.old_versions", code=code)
