"""A notice in no prescribed form: an item without one, or something that is on no list."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import select

from villagepub import clock, known_heads, privacy
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.duties import queries as duty_queries
from villagepub.forms import get
from villagepub.forms.form import OTHER_ITEM
from villagepub.forms.heads.free_columns import guessed, keys_of
from villagepub.forms.township.categories import Category
from villagepub.models import Draft, VillageItem
from villagepub.notices import drafts, event_days, held_draft, uploads
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NoticeFault
from villagepub.notices.held_draft import HeldDraft
from villagepub.notices.uploads import SheetFile
from villagepub.notices.validation import year_of
from villagepub.privacy import NumberKind
from villagepub.tables.table import Table, row_words

OTHER = "other"  # the item of what the village list does not have


def begin(
    act: Act, *, item_id: int | None, period: str, title: str, category: Category
) -> Draft:
    """A draft with its title; of an item that is posted when there is something, a new one.

    A second tap finds the first one's draft. Raises NoticeFault for an item with a form.
    """
    if not title.strip():
        raise NoticeFault("先写这件公示叫什么，大家嘴上怎么说就怎么写。")
    title = drafts.checked_title(title)
    item = _item(act, item_id)
    kinds = duty_queries.period_kinds(act.session, item)
    is_entered = duty_queries.event_of(act.session, item.id, period) is not None
    if kinds[0] == "event" and not is_entered:
        today = clock.day(act.at).isoformat()
        period = event_days.free_day(
            act.session, item.id, today, lambda notice, _: notice.title == title
        )
    draft = drafts.start(act, item_id=item.id, period=period)
    held = HeldDraft.of(act, draft)
    if held.sheet.options.title == title:
        return draft
    options = replace(held.sheet.options, title=title, category=category)
    held.notice.title = title
    sheet = replace(held.sheet, options=options)
    return held.save(AuditAction.DRAFT_OPTIONS, sheet)


def _item(act: Act, item_id: int | None) -> VillageItem:
    if item_id is None:
        return _other(act)
    item = act.session.get(VillageItem, item_id)
    if item is None:
        raise NoticeFault("公开清单上没有这一项了，请回到清单重新选。")
    if item.form:
        raise NoticeFault(f"“{item.name}”有定好的样子，请回到清单从那里填。")
    return item


def _other(act: Act) -> VillageItem:
    """The village's own line for whatever its list does not name; made when first used."""
    code = act.person.place_code
    act.allow(Action.DRAFT, code)
    found = act.session.exec(
        select(VillageItem).where(
            VillageItem.village_code == code, VillageItem.item_key == OTHER
        )
    ).first()
    if found is not None:
        return found
    item = VillageItem(
        village_code=code, item_key=OTHER, name=OTHER_ITEM, position=9_999
    )
    act.session.add(item)
    act.session.flush()
    return item


def require_free(form: str) -> None:
    """Raises NoticeFault for a notice in a prescribed form: what it says is in its sheet,
    and what the form does not name has no way in beside it.
    """
    if not get(form).own_columns:
        raise NoticeFault("这一件有定好的样子，照着填，不用另写。")


def hold(act: Act, draft_id: int, revision: int) -> HeldDraft:
    """As ``held_draft.hold``, of a free notice. Raises NoticeFault for any other."""
    held = held_draft.hold(act, draft_id, revision)
    require_free(held.notice.form)
    return held


def write(
    act: Act, *, draft_id: int, revision: int, paragraphs: Sequence[str]
) -> Draft:
    """What it says in words; the gate masks a number in it."""
    held = hold(act, draft_id, revision)
    said = tuple(map(privacy.scrub, paragraphs))
    options = replace(held.sheet.options, paragraphs=said)
    sheet = replace(held.sheet, options=options)
    return held.save(AuditAction.DRAFT_OPTIONS, sheet)


def opened(came: SheetFile, *, id_key: bytes) -> DraftSheet:
    """The longest table as it may be shown to the person who says what its columns are.

    What is private by its head or by what is in it is cut already. Nothing of it is
    stored before that person has spoken.
    """
    table = max(came.tables, key=lambda t: len(t.rows))
    guess = guessed(table)
    cut = privacy.cut(table, _gate_kinds(table, guess), id_key)
    sheet = DraftSheet(
        tables=(cut.table,),
        mappings=(guess,),
        cuts=tuple(uploads.cuts_of(cut)),
        cut_cells=tuple(f"{row_words(c.row)}“{c.label}”" for c in cut.cells),
    )
    return uploads.named_after(came, sheet, id_key)


def _gate_kinds(table: Table, guess: Sequence[str]) -> list[str]:
    figures: dict[str, NumberKind] = dict.fromkeys(
        ("money", "area", "number"), "quantity"
    )
    return [
        said[1:]
        if said.startswith("!")
        else figures.get(column.kind) or privacy.kind_of_head(column.label) or ""
        for column, said in zip(table.columns, guess, strict=True)
    ]


def take_table(
    act: Act,
    *,
    draft_id: int,
    revision: int,
    came: DraftSheet,
    kinds: Sequence[str],
    id_key: bytes,
) -> Draft:
    """Store the columns that a person has said the kind of; the others are not stored."""
    held = hold(act, draft_id, revision)
    notice = held.notice
    (table,), (guess,) = came.tables, came.mappings
    said = uploads.with_private(guess, keys_of(table, kinds))
    if not any(key and not key.startswith("!") for key in said):
        raise NoticeFault("一列也没有选是什么，就没有存。至少选一列。")
    sheet = uploads.cut_for_draft(
        held.form,
        came.tables,
        id_key=id_key,
        year=year_of(notice.period),
        known={privacy.layout_key(table): said},
    )
    sheet = replace(
        sheet,
        filename=came.filename,
        digest=came.digest,
        cuts=came.cuts,
        cut_cells=came.cut_cells,
    )
    known_heads.remember(
        act.session, notice.village_code, notice.form, sheet.tables, sheet.mappings
    )
    return held.put(sheet)


def drop_table(act: Act, *, draft_id: int, revision: int) -> Draft:
    """Words alone are a notice too."""
    return hold(act, draft_id, revision).put(DraftSheet())
