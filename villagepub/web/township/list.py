"""One village's list: what it owes, how often, in which form; added, changed, ended."""

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import catalog, forms, places, village_list
from villagepub.access import Action
from villagepub.act import Act
from villagepub.duties import queries as duties
from villagepub.models import Place
from villagepub.period import KINDS
from villagepub.web.http import (
    acts,
    allowed_rows,
    field,
    mends,
    needs,
    request_context,
    to,
)
from villagepub.web.township import bp

LABELS = {"limit": "多久公开", "form": "表样"}


@bp.get("/list/<code>/", endpoint="list")
@needs(Action.CATALOG)
def list_page(code: str) -> ResponseReturnValue:
    session, village = request_context.session(), _own(code)
    items = catalog.list_of(session, code)
    kinds = duties.period_kinds_of(session, items)
    return render_template(
        "township/list.html",
        village=village,
        items=items,
        is_in_use=any(item.is_active for item in items),
        often={i: KINDS[kind] for i, kind in kinds.items()},
        limits=duties.limits_of(session, items),
        forms=forms.every(),
        names={form.id: form.name for form in forms.every()},
        usual=village_list.USUAL,
        history=village_list.history(session, code),
        labels=LABELS,
    )


def _own(code: str) -> Place:
    row = allowed_rows.place_of(code, Action.CATALOG)
    return row if len(row.code) == 12 else abort(404)


@bp.post("/list/<code>/")
@needs(Action.CATALOG)
@mends("township.list")
def add_to_list(code: str) -> ResponseReturnValue:
    """To this village, or to all of its township's."""
    village, codes = _own(code), [code]
    if request.form.get("all"):
        here = places.villages_of(request_context.session(), village.code[:9])
        codes = [place.code for place in here]
    with request_context.act() as act:
        village_list.add(
            act,
            village_codes=codes,
            name=field("name"),
            form=field("form"),
            limit=field("limit"),
        )
    flash(f"加好了，{len(codes)} 个村的清单上多了这一项，从今天起算。")
    return to("township.list", code=code)


@bp.post("/list/<code>/end")
@needs(Action.CATALOG)
@acts("township.list")
def end_list(act: Act, code: str) -> str:
    """并村、撤村: nothing is owed there any more."""
    ended = village_list.end_all(act, village_code=code, reason=field("reason"))
    return f"{ended} 项都停了，贴出过的还在。停错了，最下面能撤。"


@bp.post("/list/<code>/resume")
@needs(Action.CATALOG)
@acts("township.list")
def resume_list(act: Act, code: str) -> str:
    back = village_list.resume_all(act, village_code=code, reason=field("reason"))
    return f"{back} 项又要公开了，从今天起算。"


@bp.post("/list/<code>/<int:item_id>/change")
@needs(Action.CATALOG)
@acts("township.list")
def change_in_list(act: Act, item_id: int, **_: object) -> str:
    row = village_list.change(
        act,
        item_id=item_id,
        form=field("form"),
        limit=field("limit"),
    )
    return f"“{row.name}”改好了，村文书那边看得到。"


@bp.post("/list/<code>/<int:item_id>/end")
@needs(Action.CATALOG)
@acts("township.list")
def end_in_list(act: Act, item_id: int, **_: object) -> str:
    row = village_list.end(act, item_id=item_id, reason=field("reason"))
    return f"“{row.name}”停了，贴出过的还在。"


@bp.post("/list/<code>/<int:item_id>/resume")
@needs(Action.CATALOG)
@acts("township.list")
def resume_in_list(act: Act, item_id: int, **_: object) -> str:
    row = village_list.resume(act, item_id=item_id)
    return f"“{row.name}”又要公开了，从今天起算。"
