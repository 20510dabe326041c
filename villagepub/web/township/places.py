"""电话和名称: what the township says of itself and its villages, and where it is printed."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import place_facts, staff_accounts, village_changes
from villagepub import places as place_room
from villagepub.access import Action
from villagepub.act import Act
from villagepub.places import PlaceError
from villagepub.states import Role
from villagepub.web.http import (
    acts,
    allowed_rows,
    asks_again,
    field,
    mends,
    needs,
    request_context,
    to,
)
from villagepub.web.township import bp, township


@bp.get("/places/")
@needs(Action.PLACES)
def places() -> ResponseReturnValue:
    return _page(township().code)


@bp.get("/places/<code>/")
@needs(Action.PLACES)
def place(code: str) -> ResponseReturnValue:
    return _page(code)


def _page(code: str, fault: str = "") -> str:
    row = allowed_rows.place_of(code, Action.PLACES)
    session, town = request_context.session(), row.code[: place_facts.TOWNSHIP]
    staff = staff_accounts.staff_below(session, row.code)
    return render_template(
        "township/places.html",
        place=row,
        facts=place_facts.facts_of(row),
        said={**row.model_dump(), **request.form},
        villages=place_room.villages_of(session, town),
        signers=[s.name for s in staff if s.role is Role.SUPERVISOR and s.is_active],
        history=place_facts.history(session, row),
        labels={fact.name: fact.label for fact in place_facts.FACTS},
        town=town,
        fault=fault,
    )


@bp.post("/places/<code>/")
@needs(Action.PLACES)
@asks_again(_page, PlaceError)
def change_place(code: str) -> ResponseReturnValue:
    row = allowed_rows.place_of(code, Action.PLACES)
    with request_context.act() as act:
        place_facts.change(act, place_code=row.code, values=request.form)
    flash("存好了。新贴的公示照这个印，已经贴出的不变。")
    return to("township.place", code=code)


@bp.post("/places/<code>/name")
@needs(Action.PLACES)
@acts("township.place")
def rename_place(act: Act, code: str) -> str:
    row = village_changes.rename(act, code=code, name=field("name"))
    return f"改成“{row.name}”了。新贴的公示照这个印，已经贴出的不变。"


@bp.post("/places/")
@needs(Action.PLACES)
@acts("township.places")
def add_place(act: Act) -> str:
    row = village_changes.add(
        act,
        township=township().code,
        code=field("code"),
        name=field("name"),
    )
    return f"加上了：{row.full_name}。再给它发清单、开账号。"


@bp.post("/places/<code>/drop")
@needs(Action.PLACES)
@mends("township.place")
def drop_place(code: str) -> ResponseReturnValue:
    with request_context.act() as act:
        row = village_changes.drop(act, code=code)
    flash(f"去掉了：{row.full_name}。")
    return to("township.places", t=code[:9])
