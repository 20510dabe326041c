"""xlsx, xls and ods through calamine; what calamine does not tell, from the file itself."""

import io
from collections.abc import Iterator, Mapping, Sequence

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from villagepub.tables import ods_metadata, xls_metadata, xlsx_metadata
from villagepub.tables.cell_text import texts_of
from villagepub.tables.grid import MOST_PLACES, MOST_ROWS, Grid, Range
from villagepub.tables.table import TableError
from villagepub.tables.xlsx_metadata import TOLD, Extras

MOST_SHEETS = 60


def read_xlsx(data: bytes, name: str) -> Sequence[Grid]:
    extras = xlsx_metadata.look(data, name)
    notes = ["表里有宏，没有运行，只读了数。"] if b"vbaProject.bin" in data else []
    return _grids(_open(data, name), name, extras, notes)


def read_xls(data: bytes, name: str) -> Sequence[Grid]:
    extras = xls_metadata.look(data, name)
    book = _open(data, name)
    titles = [sheet.name for sheet in book.sheets_metadata]
    return _grids(book, name, dict(zip(titles, extras, strict=True)))


def read_ods(data: bytes, name: str) -> Sequence[Grid]:
    extras = ods_metadata.look(data, name)
    return _grids(_open(data, name), name, extras)


def _open(data: bytes, name: str) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise TableError(f"{name}设了密码。请去掉密码，另存一份再传。") from None


def _grids(
    book: CalamineWorkbook,
    name: str,
    extras: Mapping[str, Extras],
    notes: Sequence[str] = (),
) -> Sequence[Grid]:
    """The shown sheets; only those that were looked through before are opened."""
    pages = [s for s in book.sheets_metadata if s.typ is SheetTypeEnum.WorkSheet]
    shown = [s.name for s in pages if s.visible is SheetVisibleEnum.Visible]
    said = [
        *notes,
        *(f"工作表“{s.name}”是隐藏的，没有用。" for s in pages if s.name not in shown),
    ]
    if not pages:
        raise TableError(f"{name}里没有工作表。请用 Excel 或 WPS 打开，另存一份再传。")
    if not shown:
        raise TableError(f"{name}的工作表都是隐藏的。请取消隐藏，存好再传。")
    return [
        _grid(book.get_sheet_by_name(title), name, extras[title], said)
        for title in shown[:MOST_SHEETS]
    ]


def _grid(
    sheet: CalamineSheet, name: str, extras: Extras, notes: Sequence[str]
) -> Grid:
    height, width = sheet.total_height, sheet.total_width
    if height > MOST_ROWS:
        raise TableError(
            f"{name}的“{sheet.name}”有 {height:,} 行，最多 {MOST_ROWS:,} 行。"
            "请只留要公示的那些行。"
        )
    if height * width > MOST_PLACES:
        raise TableError(f"{name}的“{sheet.name}”太大了。请只留要公示的那张表。")
    values = sheet.to_python(skip_empty_area=False)
    columns = [texts_of(column) for column in zip(*values, strict=True)]
    return Grid(
        name=sheet.name,
        rows=list(zip(*columns, strict=True)),
        merged=_merged(sheet),
        hidden_rows=extras.hidden_rows,
        hidden_columns=extras.hidden_columns,
        notes=(*notes, *_faults(extras)),
    )


def _faults(extras: Extras) -> Iterator[str]:
    """Cells without a value that people see one in; calamine gives them as empty."""
    for place in extras.unvalued[:TOLD]:
        yield f"{place} 的公式没有算出来的数，当成空的。"
    if len(extras.unvalued) > TOLD:
        yield f"还有 {len(extras.unvalued) - TOLD} 格公式也没有算出来的数。"
    for place, fault in extras.errors[:TOLD]:
        yield f"{place} 是算错的公式（{fault}），当成空的。"
    if len(extras.errors) > TOLD:
        yield f"还有 {len(extras.errors) - TOLD} 格也是算错的公式。"


def _merged(sheet: CalamineSheet) -> Sequence[Range]:
    ranges = sheet.merged_cell_ranges
    return tuple(ranges) if ranges else ()
