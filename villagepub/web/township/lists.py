"""各村清单: each village gets its list from the catalogs."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from villagepub import catalog, places
from villagepub.access import Action
from villagepub.models import Place
from villagepub.web.http import field, mends, needs, request_context, to
from villagepub.web.township import bp, township, townships

WHOLE = "county"  # every village of every township


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


def _wanted(town: Place, wanted: str) -> list[str]:
    """A village, all of the township, or of the county."""
    session = request_context.session()
    towns = townships() if wanted == WHOLE else [town]
    villages = [v for one in towns for v in places.villages_of(session, one.code)]
    return [v.code for v in villages if wanted in ("", WHOLE, v.code)]


@bp.post("/lists/")
@needs(Action.CATALOG)
@mends("township.lists")
def issue() -> ResponseReturnValue:
    """To one village, to all of the township's or the county's; what they have stays."""
    codes = _wanted(township(), field("village"))
    with request_context.act() as act:
        added = catalog.issue_many(act, village_codes=codes)
    flash(f"发下去了：{len(codes)} 个村，一共添了 {added} 项。已有的没有动。")
    return to("township.lists")
