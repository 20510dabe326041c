"""What a person says of an office's sheets, once: what a column means, whose a name is.

The kept copy is read again so; decisions about what differed stay with their findings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlmodel import Session

from villagepub import forms, known_heads, privacy, store
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.comparison.government_file import VillageText, read_file
from villagepub.disclosures import coverage, queries
from villagepub.disclosures.importer import MAX_UNPLACED, DisclosureImport
from villagepub.disclosures.list_rows import (
    add_lists,
    by_village,
    count_rows,
    drop_lists,
    lists_of,
)
from villagepub.disclosures.placement import Placement, aliases_of, place_lists
from villagepub.errors import UnknownChoice, UserError
from villagepub.models import (
    Disclosure,
    KnownHeads,
    Place,
    VillageAlias,
)
from villagepub.states import DisclosureState
from villagepub.tables.rows.village_names import village_key


@dataclass(frozen=True, kw_only=True, slots=True)
class Reread:
    """A disclosure's kept file, read otherwise: what is to be remembered, and what the
    file says so. ``unread``: columns that would be needed and were not kept.
    """

    disclosure_id: int
    remembered: tuple[KnownHeads | VillageAlias, ...]
    lists: Mapping[str, VillageText]
    placed: Placement
    unread: tuple[str, ...] = ()


def with_columns(
    session: Session,
    *,
    disclosure_id: int,
    table_heads: str,
    mapping: Sequence[str],
    store_url: str,
    key: bytes,
) -> Reread:
    """The kept file, read as a person says what its columns mean. Before the act."""
    one = _disclosure(session, disclosure_id)
    own = [
        line.chosen
        for line in queries.column_lines(session, one.id, store_url)
        if line.heads == table_heads
    ]
    _require_its_columns(one, own, mapping)
    heads = KnownHeads(
        place_code=one.place_code,
        form=one.form,
        heads=table_heads,
        mapping=list(mapping),
    )
    return _reread(session, one, store_url, key, heads=heads)


def _require_its_columns(
    one: Disclosure, own: Sequence[str], mapping: Sequence[str]
) -> None:
    """What is remembered is read by for every sheet with these heads: a word for each
    column, and none that means nothing. Raises UnknownChoice.
    """
    named = {c.key for c in forms.get(one.form).columns} if one.form else set()
    known = named | {"", *own, *(f"!{kind}" for kind in privacy.REASONS)}
    if len(own) != len(mapping) or not known.issuperset(mapping):
        raise UnknownChoice("列对不上，可能页面是旧的。请退回去刷新一下，再选。")


def with_villages(
    session: Session,
    *,
    disclosure_id: int,
    named: Mapping[str, str],
    store_url: str,
    key: bytes,
) -> Reread:
    """The same with village codes by the names as they are written; '': none of here."""
    one = _disclosure(session, disclosure_id)
    said = {village_key(written): code for written, code in named.items()}
    for code in filter(None, said.values()):
        if not code.startswith(one.place_code) or session.get(Place, code) is None:
            raise UserError("这里没有这个村。")
    return _reread(session, one, store_url, key, said=said)


def forget_village(act: Act, *, place_code: str, written: str) -> None:
    """It was said wrongly: the next list that writes so is asked about again. What counts
    already stays until it is undone.
    """
    act.allow(Action.CHECK, place_code)
    said = act.session.get(VillageAlias, (place_code, written))
    if said is None:
        raise UserError("没有记着这个村名，可能别人已经去掉了。")
    act.session.delete(said)
    place = act.session.get_one(Place, place_code)
    act.record(AuditAction.VILLAGE_ALIAS, place, written=written, village="")


def _reread(
    session: Session,
    one: Disclosure,
    store_url: str,
    key: bytes,
    *,
    heads: KnownHeads | None = None,
    said: Mapping[str, str] = MappingProxyType({}),
) -> Reread:
    """By what is said now, of its ``heads`` or of names, and what was said before."""
    known = known_heads.known(session, one.place_code, one.form)
    read = read_file(
        store.get(store_url, store.DISCLOSED, one.kept),
        one.filename,
        key=key,
        form=forms.get(one.form) if one.form else None,
        known={**known, heads.heads: heads.mapping} if heads else known,
        aliases=aliases_of(session, one.place_code, said),
        is_kept=True,
    )
    placed = place_lists(session, one.place_code, read.villages, said)
    aliases = (
        VillageAlias(place_code=one.place_code, written=written[:60], village_code=code)
        for written, code in said.items()
    )
    return Reread(
        disclosure_id=one.id,
        remembered=(heads,) if heads else tuple(aliases),
        lists=by_village(read.villages, placed),
        placed=placed,
        unread=read.unread if heads else (),
    )


def read_again(act: Act, again: Reread) -> DisclosureImport:
    """Remember it, and let the disclosure say what it says so.

    In place: what has replaced a village's list, and what it replaced, stay so.
    """
    one = _disclosure(act.session, again.disclosure_id)
    act.allow(Action.CHECK, one.place_code)
    for said in again.remembered:
        act.session.merge(said)
        if isinstance(said, VillageAlias):
            act.record(
                AuditAction.VILLAGE_ALIAS,
                one,
                written=said.written,
                village=said.village_code,
            )
    if not again.unread:
        _put_lists(act.session, one, again.lists)
        one.rows = count_rows(again.lists)
        one.elsewhere = again.placed.elsewhere
        one.unplaced = list(again.placed.unplaced[:MAX_UNPLACED])
    act.record(AuditAction.DISCLOSURE_READ_AGAIN, one, villages=len(again.lists))
    return DisclosureImport(
        disclosure=one,
        villages=len(again.lists),
        unplaced=again.placed.unplaced,
        is_known=False,
        unread=again.unread,
    )


def _put_lists(
    session: Session, one: Disclosure, lists: Mapping[str, VillageText]
) -> None:
    number, stands = one.id, one.state is DisclosureState.STANDING
    if stands and not lists:
        raise UserError("这样读就一个村也没有了，没有改。")
    before = {g.village_code: g.replaced_by for g in lists_of(session, number)}
    drop_lists(session, number)
    for older in coverage.replaced_by(session, number):
        if older.village_code not in lists:
            older.replaced_by = before.get(older.village_code)
    add_lists(session, one, lists, before)
    if stands:
        coverage.replace_lists(session, one, sorted(set(lists) - set(before)))


def _disclosure(session: Session, disclosure_id: int) -> Disclosure:
    one = session.get(Disclosure, disclosure_id)
    if one is None:
        raise UserError("这份公示找不到了。")
    return one
