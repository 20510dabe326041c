"""Which accounts can sign somebody in here: WeChat's page opens only inside WeChat."""

import json

from flask import request

from villagepub.models import Account
from villagepub.states import AccountKind
from villagepub.web.http import request_context
from villagepub.wechat import accounts

RIGHT = "oauth"  # in Account.rights; a sentence there says why it can't


def offered() -> list[Account]:
    """The accounts whose app this browser belongs to, by name; none in other browsers.

    企业微信 says MicroMessenger too, so it is asked first.
    """
    agent = request.user_agent.string.lower()
    if "wxwork" in agent:
        return usable(AccountKind.WECOM)
    return usable(AccountKind.OFFICIAL) if "micromessenger" in agent else []


def usable(kind: AccountKind) -> list[Account]:
    """Accounts of a kind that are in use and were not found unable."""
    if kind is AccountKind.WECOM and request_context.client_of() is None:
        return []
    rows = accounts.in_use(request_context.session(), kind)
    return [row for row in rows if not json.loads(row.rights).get(RIGHT)]


def by_slug(slug: str) -> Account | None:
    """A usable account by its name in addresses."""
    return next(
        (row for kind in AccountKind for row in usable(kind) if row.slug == slug), None
    )
