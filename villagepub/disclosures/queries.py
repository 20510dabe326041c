"""Questions about what the government published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from villagepub import forms, known_heads, privacy, store
from villagepub.comparison.government_file import read_kept
from villagepub.models import (
    DisclosedList,
    Disclosure,
    Place,
    VillageItem,
    at_or_below,
    copied,
)
from villagepub.states import DisclosureState
from villagepub.tables.rows.village_names import drop_village_column
from villagepub.tables.table import Table

SAMPLES = 3
PAGE = 50  # disclosures


@dataclass(frozen=True, kw_only=True, slots=True)
class DisclosureLine:
    """A document and what it counts for. ``missing``: villages that have the item on their
    list and no list of the government's for this period, by name.
    """

    id: int
    item: str
    period: str
    title: str
    document: str
    published_on: date
    imported_at: datetime
    state: DisclosureState
    rows: int
    villages: int  # that it speaks of
    counting: int  # for which it still counts
    missing: tuple[str, ...]
    unplaced: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptColumn:
    """A column of a kept sheet: what it is taken for, and a few of its cells."""

    heads: str  # digest of the sheet's heads
    sheet: str
    label: str
    samples: tuple[str, ...]
    chosen: str


def line(session: Session, one: Disclosure) -> DisclosureLine:
    return _lines(session, one.place_code, [one])[0]


def count(session: Session, place_code: str, *, waiting: bool = False) -> int:
    """How many there are; ``waiting``: those that somebody still has to look at."""
    asked = select(func.count()).select_from(Disclosure)
    return session.exec(asked.where(*_of(place_code, waiting))).one()


def lines(
    session: Session,
    place_code: str,
    *,
    waiting: bool = False,
    offset: int = 0,
    limit: int = PAGE,
) -> Sequence[DisclosureLine]:
    """A page of the disclosures of a place and what lies below it, the newest first; four
    queries.
    """
    rows = session.exec(
        select(Disclosure)
        .where(*_of(place_code, waiting))
        .order_by(col(Disclosure.published_on).desc(), col(Disclosure.id).desc())
        .offset(offset)
        .limit(limit)
    ).all()
    return _lines(session, place_code, rows)


def _of(place_code: str, waiting: bool) -> tuple[sa.ColumnElement[bool], ...]:
    is_waiting = col(Disclosure.state) == DisclosureState.PROPOSED
    here = at_or_below(Disclosure.place_code, place_code)
    return here, is_waiting if waiting else ~is_waiting


def _lines(
    session: Session, place_code: str, rows: Sequence[Disclosure]
) -> Sequence[DisclosureLine]:
    if not rows:
        return []
    given = _given(session, [one.id for one in rows])
    covered = _covered(session, place_code, rows)
    having = _having(session, place_code)
    return [
        _line(one, given.get(one.id, []), covered, having.get(one.item, {}))
        for one in rows
    ]


def _covered(
    session: Session, place_code: str, rows: Sequence[Disclosure]
) -> dict[tuple[str, str], set[str]]:
    """The villages for which a list counts now, by the item and period of these rows."""
    found: dict[tuple[str, str], set[str]] = {}
    for item, period, village in session.exec(
        select(Disclosure.item, Disclosure.period, DisclosedList.village_code)
        .join(DisclosedList, col(DisclosedList.disclosure_id) == Disclosure.id)
        .where(
            at_or_below(Disclosure.place_code, place_code),
            Disclosure.state == DisclosureState.STANDING,
            col(DisclosedList.replaced_by).is_(None),
            col(Disclosure.item).in_({one.item for one in rows}),
            col(Disclosure.period).in_({one.period for one in rows}),
        )
    ):
        found.setdefault((item, period), set()).add(village)
    return found


Given = tuple[str, int | None]  # a village, and what has replaced its list


def _given(session: Session, ids: Sequence[int]) -> dict[int, list[Given]]:
    rows = session.exec(
        select(
            DisclosedList.disclosure_id,
            DisclosedList.village_code,
            DisclosedList.replaced_by,
        ).where(col(DisclosedList.disclosure_id).in_(ids))
    )
    found: dict[int, list[Given]] = {}
    for number, village, newer in rows:
        found.setdefault(number, []).append((village, newer))
    return found


def _having(session: Session, place_code: str) -> dict[str, dict[str, str]]:
    """Names of the villages that have an item on their list, by item and code."""
    rows = session.exec(
        select(VillageItem.name, VillageItem.village_code, Place.short_name)
        .join(Place, col(Place.code) == VillageItem.village_code)
        .where(
            at_or_below(VillageItem.village_code, place_code),
            col(VillageItem.is_active),
        )
        .order_by(col(VillageItem.village_code))
    )
    found: dict[str, dict[str, str]] = {}
    for item, code, name in rows:
        found.setdefault(item, {})[code] = name
    return found


def _line(
    one: Disclosure,
    given: Sequence[Given],
    covered: Mapping[tuple[str, str], set[str]],
    having: Mapping[str, str],
) -> DisclosureLine:
    stands = one.state is DisclosureState.STANDING
    counting = sum(newer is None for _, newer in given) if stands else 0
    here = covered.get((one.item, one.period), set()) if counting else set(having)
    return copied(
        DisclosureLine,
        one,
        villages=len(given),
        counting=counting,
        missing=tuple(name for code, name in having.items() if code not in here),
        unplaced=tuple(one.unplaced),
    )


def items_of(session: Session, place_code: str) -> Sequence[str]:
    """The items with a form on the lists of a place's villages, in their order."""
    rows = session.exec(
        select(VillageItem.name)
        .where(
            at_or_below(VillageItem.village_code, place_code),
            VillageItem.form != "",
            col(VillageItem.is_active),
        )
        .group_by(col(VillageItem.name))
        .order_by(func.min(VillageItem.position))
    )
    return rows.all()


def kept_tables(
    session: Session, disclosure_id: int, store_url: str
) -> tuple[Table, ...]:
    """Raises StoreError or TableError."""
    one = session.get_one(Disclosure, disclosure_id)
    return read_kept(store.get(store_url, store.DISCLOSED, one.kept), one.filename)


def column_lines(
    session: Session, disclosure_id: int, store_url: str
) -> tuple[KeptColumn, ...]:
    """The columns of the kept sheets as they were taken, for a person to set right."""
    one = session.get_one(Disclosure, disclosure_id)
    form = forms.get(one.form) if one.form else None
    known = known_heads.known(session, one.place_code, one.form)
    found: list[KeptColumn] = []
    seen: set[str] = set()  # a sheet a village, all with one head: said once
    for table in kept_tables(session, disclosure_id, store_url):
        bare, _ = drop_village_column(table)
        heads = privacy.layout_key(bare)
        if heads in seen:
            continue
        seen.add(heads)
        guessed = (
            forms.recognise_columns(form, bare) if form else [""] * len(bare.columns)
        )
        mapping = known.get(heads) or guessed
        for i, (column, chosen) in enumerate(zip(bare.columns, mapping, strict=True)):
            cells = [r.cells[i] for r in bare.rows if r.cells[i]][:SAMPLES]
            found.append(
                KeptColumn(
                    heads=heads,
                    sheet=table.name,
                    label=column.label,
                    samples=tuple(cells),
                    chosen=chosen,
                )
            )
    return tuple(found)
