"""Why a verb refuses, as sentences for the person who asked."""

from villagepub.errors import UserError


class NoticeFault(UserError):
    """Something about the notice does not allow this; the message says what to do."""


class StaleDraft(NoticeFault):
    """Somebody else, or another tab, saved a newer revision."""

    def __init__(self) -> None:
        super().__init__(
            "这份草稿刚在别处改过了，你这一页是旧的。现在显示的是新的，请在上面接着改。"
        )


class WrongMoment(NoticeFault):
    """The notice or draft is not in a state that allows this (double tap, back)."""


class NotReady(NoticeFault):
    """There are still problems to settle."""


class UnreadableDraft(NoticeFault):
    """Somebody wrote beside the program, or a disk did."""

    def __init__(self) -> None:
        super().__init__(
            "这份草稿存着的读不出来了：没有存全，或者被人动过。只能不要了，名单重新传。"
        )
