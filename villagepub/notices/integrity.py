"""What was published, held against what the log says was published.

A digest beside its own content proves little: who changes the one can change the other.
The log's chain carries the digest of every version too, so both would have to be
rewritten, from that entry to the end.
"""

import hashlib
from collections.abc import Iterator

from sqlmodel import Session, col, select

from villagepub.audit_actions import AuditAction
from villagepub.canonical_json import check_code
from villagepub.content import NoticeContent
from villagepub.models import AuditEntry, Notice, NoticeVersion
from villagepub.notices.history import subject_of
from villagepub.notices.publication import digest_of
from villagepub.states import NoticeStatus

Told = dict[tuple[str, str, int], AuditEntry]  # action, subject, version
PUBLISH = AuditAction.NOTICE_PUBLISH.value
WITHDRAW = AuditAction.NOTICE_WITHDRAW.value


def first_untrue(session: Session) -> str | None:
    """What of the published does not hold first, in words; None if all of it does."""
    told = _told(session)
    notices = select(Notice).where(col(Notice.version) > 0).order_by(col(Notice.id))
    for notice in session.exec(notices):
        subject = subject_of(notice.public_id)
        fault = next(_faults(session, notice, subject, told), None)
        if fault:
            return f"{notice.number}（{notice.public_id}）{fault}"
    for action, subject, version in told:
        if action == PUBLISH:
            return f"{subject.removeprefix(subject_of(''))} 第 {version} 版贴出过，现在不见了。"
    return None


def _told(session: Session) -> Told:
    entries = select(AuditEntry).where(col(AuditEntry.action).in_((PUBLISH, WITHDRAW)))
    return {
        (entry.action, entry.subject, int(entry.data["version"])): entry
        for entry in session.exec(entries)
    }


def _faults(
    session: Session, notice: Notice, subject: str, told: Told
) -> Iterator[str]:
    """Takes each version's entry out of ``told``: what is left was published and is gone."""
    versions = session.exec(
        select(NoticeVersion)
        .where(NoticeVersion.notice_id == notice.id)
        .order_by(col(NoticeVersion.version))
    ).all()
    for version in versions:
        entry = told.pop((PUBLISH, subject, version.version), None)
        if not _is_as_frozen(version):
            yield f"第 {version.version} 版的内容被改过。"
        if entry is None or not _is_as_told(version, entry):
            yield f"第 {version.version} 版和贴出时的记录对不上。"
    if [v.version for v in versions] != list(range(1, notice.version + 1)):
        yield "少了一版，或者多了一版。"
    content = NoticeContent.from_json(versions[-1].content)
    if (notice.number, notice.title) != (content.number, content.title):
        yield "的编号或标题被改过。"
    entry = told.get((WITHDRAW, subject, notice.version))
    if not _is_withdrawn_as_told(notice, entry):
        yield "是不是撤回了，和记录对不上。"


def _is_as_frozen(version: NoticeVersion) -> bool:
    content = hashlib.sha256(version.content.encode()).hexdigest()
    return (
        version.digest == digest_of(version.content, version.records)
        and version.check_code == check_code(content)
        and version.published_at
        == NoticeContent.from_json(version.content).published_at
    )


def _is_as_told(version: NoticeVersion, entry: AuditEntry) -> bool:
    """Entries from before digests were logged say only that it was published."""
    digest = entry.data.get("digest", version.digest)
    return digest == version.digest and entry.actor_id == version.reviewer_id


def _is_withdrawn_as_told(notice: Notice, entry: AuditEntry | None) -> bool:
    if notice.status is not NoticeStatus.WITHDRAWN or entry is None:
        return notice.status is NoticeStatus.PUBLISHED and entry is None
    said = (notice.withdrawn_at, notice.withdrawn_reason)
    return said == (entry.at, entry.data.get("reason", notice.withdrawn_reason))
