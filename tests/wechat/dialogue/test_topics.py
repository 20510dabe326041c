"""From people's words to what they ask about."""

import pytest

from villagepub.wechat.dialogue.topics import topics, understand


@pytest.mark.parametrize(
    ("text", "topic", "rest"),
    [
        ("低保", "低保", ""),
        (" 低 保？ ", "低保", ""),
        ("低保名单公示", "低保", ""),
        ("最低生活保障", "低保", ""),
        ("财务公开", "财务", ""),
        ("账", "财务", ""),
        ("耕地补贴", "耕地补贴", ""),
        ("我想查一下耕地补贴", "耕地补贴", ""),
        ("误工补贴", "村干部报酬", ""),
        ("马家沟 低保", "低保", "马家沟"),
        ("马家沟村的财务", "财务", "马家沟村"),
        ("沿河湾镇马家沟村低保名单", "低保", "沿河湾镇马家沟村"),
        ("马家沟", None, "马家沟"),
        ("ＭＪＧＣ", None, "mjgc"),
        ("你好", None, "你好"),
        ("", None, ""),
        ("！？。", None, ""),
        ("啊" * 41, None, ""),
    ],
)
def test_a_text_is_a_topic_and_a_rest(text: str, topic: str | None, rest: str) -> None:
    asked = understand(text)
    assert (asked.topic.name if asked.topic else None) == topic
    assert asked.rest == rest


def test_no_word_belongs_to_two_topics() -> None:
    words = [word for topic in topics() for word in topic.words]
    assert len(words) == len(set(words))


def test_every_topics_name_is_understood_as_itself() -> None:
    assert [t.name for t in topics() if understand(t.name).topic is not t] == []
