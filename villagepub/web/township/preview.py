"""Before a government's list counts: what it says, what it replaces, what is doubtful."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import disclosures, places
from villagepub.access import Action
from villagepub.act import Act
from villagepub.disclosures import placement
from villagepub.errors import UserError
from villagepub.findings import check_runs
from villagepub.states import DisclosureState
from villagepub.web.http import acts, mends, needs, request_context, to
from villagepub.web.township import bp
from villagepub.web.township.disclosure import open_disclosure

STRANGER = "-"  # no village of here


@bp.get("/disclosures/<int:disclosure_id>/preview/")
@needs(Action.CHECK)
def preview(disclosure_id: int) -> ResponseReturnValue:
    one, session = open_disclosure(disclosure_id), request_context.session()
    if one.state is not DisclosureState.PROPOSED:
        return to("township.disclosure", disclosure_id=disclosure_id)
    villages = places.villages_below(session, one.place_code)
    return render_template(
        "township/preview.html",
        one=one,
        shown=disclosures.preview(session, one),
        villages=villages,
        unnamed=[(w, placement.likely(villages, w)) for w in one.unplaced],
        stranger=STRANGER,
    )


@bp.post("/disclosures/<int:disclosure_id>/preview/confirm")
@needs(Action.CHECK)
@mends("township.preview")
def confirm(disclosure_id: int) -> ResponseReturnValue:
    """It counts from now on; every village that it speaks of is compared again."""
    one = open_disclosure(disclosure_id)
    if one.doubts and request.form.get("sure") != "1":
        raise UserError("上面有一句要你看过：就是这一件，先打个勾。")
    with request_context.act() as act:
        one = disclosures.confirm(act, disclosure_id=disclosure_id)
        check_runs.ask(act, place_code=one.place_code, item=one.item)
    request_context.poke_worker()
    flash("算数了，正在一个村一个村地对。")
    return to("township.disclosure", disclosure_id=disclosure_id)


@bp.post("/disclosures/<int:disclosure_id>/preview/discard")
@needs(Action.CHECK)
@acts("township.preview", then="township.disclosures")
def discard(act: Act, disclosure_id: int) -> str:
    disclosures.discard(act, disclosure_id=disclosure_id)
    return "不要了，什么都没存，原来的没动。"


@bp.post("/disclosures/<int:disclosure_id>/preview/villages")
@needs(Action.CHECK)
@mends("township.preview")
def name_villages(disclosure_id: int) -> ResponseReturnValue:
    """What a name stands for is said once; a name left alone stays unplaced."""
    chosen = zip(
        request.form.getlist("written"), request.form.getlist("village"), strict=False
    )
    named = {w: "" if code == STRANGER else code for w, code in chosen if w and code}
    if not named:
        raise UserError("还没有选是哪个村。")
    again = disclosures.with_villages(
        request_context.session(),
        disclosure_id=open_disclosure(disclosure_id).id,
        named=named,
        store_url=request_context.settings().store_url,
        key=request_context.settings().id_key,
    )
    with request_context.act() as act:
        disclosures.read_again(act, again)
    flash("记住了，以后名单上这样写都认得。")
    return to("township.preview", disclosure_id=disclosure_id)
