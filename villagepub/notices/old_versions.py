"""Versions before a correction, and how the township takes them from the web.

They stay to be seen, because a correction is no secret; but what was wrongly published
about somebody has to go (个人信息保护法第四十七条). It stays in the archive.
"""

from collections.abc import Callable, Sequence

from sqlmodel import Session, col, select

from villagepub import content_rules, integrity, privacy
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.models import Notice
from villagepub.notices import drawn_files, publication, queries
from villagepub.notices.errors import NoticeFault, WrongMoment
from villagepub.states import NoticeStatus

MAX_REASON = 200
Retell = Callable[[Act, Notice], None]


def corrected(session: Session, village_code: str) -> list[tuple[Notice, str]]:
    """The village's notices that were corrected, the newest first, and why what was
    before is no longer on the web, '' where it is.
    """
    rows: Sequence[Notice] = session.exec(
        select(Notice)
        .where(
            Notice.village_code == village_code,
            Notice.status == NoticeStatus.PUBLISHED,
            col(Notice.version) > 1,
        )
        .order_by(col(Notice.published_at).desc())
    ).all()
    told = integrity.logged_facts(session, rows)
    return [(n, _why(n, told[n.public_id])) for n in rows]


def _why(notice: Notice, told: integrity.LoggedFacts | None) -> str:
    version, reason = told.gone if told else (0, "")
    return reason if version == notice.version else ""


def take_down(act: Act, *, public_id: str, reason: str, retell: Retell) -> Notice:
    """Everything before the version that holds now; what holds is corrected first.

    ``retell``: writes anew, in the same transaction, what has yet to tell the correction.
    """
    notice = queries.by_public_id(act.session, public_id)
    if notice is None:
        raise NoticeFault("这一件找不到了。")
    act.allow(Action.CHECK, notice.village_code)
    if notice.version < 2:
        raise WrongMoment("这一件没有更正过。写错了的，请村里先更正。")
    said = privacy.scrub(reason.strip())[:MAX_REASON].rstrip("。")
    if not said:
        raise NoticeFault("撤下旧版要写为什么，村民看得到。不要写是谁、是什么事。")
    _require_public(act.session, notice, said)
    drawn_files.wait_again(notice)  # its files say what the correction changed
    act.record(AuditAction.NOTICE_OLD_GONE, notice, version=notice.version, reason=said)
    retell(act, notice)
    return notice


def _require_public(session: Session, notice: Notice, reason: str) -> None:
    """Who only stood in a version before is named as little as who stands there now."""
    names = publication.listed_names(session, col(Notice.id) == notice.id)
    if why := content_rules.objection(reason, names=names):
        raise NoticeFault(why)
    if ground := privacy.Gate(names).ground(reason):
        why = privacy.GROUNDS[ground]
        raise NoticeFault(f"村民看得到这句话，{why}。请换个说法。")
