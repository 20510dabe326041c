"""居民群: the 客户群 of a 企业微信, and what became of those that are used."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.channels.customer_group import CUSTOMER_GROUP
from villagepub.models import Channel
from villagepub.wechat import accounts
from villagepub.wechat.api_clients import Caller
from villagepub.wechat.encryption import seal

KIND = CUSTOMER_GROUP.kind


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerGroup:
    chat_id: str
    name: str
    owner: str


def customer_groups(caller: Caller) -> Iterator[CustomerGroup]:
    """The 客户群 of a 企业微信 with their owners. Raises SendError."""
    cursor = ""
    while True:
        body = {"status_filter": 0, "cursor": cursor, "limit": 100}
        page = caller.call("externalcontact/groupchat/list", body)
        for line in page.get("group_chat_list", []):
            chat_id = str(line["chat_id"])
            given = caller.call(
                "externalcontact/groupchat/get", {"chat_id": chat_id, "need_name": 0}
            )
            group = given.get("group_chat", {})
            yield CustomerGroup(
                chat_id=chat_id,
                name=str(group.get("name") or chat_id),
                owner=str(group.get("owner", "")),
            )
        cursor = str(page.get("next_cursor") or "")
        if not cursor:
            return


def groups_in_use(
    session: Session, *, account_id: int | None = None, village_code: str = ""
) -> list[Channel]:
    """The 居民群 in use of an account, or of a village."""
    question = select(Channel).where(Channel.kind == KIND, col(Channel.is_active))
    if account_id is not None:
        question = question.where(Channel.account_id == account_id)
    if village_code:
        question = question.where(Channel.place_code == village_code)
    return list(session.exec(question.order_by(col(Channel.id))))


def sync_groups(
    act: Act, *, account_id: int, groups: Sequence[CustomerGroup], secret_key: bytes
) -> None:
    """Names and owners as they are now; a group that is gone is not sent to any more."""
    accounts.find(act.session, actor=act.person, account_id=account_id)
    by_chat = {group.chat_id: group for group in groups}
    for row in groups_in_use(act.session, account_id=account_id):
        group = by_chat.get(row.target.partition("|")[0])
        if group is None:
            row.is_active, row.fault = False, accounts.GONE
        else:
            row.name, row.target = group.name[:40], group.chat_id
            row.secret = seal(group.owner, secret_key)
    accounts.log_act(act, AuditAction.ACCOUNT_SYNC, account_id)
