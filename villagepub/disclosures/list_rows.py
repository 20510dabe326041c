"""The rows of a disclosure in the database, a village a row."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub.comparison.comparable_list import digest_of_text
from villagepub.comparison.government_file import VillageText
from villagepub.disclosures.placement import Placement
from villagepub.models import DisclosedList, Disclosure


def by_village(
    villages: Mapping[str, VillageText], placed: Placement
) -> dict[str, VillageText]:
    """What was read, by village code."""
    return {code: villages[name] for name, code in placed.homes.items()}


def lists_of(session: Session, disclosure_id: int) -> Sequence[DisclosedList]:
    return session.exec(
        select(DisclosedList)
        .where(DisclosedList.disclosure_id == disclosure_id)
        .order_by(col(DisclosedList.village_code))
    ).all()


def drop_lists(session: Session, disclosure_id: int) -> None:
    is_of = col(DisclosedList.disclosure_id) == disclosure_id
    session.connection().execute(sa.delete(DisclosedList).where(is_of))


def count_rows(lists: Mapping[str, VillageText]) -> int:
    return sum(one.rows for one in lists.values())


def add_lists(
    session: Session,
    disclosure: Disclosure,
    lists: Mapping[str, VillageText],
    replaced: Mapping[str, int | None] | None = None,
) -> None:
    """``replaced``: by whom each village's list has been replaced already."""
    rows = []
    for code, one in lists.items():
        text = one.text
        rows.append(
            {
                "disclosure_id": disclosure.id,
                "village_code": code,
                "rows": one.rows,
                "lines": text,
                "digest": digest_of_text(text),
                "replaced_by": (replaced or {}).get(code),
            }
        )
    if rows:
        session.connection().execute(sa.insert(DisclosedList), rows)
