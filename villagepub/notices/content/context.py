"""Gathers from the database what a version says beside its rows."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from villagepub import forms, integrity
from villagepub.canonical_json import thaw
from villagepub.content import NoticeContent
from villagepub.duties import holidays
from villagepub.forms.accounts.ledger import completed
from villagepub.forms.entry import Entry
from villagepub.forms.form import Form
from villagepub.forms.township.categories import for_category
from villagepub.models import (
    CatalogItem,
    Draft,
    Notice,
    NoticeVersion,
    Staff,
    VillageItem,
)
from villagepub.notices import joint_meetings, queries
from villagepub.notices.content import outcome
from villagepub.notices.content.charts import Earlier
from villagepub.notices.content.composer import ItemFacts, NoticeContext
from villagepub.notices.content.recounts import recounted
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.numbering import places_of
from villagepub.period import Period
from villagepub.render.layouts import LAYOUTS


def item_facts(session: Session, item: VillageItem) -> ItemFacts:
    """The village item with the law and the link of its standard item."""
    current = {
        row.key: row
        for row in session.exec(
            select(CatalogItem).where(
                col(CatalogItem.key).in_((item.item_key, item.standard_key)),
                col(CatalogItem.is_current),
            )
        )
    }
    own = current.get(item.item_key)
    standard = current.get(item.standard_key)
    source = standard or own
    return ItemFacts(
        name=item.name,
        catalog=link_of(standard),
        basis=tuple(source.basis) if source else (),
        elements=tuple(own.elements) if own else (),
    )


def link_of(standard: CatalogItem | None) -> str:
    """涉农补贴 / 农业生产发展资金 / 耕地地力保护补贴."""
    if standard is None:
        return ""
    levels = (standard.domain, standard.level1, standard.level2, standard.level3)
    return " / ".join(level for level in levels if level)


def earlier_of(
    session: Session, notice: Notice, form: Form, period: Period
) -> tuple[Earlier, ...]:
    """What a ledger's charts are drawn against: the last time, and the same of last year.

    Only what was signed, stands as it was signed and may be read by everybody.
    """
    if not LAYOUTS[form.layout].is_ledger:
        return ()
    times = period.compared
    found = {one.period: one for one in queries.open_of_periods(session, notice, times)}
    entries = {code: _signed_entry(session, one) for code, one in found.items()}
    return tuple(
        Earlier(
            word=word, period=Period.parse(code).label, entry=completed(form, entry)
        )
        for code, word in times.items()
        if (entry := entries.get(code))
    )


def _signed_entry(session: Session, notice: Notice) -> Entry | None:
    try:
        found = integrity.load_verified(session, notice, notice.version)
    except integrity.NotAsSigned:
        return None
    return thaw(Entry, found.versions[0].records) if found else None


def frame_of(
    session: Session, notice: Notice, draft: Draft, sheet: DraftSheet, *, on: date
) -> NoticeContext:
    """The frame of a draft; publication adds number, moment and signature to it."""
    item = session.get_one(VillageItem, notice.item_id)
    author = session.get_one(Staff, draft.author_id)
    form = forms.for_item(notice.form, item.name)
    form = for_category(form, sheet.options.category)
    if form.own_columns:
        form = forms.expanded(form, (key for own in sheet.mappings for key in own))
    form = replace(form, open_sentences=_open_sentences(session, notice))
    places = places_of(session, notice.village_code)
    period = Period.parse(notice.period)
    options, said = sheet.options, sheet.options.attribute is not None
    return NoticeContext(
        form=form,
        places=places,
        item=item_facts(session, item),
        period=period,
        earlier=earlier_of(session, notice, form, period),
        on=on,
        version=draft.version,
        title=options.title,
        posting_days=options.posting_days,
        calendar=holidays.calendar(session),
        paragraphs=options.paragraphs,
        photos=options.photos,
        attribute=options.attribute or notice.attribute,
        attribute_reason=options.attribute_reason if said else notice.attribute_reason,
        agreed=joint_meetings.said(places.village, options),
        author=author.name,
        number=notice.number,
        base_url="",
    )


def _open_sentences(session: Session, notice: Notice) -> tuple[str, ...]:
    """Of the outcome of a 公示."""
    if notice.result_of is None:
        return ()
    of = session.get_one(Notice, notice.result_of)
    version = session.exec(
        select(NoticeVersion).where(
            NoticeVersion.notice_id == of.id, NoticeVersion.version == of.version
        )
    ).one()
    content = NoticeContent.from_json(version.content)
    return outcome.open_sentences(recounted(session, content, of))
