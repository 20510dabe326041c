"""The catalogs as they are in force."""

from flask import render_template
from flask.typing import ResponseReturnValue

from villagepub import catalog as catalogs
from villagepub import citations, clock
from villagepub.web.http import request_context
from villagepub.web.http.guards import public
from villagepub.web.public import bp


@bp.get("/catalog")
@public
def catalog() -> ResponseReturnValue:
    """The catalogs as they are in force, by domain."""
    on = clock.day(request_context.now())
    domains: dict[str, list[dict[str, object]]] = {}
    for item in catalogs.current(request_context.session()):
        old = any(citations.is_superseded(words, on) for words in item.basis)
        row = {**catalogs.as_plain(item), "is_superseded": old}
        domains.setdefault(item.domain, []).append(row)
    return render_template("public/catalog/page.html", domains=domains)
