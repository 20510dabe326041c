"""How a notice of each layout is shown, wherever it is shown: page, poster, picture, words.

A new layout: a member of ``content.Layout``, a line here, ``templates/<layout>.typ`` for
paper, and whichever page template it names.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from villagepub.content import Layout


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """``page``: the template of the public page. ``list_name``: what its rows are called.

    ``invitation``: the line above the address in what is sent to groups, '' where it
    depends on whether there are names. ``narrow``: so many leading columns take little
    width. ``objections``: what a supervisor most often returns it for.
    """

    page: str
    list_name: str
    invitation: str
    objections: tuple[str, ...]
    narrow: int = 0
    is_ledger: bool = False  # entries by month with a running balance
    has_votes: bool = False  # what was decided, by how many
    tells_words: bool = False  # its paragraphs are the notice: they go wherever it goes
    is_roster: bool = False  # a row a household: two periods can be held side by side


LAYOUTS: Mapping[Layout, Style] = {
    "list": Style(
        page="public/notice.html",
        list_name="名单",
        invitation="",
        objections=("户数不对", "钱数不对", "有人不该在上面", "要看原表"),
        is_roster=True,
    ),
    "finance": Style(
        page="public/notice/finance.html",
        list_name="账目",
        invitation="每一笔收支，点开看：",
        objections=("有一笔不对", "少了一笔", "余额不对", "要看票据"),
        narrow=2,
        is_ledger=True,
    ),
    "vote": Style(
        page="public/notice.html",
        list_name="表决的事",
        invitation="怎么表决的，点开看：",
        objections=("票数不对", "事项写得不清楚", "要看会议记录"),
        has_votes=True,
    ),
    "free": Style(
        page="public/notice.html",
        list_name="表",
        invitation="详细情况，点开看：",
        objections=("写得不对", "数不对", "照片不合适", "要看原来的单子"),
        tells_words=True,
    ),
}
