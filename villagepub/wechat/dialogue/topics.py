"""From what people write to what they ask about: pure, with a table as a data file."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from villagepub.data_files import toml_of

MAX_LENGTH = 40  # characters; longer is no keyword
# What people write around a keyword. The longest first, so that 公示名单 goes as one.
_AROUND = re.compile(
    "我想|我要|想看|看看|看一下|查一下|查查|请问|怎么样|怎么|有没有|在哪里|在哪|"
    "今年|本村|我们村|我村|咱村|公示名单|公示|公开|公告|名单|情况|明细|查询|查|看|的|了|吗|呢"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """``parts``: an item, its class or a notice's title that holds one of them fits."""

    name: str
    words: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """``rest`` is what is left when the topic is taken out: a village, or chatter."""

    plain: str
    topic: Topic | None
    rest: str


@cache
def topics() -> tuple[Topic, ...]:
    rows = toml_of("wechat/dialogue/topics.toml")["topic"]
    return tuple(
        Topic(name=r["name"], words=tuple(r["words"]), parts=tuple(r["parts"]))
        for r in rows
    )


@cache
def _by_word() -> Mapping[str, Topic]:
    return {word: topic for topic in topics() for word in topic.words}


def normal(text: str) -> str:
    """Full width, spaces and punctuation away: “ 低保？ ” → 低保. '' if too long."""
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(c for c in plain if c.isalnum())
    return plain.lower() if len(plain) <= MAX_LENGTH else ""


def understand(text: str) -> Asked:
    """The topic that the longest known word of a text names, and what else it says."""
    plain = normal(text)
    known = _by_word()
    if plain in known:
        return Asked(plain=plain, topic=known[plain], rest="")
    found = [word for word in known if len(word) > 1 and word in plain]
    if not found:
        return Asked(plain=plain, topic=None, rest=_bare(plain))
    word = max(found, key=len)
    return Asked(plain=plain, topic=known[word], rest=_bare(plain.replace(word, "", 1)))


def _bare(text: str) -> str:
    return _AROUND.sub("", text)


def parts_of(text: str) -> tuple[str, ...]:
    """What the item or the title of a notice holds one of, if it is about what somebody
    looks for: 低保 is 最低生活保障 too. () where nothing is said.
    """
    asked = understand(text)
    topic = asked.topic.parts if asked.topic and not asked.rest else ()
    return tuple(dict.fromkeys(part for part in (asked.plain, *topic) if part))
