"""One list of the government: what its columns were taken for."""

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import access, disclosures, forms
from villagepub.access import Action
from villagepub.disclosures.queries import KeptColumn
from villagepub.findings import check_runs
from villagepub.models import Disclosure
from villagepub.states import DisclosureState
from villagepub.store import StoreError
from villagepub.web.http import field, mends, needs, request_context, to
from villagepub.web.township import bp

PRIVATE = {
    "!identity": "身份证号（只留一个认不回来的串）",
    "!card": "银行账号（不要）",
    "!phone": "电话（不要）",
    "!address": "住址（只留组）",
    "!other": "别的不该公开的（不要）",
}


@bp.get("/disclosures/<int:disclosure_id>/")
@needs(Action.CHECK)
def disclosure(disclosure_id: int) -> ResponseReturnValue:
    session, one = request_context.session(), open_disclosure(disclosure_id)
    form = forms.get(one.form) if one.form else None
    columns, lost = _columns(disclosure_id)
    return render_template(
        "township/disclosure.html",
        one=one,
        line=disclosures.line(session, one),
        state=one.state,
        states=DisclosureState,
        columns=columns,
        lost=lost,
        choices=[("", "不用")]
        + [(c.key, c.label) for c in (form.columns if form else ())]
        + list(PRIVATE.items()),
    )


def _columns(disclosure_id: int) -> tuple[tuple[KeptColumn, ...], str]:
    """How the kept file was read, or why nobody can say."""
    session, url = request_context.session(), request_context.settings().store_url
    try:
        return disclosures.column_lines(session, disclosure_id, url), ""
    except StoreError as error:
        return (), str(error)


@bp.post("/disclosures/<int:disclosure_id>/columns")
@needs(Action.CHECK)
@mends("township.disclosure")
def set_columns(disclosure_id: int) -> ResponseReturnValue:
    """What a person says the columns mean is remembered for this office's sheets."""
    settings = request_context.settings()
    again = disclosures.with_columns(
        request_context.session(),
        disclosure_id=open_disclosure(disclosure_id).id,
        table_heads=field("heads"),
        mapping=request.form.getlist("column"),
        store_url=settings.store_url,
        key=settings.id_key,
    )
    with request_context.act() as act:
        imported = disclosures.read_again(act, again)
        one = imported.disclosure
        if not imported.unread and one.state is DisclosureState.STANDING:
            check_runs.ask(act, place_code=one.place_code, item=one.item)
    if imported.unread:
        heads = "”“".join(imported.unread)
        flash(f"记住了。“{heads}”原来没有存下来，请把原表再传一次。")
        return to("township.disclosures")
    request_context.poke_worker()
    flash("记住了，以后这样的表就照这个读。正在重新对。")
    return to("township.disclosure", disclosure_id=one.id)


@bp.post("/disclosures/<int:disclosure_id>/undo")
@needs(Action.CHECK)
@mends("township.disclosure")
def undo_disclosure(disclosure_id: int) -> ResponseReturnValue:
    """撤掉这次导入: what it had replaced counts again, and is compared again."""
    with request_context.act() as act:
        one = disclosures.undo(act, disclosure_id=disclosure_id)
        check_runs.ask(act, place_code=one.place_code, item=one.item)
    request_context.poke_worker()
    flash("撤掉了，换回原来的。交办、期限、说明都在，村里已经贴的没动。")
    return to("township.disclosures")


def open_disclosure(disclosure_id: int) -> Disclosure:
    one = request_context.session().get(Disclosure, disclosure_id) or abort(404)
    access.allow(request_context.actor(), Action.CHECK, one.place_code)
    return one
