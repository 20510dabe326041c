"""What a person says the columns of an office's sheet mean: its kept file, read so."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from villagepub import store, tables
from villagepub.access import Action
from villagepub.act import Act
from villagepub.comparison import source_sheet
from villagepub.disclosures.importer import (
    DisclosureError,
    Facts,
    Imported,
    ReadList,
    import_list,
    read_list,
)
from villagepub.models import Disclosure, SheetLayout
from villagepub.tables.table import Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Reread:
    """A disclosure's kept file, read with other columns; ``read`` None where cells of
    the columns ``unread`` would be needed that were not kept.
    """

    disclosure_id: int
    layout: SheetLayout
    read: ReadList | None
    unread: tuple[str, ...]


def read_again(
    session: Session,
    *,
    disclosure_id: int,
    table_heads: str,
    mapping: Sequence[str],
    store_url: str,
    key: bytes,
) -> Reread:
    """The kept file, read as a person says what its columns mean. Before the act."""
    old = session.get(Disclosure, disclosure_id)
    if old is None:
        raise DisclosureError("这份公示找不到了。")
    layout = SheetLayout(
        place_code=old.place_code,
        form=old.form,
        heads=table_heads,
        mapping=list(mapping),
    )
    data = store.get(store_url, store.DISCLOSED, old.kept)
    empty = _empty_columns(tables.read(data, old.filename), table_heads, mapping)
    facts = Facts(
        item=old.item,
        period=old.period,
        title=old.title,
        published_on=old.published_on,
        document=old.document,
        address=old.address,
        attribute=old.attribute,
    )
    read = (
        None
        if empty
        else read_list(
            session,
            place_code=old.place_code,
            facts=facts,
            data=data,
            filename=old.filename,
            store_url=store_url,
            key=key,
            known={table_heads: list(mapping)},
        )
    )
    return Reread(disclosure_id=disclosure_id, layout=layout, read=read, unread=empty)


def correct_columns(act: Act, again: Reread) -> Imported:
    """Remember what the columns of this office's sheet mean, and what it says so."""
    old = act.session.get_one(Disclosure, again.disclosure_id)
    act.allow(Action.CHECK, old.place_code)
    act.session.merge(again.layout)
    if again.read is None:
        return Imported(
            disclosure=old, villages=0, unplaced=(), is_known=True, unread=again.unread
        )
    return import_list(act, again.read, again=True)


def _empty_columns(
    found: Sequence[Table], heads: str, mapping: Sequence[str]
) -> tuple[str, ...]:
    """Heads of columns that have a meaning now; what nobody had named was not kept."""
    bare = [source_sheet.drop_village_column(table)[0] for table in found]
    return tuple(
        column.label
        for table in bare
        if tables.layout_key(table) == heads
        for i, (column, key) in enumerate(zip(table.columns, mapping, strict=False))
        if key and key[0] != "!" and not any(row.cells[i] for row in table.rows)
    )
