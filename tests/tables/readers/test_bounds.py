"""How large a sheet may be, to the row: one more than the sentence says is not read."""

from collections.abc import Callable

import pytest

from tests.tables.malformed import ods, with_sheet
from tests.tables.old_sheets import xls
from tests.tables.readers.test_file_reader import HEAD, ROWS
from tests.tables.sheet_files import as_xlsx
from villagepub import tables
from villagepub.tables.readers import (
    ods_metadata,
    workbook_reader,
    xls_sheets,
    xlsx_metadata,
)
from villagepub.tables.table import TableError

MAX_ROWS = 9
READERS = (ods_metadata, workbook_reader, xls_sheets, xlsx_metadata)


def listed(count: int) -> list[list[str]]:
    """A list of so many rows, its head among them."""
    return [HEAD, *(ROWS[n % len(ROWS)] for n in range(count - 1))]


def as_ods(count: int) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ("".join(map(cell.format, row)) for row in listed(count))
    rows = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    return ods(rows.encode())


def lying(count: int) -> bytes:
    """An xlsx whose cells all stand in its first row, and say that they are elsewhere."""
    cell = '<c r="{}{}" t="inlineStr"><is><t>{}</t></is></c>'
    cells = "".join(
        cell.format(chr(65 + column), row, text)
        for row, texts in enumerate(listed(count), 1)
        for column, text in enumerate(texts)
    )
    return with_sheet(f'<row r="1">{cells}</row>'.encode())


KINDS: dict[str, Callable[[int], bytes]] = {
    "xlsx": lambda count: as_xlsx(listed(count)),
    "ods": as_ods,
    "xls": lambda count: xls(listed(count)),
    "lying.xlsx": lying,
}


@pytest.mark.parametrize("kind", KINDS)
def test_as_many_rows_as_the_sentence_says_are_read_and_not_one_more(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for reader in READERS:
        monkeypatch.setattr(reader, "MAX_ROWS", MAX_ROWS)
    (table,) = tables.read(KINDS[kind](MAX_ROWS), f"表.{kind}")
    assert len(table.rows) == MAX_ROWS - 1
    with pytest.raises(TableError, match="请只留要公示的"):
        tables.read(KINDS[kind](MAX_ROWS + 1), f"表.{kind}")


@pytest.mark.parametrize(("rows", "is_read"), [(9, True), (10, False)])
def test_a_rectangle_is_measured_by_the_cells_themselves(
    rows: int, is_read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_reader, "MAX_PLACES", 9 * len(HEAD))
    try:
        assert tables.read(lying(rows), "表.xlsx")
        assert is_read
    except TableError as error:
        assert not is_read
        assert "太大了" in str(error)
