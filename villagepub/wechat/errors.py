"""What goes wrong on the wire, without a secret in any of it."""

from collections.abc import Mapping


class SendError(Exception):
    """A call that did not end well.

    ``code``: the vendor's errcode as text, '' if there was none. ``reached``: False
    only if the call surely never got to the server, so that it may be repeated.
    The text never holds an address: addresses carry keys.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        reached: bool = True,
        answer: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.answer = answer or {}  # the body of a refusal: 45065 carries a msg_id
        self.code = code
        self.reached = reached
