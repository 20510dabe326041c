"""等我看的: what waits for the committee, notices and 本期无."""

from flask import render_template
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.act import Act
from villagepub.duties import confirmations
from villagepub.models import Place
from villagepub.notices import queries
from villagepub.web.http import acts, field, needs, request_context
from villagepub.web.parts.pages import Pages
from villagepub.web.review import bp

LINES = 50  # a page


@bp.get("/")
@needs(Action.REVIEW)
def queue() -> ResponseReturnValue:
    session, code = request_context.session(), request_context.actor().place_code
    place = session.get(Place, code)
    waiting = queries.in_review(session, code)
    pages = Pages.of(len(waiting), LINES)
    shown = waiting[pages.offset : pages.offset + LINES]
    return render_template(
        "review/queue.html",
        number=len(waiting),
        lines=queries.review_queue(session, shown) if shown else (),
        pages=pages,
        declared=confirmations.waiting(session, code) if pages.page == 1 else (),
        village=place.short_name if place else "",
    )


@bp.post("/queue/<int:declaration_id>/confirm")
@needs(Action.REVIEW)
@acts("review.queue")
def confirm_nothing(act: Act, declaration_id: int) -> str:
    item = confirmations.confirm(act, declaration_id=declaration_id)
    return f"记下了：{item.name}这一期确实没有，村民的网页上看得到是你看过的。"


@bp.post("/queue/<int:declaration_id>/return")
@needs(Action.REVIEW)
@acts("review.queue")
def return_nothing(act: Act, declaration_id: int) -> str:
    item = confirmations.send_back(
        act, declaration_id=declaration_id, remark=field("remark")
    )
    return f"退回了：{item.name}又在文书的清单上。"
