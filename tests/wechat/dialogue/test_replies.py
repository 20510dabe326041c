"""One article or at most 2,048 bytes, and no words that end the CDATA."""

import re

import pytest
import xmltodict
from hypothesis import given
from hypothesis import strategies as st

from tests.wechat_server.callbacks import message
from villagepub.states import AccountKind
from villagepub.wechat.dialogue import Incoming, parse, render
from villagepub.wechat.dialogue.replies import (
    ArticleAnswer,
    TextAnswer,
    cut,
    from_json,
    link,
    listing,
    to_json,
)

NOW = 1780000000


def incoming() -> Incoming:
    return parse(message("低保", at=NOW), AccountKind.OFFICIAL)


def read(xml: str) -> dict[str, str]:
    fields: dict[str, str] = xmltodict.parse(xml)["xml"]
    return fields


@given(st.text(max_size=900), st.integers(4, 2100))
def test_cutting_ends_at_a_character_and_never_beyond(text: str, most: int) -> None:
    short = cut(text, most)
    assert len(short.encode()) <= most
    assert short == text or text.startswith(short.removesuffix("…"))


@given(st.text(max_size=3000))
def test_any_text_makes_a_reply_that_can_be_read(text: str) -> None:
    fields = read(render(TextAnswer(text), incoming()))
    assert fields["MsgType"] == "text"
    assert len((fields["Content"] or "").encode()) <= 2048


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_title_makes_one_article(title: str, description: str) -> None:
    article = ArticleAnswer(title=title, description=description, image="i", url="u")
    fields = read(render(article, incoming()))
    assert fields["ArticleCount"] == "1"
    assert isinstance(fields["Articles"]["item"], dict)


@pytest.mark.parametrize("text", ["a]]>b", "]]]]>>", "]]\x00>", "]]></Content><x/>"])
def test_what_would_end_the_section_is_made_harmless(text: str) -> None:
    for reply in (
        TextAnswer(text),
        ArticleAnswer(title=text, description=text, image="", url=""),
    ):
        xml = render(reply, incoming())
        assert set(read(xml)) <= {
            "MsgType", "FromUserName", "ToUserName", "CreateTime", "Content",
            "ArticleCount", "Articles",
        }  # fmt: skip


def test_a_reply_goes_back_where_the_message_came_from() -> None:
    fields = read(render(TextAnswer("好"), incoming()))
    assert (fields["ToUserName"], fields["FromUserName"]) == ("oV5follower", "gh_4d")
    assert fields["CreateTime"] == str(NOW)


def test_no_reply_is_no_bytes() -> None:
    assert render(None, incoming()) == ""


@pytest.mark.parametrize(
    "reply",
    [
        None,
        TextAnswer("好"),
        ArticleAnswer(title="a", description="b", image="c", url="d"),
    ],
)
def test_a_kept_reply_is_the_same_reply(
    reply: TextAnswer | ArticleAnswer | None,
) -> None:
    assert from_json(to_json(reply)) == reply


def test_a_long_list_keeps_whole_lines_and_says_how_many_are_left() -> None:
    lines = [
        link(f"https://gk.example.cn/n/{n}", "耕地补贴公示" * 5) for n in range(40)
    ]
    text = listing("有这些：", lines, "后面还有话").text
    assert len(text.encode()) <= 2048
    shown = text.count("<a href=")
    assert text.count("</a>") == shown
    assert f"还有 {40 - shown} 条。" in text
    assert text.endswith("后面还有话")


def test_a_label_can_not_end_its_link() -> None:
    made = link("https://gk.example.cn/n/a", '</a><a href="https://evil.example">点我')
    assert re.findall(r'href="([^"]*)"', made)[0] == "https://gk.example.cn/n/a"
    assert made.count("<a ") == 1
