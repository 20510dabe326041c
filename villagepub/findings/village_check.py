"""One village, one item, one period from the database: what differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from villagepub import clock, forms
from villagepub.canonical_json import thaw
from villagepub.comparison import list_rules
from villagepub.comparison.comparable_list import (
    ComparableList,
    comparable_list,
    digest_of_text,
)
from villagepub.comparison.differences import Comparison, Difference, compare, with_keys
from villagepub.comparison.own_list import own_faults
from villagepub.content import NoticeContent
from villagepub.findings.check_targets import CheckTarget
from villagepub.forms.entry import Entry
from villagepub.models import (
    IS_CURRENT,
    DisclosedList,
    Notice,
    NoticeList,
    NoticeVersion,
)
from villagepub.period import Period
from villagepub.states import ATTRIBUTES, FindingKind


@dataclass(frozen=True, kw_only=True, slots=True)
class VillageResult:
    target: CheckTarget
    digest: str
    result: Comparison
    government: ComparableList | None = None
    made: NoticeList | None = None  # of the notice, where nobody had made it before

    @classmethod
    def of(cls, target: CheckTarget, found: Sequence[Difference]) -> "VillageResult":
        """What comparing villages with one another found of this one."""
        result = Comparison(
            village_rows=0, government_rows=0, matched=0, differences=tuple(found)
        )
        return cls(target=target, digest="", result=result)


@dataclass(frozen=True, kw_only=True, slots=True)
class ListBatch:
    """What is read together for a batch: lists by notice id, and by the disclosed list's;
    the frozen versions of notices whose list was not made yet.
    """

    own: Mapping[int, NoticeList]
    given: Mapping[int, str]
    versions: Mapping[int, NoticeVersion]


def fetch_lists(session: Session, targets: Sequence[CheckTarget]) -> ListBatch:
    own = session.exec(
        select(Notice.id, NoticeList)
        .join(NoticeVersion, IS_CURRENT)
        .join(NoticeList, col(NoticeList.version_id) == NoticeVersion.id)
        .where(col(Notice.id).in_([t.notice.id for t in targets if t.notice]))
    )
    given = session.exec(
        select(DisclosedList.id, DisclosedList.lines).where(
            col(DisclosedList.id).in_([t.list_id for t in targets if t.list_id])
        )
    )
    found = dict(own.all())
    return ListBatch(
        own=found,
        given=dict(given.all()),
        versions=_versions(session, targets, found),
    )


def _versions(
    session: Session, targets: Sequence[CheckTarget], made: Mapping[int, NoticeList]
) -> dict[int, NoticeVersion]:
    lacking = [t.notice.id for t in targets if t.notice and t.notice.id not in made]
    if not lacking:
        return {}
    rows = session.exec(
        select(NoticeVersion)
        .join(Notice, IS_CURRENT)
        .where(col(Notice.id).in_(lacking))
    )
    return {row.notice_id: row for row in rows}


def check(target: CheckTarget, lists: ListBatch, *, on: date) -> VillageResult:
    """Compare a village's notice with the disclosure."""
    number = target.notice.id if target.notice else 0
    made = _made(target, lists.versions.get(number))
    kept = made or lists.own.get(number)
    own = ComparableList.from_json(kept.lines) if kept else None
    given = lists.given[target.list_id] if target.list_id else ""
    theirs = ComparableList.from_json(given) if given else None
    found = [*list_rules.posting_differences(_posting(target), on)]
    result = Comparison(village_rows=0, government_rows=0, matched=0)
    if own is not None and kept is not None:
        found += list_rules.above_contract(own)
        found += list_rules.missing_elements(kept.missing)
        faults = [Difference.of(stored) for stored in kept.faults]
        result = replace(result, differences=tuple(faults))
        if theirs is not None:
            rules = forms.get(target.form).rules
            result = compare(own, theirs, rules=rules, faults=faults)
    return VillageResult(
        target=target,
        government=theirs,
        made=made,
        digest=digest_for(target, kept.digest if kept else "", on),
        result=Comparison(
            village_rows=result.village_rows,
            government_rows=result.government_rows,
            matched=result.matched,
            differences=(*found, *with_keys(result.differences)),
        ),
    )


def digest_for(target: CheckTarget, own_digest: str, on: date) -> str:
    """What a check depends on; while it stays, so does what was found."""
    is_late = any(
        d.kind is FindingKind.NOT_PUBLISHED
        for d in list_rules.posting_differences(_posting(target), on)
    )
    facts = (
        own_digest,
        target.list_digest,
        str(target.notice.attribute if target.notice else ""),
        str(target.disclosure.attribute if target.disclosure else ""),
        target.other_period,
        str(target.is_imported),
        str(target.due),
        str(is_late),
    )
    return digest_of_text("|".join(facts))


def _posting(target: CheckTarget) -> list_rules.Posting:
    notice, given = target.notice, target.disclosure
    return list_rules.Posting(
        due=target.due,
        posted=clock.day(notice.published_at)
        if notice and notice.published_at
        else None,
        attribute=ATTRIBUTES[notice.attribute].text if notice else "",
        disclosed=given.published_on if given else None,
        disclosed_attribute=ATTRIBUTES[given.attribute].text if given else "",
        is_imported=target.is_imported,
        other_period=Period.parse(target.other_period).label
        if target.other_period
        else "",
    )


def _made(target: CheckTarget, version: NoticeVersion | None) -> NoticeList | None:
    """A notice's list from its frozen version, the first time that it is compared."""
    if version is None:
        return None
    entry = thaw(Entry, version.records)
    form = forms.get(target.form)
    own = comparable_list(form, entry)
    text, faults = own.to_json(), [list(d) for d in own_faults(form, entry)]
    content = NoticeContent.from_json(version.content)
    return NoticeList(
        version_id=version.id,
        missing=[m.label for m in content.elements if not m.value],
        faults=faults,
        has_identities=any(own.identities),
        lines=text,
        digest=digest_of_text(f"{text}{faults}"),
    )
