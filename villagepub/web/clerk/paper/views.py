"""A photographed list: what was not read for sure is asked about beside its picture."""

from collections.abc import Iterator

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.act import Act
from villagepub.notices import photo_jobs, photo_readings
from villagepub.notices.errors import NoticeFault
from villagepub.notices.open_draft import OpenDraft
from villagepub.notices.photo_readings import PhotoReading
from villagepub.photo import Spot, spots
from villagepub.web.clerk import bp
from villagepub.web.clerk.paper.page import asked_of, candidates_of, id_of, page_of
from villagepub.web.http import (
    acts,
    mends,
    needs,
    open_draft,
    request_context,
    revision_shown,
    to,
)
from villagepub.web.http.request_fields import number

OTHER = "other"
PAUSE = 3  # seconds until the page looks again


@bp.get("/drafts/<int:draft_id>/paper")
@needs(Action.DRAFT)
@mends("clerk.upload_again")
def paper(draft_id: int) -> ResponseReturnValue:
    found = open_draft.load(draft_id)
    if found.sheet.job:
        return _being_read(found)
    if not found.sheet.photo:
        return redirect(url_for("clerk.sheet", draft_id=draft_id))
    reading = photo_readings.opened(found.sheet, _key())
    return open_draft.show("clerk/paper.html", found, page=page_of(reading))


def _being_read(found: OpenDraft) -> ResponseReturnValue:
    """The page that comes again by itself until there is a sheet, or a sentence why not."""
    now = request_context.now()
    if found.sheet.job is None or not photo_jobs.is_waiting(found.sheet, at=now):
        return redirect(url_for("clerk.upload_again", draft_id=found.draft_id))
    seconds = int((now - found.sheet.job.begun_at).total_seconds())
    return open_draft.show(
        "clerk/paper/waiting.html", found, seconds=max(0, seconds), pause=PAUSE
    )


@bp.post("/drafts/<int:draft_id>/paper")
@needs(Action.DRAFT)
@mends("clerk.paper")
def answer_paper(draft_id: int) -> ResponseReturnValue:
    """What is answered is kept, whatever is still open."""
    found = open_draft.load(draft_id)
    if not found.sheet.photo:
        return to("clerk.sheet", draft_id=draft_id)
    before = photo_readings.opened(found.sheet, _key())
    said, faults = _said(before)
    try:
        reading = _looked_over(said)
    except NoticeFault as fault:
        reading, faults = said, [*faults, str(fault)]
    with request_context.act() as act:
        photo_readings.keep(
            act,
            draft_id=draft_id,
            revision=revision_shown(),
            reading=reading,
            key=_key(),
        )
    for sentence in faults:
        flash(sentence)
    if reading.is_settled():
        return to("clerk.sheet", draft_id=draft_id)
    return to("clerk.paper", draft_id=draft_id)


@bp.post("/drafts/<int:draft_id>/paper/drop")
@needs(Action.DRAFT)
@acts("clerk.paper", then="clerk.upload_again")
def drop_paper(act: Act, draft_id: int) -> str:
    photo_readings.drop(act, draft_id=draft_id, revision=revision_shown())
    return ""


def _key() -> bytes:
    return request_context.settings().secret_key


def _said(before: PhotoReading) -> tuple[PhotoReading, list[str]]:
    """The reading with every answer that can be one, and what is wrong with the others."""
    reading, faults = before, []
    for spot, text in _answers(before):
        try:
            reading = photo_readings.say(reading, {spot: text})
        except NoticeFault as fault:
            faults.append(str(fault))
    return reading, faults


def _answers(before: PhotoReading) -> Iterator[tuple[Spot, str]]:
    found = before.doubts()
    for spot in asked_of(found):
        chosen = request.form.get(f"q-{id_of(spot)}", "")
        typed = request.form.get(f"w-{id_of(spot)}", "").strip()
        place = number(chosen, 3)
        if chosen == OTHER and typed:
            yield spot, typed
        elif place is not None and (spot in found.figures or spot.is_head):
            own = candidates_of(before, spot)
            if place < len(own):
                yield spot, own[place].text
        elif place is not None:
            yield spot, spots.text_at(before.sheet.tables, spot)
    for spot in found.unproven:
        typed = request.form.get(f"v-{id_of(spot)}", "").strip()
        if typed and typed != spots.text_at(before.sheet.tables, spot):
            yield spot, typed


def _looked_over(reading: PhotoReading) -> PhotoReading:
    """Once nothing is asked about one by one: the tick and the number of rows."""
    found = reading.doubts()
    if "rows" not in request.form or found.figures or found.heads:
        return reading
    if not (found.unproven or found.uncounted):
        return reading
    return photo_readings.look_over(
        reading,
        rows=request.form["rows"],
        are_right=bool(request.form.get("seen")),
    )
