"""The files of a notice's photos, beside its drafts and its frozen versions."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, delete, select

from villagepub.content import NoticeContent, Photo
from villagepub.models import Notice, NoticePhoto, NoticeVersion


def forget(session: Session, notice: Notice, *, shown: Sequence[Photo]) -> None:
    """Delete what neither a signed version nor ``shown`` has any more."""
    kept = {photo.digest for photo in shown}
    for text in session.exec(
        select(NoticeVersion.content).where(NoticeVersion.notice_id == notice.id)
    ):
        kept |= {photo.digest for photo in NoticeContent.from_json(text).photos}
    session.exec(
        delete(NoticePhoto).where(
            col(NoticePhoto.notice_id) == notice.id,
            col(NoticePhoto.digest).not_in(kept),
        )
    )


def stored(session: Session, notice: Notice) -> set[str]:
    rows = select(NoticePhoto.digest).where(NoticePhoto.notice_id == notice.id)
    return set(session.exec(rows))


def with_files(
    session: Session, content: NoticeContent, notice: Notice
) -> NoticeContent:
    """The same content with the JPEGs of its photos, to be drawn or sent."""
    if not content.photos:
        return content
    wanted = [photo.digest for photo in content.photos]
    rows = session.exec(
        select(NoticePhoto.digest, NoticePhoto.data).where(
            NoticePhoto.notice_id == notice.id, col(NoticePhoto.digest).in_(wanted)
        )
    )
    files = dict(rows.all())
    return replace(
        content, photo_files=tuple(files.get(digest, b"") for digest in wanted)
    )


def file_of(session: Session, notice: Notice, digest: str) -> bytes | None:
    return session.exec(
        select(NoticePhoto.data).where(
            NoticePhoto.notice_id == notice.id, NoticePhoto.digest == digest
        )
    ).first()
