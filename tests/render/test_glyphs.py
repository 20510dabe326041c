"""A character that would print as an empty box stops everything, by name and place."""

from collections.abc import Callable

import pytest

from tests.render.notice_samples import land, make_content
from villagepub.content import NoticeContent, Row, Section, Sheet
from villagepub.render import (
    MissingGlyph,
    card,
    check_glyphs,
    picture,
    poster_pages,
    poster_pdf,
)


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
