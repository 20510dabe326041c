"""What a page is about, if whoever is signed in may see it: a notice, an item, a place."""

from flask import abort
from sqlmodel import Session

from villagepub import access
from villagepub.access import Action
from villagepub.letters import queries as letters
from villagepub.letters.queries import LetterLine
from villagepub.models import Draft, Notice, Place, VillageItem
from villagepub.notices import queries
from villagepub.notices.errors import NoticeFault
from villagepub.web.http import request_context


def notice_of(public_id: str, *, session: Session | None = None) -> Notice:
    """In the act's ``session`` or the page's. Raises NoticeFault if there is none,
    Forbidden if it is another place's.
    """
    notice = queries.by_public_id(session or request_context.session(), public_id)
    if notice is None:
        raise NoticeFault("这一件找不到了，请回到清单。")
    access.allow(request_context.actor(), Action.READ, notice.village_code)
    return notice


def notice_of_draft(draft_id: int) -> Notice:
    session = request_context.session()
    draft = session.get(Draft, draft_id)
    if draft is None:
        raise NoticeFault("这份草稿找不到了，请回到清单。")
    notice = session.get_one(Notice, draft.notice_id)
    access.allow(request_context.actor(), Action.READ, notice.village_code)
    return notice


def item_of(item_id: int) -> VillageItem:
    item = request_context.session().get(VillageItem, item_id)
    if item is None:
        raise NoticeFault("公开清单上没有这一项了，请回到清单重新选。")
    access.allow(request_context.actor(), Action.READ, item.village_code)
    return item


def place_of(code: str, action: Action) -> Place:
    access.allow(request_context.actor(), action, code)
    return request_context.session().get(Place, code) or abort(404)


def letter_of(letter_id: int, action: Action) -> LetterLine:
    today = request_context.today()
    line = letters.one(request_context.session(), letter_id, on=today) or abort(404)
    access.allow(request_context.actor(), action, line.village_code)
    return line
