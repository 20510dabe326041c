"""Paper for a wall: what is missing is said instead, a demonstration says what it is."""

from villagepub.content import NoticeContent
from villagepub.notices import wall_lacks
from villagepub.notices.wall_lacks import Lack
from villagepub.web.http import first_day, request_context

DEMO = "演示"


def mark() -> str:
    """What is printed across the sheet."""
    return DEMO if first_day.is_demo() else ""


def lacks(content: NoticeContent) -> tuple[Lack, ...]:
    if first_day.is_demo():
        return ()
    return wall_lacks.lacks(content, request_context.settings().base_url)


def require_address() -> None:
    """Raises NoticeFault where a code would lead to this machine."""
    if not first_day.is_demo():
        address = request_context.settings().base_url
        wall_lacks.require_none(wall_lacks.address_lacks(address))


def printable(content: NoticeContent) -> NoticeContent:
    """What a poster prints. Raises NoticeFault."""
    wall_lacks.require_none(lacks(content))
    return wall_lacks.addressed(content, request_context.settings().base_url)
