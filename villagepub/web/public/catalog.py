"""The catalogs as they are in force, and what the villages have posted of each item."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from villagepub import catalog as catalogs
from villagepub import citations
from villagepub.catalog import queries
from villagepub.models import CatalogItem
from villagepub.notices import posted_notices
from villagepub.web.http import public, request_context
from villagepub.web.parts.pages import Pages
from villagepub.web.public import bp


@bp.get("/catalog")
@public
def catalog() -> ResponseReturnValue:
    """The catalogs as they are in force, by domain."""
    domains: dict[str, list[dict[str, object]]] = {}
    for item in catalogs.current(request_context.session()):
        domains.setdefault(item.domain, []).append(_row(item))
    return render_template("public/catalog.html", domains=domains)


@bp.get("/catalog/<code>")
@public
def catalog_item(code: str) -> ResponseReturnValue:
    """One item, and the notices of every village that answer to it."""
    session = request_context.session()
    item = queries.by_code(session, code) or abort(404)
    pages = Pages.of(
        posted_notices.size_of_item(session, item.key), posted_notices.LINES
    )
    villages: dict[str, list[posted_notices.BoardLine]] = {}
    for village, line in posted_notices.of_item(session, item.key, offset=pages.offset):
        villages.setdefault(village, []).append(line)
    return render_template(
        "public/catalog/item.html", item=_row(item), villages=villages, pages=pages
    )


@bp.get("/catalog/of/<public_id>")
@public
def item_of_notice(public_id: str) -> ResponseReturnValue:
    """From a notice to the item that it answers to."""
    session = request_context.session()
    item = posted_notices.item_of(session, public_id) or abort(404)
    found = queries.of_village_item(session, item) or abort(404)
    return redirect(url_for("public.catalog_item", code=found.code), 302)


def _row(item: CatalogItem) -> dict[str, object]:
    on = request_context.today()
    old = any(citations.is_superseded(words, on) for words in item.basis)
    return {**catalogs.as_plain(item), "is_superseded": old}
