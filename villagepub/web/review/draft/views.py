"""What waits for the committee, one draft, and the two acts: sign or return."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from villagepub import clock
from villagepub.access import Action
from villagepub.duties.period import Period
from villagepub.models import Notice, Staff
from villagepub.notices import publication, queries, review
from villagepub.states import ChannelKind, DraftStatus
from villagepub.web.clerk import open_draft
from villagepub.web.clerk.open_draft import Work
from villagepub.web.http import request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs
from villagepub.web.review import bp
from villagepub.web.review.draft.last_period import Comparison, comparison
from villagepub.web.review.draft.page import grouped, review_page
from villagepub.wechat import village_groups


def to_queue(**_: object) -> str:
    return url_for("review.queue")


def to_draft(draft_id: int, **_: object) -> str:
    return url_for("review.draft", draft_id=draft_id)


@bp.get("/")
@needs(Action.REVIEW)
def queue() -> ResponseReturnValue:
    session = request_context.session()
    place = queries.village_of(session, request_context.actor().place_code)
    rows = [
        (
            line.title if line.version == 1 else f"{line.title}（更正）",
            f"{line.author} {clock.say_moment(line.submitted_at)} 交来",
            url_for("review.draft", draft_id=line.draft_id),
        )
        for line in queries.review_queue(session, request_context.actor().place_code)
    ]
    village = place.short_name if place else ""
    return render_template("review/queue.html", rows=rows, village=village)


@bp.get("/<int:draft_id>/")
@needs(Action.REVIEW)
@mends(to_queue)
def draft(draft_id: int) -> ResponseReturnValue:
    session = request_context.session()
    found = open_draft.load(
        session,
        actor=request_context.actor(),
        draft_id=draft_id,
        at=request_context.now(),
    )
    if found.draft.status is DraftStatus.PUBLISHED:
        return redirect(url_for("review.signed", draft_id=draft_id))
    if found.draft.status is not DraftStatus.SUBMITTED:
        flash("这一件不在你手里了：文书拿回去改了，或者已经退回。")
        return redirect(to_queue())
    waiting = queries.review_queue(session, found.notice.village_code)
    page = review_page(
        found,
        open_draft.content_of(session, found),
        author=session.get_one(Staff, found.draft.author_id).name,
        signer=request_context.actor().name,
        waiting=[line.draft_id for line in waiting],
        compared=_compared(session, found),
    )
    return render_template("review/draft.html", page=page)


def _compared(session: Session, found: Work) -> Comparison | None:
    last = queries.last_of_item(session, found.notice)
    if last is None or found.draft.version > 1:
        return None  # a correction is compared with what it corrects
    then = session.get_one(Notice, last.notice_id).period
    return comparison(
        found.frame.form,
        publication.entry_of(last),
        found.inspection.entry,
        then=Period.parse(then),
        now=found.frame.period,
    )


@bp.get("/<int:draft_id>/rows/<int:n>")
@needs(Action.REVIEW)
@mends(to_draft)
def rows(draft_id: int, n: int) -> ResponseReturnValue:
    """One group (or month) of a long list, whole."""
    session = request_context.session()
    found = open_draft.load(
        session,
        actor=request_context.actor(),
        draft_id=draft_id,
        at=request_context.now(),
    )
    content = open_draft.content_of(session, found)
    sheet, sections = grouped(content, found.frame.form.row_unit)
    n = min(max(1, n), max(1, len(sections)))
    return render_template(
        "review/rows.html",
        draft_id=draft_id,
        title=content.title,
        sheet=sheet,
        section=sections[n - 1] if sections else None,
        n=n,
        groups=[s.title or "没写组" for s in sections],
    )


@bp.post("/<int:draft_id>/approve")
@needs(Action.REVIEW)
@mends(to_draft)
def approve(draft_id: int) -> ResponseReturnValue:
    with request_context.transaction() as session:
        review.approve(
            session,
            actor=request_context.actor(),
            draft_id=draft_id,
            revision=request.form.get("revision", 0, int),
            base_url=request_context.settings().base_url,
            at=request_context.now(),
        )
    request_context.poke_worker()
    return redirect(url_for("review.signed", draft_id=draft_id), 303)


@bp.post("/<int:draft_id>/return")
@needs(Action.REVIEW)
@mends(to_draft)
def send_back(draft_id: int) -> ResponseReturnValue:
    with request_context.transaction() as session:
        review.send_back(
            session,
            actor=request_context.actor(),
            draft_id=draft_id,
            remark=request.form.get("remark", ""),
            at=request_context.now(),
        )
    flash("退回给文书了，你写的话在他的清单最上面。")
    return redirect(to_queue(), 303)


@bp.get("/<int:draft_id>/signed")
@needs(Action.REVIEW)
@mends(to_queue)
def signed(draft_id: int) -> ResponseReturnValue:
    session = request_context.session()
    found = open_draft.load(
        session,
        actor=request_context.actor(),
        draft_id=draft_id,
        at=request_context.now(),
    )
    if found.draft.status is not DraftStatus.PUBLISHED:
        return redirect(to_draft(draft_id))
    waiting = len(queries.review_queue(session, found.notice.village_code))
    return render_template(
        "review/signed.html",
        title=found.notice.title,
        number=found.notice.number,
        page_url=f"/n/{found.notice.public_id}",
        waiting=waiting,
        sends_itself=any(
            row.is_active and row.kind is not ChannelKind.GROUP
            for row in village_groups.of_place(session, found.notice.village_code)
        ),
    )
