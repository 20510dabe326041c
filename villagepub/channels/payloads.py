"""What goes over the wire to each channel, rendered once from the frozen content."""

import base64
import json
from collections.abc import Sequence
from functools import cached_property

from villagepub import render
from villagepub.channels.robot_parts import Part, RobotParts
from villagepub.content import NoticeContent
from villagepub.models import Channel
from villagepub.states import ChannelKind

AUTHOR, TITLE, DIGEST = 16, 32, 128  # characters of an article (wechat.md 3.2)
GROUP_TEXT = 4000  # bytes
WORDS = {"correction": "【更正】", "withdrawal": "【撤回】", "notice": ""}


class Packer:
    """The payloads of one announcement. The article, the pictures and the file are made
    once for all channels, and only if one of them wants them.
    """

    def __init__(self, content: NoticeContent, text: str, *, kind: str) -> None:
        self._content, self._text, self._kind = content, text, kind
        title = f"{WORDS[kind]}{content.village}：{content.title}"
        self._robots = RobotParts(
            content, text, title=title, is_withdrawal=kind == "withdrawal"
        )

    def parts(self, channel: Channel) -> Sequence[Part]:
        """What goes to a channel one after the other: several messages of a robot that
        sends more than words, one everywhere else. A payload is JSON as the server takes
        it; plain text for a person who forwards.
        """
        if channel.kind is ChannelKind.ROBOT:
            return self._robots.of(channel.sends)
        if channel.kind is ChannelKind.GROUP:
            return (Part("text", self._text),)
        if channel.kind is ChannelKind.CUSTOMER_GROUP:
            return (Part("text", self._customer_group(channel)),)
        return (Part("text", self._article),)

    @cached_property
    def _article(self) -> str:
        """Cover, title and body without a link in it: WeChat refuses links in drafts."""
        content, is_withdrawn = self._content, self._kind == "withdrawal"
        body = (
            render.withdrawal_article(self._text)
            if is_withdrawn
            else render.article(content, self._text)
        )
        cover = render.card(content, is_withdrawn=is_withdrawn)
        title = f"{WORDS[self._kind]}{content.title}"
        return _json(
            {
                "title": title[:TITLE],
                "author": content.village[:AUTHOR],
                "digest": self._text[:DIGEST],
                "content": body,
                "source": content.url,
                "cover": base64.b64encode(cover).decode(),
            }
        )

    @property
    def _link(self) -> dict[str, object]:
        """The notice's card, under the words."""
        link = {
            "title": self._robots.title,
            "desc": self._robots.description,
            "url": self._content.url,
        }
        if self._kind != "withdrawal":  # a card of a withdrawn notice is not drawn
            link["picurl"] = self._robots.card
        return {"msgtype": "link", "link": link}

    def _customer_group(self, channel: Channel) -> str:
        """``target`` is "chat id|owner's user id"."""
        chat, _, owner = channel.target.partition("|")
        return _json(
            {
                "chat_type": "group",
                "sender": owner,
                "chat_id_list": [chat],
                "allow_select": False,
                "text": {"content": render.fit_bytes(self._text, GROUP_TEXT)},
                "attachments": [self._link],
            }
        )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
