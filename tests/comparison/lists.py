"""Lists that tests compare, made of plain rows."""

from collections.abc import Iterable, Sequence

from villagepub.comparison.comparable_list import (
    ComparableList,
    ListField,
    ListRow,
    shape_of,
)
from villagepub.comparison.name_similarity import normal_name


def comparable(fields: Iterable[ListField], rows: Iterable[ListRow]) -> ComparableList:
    fields = tuple(fields)
    numbers, written, names, groups, identities, masks, values = list(
        zip(*rows, strict=True)
    ) or [()] * len(ListRow._fields)
    return ComparableList(
        fields=fields,
        shape=shape_of(masks),
        numbers=numbers,
        written=written,
        names=names,
        groups=groups,
        identities=identities,
        masks=masks,
        values=list(zip(*values, strict=True)) or [()] * len(fields),
    )


def list_row(
    row: int, name: str, group: str, identity: str, mask: str, values: Sequence[str]
) -> ListRow:
    return ListRow(row, name, normal_name(name), group, identity, mask, tuple(values))
