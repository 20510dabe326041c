"""The house is looked at through the same application as the web tests."""

from tests.web.conftest import app, chosen, client, sign_in

__all__ = ["app", "chosen", "client", "sign_in"]
