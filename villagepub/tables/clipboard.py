"""Cells copied from Excel or WPS: tabs between cells, quotes around line breaks."""

import csv
import io

from villagepub.tables.csv_reader import rows_of
from villagepub.tables.grid import Grid
from villagepub.tables.table import TableError

MAX_CHARACTERS = 5_000_000


def grid_of(text: str) -> Grid:
    if not text.strip():
        raise TableError("还没有粘贴内容。在表格里选中、复制，再到这里粘贴。")
    if len(text) > MAX_CHARACTERS:
        raise TableError("粘贴的内容太多了，请改成传文件。")
    delimiter = "\t" if "\t" in text else ","
    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n")), delimiter=delimiter)
    try:
        return Grid(name="粘贴的表", rows=rows_of(reader, "粘贴的内容"))
    except csv.Error:
        raise TableError("粘贴的内容里有一格太长，请检查一下再粘。") from None
