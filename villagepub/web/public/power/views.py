"""``/power``: what a village may do, and what each power has brought onto the board."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import powers
from villagepub.powers import PowerItem, PowerList, printouts
from villagepub.powers.queries import produced
from villagepub.powers.versions import list_of
from villagepub.web.http import public, request_context
from villagepub.web.parts.powers import address, drawn, ground_of, pdf
from villagepub.web.public import bp
from villagepub.web.public.power.page import found, power_page
from villagepub.web.public.village.views import place_of


@bp.get("/power/<village>")
@public
def power(village: str) -> ResponseReturnValue:
    place, session = place_of(village), request_context.session()
    whole, wanted = list_of(session, village), request.args.get("q", "")[:20]
    came = produced(session, village, whole)
    return render_template(
        "public/power.html",
        village=place,
        kinds=powers.AREA_KINDS,
        areas=found(whole, wanted).by_area(),
        numbers={item.code: n for n, item in enumerate(whole.items, 1)},
        came={code: len(lines) for code, lines in came.items()},
        count=len(whole.items),
        wanted=wanted,
        is_sample=whole.is_sample,
    )


@bp.get("/power/<village>/<item>")
@public
def power_item(village: str, item: str) -> ResponseReturnValue:
    place, session = place_of(village), request_context.session()
    whole, one, number = item_of(village, item)
    came = produced(session, village, whole).get(one.code, ())
    return render_template(
        "public/power/item.html",
        village=place,
        number=number,
        page=power_page(
            one,
            came,
            today=request_context.today(),
            is_sample=whole.is_sample,
        ),
    )


def item_of(village: str, code: str) -> tuple[PowerList, PowerItem, int]:
    """The village's list, one of its items by its code, and its place; else 404."""
    whole = list_of(request_context.session(), village)
    one = whole.find(code) or abort(404)
    return whole, one, whole.items.index(one) + 1


@bp.get("/power/<village>/<item>.pdf")
@public
def power_poster(village: str, item: str) -> Response:
    """The flow chart for the wall."""
    place = place_of(village)
    whole, one, number = item_of(village, item)
    chart = printouts.chart_of(
        one,
        ground_of(place, whole),
        number=number,
        url=address("public.power_item", village=village, item=one.code),
    )
    return pdf(drawn(chart), f"{place.short_name}{one.name}流程图")


@bp.get("/power/<village>.pdf")
@public
def power_book(village: str) -> Response:
    """The whole list as a booklet."""
    place = place_of(village)
    whole = list_of(request_context.session(), village)
    own = address("public.power", village=village)
    book = printouts.book_of(whole, ground_of(place, whole), url=own)
    return pdf(drawn(book), f"{place.short_name}小微权力清单")
