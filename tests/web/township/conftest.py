"""The same day and the same people as at the clerk's desk."""

from tests.web.clerk.conftest import clerk, desk, october, signer

__all__ = ["clerk", "desk", "october", "signer"]
