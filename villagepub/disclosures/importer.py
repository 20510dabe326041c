"""A list of the government's comes in: cut, split by village, kept with its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from sqlmodel import Session, col, select

from villagepub import forms, known_heads, privacy, store
from villagepub.access import Action
from villagepub.act import Act
from villagepub.comparison.government_file import VillageText, read_file
from villagepub.disclosures import coverage
from villagepub.disclosures.doubts import doubts_of
from villagepub.disclosures.list_rows import (
    add_lists,
    by_village,
    count_rows,
    lists_of,
)
from villagepub.disclosures.placement import Placement, aliases_of, place_lists
from villagepub.errors import UserError
from villagepub.gc_pause import paused
from villagepub.models import Disclosure, Place, VillageItem, at_or_below
from villagepub.period import Period
from villagepub.seals import keyed_hash
from villagepub.states import Attribute, DisclosureState

MAX_UNPLACED = 20


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
class DisclosureImport:
    disclosure: Disclosure
    villages: int
    unplaced: tuple[str, ...]  # names in the list that are no village of the place
    is_known: bool  # the same file with the same facts: nothing was done
    unread: tuple[str, ...] = ()  # columns that have a meaning now, but were not kept


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadList:
    """A list that was read, cut and kept, before anything of it is in the database.

    ``lists`` by village code; ``doubts``: what a person is asked before it counts.
    """

    place_code: str
    facts: Facts
    filename: str
    digest: str
    kept: str
    form: str
    lists: Mapping[str, VillageText]
    placed: Placement
    doubts: Sequence[str]


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
) -> ReadList:
    """Read and cut a list and keep its file. It takes its time: before the act.

    Raises UserError.
    """
    facts = _cut_facts(facts)
    _require(session, place_code, facts)
    form = _form_of(session, place_code, facts.item)
    read = read_file(
        data,
        filename,
        key=key,
        form=forms.get(form) if form else None,
        known=known_heads.known(session, place_code, form),
        aliases=aliases_of(session, place_code, {}),
    )
    placed = place_lists(session, place_code, read.villages, {})
    if not placed.homes and not placed.unplaced:
        raise UserError(_no_village(session, place_code, filename))
    texts = by_village(read.villages, placed)
    covered = _covered(session, facts, sorted(texts))
    return ReadList(
        place_code=place_code,
        facts=facts,
        filename=filename,
        digest=keyed_hash(data, key),
        kept=store.put(store_url, store.DISCLOSED, read.kept),
        form=read.form,
        lists=texts,
        placed=placed,
        doubts=doubts_of(session, facts.item, facts.period, read, texts, covered),
    )


def _cut_facts(facts: Facts) -> Facts:
    return replace(
        facts,
        title=privacy.general_words(privacy.scrub(facts.title)),
        document=privacy.general_words(privacy.scrub(facts.document)),
        address=privacy.web_address(facts.address),
    )


def import_list(act: Act, read: ReadList) -> DisclosureImport:
    """Let a list count at once: for those who have looked at it before.

    Raises UserError where it names no village of the place.
    """
    if not read.lists:
        raise UserError(_no_village(act.session, read.place_code, read.filename))
    imported = propose(act, read)
    if not imported.is_known:
        coverage.confirm(act, disclosure_id=imported.disclosure.id)
    return imported


def propose(act: Act, read: ReadList) -> DisclosureImport:
    """Put a list in that counts for nothing until somebody confirms it."""
    act.allow(Action.CHECK, read.place_code)
    known = _same(act.session, read)
    if known is not None:
        return DisclosureImport(
            disclosure=known, villages=0, unplaced=tuple(known.unplaced), is_known=True
        )
    disclosure = _row(act, read)
    act.session.add(disclosure)
    act.session.flush()  # its lists name it
    add_lists(act.session, disclosure, read.lists)
    return DisclosureImport(
        disclosure=disclosure,
        villages=len(read.lists),
        unplaced=read.placed.unplaced,
        is_known=False,
    )


def _row(act: Act, read: ReadList) -> Disclosure:
    return Disclosure(
        place_code=read.place_code,
        form=read.form,
        filename=privacy.file_name(read.filename),
        digest=read.digest,
        kept=read.kept,
        rows=count_rows(read.lists),
        unplaced=list(read.placed.unplaced[:MAX_UNPLACED]),
        elsewhere=read.placed.elsewhere,
        doubts=list(read.doubts),
        imported_by=act.staff_id,
        imported_at=act.at,
        **{f.name: getattr(read.facts, f.name) for f in fields(read.facts)},
    )


def _require(session: Session, place_code: str, facts: Facts) -> None:
    Period.parse(facts.period)
    if not facts.title.strip():
        raise UserError("请写上公示的标题，村里要看得到出处。")
    if len(facts.title.splitlines()) > 1:
        raise UserError("标题只能写一行，请去掉里面的换行。")
    if session.get(Place, place_code) is None:
        raise UserError("没有这个地方。")


def _no_village(session: Session, code: str, filename: str) -> str:
    name = session.get_one(Place, code).short_name
    return f"“{filename}”里没有{name}的村。看看是不是传错了表。"


def _form_of(session: Session, place_code: str, item: str) -> str:
    """The form of the village item; UserError if no village here has it."""
    form = session.exec(
        select(VillageItem.form)
        .where(
            at_or_below(VillageItem.village_code, place_code),
            VillageItem.name == item,
        )
        .order_by(col(VillageItem.form).desc())
    ).first()
    if form is None:
        raise UserError(f"各村的公开清单上没有“{item}”这一项。")
    return form


def _same(session: Session, read: ReadList) -> Disclosure | None:
    """The same file with the same facts, if it counts for everything that it says, or
    somebody is looking at it before it does.
    """
    facts = ((getattr(Disclosure, f.name), f.name) for f in fields(read.facts))
    rows = session.exec(
        select(Disclosure).where(
            Disclosure.place_code == read.place_code,
            Disclosure.digest == read.digest,
            Disclosure.state != DisclosureState.UNDONE,
            *(column == getattr(read.facts, name) for column, name in facts),
        )
    )
    for one in rows:
        if not any(given.replaced_by for given in lists_of(session, one.id)):
            return one
    return None


def _covered(
    session: Session, facts: Facts, codes: Sequence[str]
) -> dict[str, tuple[str, int]]:
    """Name and rows of each village in what the list would replace."""
    return {
        old.village_code: (
            session.get_one(Place, old.village_code).short_name,
            old.rows,
        )
        for old in coverage.covered_now(session, facts.item, facts.period, codes)
    }
