"""A sheet's rows on their way to records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from villagepub.forms.form import Form, FormColumn, ValueKind
from villagepub.tables.table import Table, TableRow


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadRows:
    """``values``, ``unread`` and ``written`` of each row by column key, as a ``Record`` has
    them: filled in place from what the sheet says elsewhere. ``ids`` as ``row_ids``.
    """

    form: Form
    table: Table
    mapping: Sequence[str]
    ids: Sequence[int]
    rows: Sequence[TableRow]
    values: Sequence[dict[str, str]]
    unread: Sequence[dict[str, str]]
    written: Sequence[dict[str, str]]

    def place_of(self, key: str) -> int | None:
        return list(self.mapping).index(key) if key in self.mapping else None

    def placed(self, kind: ValueKind) -> Iterator[tuple[FormColumn, int]]:
        """The columns of a kind that the sheet has, and where."""
        for column in self.form.columns:
            place = self.place_of(column.key) if column.kind == kind else None
            if place is not None:
                yield column, place
