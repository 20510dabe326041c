"""Why a backup is not made or not restored."""

from villagepub.errors import UserError


class BackupError(UserError):
    """A backup that can't be made or restored; the message says what to do."""
