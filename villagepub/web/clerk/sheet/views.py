"""Step 2: the sheet understood; all choices of the page are posted at once."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.act import Act
from villagepub.forms.entry import Decision, Problem
from villagepub.forms.recognition.column_doubts import MEANS
from villagepub.models import Draft, VillageItem
from villagepub.notices import drafts, photo_jobs, transfers
from villagepub.notices.errors import UnreadableDraft
from villagepub.notices.open_draft import OpenDraft
from villagepub.period import Period
from villagepub.states import DraftStatus
from villagepub.web.clerk import bp
from villagepub.web.clerk.sheet.page import groups_of_tables, sheet_page
from villagepub.web.clerk.sheet.problem_boxes import MAX_BOXES
from villagepub.web.http import (
    field,
    mends,
    needs,
    open_draft,
    request_context,
    revision_shown,
    to,
)


@bp.get("/drafts/<int:draft_id>/sheet")
@needs(Action.DRAFT)
@mends("clerk.tasks")
def sheet(draft_id: int) -> ResponseReturnValue:
    try:
        found = open_draft.load(draft_id)
    except UnreadableDraft as fault:
        flash(str(fault))
        return redirect(url_for("clerk.discard", draft_id=draft_id))
    elsewhere = _elsewhere(found)
    if elsewhere:
        return redirect(elsewhere)
    return open_draft.show(
        "clerk/sheet.html",
        found,
        page=sheet_page(found),
        others=_others(found),
        elsewhen=_elsewhen(found),
        back=url_for("clerk.tasks"),
    )


def _others(found: OpenDraft) -> Sequence[VillageItem]:
    """Where the sheet may belong, while that is asked."""
    asked = (p.code for p in found.inspection.open if p.kind == "form")
    form = next(asked, "").removeprefix("form:")
    if not form:
        return ()
    return transfers.items_of(request_context.session(), found.notice, form)


def _elsewhen(found: OpenDraft) -> Period | None:
    """The period that the sheet says it is of, while that is asked."""
    if all(p.kind != "period" for p in found.inspection.open):
        return None
    return transfers.period_of(request_context.session(), found.notice, found.sheet)


@bp.post("/drafts/<int:draft_id>/sheet/move")
@needs(Action.DRAFT)
@mends("clerk.sheet")
def move_sheet(draft_id: int) -> ResponseReturnValue:
    """The sheet is another item's, or of another time: it goes there as it was read,
    without a new upload.
    """
    period = field("period")[:20]
    with request_context.act() as act:
        draft = transfers.move(
            act,
            draft_id=draft_id,
            revision=revision_shown(),
            item_id=None if period else request.form.get("item", 0, int),
            period=period,
        )
    there = f"放到{Period.parse(period).label}了" if period else "放过来了"
    flash(f"{there}，不用再传。下面是照这一件重新读的。")
    return to("clerk.sheet", draft_id=draft.id)


def _elsewhere(found: OpenDraft) -> str:
    """A draft that is out of the clerk's hands, or empty, has another page."""
    here: dict[str, Any] = {"draft_id": found.draft_id}
    status = found.draft.status
    if status is DraftStatus.SUBMITTED:
        return url_for("clerk.submission", **here)
    if status is DraftStatus.PUBLISHED:
        return url_for("clerk.notice", public_id=found.notice.public_id)
    if status is DraftStatus.DISCARDED:
        return url_for("clerk.tasks")
    is_waiting = photo_jobs.is_waiting(found.sheet, at=request_context.now())
    if found.sheet.photo or is_waiting:
        return url_for("clerk.paper", **here)
    if found.frame.form.own_columns and not found.inspection.entry.records:
        return url_for("clerk.words", **here)
    if not found.sheet.tables:
        by_hand = bool(found.sheet.edits)
        return url_for("clerk.rows" if by_hand else "clerk.upload_again", **here)
    return ""


@bp.post("/drafts/<int:draft_id>/sheet/settle")
@needs(Action.DRAFT)
@mends("clerk.sheet")
def settle(draft_id: int) -> ResponseReturnValue:
    revision = revision_shown()
    with request_context.act() as act:
        before = open_draft.load_within(act, draft_id)
        mapped, unread = _map(act, before, revision)
        _settle(act, before, mapped or revision)
    if unread:
        heads = "”“".join(unread)
        flash(f"“{heads}”原来没有对上，就没有存。请把表再传一次，会照你选的读。")
        return to("clerk.upload_again", draft_id=draft_id)
    if mapped:
        flash("列改好了，下面是重新查过的。")
        return to("clerk.sheet", draft_id=draft_id)
    if "form" in (p.kind for p in before.inspection.open):
        return to("clerk.sheet", draft_id=draft_id)  # only now is the rest looked at
    # what is still open, the next page finds by itself and leads back here
    return to("clerk.check", draft_id=draft_id)


@bp.post("/drafts/<int:draft_id>/sheet/keep")
@needs(Action.DRAFT)
def keep_choices(draft_id: int) -> ResponseReturnValue:
    """What is chosen and typed so far, kept as it is made: somebody may be called away.

    The last choice of the same sheet counts: what a page sends while it is left may come
    after the page that follows it was made.
    """
    revision = revision_shown()
    with request_context.act() as act:
        before = open_draft.load_within(act, draft_id)
        if request.form.get("sheet") == before.sheet.digest:
            revision = before.draft.revision
        saved = _settle(act, before, revision)
    return jsonify(revision=saved.revision if saved else revision)


def _map(act: Act, before: OpenDraft, revision: int) -> tuple[int, tuple[str, ...]]:
    """Columns that are meant otherwise: the new revision, 0 if none was changed, and
    the heads of those whose cells have to come again.
    """
    mappings = _mappings(before)
    if mappings == before.sheet.mappings:
        return 0, ()
    saved, unread = drafts.map_columns(
        act,
        draft_id=before.draft_id,
        revision=revision,
        mappings=mappings,
    )
    return saved.revision, unread


def _mappings(before: OpenDraft) -> tuple[tuple[str, ...], ...]:
    """The posted meaning of each column; sheets with the same heads share theirs."""
    sheet = before.sheet
    mappings = [list(m) for m in sheet.mappings]
    keys = (c.key for c in before.inspection.form.columns)
    named = {request.form.get(f"means-{key}", ""): key for key in keys}
    for indexes in groups_of_tables(sheet.tables).values():
        for index in indexes:
            for column, taken in enumerate(mappings[index]):
                name = f"map-{indexes[0]}-{column}"
                asked = request.form.get(name, taken)
                mappings[index][column] = named.get(name, asked)
    for table, key, place in _chosen_columns(before):
        own = [("" if taken == key else taken) for taken in mappings[table]]
        mappings[table] = [*own[:place], key, *own[place + 1 :]]
    return tuple(tuple(m) for m in mappings)


def _chosen_columns(before: OpenDraft) -> Iterator[tuple[int, str, int]]:
    """(table, key, column): of two columns that fit the other one than was taken."""
    known = {p.code: p for p in before.inspection.open if p.kind == "column"}
    for decision in _decisions(known):
        if decision.choice.startswith(MEANS):
            _, table, key, _ = decision.code.split(":")
            yield int(table), key, int(decision.choice.removeprefix(MEANS))


def _settle(act: Act, before: OpenDraft, revision: int) -> Draft | None:
    known = {p.code: p for p in (*before.inspection.found, *before.inspection.open)}
    decisions = list(_decisions(known))
    if not decisions:
        return None
    return drafts.settle(
        act,
        draft_id=before.draft_id,
        revision=revision,
        decisions=decisions,
    )


def _decisions(known: dict[str, Problem]) -> Iterator[Decision]:
    """What was chosen in each box; a value that mends is ours, never the browser's."""
    for number in range(1, MAX_BOXES + 1):
        problem = known.get(request.form.get(f"code-{number}", ""))
        chosen = request.form.get(f"choice-{number}", "")
        if problem is None:
            continue
        for choice in problem.choices:
            if choice.id == chosen:
                typed = request.form.get(f"value-{number}", "").strip()[:200]
                yield Decision(
                    code=problem.code,
                    choice=choice.id,
                    value=typed if choice.id == "type_in" else choice.value,
                    text=request.form.get(f"text-{number}", "").strip()[:300]
                    if choice.id == "explain"
                    else "",
                )
