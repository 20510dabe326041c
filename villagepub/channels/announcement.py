"""What a publication, a correction or a withdrawal says, before any channel shapes it."""

import base64
import json
from functools import cached_property
from typing import NamedTuple

from villagepub import render
from villagepub.content import NoticeContent

AUTHOR, TITLE, DIGEST = 16, 32, 128  # characters of an article (docs/wechat.md)
CARD_TITLE, CARD_TEXT = 128, 512  # bytes
CORRECTION, WITHDRAWAL = "correction", "withdrawal"
WORDS = {CORRECTION: "【更正】", WITHDRAWAL: "【撤回】", "notice": ""}


class MessagePart(NamedTuple):
    """One message; ``name`` tells it from the others of its channel.

    ``payload``: JSON as the server takes it, plain text for a person who forwards.
    """

    name: str
    payload: str


class Drawings:
    """Pictures, cover and file of a content: each made once, when it is first wanted."""

    def __init__(self, signed: NoticeContent, *, is_withdrawn: bool) -> None:
        self.signed, self.is_withdrawn = signed, is_withdrawn
        self.content = render.for_open_web(signed)

    def fits(self, signed: NoticeContent, *, is_withdrawn: bool) -> bool:
        return self.is_withdrawn == is_withdrawn and self.signed == signed

    @cached_property
    def pictures(self) -> tuple[bytes, ...]:
        return tuple(render.picture(self.content))

    @cached_property
    def poster(self) -> bytes:
        return render.poster_pdf(render.open_web(self.content), paper="a4")

    @cached_property
    def cover(self) -> bytes:
        return render.card(self.content, is_withdrawn=self.is_withdrawn)


class Announcement:
    """One frozen content to be told. The article, the pictures and the file are made
    once for all channels, and only if one of them wants them.

    ``about``: notice, correction or withdrawal. Everything is of the web's circle: who
    else is in a group nobody knows. ``drawn``: what was drawn of it before the act.
    """

    def __init__(
        self,
        content: NoticeContent,
        text: str,
        *,
        about: str,
        drawn: Drawings | None = None,
    ) -> None:
        self.text, self.about = text, about
        if drawn is None or not drawn.fits(content, is_withdrawn=self.is_withdrawal):
            drawn = Drawings(content, is_withdrawn=self.is_withdrawal)
        self.drawn, self.content = drawn, drawn.content

    @property
    def is_withdrawal(self) -> bool:
        return self.about == WITHDRAWAL

    @property
    def what(self) -> str:
        """更正, 撤回 or 公示, in a sentence."""
        return WORDS[self.about].strip("【】") or "公示"

    @property
    def full_title(self) -> str:
        content = self.content
        return f"{WORDS[self.about]}{content.village}：{content.title}"

    @property
    def title(self) -> str:
        """A card's."""
        return render.fit_bytes(self.full_title, CARD_TITLE)

    @property
    def description(self) -> str:
        """What the groups' words say below their head, without the address."""
        lines = [line for line in self.text.splitlines()[1:] if "://" not in line]
        return render.fit_bytes("".join(lines), CARD_TEXT)

    @property
    def link(self) -> str:
        """The notice's address; what follows the # tells this announcement from every
        other of the notice when the vendor is asked what it has.
        """
        about = f"-{self.about}" if self.is_withdrawal else ""
        return f"{self.content.url}#v{self.content.version}{about}"

    @property
    def card(self) -> str:
        """The address of the notice's small picture."""
        return f"{self.content.url}/card.png"

    @cached_property
    def article(self) -> str:
        """Cover, title and body without a link in it: WeChat refuses links in drafts."""
        content = self.content
        body = (
            render.withdrawal_article(self.text)
            if self.is_withdrawal
            else render.article(content, self.text)
        )
        return as_json(
            {
                "title": f"{WORDS[self.about]}{content.title}"[:TITLE],
                "author": content.village[:AUTHOR],
                "digest": self.text[:DIGEST],
                "content": body,
                "source": self.link,
                "cover": base64.b64encode(self.drawn.cover).decode(),
            }
        )


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
