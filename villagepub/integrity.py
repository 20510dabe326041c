"""What was published, held against what the log says was signed.

The entry of a signature carries the digest of content and records and every field of
the two rows that people see; later acts (withdrawal, recount, names taken down) have
entries of their own. The rows have to be what follows from them.

That shows a change made beside the log, not log and rows rewritten together from there
to the end, nor a tail cut off with its notices: those need an entry kept elsewhere.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, func
from sqlalchemy.orm import aliased, defer
from sqlmodel import Session, col, select

from villagepub import audit, photo_files
from villagepub.audit_actions import AuditAction
from villagepub.canonical_json import check_code
from villagepub.content import NoticeContent
from villagepub.errors import UserError
from villagepub.models import AuditEntry, Notice, NoticeVersion
from villagepub.signed_fields import WORDS, SignedFacts, digest_of_version, json_value
from villagepub.states import NoticeStatus

CHANGES = PUBLISH, RECOUNT, NAMES_GONE, WITHDRAW, OLD_GONE = (
    AuditAction.NOTICE_PUBLISH.value,
    AuditAction.NOTICE_RECOUNT.value,
    AuditAction.NOTICE_NAMES_GONE.value,
    AuditAction.NOTICE_WITHDRAW.value,
    AuditAction.NOTICE_OLD_GONE.value,
)


class NotAsSigned(UserError):
    """What is stored is not what was signed: nobody is shown it as if it were."""

    status = 409
    title = "和签过的不一致"

    def __init__(self, faults: Iterable[str]) -> None:
        said = "、".join(dict.fromkeys(faults))
        super().__init__(
            f"这一件存着的和签字的时候不一样：{said}。先不要信，也不要转，打镇上的电话问。"
        )


@dataclass(slots=True)
class LoggedFacts:
    """What the rows of a notice have to say, by its entries in the log."""

    notice: SignedFacts = field(default_factory=dict)
    versions: dict[int, SignedFacts] = field(default_factory=dict)
    gone: tuple[int, str] = (0, "")  # what is older than this version, and why

    def apply(self, entry: AuditEntry) -> None:
        data = entry.data
        if entry.action == PUBLISH:
            self.notice = data.get("signed", {}) | {
                "version": data["version"],
                "published_at": entry.at,
                "status": NoticeStatus.PUBLISHED,
                "withdrawn_at": None,
                "withdrawn_reason": "",
                "names_gone_at": None,
            }
            self.versions[data["version"]] = data.get("frozen", {}) | {
                "published_at": entry.at,
                "reviewer_id": entry.actor_id,
            }
        elif entry.action == RECOUNT:
            self.notice["objection_until"] = data["objection_until"]
        elif entry.action == NAMES_GONE:
            self.notice["names_gone_at"] = entry.at
        elif entry.action == OLD_GONE:
            self.gone = (data["version"], data["reason"])
        elif entry.action == WITHDRAW:
            self.notice["status"] = NoticeStatus.WITHDRAWN
            self.notice["withdrawn_at"] = entry.at
            self.notice["withdrawn_reason"] = data["reason"]


@dataclass(frozen=True, kw_only=True, slots=True)
class VerifiedVersion:
    """``versions``: of all that were signed what a reader sees of them, the newest first.
    ``gone``: why the township took this one from the web, '' if it did not.
    ``is_first_shown``: the one before it is gone, so nothing says what that one said.
    """

    content: NoticeContent
    gone: str
    is_first_shown: bool
    versions: Sequence[NoticeVersion]


# Built once: building them again costs as much as asking. Of one version its words come
# with it; of several the others' are not read.
_ALL = (
    select(NoticeVersion)
    .where(col(NoticeVersion.notice_id) == bindparam("notice_id"))
    .order_by(col(NoticeVersion.version).desc())
)
_LISTED = _ALL.options(defer(NoticeVersion.content), defer(NoticeVersion.records))  # type: ignore[arg-type]


def load_verified(
    session: Session, notice: Notice, version: int
) -> VerifiedVersion | None:
    """What this version says, if it, its notice and what is told of the other versions
    are as the log has them; None if there is no such version. Raises NotAsSigned.
    """
    question = _LISTED if notice.version > 1 else _ALL
    rows = session.exec(question, params={"notice_id": notice.id}).all()
    row = next((row for row in rows if row.version == version), None)
    if row is None:
        return None
    logged = _facts_of(session, notice)
    faults = [*_notice_faults(notice, logged), *_content_faults(row, logged)]
    faults += [fault for one in rows for fault in _version_faults(one, logged)]
    faults += _number_faults(rows, logged)
    if faults:
        raise NotAsSigned(faults)
    content = NoticeContent.from_json(row.content)
    content = photo_files.with_files(session, content, notice)
    digests = [hashlib.sha256(file).hexdigest() for file in content.photo_files]
    if digests != [photo.digest for photo in content.photos]:
        raise NotAsSigned(["照片"])
    gone = logged.gone[1] if version < logged.gone[0] else ""
    is_first = version <= logged.gone[0]
    return VerifiedVersion(
        content=content, versions=rows, gone=gone, is_first_shown=is_first
    )


def verified_content(session: Session, notice: Notice, version: int) -> NoticeContent:
    """The same of a version that there has to be. Raises NotAsSigned."""
    found = load_verified(session, notice, version)
    if found is None:
        raise NotAsSigned([f"第 {version} 版"])
    return found.content


def _facts_of(session: Session, notice: Notice) -> LoggedFacts:
    """What the log tells of one notice. Raises NotAsSigned where it was touched there."""
    logged = logged_facts(session, [notice])[notice.public_id]
    if logged is None:
        raise NotAsSigned(["办事记录"])
    return logged


_following = aliased(AuditEntry)
_next = (
    select(_following.previous)
    .where(col(_following.id) > col(AuditEntry.id))
    .order_by(col(_following.id))
    .limit(1)
    .scalar_subquery()
)
# What a signature and later acts wrote of a notice, each with the digest that the next
# entry has of it; of the last one its own.
LOGGED = (
    select(AuditEntry, func.coalesce(_next, col(AuditEntry.digest)))
    # looked up by its subject
    .where(col(AuditEntry.action).concat("").in_(CHANGES))
    .order_by(col(AuditEntry.id))
)
_LOGGED_OF = LOGGED.where(
    col(AuditEntry.subject).in_(bindparam("subjects", expanding=True))
)


def logged_facts(
    session: Session, notices: Sequence[Notice]
) -> dict[str, LoggedFacts | None]:
    """What the log tells of each by public id; None where it was touched; one question."""
    ids = {audit.name_of(one): one.public_id for one in notices}
    found = session.exec(_LOGGED_OF, params={"subjects": list(ids)}).all()
    logged: dict[str, LoggedFacts | None] = {
        public_id: LoggedFacts() for public_id in ids.values()
    }
    for entry, linked in found:
        own = logged[ids[entry.subject]]
        if {audit.digest_of_entry(entry), linked} != {entry.digest}:
            logged[ids[entry.subject]] = None
        elif own is not None:
            own.apply(entry)
    return logged


def is_as_logged(notice: Notice, logged: LoggedFacts | None) -> bool:
    """The row of the notice alone: its versions are read where they are shown."""
    return logged is not None and not any(_notice_faults(notice, logged))


def _notice_faults(notice: Notice, logged: LoggedFacts) -> Iterator[str]:
    if not logged.versions:
        yield "贴出的记录"
    for name, value in logged.notice.items():
        if json_value(getattr(notice, name)) != value:
            yield WORDS[name]


def _version_faults(row: NoticeVersion, logged: LoggedFacts) -> Iterator[str]:
    facts = logged.versions.get(row.version)
    if facts is None:
        yield f"第 {row.version} 版"
        return
    for name, value in facts.items():
        if getattr(row, name) != value:
            yield WORDS[name]


def _content_faults(row: NoticeVersion, logged: LoggedFacts) -> Iterator[str]:
    facts = logged.versions.get(row.version, {})
    content = hashlib.sha256(row.content.encode()).hexdigest()
    if check_code(content) != facts.get("check_code"):
        yield "内容"
    elif digest_of_version(row.content, row.records) != facts["digest"]:
        yield "底稿"


def _number_faults(rows: Sequence[NoticeVersion], logged: LoggedFacts) -> Iterator[str]:
    if sorted(row.version for row in rows) != sorted(logged.versions):
        yield "有几版"


def find_tampered(session: Session) -> Iterator[str]:
    """Every notice that is not as it was signed, in words."""
    logged = _all_facts(session)
    notices = select(Notice).where(col(Notice.version) > 0).order_by(col(Notice.id))
    for notice in session.exec(notices):
        own = logged.pop(audit.name_of(notice), LoggedFacts())
        faults = dict.fromkeys(_faults(session, notice, own))
        if faults:
            name = f"{notice.number}（{notice.public_id}）"
            yield f"{name}和签过的不一致：{'、'.join(faults)}。"
    for subject in logged:
        yield f"{subject.removeprefix('notice:')} 贴出过，现在不见了。"


def _all_facts(session: Session) -> dict[str, LoggedFacts]:
    """By subject, for the whole log; one query."""
    logged: defaultdict[str, LoggedFacts] = defaultdict(LoggedFacts)
    entries = session.exec(
        select(AuditEntry)
        .where(col(AuditEntry.action).in_(CHANGES))
        .order_by(col(AuditEntry.id))
    )
    for entry in entries.yield_per(500):
        logged[entry.subject].apply(entry)
    return logged


def _faults(session: Session, notice: Notice, logged: LoggedFacts) -> Iterator[str]:
    rows: Sequence[NoticeVersion] = session.exec(
        select(NoticeVersion)
        .where(NoticeVersion.notice_id == notice.id)
        .order_by(col(NoticeVersion.version))
    ).all()
    yield from _notice_faults(notice, logged)
    for row in rows:
        yield from _content_faults(row, logged)
        yield from _version_faults(row, logged)
    yield from _number_faults(rows, logged)
