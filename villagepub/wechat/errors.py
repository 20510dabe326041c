"""What goes wrong on the wire, without a secret in any of it."""

from collections.abc import Mapping

from villagepub.errors import UserError


class ChannelError(UserError):
    """Why a group, an account or a code can't be had, as a sentence."""


class SendError(Exception):
    """A call that did not end well.

    ``code``: the vendor's errcode as text, '' if there was none. ``reached``: False
    only if surely nothing was posted, so that it may be repeated. ``at_token``: it was
    the asking for a token that went wrong. ``answer``: the body of a refusal.
    The text never holds an address: addresses carry keys.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        reached: bool = True,
        answer: Mapping[str, object] | None = None,
        at_token: bool = False,
    ) -> None:
        super().__init__(message)
        self.answer = answer or {}  # 45065 carries a msg_id, 40164 our address
        self.at_token = at_token
        self.code = code
        self.reached = reached

    def before_posting(self) -> "SendError":
        """The same, in a step after which nobody sees anything yet."""
        return SendError(
            str(self),
            code=self.code,
            reached=False,
            answer=self.answer,
            at_token=self.at_token,
        )
