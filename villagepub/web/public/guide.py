"""办事指南: how to apply, what to bring, and nothing beyond what is named."""

from typing import Literal

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from villagepub.powers import Guide, PowerItem, PowerList, printouts
from villagepub.powers.words import basis_lines
from villagepub.web.http import public, request_context
from villagepub.web.parts.powers import address, drawn, ground_of, pdf
from villagepub.web.public import bp
from villagepub.web.public.power.views import item_of
from villagepub.web.public.village.views import place_of

LOOKS = {"blank": "空表", "notes": "填写说明", "sample": "样表"}
GuideLook = Literal["blank", "notes", "sample"]


@bp.get("/guide/<village>/<item>")
@public
def guide(village: str, item: str) -> ResponseReturnValue:
    place = place_of(village)
    whole, one, known, _ = _guide_of(village, item)
    today = request_context.today()
    return render_template(
        "public/guide.html",
        village=place,
        item=one,
        guide=known,
        basis=basis_lines(one.citations, today),
        looks=LOOKS,
        ground=ground_of(place, whole),
    )


@bp.get("/guide/<village>/<item>.pdf")
@public
def guide_poster(village: str, item: str) -> Response:
    place = place_of(village)
    whole, one, known, number = _guide_of(village, item)
    at = {"village": village, "item": one.code}
    urls = {k: address("public.guide_form", look=k, **at) for k in LOOKS}
    sheet = printouts.guide_of(
        one,
        known,
        ground_of(place, whole),
        number=number,
        urls=urls | {"page": address("public.guide", **at)},
    )
    return pdf(drawn(sheet), f"{place.short_name}{one.name}办事指南")


@bp.get("/guide/<village>/<item>/<any(blank, notes, sample):look>.pdf")
@public
def guide_form(village: str, item: str, look: GuideLook) -> Response:
    """The application form: empty, with how to fill it, or filled as a sample."""
    place = place_of(village)
    whole, _, known, _ = _guide_of(village, item)
    if not known.blanks:
        abort(404)
    form = printouts.application_of(known, look, ground_of(place, whole))
    return pdf(drawn(form), f"{known.form}{LOOKS[look]}")


def _guide_of(village: str, code: str) -> tuple[PowerList, PowerItem, Guide, int]:
    whole, one, number = item_of(village, code)
    if one.guide is None:
        abort(404)
    return whole, one, one.guide, number
