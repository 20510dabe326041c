"""A character that would print as an empty box stops everything, by name and place."""

import lzma
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection

from tests.render.notice_samples import land, make_content
from tests.render.reading import pdf_text
from villagepub.content import NoticeContent, Row, Section, Sheet
from villagepub.render import (
    MissingGlyph,
    card,
    check_glyphs,
    picture,
    poster_pages,
    poster_pdf,
)
from villagepub.render.typesetter import FONT_PACKAGE


def with_name(odd: str) -> NoticeContent:
    board = land(3).board
    rows = list(board.sections[0].rows)
    rows[1] = Row(cells=(rows[1].cells[0], odd, *rows[1].cells[2:]))
    sheet = Sheet(columns=board.columns, sections=(Section(rows=tuple(rows)),))
    return make_content(board=sheet, web=sheet)


@pytest.mark.parametrize("render", [check_glyphs, poster_pdf, poster_pages, picture])
def test_the_missing_character_is_named_with_row_and_column(
    render: Callable[[NoticeContent], object],
) -> None:
    with pytest.raises(MissingGlyph, match="第2行“户主姓名”里的“😀”字库里没有"):
        render(with_name("王😀"))


def test_an_invisible_character_is_named_by_its_code() -> None:
    with pytest.raises(MissingGlyph, match="U\\+E000"):
        check_glyphs(with_name("王\ue000军"))


def test_a_missing_character_in_the_title_says_title() -> None:
    with pytest.raises(MissingGlyph) as caught:
        check_glyphs(make_content(title="公示😀", title_parts=()))
    assert caught.value.where == "标题"


def test_the_card_stops_too() -> None:
    with pytest.raises(MissingGlyph):
        card(make_content(item="补贴😀"))


@pytest.mark.parametrize("rare", ["喆", "堃", "犇", "赟", "翀", "昇", "𡢃", "㛃", "𰻝"])
def test_rare_characters_of_real_names_are_printed(rare: str) -> None:
    check_glyphs(with_name(f"王{rare}"))


# Two stand in the statistics' own list as private code points, which nobody can read; the
# third is of one village, and no free font of this width has it.
UNSET = {"\ue08b", "\ue170", "𣒍"}


def test_every_character_of_the_names_of_620573_villages_has_a_glyph() -> None:
    """But three of 5,069: those villages write another name before they print."""
    packed = files("villagepub.divisions") / "data" / "divisions.txt.xz"
    named = set(lzma.decompress(packed.read_bytes()).decode()) - {"\n"}
    assert len(named) > 5_000
    assert named - {chr(code) for code in glyphs()} == UNSET


@cache
def glyphs() -> frozenset[int]:
    """Code points that the font of the posters sets."""
    spec = find_spec(FONT_PACKAGE)
    assert spec
    assert spec.origin
    file = next(Path(spec.origin).parent.glob("*.ttc"))
    with TTCollection(file, lazy=True) as faces:
        of_ours = (f for f in faces if f["name"].getDebugName(1) == "Noto Sans CJK SC")
        return frozenset(next(of_ours).getBestCmap())


# By block of GB 18030-2022, its first amendment too: what the font sets of it. The page
# docs/decisions/0003-posters.md says the same.
BLOCKS = {
    "4E00–9FA5": (range(0x4E00, 0x9FA6), 20_902),
    "9FA6–9FEF": (range(0x9FA6, 0x9FF0), 74),
    "3400–4DB5": (range(0x3400, 0x4DB6), 6_582),
    "2F00–2FD5": (range(0x2F00, 0x2FD6), 214),
    "9FF0–9FFF, 4DB6–4DBF": ((*range(0x9FF0, 0xA000), *range(0x4DB6, 0x4DC0)), 0),
    "20000–2A6DF": (range(0x20000, 0x2A6E0), 2_108),
    "2A700–2EBE0": (range(0x2A700, 0x2EBE1), 198),
    "2EBF0–2EE5D": (range(0x2EBF0, 0x2EE5E), 0),
    "30000–323AF": (range(0x30000, 0x323B0), 4),
}


@pytest.mark.parametrize("block", BLOCKS)
def test_of_each_block_of_the_national_standard_as_much_is_set_as_is_said(
    block: str,
) -> None:
    codes, count = BLOCKS[block]
    assert len(glyphs() & frozenset(codes)) == count


@pytest.mark.parametrize("odd", sorted(UNSET))
def test_a_character_that_no_font_has_is_named_before_anything_is_printed(
    odd: str,
) -> None:
    with pytest.raises(MissingGlyph):
        check_glyphs(with_name(f"高{odd}"))


@pytest.mark.parametrize(
    "name", ["阿卜杜拉·买买提", "迪丽热巴·迪力木拉提", "古丽娜尔·阿不都热合曼·艾力"]
)
def test_names_of_several_parts_keep_their_dots_on_one_line(name: str) -> None:
    assert name in pdf_text(poster_pdf(with_name(name), paper="a4"))
