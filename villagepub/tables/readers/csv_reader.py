"""csv and tab-separated files in whatever encoding an office saves them; pasted cells."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice, pairwise

from villagepub.tables.cells.cell_text import visible
from villagepub.tables.grid import MAX_COLUMNS, MAX_ROWS, Grid, even
from villagepub.tables.heads import header_parser
from villagepub.tables.table import TableError

MAX_CHARACTERS = 5_000_000  # pasted
_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}(?:\.\d{1,2})?")
_USUAL = re.compile(r"[!-~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def read(data: bytes, name: str) -> Sequence[Grid]:
    text = decode(data, name)
    try:
        return [Grid(name="表", rows=_parsed(text, _delimiter(text), name))]
    except csv.Error:
        raise TableError(f"{name}里有一格太长，不像一张名单。") from None


def rows_of(lines: Iterable[list[str]], name: str) -> list[list[str]]:
    """The rows without the empty cells at their ends; stops at the first too many."""
    rows: list[list[str]] = []
    for line in lines:
        if len(rows) >= MAX_ROWS:
            raise TableError(
                f"{name}的行太多了，最多 {MAX_ROWS:,} 行。请只留要公示的那些行。"
            )
        cells = visible([cell.strip() for cell in line])
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            raise TableError(
                f"{name}第 {len(rows) + 1} 行有 {len(cells):,} 列，太多了。"
            )
        rows.append(cells)
    return rows


def _parsed(text: str, delimiter: str, name: str) -> list[list[str]]:
    """Raises TableError, csv.Error."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines = list(islice(reader, MAX_ROWS + 1))
    rows = rows_of(lines, name)
    if delimiter == ",":
        _refuse_cut_numbers(rows, list(map(len, lines)), name)
    return rows


def _refuse_cut_numbers(
    rows: Sequence[Sequence[str]], widths: Sequence[int], name: str
) -> None:
    """Raises TableError where a number was cut at its own comma: 1,234.00 not in quotes is
    a 1 under 金额 and a 234.00 beside the last head.

    ``widths``: of the lines as they were written; a last column may have an empty head.
    """
    head = header_parser.find(Grid(name=name, rows=even(rows[: header_parser.LOOK])))
    first, last = head or (0, -1)
    width = max(widths[first : last + 1], default=MAX_COLUMNS)
    for n, row in enumerate(rows[last + 1 :], last + 2):
        for one, rest in pairwise(row) if len(row) > width else ():
            if _THOUSANDS.fullmatch(f"{one},{rest}"):
                raise TableError(
                    f"{name}第 {n} 行比列名多出一格，“{one},{rest}”像是一个数，被逗号分成了两格。"
                    "去掉数里的逗号，或者传原来的表格；是两格的，给最后一列写上列名。"
                )


def decode(data: bytes, name: str) -> str:
    """UTF-8 and UTF-16 by their marks, else GB18030, else what the bytes look like."""
    if wide := wide_encoding(data):
        return data.decode(wide, errors="replace").removeprefix("\ufeff")
    if text := next(filter(_is_text, readings(data)), ""):
        return text
    if wide := _unmarked(data):
        return wide
    if _is_text(
        data[:20_000].decode("latin-1")
    ):  # control characters stay what they are
        from charset_normalizer import from_bytes  # rarely needed, slow to load

        best = from_bytes(data[:200_000]).best()
        if best is not None and _is_text(str(best)):
            return data.decode(best.encoding, errors="replace")
    raise TableError(f"{name}不是表格。请传 Excel 或 WPS 的表格，或者把内容粘贴进来。")


def readings(data: bytes) -> Iterator[str]:
    """As UTF-8 with or without a mark, as GB18030: so Excel saves a CSV in China."""
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            yield data.decode(encoding)


def wide_encoding(data: bytes) -> str:
    """UTF-16, with a mark or without: every second byte of its beginning is zero."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:64]
    if len(head) < 8 or not head[:2].strip(b"\0").isascii():
        return ""
    if not any(head[0:16:2]) or not any(head[1:16:2]):
        return "utf-16-be" if not head[0] else "utf-16-le"
    return ""


def _unmarked(data: bytes) -> str:
    """Rows of Chinese and of figures in UTF-16; '' of anything else, which comes out as
    characters of all scripts.
    """
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, errors="replace")
        sample = re.sub(r"\s", "", text[:2_000])
        usual = len(_USUAL.findall(sample))
        if "\n" in text and usual * 20 > len(sample) * 19 and _is_text(text):
            return text
    return ""


def _is_text(text: str) -> bool:
    """Nearly no control characters: a program or a picture has many."""
    sample = text[:20_000]
    odd = sum(1 for c in sample if c < " " and c not in "\r\n\t\f")
    return odd * 200 <= len(sample)


def _delimiter(text: str) -> str:
    head = text[:5_000]
    return max(",\t;|", key=lambda d: (head.count(d), d == ","))


def pasted(text: str) -> Grid:
    """Cells copied from Excel or WPS: tabs between cells, quotes around line breaks."""
    if not text.strip():
        raise TableError("还没有粘贴内容。在表格里选中、复制，再到这里粘贴。")
    if len(text) > MAX_CHARACTERS:
        raise TableError("粘贴的内容太多了，请改成传文件。")
    delimiter = "\t" if "\t" in text else ","
    try:
        rows = _parsed(text.replace("\r\n", "\n"), delimiter, "粘贴的内容")
        return Grid(name="粘贴的表", rows=rows)
    except csv.Error:
        raise TableError("粘贴的内容里有一格太长，请检查一下再粘。") from None
