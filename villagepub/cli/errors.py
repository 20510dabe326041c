"""How a command says that it can't take what it was given."""

from villagepub.errors import UserError


class BadInput(UserError):
    """One Chinese sentence on stderr; exit status 2; nothing half done."""
