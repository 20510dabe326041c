"""Rows by hand, and what is said beside the sheet: title, days, 公开属性."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from villagepub.access import Action
from villagepub.forms.entry import Edit
from villagepub.notices import drafts
from villagepub.notices.draft_sheet import Options
from villagepub.notices.errors import NoticeFault
from villagepub.states import Attribute
from villagepub.web.clerk import bp, open_draft
from villagepub.web.clerk.options.page import options_page
from villagepub.web.clerk.rows.page import edits_of, has_fault, row_page, rows_page
from villagepub.web.clerk.tasks.views import to_tasks
from villagepub.web.http import request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs


def to_rows(draft_id: int, **_: object) -> str:
    return url_for("clerk.rows", draft_id=draft_id)


@bp.get("/drafts/<int:draft_id>/rows")
@needs(Action.DRAFT)
@mends(to_tasks)
def rows(draft_id: int) -> ResponseReturnValue:
    session = request_context.session()
    found = open_draft.load(
        session,
        actor=request_context.actor(),
        draft_id=draft_id,
        at=request_context.now(),
    )
    page = rows_page(
        found,
        query=request.args.get("q", ""),
        page=request.args.get("page", 1, int),
    )
    return render_template("clerk/rows.html", page=page)


@bp.get("/drafts/<int:draft_id>/row")
@needs(Action.DRAFT)
@mends(to_rows)
def row(draft_id: int) -> ResponseReturnValue:
    session = request_context.session()
    found = open_draft.load(
        session,
        actor=request_context.actor(),
        draft_id=draft_id,
        at=request_context.now(),
    )
    part, number = request.args.get("part", ""), request.args.get("row", 0, int)
    page = row_page(found, part=part, row=number)
    if page is None:
        raise NoticeFault("这一行已经不在名单里了。")
    return render_template("clerk/row.html", page=page)


@bp.post("/drafts/<int:draft_id>/row")
@needs(Action.DRAFT)
@mends(to_rows)
def change_row(draft_id: int) -> ResponseReturnValue:
    """Save a row; what can't be read is said at its field, the rest is kept."""
    part, number = request.form.get("part", ""), request.form.get("row", 0, int)
    with request_context.transaction() as session:
        before = open_draft.load(
            session,
            actor=request_context.actor(),
            draft_id=draft_id,
            at=request_context.now(),
        )
        values = {
            c.key: request.form.get(f"cell-{c.key}", "")[:500]
            for c in before.frame.form.columns
            if f"cell-{c.key}" in request.form
        }
        number, edits = edits_of(before, part=part, row=number, values=values)
        if edits:
            _change(draft_id, edits, session)
    if has_fault(before, part=part, row=number, edits=edits):
        here = url_for("clerk.row", draft_id=draft_id, part=part, row=number)
        return redirect(here, 303)
    flash("存好了。")
    return redirect(to_rows(draft_id), 303)


@bp.post("/drafts/<int:draft_id>/drop")
@needs(Action.DRAFT)
@mends(to_rows)
def drop_row(draft_id: int) -> ResponseReturnValue:
    return _switch(draft_id, "drop", "删掉了。删错了，在最下面撤销。")


@bp.post("/drafts/<int:draft_id>/keep")
@needs(Action.DRAFT)
@mends(to_rows)
def keep_row(draft_id: int) -> ResponseReturnValue:
    return _switch(draft_id, "keep", "找回来了。")


def _switch(draft_id: int, value: str, said: str) -> ResponseReturnValue:
    edit = Edit(
        part=request.form.get("part", ""),
        row=request.form.get("row", 0, int),
        column="",
        value=value,
    )
    with request_context.transaction() as session:
        _change(draft_id, [edit], session)
    flash(said)
    return redirect(to_rows(draft_id), 303)


def _change(draft_id: int, edits: list[Edit], session: Session) -> None:
    drafts.change(
        session,
        actor=request_context.actor(),
        draft_id=draft_id,
        revision=request.form.get("revision", 0, int),
        edits=edits,
        at=request_context.now(),
    )


@bp.get("/drafts/<int:draft_id>/options")
@needs(Action.DRAFT)
@mends(to_tasks)
def options(draft_id: int) -> ResponseReturnValue:
    session = request_context.session()
    found = open_draft.load(
        session,
        actor=request_context.actor(),
        draft_id=draft_id,
        at=request_context.now(),
    )
    return render_template("clerk/options.html", page=options_page(found))


@bp.post("/drafts/<int:draft_id>/options")
@needs(Action.DRAFT)
@mends(to_tasks)
def set_options(draft_id: int) -> ResponseReturnValue:
    form = request.form
    try:
        with request_context.transaction() as session:
            drafts.set_options(
                session,
                actor=request_context.actor(),
                draft_id=draft_id,
                revision=form.get("revision", 0, int),
                options=Options(
                    title=form.get("title", ""),
                    publicity_days=_days(form.get("days", "")),
                    paragraphs=_paragraphs(form.get("paragraphs", "")),
                ),
                attribute=Attribute(form.get("attribute", "active")),
                attribute_reason=form.get("attribute_reason", ""),
                at=request_context.now(),
            )
    except NoticeFault as fault:
        return _again(draft_id, str(fault))
    return redirect(url_for("clerk.check", draft_id=draft_id), 303)


def _again(draft_id: int, fault: str) -> ResponseReturnValue:
    """The page with what was typed and what is wrong with it."""
    session = request_context.session()
    found = open_draft.load(
        session,
        actor=request_context.actor(),
        draft_id=draft_id,
        at=request_context.now(),
    )
    page = options_page(found, typed=request.form, fault=fault)
    return render_template("clerk/options.html", page=page), 422


def _days(text: str) -> int:
    plain = text.strip()
    if plain and not (plain.isdecimal() and int(plain) <= 365):
        raise NoticeFault("公示几天，写一个数，最多 365。")
    return int(plain or 0)


def _paragraphs(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text[:2000].splitlines())
    return tuple(line for line in lines if line)
