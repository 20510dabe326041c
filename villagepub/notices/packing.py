"""What goes over the wire to each channel, rendered once from the frozen content."""

import base64
import json
from functools import cached_property

from villagepub import render
from villagepub.content import NoticeContent
from villagepub.models import Channel
from villagepub.wechat.robot import text_message
from villagepub.words import ChannelKind

AUTHOR, TITLE, DIGEST = 16, 32, 128  # characters of an article (wechat.md 3.2)
GROUP_TEXT = 4000  # bytes
LINK_TITLE, LINK_DESC = 128, 512  # bytes
WORDS = {"correction": "【更正】", "withdrawal": "【撤回】", "notice": ""}


class Packer:
    """The payloads of one announcement; the article is made once for all accounts."""

    def __init__(self, content: NoticeContent, text: str, *, kind: str) -> None:
        self._content, self._text, self._kind = content, text, kind

    def payload(self, channel: Channel) -> str:
        """JSON as the server takes it; plain text for a person who forwards."""
        if channel.kind is ChannelKind.GROUP:
            return self._text
        if channel.kind is ChannelKind.ROBOT:
            return text_message(self._text)
        if channel.kind is ChannelKind.CUSTOMER_GROUP:
            return self._customer_group(channel)
        return self._article

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
        content = self._content
        title = f"{WORDS[self._kind]}{content.village}：{content.title}"
        lines = [line for line in self._text.splitlines()[1:] if "://" not in line]
        link = {
            "title": render.fit_bytes(title, LINK_TITLE),
            "desc": render.fit_bytes("".join(lines), LINK_DESC),
            "url": content.url,
        }
        if self._kind != "withdrawal":  # a card of a withdrawn notice is not drawn
            link["picurl"] = f"{content.url}/card.png"
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
