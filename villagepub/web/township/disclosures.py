"""政府公开的: bring in a list with its source."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from villagepub import disclosures
from villagepub.access import Action
from villagepub.act import Act
from villagepub.disclosures import Facts, placement
from villagepub.errors import UserError
from villagepub.findings import counts
from villagepub.period import Period
from villagepub.states import Attribute, DisclosureState
from villagepub.web.http import (
    acts,
    day_sent,
    field,
    file_sent,
    mends,
    needs,
    one_of,
    request_context,
    takes_files,
    to,
)
from villagepub.web.parts.pages import Pages
from villagepub.web.township import bp, township

MAX_BYTES = 20 * 1024 * 1024


@bp.get("/disclosures/", endpoint="disclosures")
@needs(Action.CHECK)
def disclosures_page() -> ResponseReturnValue:
    session, town = request_context.session(), township()
    pages = Pages.of(disclosures.count(session, town.code), disclosures.PAGE)
    return render_template(
        "township/disclosures.html",
        waiting=disclosures.lines(session, town.code, waiting=True),
        kept=disclosures.lines(session, town.code, offset=pages.offset),
        pages=pages,
        states=DisclosureState,
        aliases=placement.remembered(session, town.code),
        found=counts.by_item(session, town.code),
        items=disclosures.items_of(session, town.code),
        attributes=Attribute,
        today=request_context.today(),
    )


@bp.post("/disclosures/")
@takes_files
@needs(Action.CHECK)
@mends("township.disclosures")
def disclose() -> ResponseReturnValue:
    """Read the list; it is looked at before it counts."""
    town = township()
    data, name = file_sent(most=MAX_BYTES + 1)
    facts = _facts()
    read = disclosures.read_list(
        request_context.session(),
        place_code=town.code,
        facts=facts,
        data=data,
        filename=name,
        store_url=request_context.settings().store_url,
        key=request_context.settings().id_key,
    )
    with request_context.act() as act:
        imported = disclosures.propose(act, read)
    if imported.is_known:
        flash("这一份早就在了，没有再存一遍。")
    return to("township.preview", disclosure_id=imported.disclosure.id)


def _facts() -> Facts:
    return Facts(
        item=field("item"),
        period=Period.parse(field("period")).code,
        title=field("title").strip()[:200],
        published_on=day_sent(
            "published_on", UserError("公开日期没有写对，像 2026-06-15 这样写。")
        ),
        document=field("document").strip()[:100],
        address=field("address").strip()[:300],
        attribute=one_of("attribute", Attribute, Attribute.ACTIVE),
    )


@bp.post("/disclosures/aliases/forget")
@needs(Action.CHECK)
@acts("township.disclosures")
def forget_village(act: Act) -> str:
    """说错了: a name that was told wrongly is asked about again."""
    town, written = township(), field("written")
    disclosures.forget_village(act, place_code=town.code, written=written)
    return f"忘掉了，下回名单上写“{written}”再问。已经算数的不动，要改就撤掉重传。"
