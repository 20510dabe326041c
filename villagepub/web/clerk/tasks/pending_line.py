"""贴出了，还差一步: a line of the task list for what publication left to a person."""

from dataclasses import dataclass

from flask import url_for

from villagepub.outbox.pending import LeftOver
from villagepub.states import Word


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftLine:
    title: str
    note: str
    tag: Word
    href: str


def left_line(left: LeftOver) -> LeftLine:
    title = f"撤回：{left.title}" if left.is_withdrawn else left.title
    page = url_for("clerk.notice", public_id=left.public_id)
    if left.groups:
        more = f"等 {len(left.groups)} 个群" if len(left.groups) > 2 else ""
        return LeftLine(
            title=title,
            note=f"还没转到{'、'.join(left.groups[:2])}{more}",
            tag=Word("去转", "warn"),
            href=f"{page}#zf",
        )
    return LeftLine(
        title=title,
        note=f"有 {len(left.doubtful)} 处没发出去，或者说不准",
        tag=Word("去看看", "bad"),
        href=f"{page}#robots",
    )
