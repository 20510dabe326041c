"""Photos of a free notice: added, looked through, taken off."""

from flask import Response, abort, flash, request
from flask.typing import ResponseReturnValue

from villagepub import photo_files
from villagepub.access import Action
from villagepub.act import Act
from villagepub.notices import free, photos
from villagepub.notices.photos import MAX_PHOTOS
from villagepub.render.photos import PhotoError, Prepared, prepare
from villagepub.web.clerk import bp
from villagepub.web.http import (
    acts,
    field,
    mends,
    needs,
    open_draft,
    request_context,
    revision_shown,
    takes_files,
    to,
)
from villagepub.web.parts.pictures import private


@bp.get("/drafts/<int:draft_id>/photos", endpoint="photos")
@needs(Action.DRAFT)
@mends("clerk.tasks")
def show_photos(draft_id: int) -> ResponseReturnValue:
    found = open_draft.load(draft_id)
    free.require_free(found.notice.form)
    return open_draft.show("clerk/photos.html", found, most=MAX_PHOTOS)


@bp.get("/drafts/<int:draft_id>/photos/<digest>.jpg")
@needs(Action.READ)
@mends("clerk.tasks")
def draft_photo(draft_id: int, digest: str) -> ResponseReturnValue:
    found = open_draft.load(draft_id)
    data = photo_files.file_of(
        request_context.session(), found.notice, digest
    ) or abort(404)
    return private(Response(data, mimetype="image/jpeg"))


@bp.post("/drafts/<int:draft_id>/photos/add")
@takes_files
@needs(Action.DRAFT)
@mends("clerk.photos")
def add_photos(draft_id: int) -> ResponseReturnValue:
    """One that can't be read is said by its name; the others come in."""
    prepared: list[Prepared] = []
    for file in request.files.getlist("photos")[:MAX_PHOTOS]:
        if not file.filename:
            continue
        try:
            prepared.append(prepare(file.stream.read(), file.filename[:60]))
        except PhotoError as error:
            flash(str(error))
    if not prepared:
        return to("clerk.photos", draft_id=draft_id)
    with request_context.act() as act:
        photos.add(act, draft_id=draft_id, revision=revision_shown(), prepared=prepared)
    return to("clerk.photos", draft_id=draft_id)


@bp.post("/drafts/<int:draft_id>/photos/remove")
@needs(Action.DRAFT)
@acts("clerk.photos")
def remove_photo(act: Act, draft_id: int) -> str:
    digest = field("digest")
    photos.remove(act, draft_id=draft_id, revision=revision_shown(), digest=digest)
    return "去掉了，已经从电脑里删掉。"


@bp.post("/drafts/<int:draft_id>/photos/seen")
@needs(Action.DRAFT)
@mends("clerk.photos")
def look_through(draft_id: int) -> ResponseReturnValue:
    are_seen = bool(request.form.get("seen"))
    if not are_seen and open_draft.load(draft_id).sheet.options.photos:
        flash("照片看过一遍，打个勾，再往下走。")
        return to("clerk.photos", draft_id=draft_id)
    with request_context.act() as act:
        photos.mark_seen(
            act, draft_id=draft_id, revision=revision_shown(), are_seen=are_seen
        )
    return to("clerk.check", draft_id=draft_id)
