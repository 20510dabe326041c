"""Where a line of the page may not end."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from villagepub.web.http.line_breaks import clauses

ROOT = Path(__file__).parents[3]


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
    assert [one.get_text() for one in said.select(".cla")] == whole


def test_what_stands_together_has_a_class_of_its_own() -> None:
    """The desk's pages frame their photos by a class that a clause once had too."""
    name = re.findall(r'class="(\w+)"', clauses("每亩 60 元，4 户"))[0]
    desk = (ROOT / "static/staff.css").read_text("utf-8")
    assert re.search(rf"\.{name}\b", desk) is None
