"""After publication: forwarding ticks, the log, correction and withdrawal."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from villagepub import outbox
from villagepub.access import Action
from villagepub.content import NoticeContent
from villagepub.models import Delivery
from villagepub.notices import corrections, queries, staff_queries
from villagepub.notices.errors import NoticeFault
from villagepub.notices.history import trail_of
from villagepub.states import NoticeStatus, OwnerAct
from villagepub.web.clerk import bp
from villagepub.web.clerk.files.views import pictures
from villagepub.web.clerk.notice.page import notice_page
from villagepub.web.clerk.tasks.views import to_tasks
from villagepub.web.http import request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs

LONG = 300  # rows; the pictures of so many take longer than anybody waits for a page


def to_notice(public_id: str, **_: object) -> str:
    return url_for("clerk.notice", public_id=public_id)


def to_delivery(delivery_id: int, **_: object) -> str:
    """The page of its notice; the task list if it is not there."""
    found = request_context.session().get(Delivery, delivery_id)
    if found is None or found.notice_id is None:
        return to_tasks()
    return (
        to_notice(staff_queries.address_of(request_context.session(), found))
        + "#robots"
    )


@bp.get("/notices/<public_id>/")
@needs(Action.READ)
@mends(to_tasks)
def notice(public_id: str) -> ResponseReturnValue:
    session = request_context.session()
    row = staff_queries.notice_of(
        session, actor=request_context.actor(), public_id=public_id
    )
    published = queries.published(session, public_id)
    if published is None:
        return redirect(to_tasks())
    page = notice_page(
        published,
        row,
        deliveries=staff_queries.deliveries_of(session, row.id or 0),
        trail=trail_of(session, public_id),
        draft=queries.open_draft(session, row.id or 0),
        picture_count=_picture_count(published.content, row.status),
        actor=request_context.actor(),
        back=to_tasks(),
        at=request_context.now(),
    )
    return render_template("clerk/notice.html", page=page)


def _picture_count(content: NoticeContent, status: NoticeStatus) -> int:
    """Drawn while the page waits, so that the pictures stand on it; long lists have
    a page of their own for them.
    """
    if status is NoticeStatus.WITHDRAWN or len(content.web.rows) > LONG:
        return 0
    return len(pictures(content))


@bp.post("/deliveries/<int:delivery_id>/tick")
@needs(Action.FORWARD)
@mends(to_tasks)
def tick(delivery_id: int) -> ResponseReturnValue:
    with request_context.transaction() as session:
        done = outbox.tick(
            session,
            actor=request_context.actor(),
            delivery_id=delivery_id,
            at=request_context.now(),
        )
        back = staff_queries.address_of(session, done)
    return redirect(to_notice(back) + "#groups", 303)


@bp.post("/deliveries/<int:delivery_id>/untick")
@needs(Action.FORWARD)
@mends(to_tasks)
def untick(delivery_id: int) -> ResponseReturnValue:
    with request_context.transaction() as session:
        done = outbox.untick(
            session,
            actor=request_context.actor(),
            delivery_id=delivery_id,
            at=request_context.now(),
        )
        back = staff_queries.address_of(session, done)
    return redirect(to_notice(back) + "#groups", 303)


@bp.post("/deliveries/<int:delivery_id>/confirm")
@needs(Action.FORWARD)
@mends(to_tasks)
def confirm(delivery_id: int) -> ResponseReturnValue:
    seen = request.form.get("seen") == "yes"
    with request_context.transaction() as session:
        done = outbox.confirm(
            session,
            actor=request_context.actor(),
            delivery_id=delivery_id,
            seen=seen,
            at=request_context.now(),
        )
        back = staff_queries.address_of(session, done)
    if not seen:
        request_context.poke_worker()
    flash("记下了。" if seen else "马上再发一次，过一会儿刷新看看。")
    return redirect(to_notice(back) + "#robots", 303)


@bp.post("/deliveries/<int:delivery_id>/owner")
@needs(Action.FORWARD)
@mends(to_delivery)
def ask_owner(delivery_id: int) -> ResponseReturnValue:
    """催群主, or 不发了; the worker makes the call."""
    act = OwnerAct.CANCEL if request.form.get("act") == "cancel" else OwnerAct.REMIND
    with request_context.transaction() as session:
        row = outbox.ask_owner(
            session,
            actor=request_context.actor(),
            delivery_id=delivery_id,
            act=act,
            at=request_context.now(),
        )
        back = staff_queries.address_of(
            session, session.get_one(Delivery, row.delivery_id)
        )
    request_context.poke_worker()
    flash(
        "正在催，群主的企业微信会响一下。" if act is OwnerAct.REMIND else "正在叫停。"
    )
    return redirect(to_notice(back) + "#robots", 303)


@bp.get("/notices/<public_id>/correct")
@needs(Action.CORRECT)
@mends(to_notice)
def correct_page(public_id: str) -> ResponseReturnValue:
    return _reason_page("clerk/correct.html", public_id)


@bp.get("/notices/<public_id>/withdraw")
@needs(Action.WITHDRAW)
@mends(to_notice)
def withdraw_page(public_id: str) -> ResponseReturnValue:
    return _reason_page("clerk/withdraw.html", public_id)


def _reason_page(
    template: str, public_id: str, *, reason: str = "", fault: str = ""
) -> str:
    session = request_context.session()
    row = staff_queries.notice_of(
        session, actor=request_context.actor(), public_id=public_id
    )
    return render_template(
        template,
        public_id=public_id,
        title=row.title,
        number=row.number,
        reason=reason,
        fault=fault,
    )


@bp.post("/notices/<public_id>/correct")
@needs(Action.CORRECT)
def correct(public_id: str) -> ResponseReturnValue:
    reason = request.form.get("reason", "")
    try:
        with request_context.transaction() as session:
            row = staff_queries.notice_of(
                session, actor=request_context.actor(), public_id=public_id
            )
            draft = corrections.correct(
                session,
                actor=request_context.actor(),
                notice_id=row.id or 0,
                reason=reason,
                at=request_context.now(),
            )
    except NoticeFault as fault:
        page = _reason_page(
            "clerk/correct.html", public_id, reason=reason, fault=str(fault)
        )
        return page, 422
    flash("现在改的是新的一版。监委会同意以前，贴着的那份不变。")
    return redirect(url_for("clerk.rows", draft_id=draft.id), 303)


@bp.post("/notices/<public_id>/withdraw")
@needs(Action.WITHDRAW)
def withdraw(public_id: str) -> ResponseReturnValue:
    reason = request.form.get("reason", "")
    try:
        with request_context.transaction() as session:
            row = staff_queries.notice_of(
                session, actor=request_context.actor(), public_id=public_id
            )
            corrections.withdraw(
                session,
                actor=request_context.actor(),
                notice_id=row.id or 0,
                reason=reason,
                at=request_context.now(),
            )
    except NoticeFault as fault:
        page = _reason_page(
            "clerk/withdraw.html", public_id, reason=reason, fault=str(fault)
        )
        return page, 422
    return redirect(to_notice(public_id), 303)
