"""What the columns under certain heads mean, where a person has said it once.

A place's next sheet with these heads is read so: a village's own list, an office's.
"""

from collections.abc import Sequence

from sqlmodel import Session, select

from villagepub import privacy
from villagepub.models import KnownHeads
from villagepub.tables import Table


def known(session: Session, place_code: str, form: str) -> dict[str, list[str]]:
    """``layout_key`` of a table → a key of the form for each column."""
    rows = session.exec(
        select(KnownHeads).where(
            KnownHeads.place_code == place_code, KnownHeads.form == form
        )
    )
    return {row.heads: row.mapping for row in rows}


def remember(
    session: Session,
    place_code: str,
    form: str,
    tables: Sequence[Table],
    mappings: Sequence[Sequence[str]],
) -> None:
    for table, mapping in zip(tables, mappings, strict=True):
        session.merge(
            KnownHeads(
                place_code=place_code,
                form=form,
                heads=privacy.layout_key(table),
                mapping=list(mapping),
            )
        )
