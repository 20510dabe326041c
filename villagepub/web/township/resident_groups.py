"""居民群: which groups a 企业微信 has, and which village's notices go to each."""

from collections.abc import Sequence

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import places
from villagepub.access import Action
from villagepub.channels import resident_groups, village_groups
from villagepub.channels.resident_groups import CustomerGroup
from villagepub.models import Account, Place
from villagepub.web.http import field, mends, needs, request_context, to
from villagepub.web.township import bp, township
from villagepub.web.township.wechat import caller_of, own_account
from villagepub.wechat.encryption import seal
from villagepub.wechat.errors import ChannelError, SendError
from villagepub.wechat.retry_policy import WECOM, sentence_of


@bp.get("/wechat/<int:account_id>/resident-groups", endpoint="resident_groups")
@needs(Action.ACCOUNTS)
@mends("township.wechat")
def resident_groups_page(account_id: int) -> ResponseReturnValue:
    """The groups as they are now; what changed there is taken over at once."""
    row = own_account(account_id)
    groups = _asked(row)
    with request_context.act() as act:
        resident_groups.sync_groups(
            act, account_id=account_id, groups=groups, secret_key=_secret_key()
        )
    villages = places.villages_of(request_context.session(), township().code)
    return render_template(
        "township/resident_groups.html",
        account=row,
        groups=groups,
        used=_used(account_id, villages),
        guesses={g.chat_id: _guess(g.name, villages) for g in groups},
        villages=villages,
    )


def _secret_key() -> bytes:
    return request_context.settings().secret_key


def _asked(row: Account) -> list[CustomerGroup]:
    try:
        return list(resident_groups.customer_groups(caller_of(row)))
    except SendError as error:
        raise ChannelError(sentence_of(error, WECOM)) from None


def _used(account_id: int, villages: Sequence[Place]) -> dict[str, str]:
    """Whose notices go to which group: 马家沟村 by its chat."""
    names = {v.code: v.short_name for v in villages}
    used = resident_groups.groups_in_use(
        request_context.session(), account_id=account_id
    )
    return {c.target.partition("|")[0]: names.get(c.place_code, "全镇") for c in used}


def _guess(name: str, villages: Sequence[Place]) -> str:
    """The village that a group's name names, 马家沟 for 马家沟村; '' if several or none."""
    found = [v.code for v in villages if v.short_name.removesuffix("村") in name]
    return found[0] if len(found) == 1 else ""


@bp.post("/wechat/<int:account_id>/resident-groups")
@needs(Action.ACCOUNTS)
@mends("township.resident_groups")
def use_group(account_id: int) -> ResponseReturnValue:
    """A village's notices go to this group; who owns it is asked, not believed."""
    row = own_account(account_id)
    asked = field("chat")
    group = next((g for g in _asked(row) if g.chat_id == asked), None)
    if group is None:
        raise ChannelError("这个群找不到了，刷新一下再选。")
    if not request.form.get("place"):
        raise ChannelError(f"先选“{group.name}”是哪个村的。")
    with request_context.act() as act:
        village_groups.connect(
            act,
            row,
            place_code=field("place"),
            kind=resident_groups.KIND,
            name=group.name[:40],
            target=group.chat_id,
            owner=seal(group.owner, _secret_key()),
        )
    flash(f"加好了。以后贴出的公示也往“{group.name}”发，群主点一下才发出去。")
    return to("township.resident_groups", account_id=account_id)
