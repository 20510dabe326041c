"""Which village each part of a list is about; names written otherwise are told once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub import places
from villagepub.comparison.government_file import VillageText
from villagepub.models import Place, VillageAlias
from villagepub.tables.rows.village_names import stem_of_key, town_stem, village_key

VILLAGE_DIGITS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """``homes``: village code by the list's key. ``unplaced``: names that are no village
    of here; ``elsewhere``: how many rows are another township's, or were said to be.
    """

    homes: Mapping[str, str]
    unplaced: tuple[str, ...]
    elsewhere: int = 0


def place_lists(
    session: Session,
    place_code: str,
    villages: Mapping[str, VillageText],
    said: Mapping[str, str],
) -> Placement:
    """``said``: what is being said now, beside the aliases that are remembered."""
    if len(place_code) == VILLAGE_DIGITS:
        return Placement(homes=dict.fromkeys(villages, place_code), unplaced=())
    codes = _codes_by_key(session, place_code)
    own_town = _own_town(session, place_code)
    strangers = _strangers(session, place_code) | {k for k in said if not said[k]}
    homes, unplaced, elsewhere = {}, [], 0
    for key, one in villages.items():
        found = codes.get(key, [])
        town = key.rpartition("/")[0]
        if len(found) == 1:
            homes[key] = found[0]
        elif key in strangers or (own_town and town and town != own_town):
            elsewhere += one.rows
        else:
            unplaced.append(one.name or "没写村名的行")
    return Placement(homes=homes, unplaced=tuple(unplaced), elsewhere=elsewhere)


def _codes_by_key(session: Session, place_code: str) -> dict[str, list[str]]:
    """Codes by 马家沟 and by 沿河湾/马家沟; a bare name may be several villages'."""
    towns = {
        p.code: town_stem(p.short_name)
        for p in session.exec(select(Place).where(sa.func.length(Place.code) == 9))
    }
    found: dict[str, list[str]] = {}
    for place in places.villages_below(session, place_code):
        stem = stem_of_key(village_key(place.short_name))
        found.setdefault(stem, []).append(place.code)
        town = towns.get(place.code[:9], "")
        found.setdefault(f"{town}/{stem}", []).append(place.code)
    return found


def _own_town(session: Session, place_code: str) -> str:
    """The township's stem; '' for a county, whose lists may speak of all."""
    if len(place_code) != 9:
        return ""
    return town_stem(session.get_one(Place, place_code).short_name)


def aliases_of(
    session: Session, place_code: str, said: Mapping[str, str]
) -> dict[str, str]:
    """The village's full name by the key that lists write it under: as people have said,
    with this township before it too, and by its own name where only one is called so.
    """
    own: dict[str, list[str]] = {}
    for place in places.villages_below(session, place_code):
        own.setdefault(stem_of_key(village_key(place.short_name)), []).append(
            place.full_name
        )
    called = {stem: names[0] for stem, names in own.items() if len(names) == 1}
    rows = session.exec(
        select(VillageAlias.written, Place.full_name)
        .join(Place, col(Place.code) == VillageAlias.village_code)
        .where(VillageAlias.place_code == place_code)
    )
    now = {
        k: session.get_one(Place, code).full_name for k, code in said.items() if code
    }
    told = {**dict(rows.all()), **now}
    town = _own_town(session, place_code)
    in_town = {f"{town}/{key}": name for key, name in told.items() if "/" not in key}
    return {**called, **(in_town if town else {}), **told}


def remembered(session: Session, place_code: str) -> Sequence[tuple[str, str]]:
    """What people said of names: as it is written, the village or '' for none of here."""
    rows = session.exec(
        select(VillageAlias.written, Place.short_name)
        .join(Place, col(Place.code) == VillageAlias.village_code, isouter=True)
        .where(VillageAlias.place_code == place_code)
        .order_by(col(VillageAlias.written))
    )
    return [(written, name or "") for written, name in rows]


def _strangers(session: Session, place_code: str) -> set[str]:
    """Keys of which a person said that they are no village of here."""
    rows = session.exec(
        select(VillageAlias.written).where(
            VillageAlias.place_code == place_code, VillageAlias.village_code == ""
        )
    )
    return set(rows.all())


def likely(villages: Sequence[Place], written: str) -> tuple[Place, ...]:
    """Villages whose name has all but one of the characters; never chosen by itself."""
    wanted = set(stem_of_key(village_key(written)))

    def is_like(place: Place) -> bool:
        own = set(stem_of_key(village_key(place.short_name)))
        return len(own & wanted) >= max(len(own) - 1, 1)

    return tuple(filter(is_like, villages))
