"""A list of the government's comes in: cut, split by village, kept with its source."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub import privacy, store
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.comparison.comparable_list import digest_of
from villagepub.comparison.source_sheet import village_stem
from villagepub.disclosures.reading import VillageText, read_file
from villagepub.errors import UserError
from villagepub.gc_pause import paused
from villagepub.models import DisclosedList, Disclosure, Place, SheetLayout, VillageItem
from villagepub.period import Period
from villagepub.states import Attribute

MAX_UNPLACED = 20


class DisclosureError(UserError):
    """Why a disclosure can't be taken, as a sentence that says what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """Where a list comes from: what makes it evidence."""

    item: str
    period: str
    title: str
    published_on: date
    document: str = ""
    address: str = ""
    attribute: Attribute = Attribute.ACTIVE


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    disclosure: Disclosure
    villages: int
    unplaced: tuple[str, ...]  # names in the list that are no village of the place
    is_known: bool  # the same file with the same facts: nothing was done
    unread: tuple[str, ...] = ()  # columns that have a meaning now, but were not kept


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadList:
    """A list that was read, cut and kept, before anything of it is in the database."""

    place_code: str
    facts: Facts
    filename: str
    digest: str
    kept: str
    form: str
    villages: Mapping[str, VillageText]


@paused
def read_list(
    session: Session,
    *,
    place_code: str,
    facts: Facts,
    data: bytes,
    filename: str,
    store_url: str,
    key: bytes,
    known: Mapping[str, Sequence[str]] | None = None,
) -> ReadList:
    """Read and cut a list and keep its file. It takes its time: before the act.

    ``known``: meanings of columns beside those that are remembered. Raises
    DisclosureError, TableError or StoreError.
    """
    facts = replace(
        facts,
        title=privacy.scrub(facts.title),
        document=privacy.scrub(facts.document),
    )
    _require(session, place_code, facts)
    form = _form_of(session, place_code, facts.item)
    meant = {**layouts_of(session, place_code, form), **(known or {})}
    read = read_file(data, filename, key=key, form=form, known=meant)
    return ReadList(
        place_code=place_code,
        facts=facts,
        filename=filename,
        digest=hmac.digest(key, data, "sha256").hex(),
        kept=store.put(store_url, store.DISCLOSED, read.kept),
        form=read.form,
        villages=read.villages,
    )


@paused
def import_list(act: Act, read: ReadList, *, again: bool = False) -> Imported:
    """Put a list in. ``again``: even if it is there already, read otherwise.

    Raises DisclosureError; then nothing is.
    """
    act.allow(Action.CHECK, read.place_code)
    facts, session = read.facts, act.session
    old = _current(session, read.place_code, facts)
    is_same = old is not None and old.digest == read.digest
    if old is not None and is_same and not again and not _differs(old, facts):
        return Imported(
            disclosure=old, villages=0, unplaced=tuple(old.unplaced), is_known=True
        )
    homes, unplaced = _homes(session, read)
    if not homes:
        raise DisclosureError(
            f"“{read.filename}”里没有{_place_name(session, read.place_code)}的村。看看是不是传错了表。"
        )
    if old is not None:
        old.is_current = False
    disclosure = _row(act, read, unplaced)
    session.add(disclosure)
    session.flush()  # its lists name it
    _add_lists(session, disclosure, read, homes)
    act.record(AuditAction.DISCLOSURE_IMPORT, disclosure, villages=len(homes))
    return Imported(
        disclosure=disclosure, villages=len(homes), unplaced=unplaced, is_known=False
    )


def _row(act: Act, read: ReadList, unplaced: Sequence[str]) -> Disclosure:
    facts = read.facts
    return Disclosure(
        place_code=read.place_code,
        form=read.form,
        filename=privacy.scrub(read.filename)[:200],
        digest=read.digest,
        kept=read.kept,
        rows=sum(one.rows for one in read.villages.values()),
        unplaced=list(unplaced[:MAX_UNPLACED]),
        imported_by=act.staff_id,
        imported_at=act.at,
        item=facts.item,
        period=facts.period,
        title=facts.title,
        document=facts.document,
        address=facts.address,
        published_on=facts.published_on,
        attribute=facts.attribute,
    )


def _require(session: Session, place_code: str, facts: Facts) -> None:
    Period.parse(facts.period)
    if not facts.title.strip():
        raise DisclosureError("请写上公示的标题，村里要看得到出处。")
    if len(facts.title.splitlines()) > 1:
        raise DisclosureError("标题只能写一行，请去掉里面的换行。")
    if session.get(Place, place_code) is None:
        raise DisclosureError("没有这个地方。")


def _place_name(session: Session, code: str) -> str:
    return session.get_one(Place, code).short_name


def _form_of(session: Session, place_code: str, item: str) -> str:
    """The form of the village item; DisclosureError if no village here has it."""
    form = session.exec(
        select(VillageItem.form)
        .where(
            col(VillageItem.village_code).startswith(place_code),
            VillageItem.name == item,
        )
        .order_by(col(VillageItem.form).desc())
    ).first()
    if form is None:
        raise DisclosureError(f"各村的公开清单上没有“{item}”这一项。")
    return form


def layouts_of(
    session: Session, place_code: str, form: str
) -> Mapping[str, Sequence[str]]:
    rows = session.exec(
        select(SheetLayout).where(
            SheetLayout.place_code == place_code, SheetLayout.form == form
        )
    )
    return {row.heads: row.mapping for row in rows}


def _current(session: Session, place_code: str, facts: Facts) -> Disclosure | None:
    return session.exec(
        select(Disclosure).where(
            Disclosure.place_code == place_code,
            Disclosure.item == facts.item,
            Disclosure.period == facts.period,
            col(Disclosure.is_current),
        )
    ).first()


def _differs(old: Disclosure, facts: Facts) -> bool:
    names = ("title", "document", "address", "published_on", "attribute")
    return any(getattr(old, n) != getattr(facts, n) for n in names)


def _homes(session: Session, read: ReadList) -> tuple[dict[str, str], tuple[str, ...]]:
    """Village code by the list's name of it, and the names that are none of here."""
    if len(read.place_code) == 12:
        return dict.fromkeys(read.villages, read.place_code), ()
    own = session.exec(
        select(Place).where(
            col(Place.code).startswith(read.place_code),
            sa.func.length(Place.code) == 12,
        )
    ).all()
    by_name: dict[str, list[str]] = {}
    for place in own:
        by_name.setdefault(village_stem(place.short_name), []).append(place.code)
    homes, unplaced = {}, []
    for name, one in read.villages.items():
        codes = by_name.get(name, [])
        if len(codes) == 1:
            homes[name] = codes[0]
        else:
            unplaced.append(one.name or "没写村名的行")
    return homes, tuple(unplaced)


def _add_lists(
    session: Session, disclosure: Disclosure, read: ReadList, homes: Mapping[str, str]
) -> None:
    rows = []
    for name, code in homes.items():
        one = read.villages[name]
        rows.append(
            {
                "disclosure_id": disclosure.id,
                "village_code": code,
                "rows": one.rows,
                "lines": one.text,
                "digest": digest_of(one.text),
            }
        )
    session.connection().execute(sa.insert(DisclosedList), rows)
