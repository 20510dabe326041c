"""The rows under a head: people, sections, totals, repeated heads, signatures and notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from villagepub.tables.cells.cell_text import STRUCK
from villagepub.tables.heads import header_parser
from villagepub.tables.heads.sections import NOWHERE, Heading, section_of
from villagepub.tables.rows import households, off_words
from villagepub.tables.rows.signatures import flat, is_labelled, is_page
from villagepub.tables.rows_under_head import Under
from villagepub.tables.table import IgnoredRow, TableRow
from villagepub.tables.totals import Placed, is_total, with_covers
from villagepub.tables.unit_parser import is_quantity

SIGNATURE, ALONE, OFF = "签字和日期", "单独的一行话", "下面的都要问过才列"
MAX_HEAD_SHARE = 0.5  # cells: what stands over several columns may be called otherwise
_SIGNED = re.compile(
    r"签字|签名|盖章|负责人|制表|审核|监委会|填报|日期|经办|主任|张榜|\d{4}年\d+月\d+日"
)
_NOTED = re.compile(
    r"^[\s（(]*(?:注|备注|说明|附|以上|公示|监督|举报|联系)|委员会|村委会|合作社|[:：]"
    r"|第.{1,4}页"
)
_REMARK = re.compile(r"[\s（(]*(?:备?注|说明)\s*[:：]")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_KIND = re.compile(r".{1,8}(?:类|档|级|型|对象|人员|救助|补贴|保障|户)")
_PERSON = re.compile(r"[\u3400-\u9fff·•]{2,4}")


@dataclass(slots=True)
class Body:
    """The rows under a head while they are read; ``last``: where the next block begins."""

    rows: list[TableRow] = field(default_factory=list)
    totals: list[TableRow] = field(default_factory=list)
    places: list[Placed] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # where a section or page begins
    ignored: list[IgnoredRow] = field(default_factory=list)
    last: Heading = NOWHERE


def read(
    sheet: Under, columns: Sequence[int], labels: Sequence[str], section: Heading
) -> Body:
    """The body of these columns; ``section`` is where it begins."""
    body = Body(last=section)
    _read_rows(sheet, columns, labels, body)
    _drop_tail(body)
    covered = {i: sheet.covered[c] for i, c in enumerate(columns) if c in sheet.covered}
    body.rows, places, moved = households.gather(
        body.rows, body.places, labels, covered
    )
    starts = [moved[min(start, len(moved) - 1)] for start in body.starts]
    body.totals = with_covers(places, body.rows, starts)
    return body


def _read_rows(
    sheet: Under, columns: Sequence[int], labels: Sequence[str], body: Body
) -> None:
    picked = _picked(sheet.rows, columns)
    width = len(columns)
    for r in range(sheet.start, len(picked)):
        cells = picked[r]
        empty = cells.count("")
        if r in sheet.hidden:
            if any(sheet.rows[r]):
                body.ignored.append(IgnoredRow(row=r + 1, reason="隐藏的行"))
        elif r in sheet.alone:
            body.last = _take_alone(sheet, body, r, cells, body.last)
        elif empty == width:
            continue
        elif empty == width - 1 and (told := section_of(max(cells), body.last)):
            body.last = told
            body.starts.append(len(body.rows))
            body.ignored.append(begins(r, told))
        else:
            _place(sheet, body, _row(r, cells, body.last), labels)


def _picked(
    rows: Sequence[tuple[str, ...]], columns: Sequence[int]
) -> Sequence[tuple[str, ...]]:
    if not rows or list(columns) == list(range(len(rows[0]))):
        return rows  # as nearly always: nothing is copied
    return [tuple([row[c] for c in columns]) for row in rows]


def begins(row: int, section: Heading) -> IgnoredRow:
    words = section.group or section.village
    return IgnoredRow(row=row + 1, reason=f"“{words}”下面的都算{words}")


def _take_alone(
    sheet: Under, body: Body, r: int, cells: tuple[str, ...], section: Heading
) -> Heading:
    """A row that says one thing: a section, a line between rows, or a short row."""
    text = sheet.alone[r]
    is_again = flat(text) in sheet.lead  # the title, on the next page
    told = None if is_again else section_of(text, section)
    if told and (told.group or r < sheet.end):
        body.starts.append(len(body.rows))
        body.ignored.append(begins(r, told))
        return told
    row = _row(r, cells, section)
    if is_total((text,)):
        body.places.append(Placed(row, len(body.rows)))
    elif is_again:
        body.starts.append(len(body.rows))
        body.ignored.append(IgnoredRow(row=r + 1, reason="标题又写了一遍"))
    elif reason := _line_reason(sheet, r, text):
        body.ignored.append(IgnoredRow(row=r + 1, reason=reason))
        if reason in (OFF, ALONE):  # it holds until the next line
            return section._replace(is_off=reason == OFF)
    elif any(cells):
        body.rows.append(row)
    return section


def _line_reason(sheet: Under, r: int, text: str) -> str:
    """Why a line between rows is no row; '' if it is one."""
    is_within = r < sheet.end
    if is_page(text):
        return "页码"
    if is_within and off_words.is_line(text):
        return OFF
    if is_within and is_labelled((text,)):
        return "单位"
    if is_within and _REMARK.match(text):
        return ALONE  # under the part of a list that goes on in a second table
    if is_within and _DAY.fullmatch(text):
        return SIGNATURE
    is_kind = is_within and _KIND.fullmatch(text) and text in sheet.rows[r + 1]
    if is_kind or r in sheet.wide or sheet.rows[r].count(text) > 2:
        return SIGNATURE if _SIGNED.search(text) else ALONE
    return ""


def _row(r: int, cells: tuple[str, ...], section: Heading) -> TableRow:
    village, group, is_off = section
    if STRUCK in "".join(cells):
        struck = [c.removeprefix(STRUCK) for c in cells if c.startswith(STRUCK)]
        if not all(map(is_quantity, struck)):  # a person, and not a figure of the row
            is_off, cells = True, tuple(c.removeprefix(STRUCK) for c in cells)
    return TableRow(r + 1, cells, group, village, is_off)


def _place(sheet: Under, body: Body, row: TableRow, labels: Sequence[str]) -> None:
    cells = row.cells
    if is_total(cells):
        body.places.append(Placed(row, len(body.rows)))
    elif not sheet.written.isdisjoint(cells) and _repeats_head(
        cells, labels, sheet.written
    ):
        body.starts.append(len(body.rows))
        body.ignored.append(IgnoredRow(row=row.row, reason="表头又写了一遍"))
    elif is_labelled(cells):
        reason = (
            "单位" if row.row <= sheet.end and "单位" in "".join(cells) else SIGNATURE
        )
        body.ignored.append(IgnoredRow(row=row.row, reason=reason))
    elif row.row == sheet.start + 1 and _numbers_columns(cells):
        body.ignored.append(IgnoredRow(row=row.row, reason="列的编号"))
    else:
        body.rows.append(row)


def _repeats_head(
    cells: Sequence[str], labels: Sequence[str], written: frozenset[str]
) -> bool:
    """The head again, on the next page; of a stacked one perhaps only a part."""
    if all(c in written for c in cells if c):
        return True
    pairs = [
        (header_parser.tidy(c), label)
        for c, label in zip(cells, labels, strict=True)
        if c
    ]
    same = sum(1 for c, label in pairs if c == label or c in label.split(" "))
    return same >= 2 and same >= len(pairs) * MAX_HEAD_SHARE


def _numbers_columns(cells: Sequence[str]) -> bool:
    """甲|乙|1|2|3 or 1|2|3|4=2×3 right under a head."""
    if len(cells) < 4 or "" in cells:
        return False
    said = [
        re.match(r"(\d{1,2})(?:\s*[=＝].*)?$", c)
        for c in cells
        if c not in "甲乙丙丁戊"
    ]
    numbers = [int(match[1]) for match in said if match]
    return len(said) == len(numbers) > 2 and numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )


def _drop_tail(body: Body) -> None:
    """Signatures and notes under the list are not people; a row with a sum is no note."""
    numbers = _number_columns([*body.rows, *(placed.row for placed in body.places)])
    while body.rows:
        row = body.rows[-1]
        said = [c for c in row.cells if c]
        below_total = bool(body.places) and row.row > body.places[-1].row.row
        signed = any(_SIGNED.search(c) for c in said) and any(
            c.rstrip().endswith((":", "：")) or _SIGNED.search(c) for c in said
        )
        few = len(said) <= max(2, len(row.cells) // 2)
        alone = len(said) == 1 and (
            bool(_NOTED.search(said[0]))
            if len(row.cells) < 3
            else _PERSON.fullmatch(flat(said[0])) is None
        )
        has_sum = any(is_quantity(row.cells[i]) for i in numbers if row.cells[i])
        if has_sum or not (few and (signed or below_total or alone)):
            break
        body.rows.pop()
        reason = SIGNATURE if signed else "表下面的说明"
        body.ignored.append(IgnoredRow(row=row.row, reason=reason))
    body.ignored.sort(key=lambda ignored: ignored.row)


def _number_columns(rows: Sequence[TableRow]) -> list[int]:
    """Columns that hold numbers in most of the rows that fill them."""
    found = []
    for i in range(len(rows[0].cells) if rows else 0):
        said = [row.cells[i] for row in rows[:200] if row.cells[i]]
        if len(said) > 1 and sum(map(is_quantity, said)) * 2 > len(said):
            found.append(i)
    return found
