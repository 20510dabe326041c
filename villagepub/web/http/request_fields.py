"""What a request says: words as they came, a word out of a list, a number, a day, a file;
all else is refused.
"""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from flask import request
from werkzeug.datastructures import FileStorage

from villagepub.errors import UnknownChoice, UserError

W = TypeVar("W", bound=str)
BEGIN, END = 40, 20  # characters of a long file name that are said


def field(name: str) -> str:
    """What was typed or chosen under this name; '' where nothing was sent."""
    return request.form.get(name, "")


def revision_shown() -> int:
    """Of the draft that the page showed: whoever saves an older one is told."""
    return request.form.get("revision", 0, int)


def number(text: str, digits: int) -> int | None:
    """What was typed as a whole number of at most so many digits; None for anything else.

    Python itself reads no number of more than 4,300 digits.
    """
    plain = text.strip()
    return int(plain) if plain.isdecimal() and len(plain) <= digits else None


def day_sent(name: str, fault: UserError) -> date:
    """The field ``name``, as browsers send days. Raises ``fault``."""
    try:
        return date.fromisoformat(field(name))
    except ValueError:
        raise fault from None


def file_sent(*, what: str = "", most: int = -1) -> tuple[bytes, str]:
    """The file that came and its name, of more than ``most`` bytes so many. Raises
    UserError where none came, which says ``what`` is wanted.
    """
    came = request.files.get("file")
    if not came or not came.filename:
        raise UserError(f"还没有选文件。{what}")
    return came.stream.read(most), name_of(came)


def name_of(file: FileStorage) -> str:
    """What a file is called where it is spoken of: one line that reads from left to
    right, with both its ends.
    """
    name = "".join(c for c in file.filename or "" if c.isprintable())
    return name if len(name) <= BEGIN + END else f"{name[:BEGIN]}…{name[-END:]}"


def one_of(name: str, words: Iterable[W], default: W | None = None) -> W:
    """The field ``name`` as one of the words; ``default`` where it was not sent.

    Raises UnknownChoice.
    """
    given = request.values.get(name, default)
    for word in words:
        if word == given:
            return word
    said = str(given or "")[:20]
    raise UnknownChoice(
        f"“{said}”不是能选的，请从列出来的里面选一种。页面旧了，就退回去刷新一下。"
    )
