"""Of a file of the government's only the cells that were read are kept."""

import io
import zlib
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from villagepub import tables
from villagepub.comparison import source_sheet
from villagepub.comparison.comparable_list import comparable_list
from villagepub.comparison.kept_copy import kept_copy, tables_of
from villagepub.errors import UserError
from villagepub.tables import Grid, TableError

PLANTED = "610624190711130395"
KEY = b"a key of the tests"
HEADS = ["序号", "姓名", "组别", "面积（亩）", "补贴标准", "补贴金额"]


Book, Page = xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet


def hidden_column(made: Book, page: Page) -> None:
    page.write(1, 6, f"经办 {PLANTED}")
    page.write(2, 6, PLANTED)
    page.set_column(6, 6, None, None, {"hidden": True})


def hidden_sheet(made: Book, page: Page) -> None:
    other = made.add_worksheet("底表")
    other.write(0, 0, int("13749219033"))
    other.hide()


def rich_text(made: Book, page: Page) -> None:
    page.write_rich_string(
        2, 1, "拓小梅", made.add_format({"bold": True}), PLANTED, "x"
    )


def no_meaning(made: Book, page: Page) -> None:
    page.write_column(1, 6, ["惠农", "2710071101201000123456"])


CORNERS: dict[str, Callable[[Book, Page], object]] = {
    "a hidden column": hidden_column,
    "a hidden sheet": hidden_sheet,
    "a comment": lambda made, page: page.write_comment(2, 1, f"本人 {PLANTED}"),
    "the properties": lambda made, page: made.set_properties({"comments": PLANTED}),
    "a line below": lambda made, page: page.write(
        5, 0, "经办人６１０６２４１９０７１１１３０３９５"
    ),
    "a run of rich text": rich_text,
    "one merged row": lambda made, page: page.merge_range(
        4, 0, 4, 5, f"以上两户由 {PLANTED} 代领"
    ),
    "a column of no meaning": no_meaning,
}


def book(corner: str = "") -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    page = made.add_worksheet("公示")
    page.write(0, 0, "马家沟村2026年耕地地力保护补贴公示")
    page.write_row(1, 0, HEADS)
    page.write_row(2, 0, [1, "拓小梅", "1组", 12.35, 60, 741.0])
    page.write_row(3, 0, [2, "白世雄", "2组", 10, 60, 600])
    if corner:
        CORNERS[corner](made, page)
    made.close()
    return out.getvalue()


def kept_of(data: bytes) -> bytes:
    found = tables.read(data, "公示.xlsx")
    source = source_sheet.read_source(found, key=KEY)
    return kept_copy(found, source.form, {})


@pytest.mark.parametrize("corner", CORNERS)
def test_no_number_of_a_corner_is_kept(corner: str) -> None:
    text = zlib.decompress(kept_of(book(corner))).decode()
    for number in (PLANTED, "13749219033", "2710071101201000123456", "１９０７１１"):
        assert number not in text


def test_the_copy_reads_as_the_file_did() -> None:
    data = book()
    first = source_sheet.read_source(tables.read(data, "公示.xlsx"), key=KEY)
    again = source_sheet.read_source(tables_of(kept_of(data), "公示.xlsx"), key=KEY)
    both = [
        comparable_list(s.form, one.entry)
        for s in (first, again)
        for one in s.lists.values()
    ]
    assert both[0] == both[1]
    assert set(first.lists) == set(again.lists) == {"马家沟"}


CELLS = {
    "序号": ("1", "2"),
    "行政村": ("马家沟村", "高家峁村", ""),
    "户主": ("王建国", "李秀英", "康占林"),
    "身份证号": ("610603190102030017", "6106**********0017", ""),
    "组别": ("1组", "2组", ""),
    "面积（亩）": ("1.5", "3亩半", "约五"),
    "标准": ("60",),
    "金额（万元）": ("90", "210"),
    "备注": ("", "新增", "电话13800001111"),
}
BETWEEN = ("二组", "第三村民小组", "马家沟村", "以下停发", "")
ABOVE = ("沿河湾镇2026年耕地地力保护补贴公示表", "单位：亩、元", "三组")


@st.composite
def sheets(draw: st.DrawFn) -> Grid:
    """As offices make them: lines above the head, groups between, columns left out."""
    needed = ("户主", "面积（亩）", "金额（万元）")
    heads = [h for h in CELLS if h in needed or draw(st.booleans())]
    rows = [[line] for line in ABOVE if draw(st.booleans())] + [heads]
    for _ in range(draw(st.integers(1, 8))):
        if draw(st.integers(0, 4)) == 0:
            rows.append([draw(st.sampled_from(BETWEEN))])
        rows.append([draw(st.sampled_from(CELLS[head])) for head in heads])
    if draw(st.booleans()):
        rows.append(["合计", *[""] * (len(heads) - 2), "999"])
    width = len(heads)
    return Grid(
        name="表", rows=[tuple(row + [""] * (width - len(row))) for row in rows]
    )


@settings(max_examples=60)
@given(sheets())
def test_whatever_was_read_is_taken_again_as_it_was(grid: Grid) -> None:
    try:
        found = tables.read_cells([grid], "公示.xlsx")
        first = source_sheet.read_source(found, key=KEY)
    except UserError:
        assume(False)
    kept = kept_copy(found, first.form, {})
    text = zlib.decompress(kept).decode()
    assert "610603190102030017" not in text
    assert "13800001111" not in text
    taken = tables_of(kept, "公示.xlsx")
    # As a person does it: the form is known by then, not guessed from the lines above.
    again = source_sheet.read_source(taken, key=KEY, form=first.form)
    assert listed(again) == listed(first)


def listed(source: source_sheet.SourceSheet) -> dict[str, object]:
    return {
        key: comparable_list(source.form, one.entry)
        for key, one in source.lists.items()
    }


def test_a_copy_that_was_kept_as_a_workbook_is_still_read() -> None:
    (table,) = tables_of(book(), "公示.xlsx")
    assert len(table.rows) == 2


@pytest.mark.parametrize("data", [b"", b"x", zlib.compress(b"[")])
def test_a_damaged_copy_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(TableError, match="“公示.xlsx”存下来的那一份坏了"):
        tables_of(data, "公示.xlsx")
