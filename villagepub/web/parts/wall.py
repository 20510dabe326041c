"""Paper for a wall: what is missing is said instead, a demonstration says what it is."""

from villagepub.content import NoticeContent
from villagepub.notices import wall
from villagepub.notices.wall import Lack
from villagepub.web.http import first_day, request_context

DEMO = "演示"


def mark() -> str:
    """What is printed across the sheet."""
    return DEMO if first_day.is_demo() else ""


def lacks(content: NoticeContent) -> tuple[Lack, ...]:
    if first_day.is_demo():
        return ()
    return wall.lacks(content, request_context.settings().base_url)


def require_address() -> None:
    """Raises NotForWall where a code would lead to this machine."""
    if not first_day.is_demo():
        address = request_context.settings().base_url
        wall.require_none(wall.address_lacks(address))


def printable(content: NoticeContent) -> NoticeContent:
    """What a poster prints. Raises NotForWall."""
    wall.require_none(lacks(content))
    return wall.addressed(content, request_context.settings().base_url)
