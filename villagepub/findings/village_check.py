"""One village, one item, one period from the database: what differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from villagepub import clock, forms
from villagepub.canonical_json import thaw
from villagepub.comparison import list_rules
from villagepub.comparison.comparable_list import Listed, digest_of, listed
from villagepub.comparison.differences import Comparison, compare, keyed
from villagepub.content import NoticeContent
from villagepub.findings.check_targets import Task
from villagepub.forms.entry import Entry
from villagepub.models import (
    DisclosedList,
    Notice,
    NoticeList,
    NoticeVersion,
)
from villagepub.period import Period
from villagepub.states import ATTRIBUTES, FindingKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    task: Task
    digest: str
    result: Comparison


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """Lists read together for a batch: by notice id, and by the disclosed list's id."""

    own: Mapping[int, NoticeList]
    given: Mapping[int, str]


def fetch(session: Session, tasks: Sequence[Task]) -> Held:
    own = session.exec(
        select(Notice.id, NoticeList)
        .join(
            NoticeVersion,
            (col(NoticeVersion.notice_id) == Notice.id)
            & (col(NoticeVersion.version) == Notice.version),
        )
        .join(NoticeList, col(NoticeList.version_id) == NoticeVersion.id)
        .where(col(Notice.id).in_([t.notice.id for t in tasks if t.notice]))
    )
    given = session.exec(
        select(DisclosedList.id, DisclosedList.lines).where(
            col(DisclosedList.id).in_([t.list_id for t in tasks if t.list_id])
        )
    )
    return Held(
        own={notice_id or 0: kept for notice_id, kept in own},
        given={list_id or 0: lines for list_id, lines in given},
    )


def check(session: Session, task: Task, held: Held, *, on: date) -> Checked:
    """Hold a village's notice against the disclosure; writes only the notice's list."""
    kept = _kept(session, task, held)
    own = Listed.from_json(kept.lines) if kept else None
    found = [*list_rules.existence(_posting(task), on)]
    result = Comparison(village_rows=0, government_rows=0, matched=0)
    if own is not None and kept is not None:
        found += list_rules.above_contract(own)
        found += list_rules.missing_elements(kept.missing)
        if task.list_id:
            theirs = Listed.from_json(held.given[task.list_id])
            result = list_rules.with_standard(compare(own, theirs), own, theirs)
    return Checked(
        task=task,
        digest=digest_for(task, kept.digest if kept else "", on),
        result=Comparison(
            village_rows=result.village_rows,
            government_rows=result.government_rows,
            matched=result.matched,
            differences=(*found, *keyed(result.differences)),
        ),
    )


def digest_for(task: Task, own_digest: str, on: date) -> str:
    """What a check depends on; while it stays, so does what was found."""
    is_late = any(
        d.kind is FindingKind.NOT_PUBLISHED
        for d in list_rules.existence(_posting(task), on)
    )
    facts = (
        own_digest,
        task.list_digest,
        str(task.notice.attribute if task.notice else ""),
        str(task.disclosure.attribute if task.disclosure else ""),
        task.other_period,
        str(task.due),
        str(is_late),
    )
    return digest_of("|".join(facts))


def _posting(task: Task) -> list_rules.Posting:
    notice, given = task.notice, task.disclosure
    return list_rules.Posting(
        due=task.due,
        posted=clock.day(notice.published_at)
        if notice and notice.published_at
        else None,
        attribute=ATTRIBUTES[notice.attribute].text if notice else "",
        disclosed=given.published_on if given else None,
        disclosed_attribute=ATTRIBUTES[given.attribute].text if given else "",
        other_period=Period.parse(task.other_period).label if task.other_period else "",
    )


def _kept(session: Session, task: Task, held: Held) -> NoticeList | None:
    """The notice's list as it is kept; made from the frozen version the first time."""
    if task.notice is None:
        return None
    kept = held.own.get(task.notice.id or 0)
    if kept is not None:
        return kept
    version = session.exec(
        select(NoticeVersion).where(
            NoticeVersion.notice_id == task.notice.id,
            NoticeVersion.version == task.notice.version,
        )
    ).one()
    return _make_list(session, task, version)


def _make_list(session: Session, task: Task, version: NoticeVersion) -> NoticeList:
    entry = thaw(Entry, version.records)
    own = listed(forms.get(task.form), entry)
    text = own.to_json()
    content = NoticeContent.from_json(version.content)
    kept = NoticeList(
        version_id=version.id or 0,
        missing=[m.label for m in content.elements if not m.value],
        has_identities=any(row.identity for row in own.rows),
        lines=text,
        digest=digest_of(text),
    )
    session.add(kept)
    return kept
