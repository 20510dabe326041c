"""The 公众号's menu: two topics that are answered at once, and the way to the board."""

from villagepub.wechat.api_clients import Caller
from villagepub.wechat.dialogue.topics import topics
from villagepub.wechat.errors import ChannelError

MAX_LABEL = 5  # characters of a button that a phone shows whole
BOARD = "公开栏"


def offered() -> list[str]:
    """The topics short enough for a button, in the order of the data file."""
    return [topic.name for topic in topics() if len(topic.name) <= MAX_LABEL]


def set_menu(caller: Caller, *, first: str, second: str, address: str) -> None:
    """Takes the place of whatever menu there is. Raises ChannelError and SendError."""
    if first == second or not {first, second} <= set(offered()):
        raise ChannelError("菜单的前两个，从单子里选两件不一样的。")
    clicks = [{"type": "click", "name": name, "key": name} for name in (first, second)]
    board = {"type": "view", "name": BOARD, "url": address}
    caller.call("menu/create", {"button": [*clicks, board]})
