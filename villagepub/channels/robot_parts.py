"""What a group's robot says of a notice: words or a card, then pictures or the file.

Everything is of the web's circle: who else is in the group nobody knows.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from villagepub import render
from villagepub.content import NoticeContent
from villagepub.outbox.claims import FILE
from villagepub.states import RobotForm
from villagepub.wechat import robot_client

CARD_TITLE, CARD_TEXT = 128, 512  # bytes (wechat.md 2.C)
NAME = 60  # characters of a file's name
_UNFIT = re.compile(
    r'[\s\\/:*?"<>|]+'
)  # in the name of a file, on some machine or other


class Part(NamedTuple):
    """One message; ``name`` tells it from the others of its channel."""

    name: str
    payload: str


class RobotParts:
    """The messages of one announcement by the form that a robot sends.

    ``title`` is the card's and the file's. A withdrawal is words in every form.
    """

    def __init__(
        self, content: NoticeContent, text: str, *, title: str, is_withdrawal: bool
    ) -> None:
        self._content, self._text, self._title = content, text, title
        self._is_withdrawal = is_withdrawal

    def of(self, form: RobotForm) -> Sequence[Part]:
        """In the order in which the group should see them."""
        if self._is_withdrawal:
            return (self._words,)
        if form is RobotForm.MARKDOWN:
            text = render.robot_markdown(self._content)
            return (Part("markdown", robot_client.markdown_message(text)),)
        if form is RobotForm.NEWS:
            return (self._news,)
        if form is RobotForm.PICTURES:
            return (self._words, *self._pictures)
        if form is RobotForm.FILE:
            return (self._words, self._file)
        return (self._words,)

    @property
    def title(self) -> str:
        return render.fit_bytes(self._title, CARD_TITLE)

    @property
    def description(self) -> str:
        """What the groups' words say below their head, without the address."""
        lines = [line for line in self._text.splitlines()[1:] if "://" not in line]
        return render.fit_bytes("".join(lines), CARD_TEXT)

    @property
    def card(self) -> str:
        """The address of the notice's small picture."""
        return f"{self._content.url}/card.png"

    @property
    def _words(self) -> Part:
        return Part("text", robot_client.text_message(self._text))

    @property
    def _news(self) -> Part:
        payload = robot_client.news_message(
            title=self.title,
            description=self.description,
            url=self._content.url,
            picture_url=self.card,
        )
        return Part("news", payload)

    @cached_property
    def _pictures(self) -> Sequence[Part]:
        return tuple(
            Part(f"image-{number}", robot_client.image_message(picture))
            for number, picture in enumerate(render.picture(self._content), 1)
        )

    @cached_property
    def _file(self) -> Part:
        pdf = render.poster_pdf(render.open_web(self._content), paper="a4")
        name = _UNFIT.sub("", self._title)[:NAME]
        return Part(FILE, robot_client.file_message(f"{name}.pdf", pdf))
