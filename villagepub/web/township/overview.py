"""该公开的: the villages of the township and what each has posted."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from villagepub import access, clock, places
from villagepub.access import Action
from villagepub.duties import gathering
from villagepub.models import Place
from villagepub.notices import queries
from villagepub.web import site
from villagepub.web.clerk.task_page import task_page
from villagepub.web.guards import needs
from villagepub.web.township import bp
from villagepub.web.township.grid import grid_page


def township() -> Place:
    """The township that the page is about: one's own, or for the county the chosen."""
    session, code = site.session(), site.actor().place_code
    if len(code) < 9:
        towns = places.villages_of(session, code)
        wanted = request.values.get("t", "")
        code = next((t.code for t in towns if t.code == wanted), towns[0].code)
    return session.get_one(Place, code)


def townships() -> list[Place]:
    """What the county chooses from; empty for a township."""
    code = site.actor().place_code
    return places.villages_of(site.session(), code) if len(code) < 9 else []


@bp.context_processor
def _grants() -> dict[str, bool]:
    """The county has no groups of its own."""
    return {"may_channels": Action.CHANNELS in access.GRANTS[site.actor().role]}


@bp.get("/")
@needs(Action.CATALOG)
def overview() -> ResponseReturnValue:
    session, today = site.session(), clock.day(site.now())
    town = township()
    villages = places.villages_of(session, town.code)
    owed = gathering.of_villages(session, [v.code for v in villages], on=today)
    page = grid_page(town.short_name, clock.say_day(today), villages, owed)
    return render_template(
        "township/overview.html", page=page, town=town.code, townships=townships()
    )


@bp.get("/villages/<code>/")
@needs(Action.CATALOG)
def village(code: str) -> ResponseReturnValue:
    """One village's list as its clerk sees it, without the acts."""
    access.allow(site.actor(), Action.READ, code)
    session, today = site.session(), clock.day(site.now())
    place = queries.village_of(session, code)
    owed = gathering.of_village(session, code, on=today)
    page = task_page(
        place.short_name if place else code, owed, on=today, may_write=False
    )
    return render_template("township/village.html", page=page)
