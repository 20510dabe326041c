"""各村清单: each village gets its list from the catalogs."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import catalog, places
from villagepub.access import Action
from villagepub.web.http import request_context
from villagepub.web.http.guards import needs
from villagepub.web.http.redirects import mends, to
from villagepub.web.township import bp, township


@bp.get("/lists/")
@needs(Action.CATALOG)
def lists() -> ResponseReturnValue:
    session, town = request_context.session(), township()
    villages = places.villages_of(session, town.code)
    own = catalog.counts(session, [v.code for v in villages])
    return render_template(
        "township/lists.html",
        villages=villages,
        items=own,
        name=town.short_name,
    )


@bp.post("/lists/")
@needs(Action.CATALOG)
@mends("township.lists")
def issue() -> ResponseReturnValue:
    """To one village, or to all of the township's; what they have stays as it is."""
    town, wanted = township(), request.form.get("village", "")
    villages = places.villages_of(request_context.session(), town.code)
    codes = [v.code for v in villages if wanted in ("", v.code)]
    with request_context.act() as act:
        added = catalog.issue_many(act, village_codes=codes)
    flash(f"发下去了：{len(codes)} 个村，一共添了 {added} 项。已有的没有动。")
    return to("township.lists")
