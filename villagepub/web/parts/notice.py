"""A notice as the open web sees it, posted or about to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from villagepub import clock, render
from villagepub.content import NoticeContent, Photo
from villagepub.notices.content.figures import CHANGED, PAID
from villagepub.notices.queries import PublishedNotice
from villagepub.notices.results import Linked
from villagepub.powers import PowerItem
from villagepub.render.layouts import LAYOUTS


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticePage:
    """``posted`` with the version, where there are several: 2026年7月3日更正　第2版."""

    content: NoticeContent  # what the open web sees
    posted: str
    version: str  # 第2版，2026年7月3日更正
    reviewed: str
    check_code: str
    anchors: Mapping[str, tuple[str, str]]
    list_name: str  # 名单 or 明细
    came_of_it: tuple[str, ...]  # 实施情况, one a vote
    broadcast: str = ""  # 广播稿, of what has been published
    power: PowerItem | None = None  # of 小微权力清单, that it comes from
    photos: tuple[tuple[Photo, str], ...] = ()  # each with its address
    linked: tuple[Linked, ...] = ()  # its 公示结果, or the 公示 that it ends
    recounted: str = ""  # 公示期 that ends on another day than the paper says


def notice_page(found: PublishedNotice) -> NoticePage:
    content = render.open_web(found.content)
    day = clock.say_day(clock.day(content.published_at)) if content.published_at else ""
    kind = "更正" if content.correction else "贴出"
    version = f"　第{content.version}版" if len(found.versions) > 1 else ""
    return NoticePage(
        content=content,
        posted=f"{day}{kind}{version}",
        version=f"第{content.version}版，{day}{kind}",
        reviewed=f"经{content.supervisors}审核，{content.reviewer}，{day}",
        check_code=found.content.check_code,
        anchors=_anchors(content),
        list_name=_list_name(content),
        came_of_it=_came_of_it(content),
        photos=_photos(content),
        recounted=_recounted(found),
        broadcast="" if content.is_draft else render.broadcast_of_shown(content),
    )


def _photos(content: NoticeContent) -> tuple[tuple[Photo, str], ...]:
    """Of this version: an earlier one had others."""
    at: dict[str, Any] = {"public_id": content.public_id, "v": content.version}
    return tuple(
        (photo, url_for("public.photo", n=n, **at))
        for n, photo in enumerate(content.photos, 1)
        if content.public_id
    )


def _recounted(found: PublishedNotice) -> str:
    """The 公示期 as the announced holidays have it now, where the paper said otherwise."""
    printed, now = found.printed_until, found.content.objection_until
    if found.is_superseded or printed is None or now is None or printed == now:
        return ""
    return (
        f"公示期按新公布的放假安排改为到{clock.say_day(now)}"
        f"（原印到{clock.say_day(printed)}）。"
    )


def _came_of_it(content: NoticeContent) -> tuple[str, ...]:
    """What became of each matter that was voted on; '' where the sheet does not say."""
    at = next((i for i, c in enumerate(content.web.columns) if c.key == "done"), None)
    rows = content.web.rows
    return tuple(
        rows[n].cells[at] if at is not None and n < len(rows) else ""
        for n in range(len(content.votes))
    )


def _list_name(content: NoticeContent) -> str:
    """What the rows are called on this page; where people are in them, the list of them."""
    is_ledger = LAYOUTS[content.layout].is_ledger
    named = any(column.kind == "name" for column in content.web.columns)
    return "名单" if named and not is_ledger else "明细"


def _anchors(content: NoticeContent) -> dict[str, tuple[str, str]]:
    """From a question on top to where the page answers it in full."""
    where = {"凭什么": ("#basis", "看依据")}
    if content.web.sections and not LAYOUTS[content.layout].has_votes:
        where |= {
            a.question: ("#roll", f"看{_list_name(content)}")
            for a in content.answers
            if a.question not in ("多少钱", PAID, CHANGED, "凭什么", "找谁问")
        }
    return where
