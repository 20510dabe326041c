"""What ends in a sentence for the person who asked."""

from typing import ClassVar


class UserError(Exception):
    """The text is one Chinese sentence that says what is wrong and what to do.

    ``status`` and ``title`` are those of the page where nothing better catches it.
    """

    status: ClassVar[int] = 400
    title: ClassVar[str] = "没有办成"
    has_way_back: ClassVar[bool] = True  # to the page that was left, with the sentence


class StaffError(UserError):
    """Why an account of staff can't be made, changed or signed in to so."""
