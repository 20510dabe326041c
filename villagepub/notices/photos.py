"""Photos of a notice: kept with it, shown by its versions, gone with a draft that had them."""

from collections.abc import Sequence
from dataclasses import replace

from villagepub import photo_files
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.content import Photo
from villagepub.models import Draft, NoticePhoto
from villagepub.notices import free
from villagepub.notices.errors import NoticeFault
from villagepub.notices.held_draft import HeldDraft
from villagepub.render.photos import Prepared

MAX_PHOTOS = 9  # what a group takes at once


def add(
    act: Act, *, draft_id: int, revision: int, prepared: Sequence[Prepared]
) -> Draft:
    """More photos behind those that are there; the same one is not shown twice.

    They have to be looked through again. Raises NoticeFault over nine.
    """
    held = free.hold(act, draft_id, revision)
    shown = {photo.digest: photo for photo in held.sheet.options.photos}
    new = {one.photo.digest: one for one in prepared if one.photo.digest not in shown}
    if len(shown) + len(new) > MAX_PHOTOS:
        raise NoticeFault(f"最多 {MAX_PHOTOS} 张，先去掉几张再添。")
    stored = photo_files.stored(act.session, held.notice)
    for digest, one in new.items():
        if digest not in stored:
            act.session.add(
                NoticePhoto(
                    notice_id=held.notice.id,
                    digest=digest,
                    data=one.data,
                    added_at=act.at,
                )
            )
    photos = (*shown.values(), *(one.photo for one in new.values()))
    return _save(held, photos, are_seen=not new)


def remove(act: Act, *, draft_id: int, revision: int, digest: str) -> Draft:
    """Off the draft, and off the disk unless a version that was signed shows it."""
    held = free.hold(act, draft_id, revision)
    options = held.sheet.options
    photos = tuple(p for p in options.photos if p.digest != digest)
    photo_files.forget(act.session, held.notice, shown=photos)
    return _save(held, photos, are_seen=options.are_photos_seen)


def mark_seen(act: Act, *, draft_id: int, revision: int, are_seen: bool) -> Draft:
    """A person has looked through them for faces, numbers and what is about health."""
    held = free.hold(act, draft_id, revision)
    return _save(held, held.sheet.options.photos, are_seen=are_seen)


def _save(held: HeldDraft, photos: tuple[Photo, ...], *, are_seen: bool) -> Draft:
    options = replace(held.sheet.options, photos=photos, are_photos_seen=are_seen)
    sheet = replace(held.sheet, options=options)
    return held.save(AuditAction.DRAFT_PHOTOS, sheet, photos=len(photos), seen=are_seen)
