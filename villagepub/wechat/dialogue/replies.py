"""What goes back: one text or one article, within WeChat's limits, safe inside CDATA."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from villagepub.wechat.dialogue.parser import Incoming

MAX_TEXT = 2048  # bytes, of what people read
MAX_TITLE, MAX_DESCRIPTION = 64, 120  # characters, as a phone shows them
_NOT_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class TextAnswer:
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleAnswer:
    title: str
    description: str
    image: str
    url: str


Reply = TextAnswer | ArticleAnswer


def link(url: str, label: str) -> str:
    """A label to tap. What people wrote must not end the tag."""
    plain = clean(label).replace("<", "〈").replace(">", "〉").replace("\n", " ")
    return f'<a href="{url}">{plain}</a>'


def clean(text: str) -> str:
    """Without what XML can't hold; ``]]>`` can't end a CDATA section."""
    return _NOT_XML.sub("", text).replace("]]>", "]]〉")


def cut(text: str, most: int) -> str:
    """At most so many bytes, ending at the border of a character."""
    data = text.encode()
    if len(data) <= most:
        return text
    return data[: most - 3].decode(errors="ignore") + "…"


def listing(head: str, lines: Sequence[str], foot: str = "") -> TextAnswer:
    """A head, as many whole lines as fit, and what leads on from there."""
    shown = list(lines)
    while True:
        left = len(lines) - len(shown)
        more = [f"还有 {left} 条。"] if left else []
        text = "\n".join(part for part in (head, *shown, *more, foot) if part)
        if not shown or len(text.encode()) <= MAX_TEXT:
            return TextAnswer(cut(text, MAX_TEXT))
        shown.pop()


def render(reply: Reply | None, incoming: Incoming) -> str:
    """The reply as XML, the same bytes each time; '' for none.

    ``CreateTime`` is the message's, so that a repeated delivery gets an equal answer.
    """
    if reply is None:
        return ""
    from wechatpy.replies import ArticlesReply, TextReply

    head = {
        "source": clean(incoming.recipient),
        "target": clean(incoming.sender),
        "time": incoming.created,
    }
    if isinstance(reply, TextAnswer):
        made = TextReply(content=cut(clean(reply.text), MAX_TEXT), **head)
    else:
        article = {
            "title": clean(reply.title)[:MAX_TITLE],
            "description": clean(reply.description)[:MAX_DESCRIPTION],
            "image": clean(reply.image),
            "url": clean(reply.url),
        }
        made = ArticlesReply(articles=[article], **head)
    return str(made.render())


def to_json(reply: Reply | None) -> str:
    return json.dumps(asdict(reply), ensure_ascii=False) if reply else ""


def from_json(text: str) -> Reply | None:
    if not text:
        return None
    data = json.loads(text)
    return TextAnswer(**data) if "text" in data else ArticleAnswer(**data)
