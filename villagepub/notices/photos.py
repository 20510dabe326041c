"""Photos of a notice: kept with it, shown by its versions, gone with a draft that had them."""

from collections.abc import Sequence
from dataclasses import replace

from villagepub import photo_files
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.content import Photo
from villagepub.models import Draft, Notice, NoticePhoto
from villagepub.notices import drafts, free
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NoticeFault
from villagepub.render.photos import Prepared

MAX_PHOTOS = 9  # what a group takes at once


def add(
    act: Act, *, draft_id: int, revision: int, prepared: Sequence[Prepared]
) -> Draft:
    """More photos behind those that are there; the same one is not shown twice.

    They have to be looked through again. Raises NoticeFault over nine.
    """
    draft, notice = free.editable(act, draft_id, revision)
    sheet = DraftSheet.from_json(draft.sheet)
    shown = {photo.digest: photo for photo in sheet.options.photos}
    new = {one.photo.digest: one for one in prepared if one.photo.digest not in shown}
    if len(shown) + len(new) > MAX_PHOTOS:
        raise NoticeFault(f"最多 {MAX_PHOTOS} 张，先去掉几张再添。")
    stored = photo_files.stored(act.session, notice)
    for digest, one in new.items():
        if digest not in stored:
            act.session.add(
                NoticePhoto(
                    notice_id=notice.id,
                    digest=digest,
                    data=one.data,
                    added_at=act.at,
                )
            )
    photos = (*shown.values(), *(one.photo for one in new.values()))
    return _save(act, notice, draft, sheet, photos, are_seen=not new)


def remove(act: Act, *, draft_id: int, revision: int, digest: str) -> Draft:
    """Off the draft, and off the disk unless a version that was signed shows it."""
    draft, notice = free.editable(act, draft_id, revision)
    sheet = DraftSheet.from_json(draft.sheet)
    photos = tuple(p for p in sheet.options.photos if p.digest != digest)
    photo_files.forget(act.session, notice, shown=photos)
    are_seen = sheet.options.are_photos_seen
    return _save(act, notice, draft, sheet, photos, are_seen=are_seen)


def mark_seen(act: Act, *, draft_id: int, revision: int, are_seen: bool) -> Draft:
    """A person has looked through them for faces, numbers and what is about health."""
    draft, notice = free.editable(act, draft_id, revision)
    sheet = DraftSheet.from_json(draft.sheet)
    photos = sheet.options.photos
    return _save(act, notice, draft, sheet, photos, are_seen=are_seen)


def _save(
    act: Act,
    notice: Notice,
    draft: Draft,
    sheet: DraftSheet,
    photos: tuple[Photo, ...],
    *,
    are_seen: bool,
) -> Draft:
    options = replace(sheet.options, photos=photos, are_photos_seen=are_seen)
    sheet = replace(sheet, options=options)
    said = {"photos": len(photos), "seen": are_seen}
    return drafts.save(act, AuditAction.DRAFT_PHOTOS, notice, draft, sheet, said)
