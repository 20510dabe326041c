"""What staff ask about one notice or item: whose it is."""

from sqlmodel import Session, select

from villagepub import access
from villagepub.access import Action, Actor
from villagepub.models import Draft, Notice, VillageItem
from villagepub.notices.errors import NoticeFault


def notice_of(session: Session, *, actor: Actor, public_id: str) -> Notice:
    """Raises NoticeFault if there is none, Forbidden if it is another place's."""
    notice = session.exec(select(Notice).where(Notice.public_id == public_id)).first()
    if notice is None:
        raise NoticeFault("这一件找不到了，请回到清单。")
    access.allow(actor, Action.READ, notice.village_code)
    return notice


def notice_of_draft(session: Session, *, actor: Actor, draft_id: int) -> Notice:
    draft = session.get(Draft, draft_id)
    if draft is None:
        raise NoticeFault("这份草稿找不到了，请回到清单。")
    notice = session.get_one(Notice, draft.notice_id)
    access.allow(actor, Action.READ, notice.village_code)
    return notice


def item_of(session: Session, *, actor: Actor, item_id: int) -> VillageItem:
    item = session.get(VillageItem, item_id)
    if item is None:
        raise NoticeFault("公开清单上没有这一项了，请回到清单重新选。")
    access.allow(actor, Action.READ, item.village_code)
    return item
