"""What ends in a sentence for the person who asked."""

from typing import ClassVar


class UserError(Exception):
    """The text is one Chinese sentence that says what is wrong and what to do.

    ``status`` and ``title`` are those of the page where nothing better catches it.
    """

    status: ClassVar[int] = 400
    title: ClassVar[str] = "没有办成"
    has_way_back: ClassVar[bool] = True  # to the page that was left, with the sentence


class UnknownChoice(UserError):
    """No page of ours sends this word: it was made by hand, or the page is an old one."""

    status = 422
    has_way_back = False
    title = "没有这个选项"


class StaffError(UserError):
    """Why an account of staff can't be made, changed or signed in to so."""
