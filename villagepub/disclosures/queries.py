"""Questions about what the government published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from villagepub import forms, store, tables
from villagepub.comparison import source_sheet
from villagepub.disclosures.importer import layouts_of
from villagepub.models import DisclosedList, Disclosure, VillageItem

SAMPLES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class DisclosureLine:
    id: int
    item: str
    period: str
    title: str
    document: str
    address: str
    published_on: date
    rows: int
    villages: int
    unplaced: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnLine:
    """A column of a kept sheet: what it is taken for, and a few of its cells."""

    heads: str  # digest of the sheet's heads
    sheet: str
    label: str
    samples: tuple[str, ...]
    chosen: str


def current(session: Session, place_code: str) -> tuple[DisclosureLine, ...]:
    """The current disclosures of a place and what lies below it, the newest first."""
    counts = (
        select(DisclosedList.disclosure_id, func.count().label("villages"))
        .group_by(col(DisclosedList.disclosure_id))
        .subquery()
    )
    rows = session.exec(
        select(Disclosure, counts.c.villages)
        .join(counts, counts.c.disclosure_id == Disclosure.id, isouter=True)
        .where(
            col(Disclosure.place_code).startswith(place_code),
            col(Disclosure.is_current),
        )
        .order_by(col(Disclosure.published_on).desc(), col(Disclosure.id).desc())
    )
    return tuple(_line(one, villages or 0) for one, villages in rows)


def _line(one: Disclosure, villages: int) -> DisclosureLine:
    return DisclosureLine(
        id=one.id or 0,
        item=one.item,
        period=one.period,
        title=one.title,
        document=one.document,
        address=one.address,
        published_on=one.published_on,
        rows=one.rows,
        villages=villages,
        unplaced=tuple(one.unplaced),
    )


def items_of(session: Session, place_code: str) -> Sequence[str]:
    """The items with a form on the lists of a place's villages, in their order."""
    rows = session.exec(
        select(VillageItem.name)
        .where(
            col(VillageItem.village_code).startswith(place_code),
            VillageItem.form != "",
            col(VillageItem.is_active),
        )
        .group_by(col(VillageItem.name))
        .order_by(func.min(VillageItem.position))
    )
    return rows.all()


def kept_file(session: Session, disclosure_id: int, store_url: str) -> bytes:
    one = session.get_one(Disclosure, disclosure_id)
    return store.get(store_url, store.DISCLOSED, one.kept)


def column_lines(
    session: Session, disclosure_id: int, store_url: str
) -> tuple[ColumnLine, ...]:
    """The columns of the kept sheets as they were taken, for a person to set right."""
    one = session.get_one(Disclosure, disclosure_id)
    form = forms.get(one.form) if one.form else None
    known = layouts_of(session, one.place_code, one.form)
    found: list[ColumnLine] = []
    for table in tables.read(
        kept_file(session, disclosure_id, store_url), one.filename
    ):
        bare, _ = source_sheet.drop_village_column(table)
        heads = tables.layout_key(bare)
        guessed = forms.recognise(form, bare) if form else [""] * len(bare.columns)
        mapping = known.get(heads) or guessed
        for i, (column, chosen) in enumerate(zip(bare.columns, mapping, strict=True)):
            cells = [r.cells[i] for r in bare.rows if r.cells[i]][:SAMPLES]
            found.append(
                ColumnLine(
                    heads=heads,
                    sheet=table.name,
                    label=column.label,
                    samples=tuple(cells),
                    chosen=chosen,
                )
            )
    return tuple(found)
