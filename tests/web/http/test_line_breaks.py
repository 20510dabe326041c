"""Where a line of the page may not end."""

import pytest
from bs4 import BeautifulSoup

from villagepub.web.http.line_breaks import clauses


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("补贴总额，785.86 亩，每亩 60 元", ["785.86 亩，", "每亩 60 元"]),
        (
            "本期结余，上期结余＋收入－支出，就是现在剩下的",
            ["上期结余＋收入－支出，"],
        ),
        ("收入 9 元，支出 3 元；一笔笔都在下面。", ["收入 9 元，", "支出 3 元；"]),
        ("集体的钱每一笔都要公布。", []),
        ("，<b>5 元</b>", ["<b>5 元</b>"]),
        ("", []),
    ],
)
def test_what_says_a_figure_stands_on_one_line_and_no_word_is_lost(
    text: str, whole: list[str]
) -> None:
    said = BeautifulSoup(clauses(text), "html.parser")
    assert said.get_text() == text
    assert [one.get_text() for one in said.select(".ph")] == whole
