"""What goes wrong on the wire, without a secret in any of it."""


class SendError(Exception):
    """A call that did not end well.

    ``code``: the vendor's errcode as text, '' if there was none. ``reached``: False
    only if the call surely never got to the server, so that it may be repeated.
    The text never holds an address: addresses carry keys.
    """

    def __init__(self, message: str, *, code: str = "", reached: bool = True) -> None:
        super().__init__(message)
        self.code = code
        self.reached = reached
