"""A letter to a village as an official document (GB/T 9704—2012): one plain value.

As PDF here, as docx in ``letter_docx``. The stand-ins for 仿宋 and 小标宋 are set where
they are installed (``typesetter.LETTER_FONTS``).
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from pydantic import TypeAdapter

from villagepub.render.limits import bounded
from villagepub.render.typesetter import Setting

WIDTH = 156  # mm of the type area: 28 characters; 225 mm, 22 lines high
MARK_SIZE = 38  # pt of the red head, if it fits the type area


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """``is_head``: 一、查明的情况, in 黑体."""

    text: str
    is_head: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Annex:
    """A table on a page of its own; ``widths`` in mm, 156 in all."""

    title: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """``form``: 文件 (a red head, 版记 with rules) or 函 (信函格式, double red rules).

    ``stamp``: 样稿 while it has no number, 作废 once its number was cancelled, else ''.
    """

    form: Literal["file", "letter"]
    mark: str  # 发文机关标志
    number: str  # 发文字号
    title: tuple[str, ...]  # its lines
    to: str
    body: tuple[Paragraph, ...]
    annex: Annex
    sender: str
    on: date  # 成文日期
    day: str
    contact: str
    copy: str  # 抄送; '' if nobody
    stamp: str = ""

    def to_json(self) -> str:
        return LETTERS.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> "Letter":
        return LETTERS.validate_json(text)

    @property
    def head_size(self) -> float:
        """pt: the red head stands in one line."""
        fitting = WIDTH / 25.4 * 72 / (len(self.mark) * 1.06)
        return min(MARK_SIZE, round(fitting, 1))


LETTERS = TypeAdapter(Letter)


@bounded
def letter_pdf(letter: Letter) -> bytes:
    """PDF/A-2a. Raises Unprintable for a character the font lacks."""
    return Setting("letter", _data(letter)).pdf()


def _data(letter: Letter) -> dict[str, object]:
    date_parts = (letter.on.year, letter.on.month, letter.on.day)
    return asdict(letter) | {"headsize": letter.head_size, "on": date_parts}
