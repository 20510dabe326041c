"""A notice's files for the staff: pictures, posters to print, the package.

Everything here may show the 村内 circle, so it is for people who are signed in, and no
shared cache keeps it.
"""

import io
import zipfile
from collections.abc import Callable
from typing import TypeVar, get_args

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from villagepub import render
from villagepub.access import Action
from villagepub.content import NoticeContent
from villagepub.notices import queries
from villagepub.notices.content import group_boards
from villagepub.notices.errors import NoticeFault
from villagepub.notices.queries import PublishedNotice
from villagepub.poster_books import kept_posters
from villagepub.render import INKS, PAPERS, Ink, Large, Paper, Printing, voice
from villagepub.states import NoticeStatus
from villagepub.web.clerk import bp
from villagepub.web.http import allowed_rows, download, mends, needs, request_context
from villagepub.web.parts import wall
from villagepub.web.parts.pictures import pictures, png, private

W = TypeVar("W", bound=str)


def _forwarded(public_id: str) -> NoticeContent:
    """What may go into groups today: as its page shows it, no more. Raises NoticeFault."""
    return _posted(public_id, queries.published)


def _posted(
    public_id: str, ask: Callable[[Session, str], PublishedNotice | None]
) -> NoticeContent:
    session = request_context.session()
    allowed_rows.notice_of(public_id)
    found = ask(session, public_id)
    if found is None:
        raise NoticeFault("这一件还没有贴出。")
    if found.status is not NoticeStatus.PUBLISHED:
        raise NoticeFault("这一件已经撤回，不能再印、再转。")
    return found.content


@bp.get("/notices/<public_id>/files/picture-<int:n>.png")
@needs(Action.READ)
def notice_picture(public_id: str, n: int) -> ResponseReturnValue:
    return png(pictures(_forwarded(public_id)), n)


@bp.get("/notices/<public_id>/files/pictures")
@needs(Action.READ)
@mends("clerk.tasks")
def notice_pages(public_id: str) -> ResponseReturnValue:
    count = len(pictures(_forwarded(public_id)))
    return render_template(
        "parts/pictures.html",
        title="按住图片，选“发送给朋友”",
        images=[
            url_for("clerk.notice_picture", public_id=public_id, n=n)
            for n in range(1, count + 1)
        ],
        back=url_for("clerk.notice", public_id=public_id),
    )


@bp.get("/notices/<public_id>/files/poster-<paper>-<ink>.pdf")
@needs(Action.READ)
@mends("clerk.tasks")
def notice_poster(public_id: str, paper: str, ink: str) -> ResponseReturnValue:
    size = _one_of(get_args(Paper), paper)
    content, how = _printable(public_id, ink)
    pdf = kept_posters.poster(
        request_context.engine(),
        request_context.settings().store_url,
        content,
        paper=size,
        **how,
    )
    return _sheet(pdf, content, PAPERS[size].label, how)


@bp.get("/notices/<public_id>/files/tiles-<paper>-<ink>.pdf")
@needs(Action.READ)
@mends("clerk.tasks")
def notice_tiles(public_id: str, paper: str, ink: str) -> ResponseReturnValue:
    """The large poster on A4 sheets, to be glued together."""
    size = _one_of(get_args(Large), paper)
    content, how = _printable(public_id, ink)
    pdf = render.tiled_pdf(content, paper=size, **how)
    return _sheet(pdf, content, f"A4 拼 {PAPERS[size].label}", how)


@bp.get("/notices/<public_id>/files/groups-<paper>-<ink>.pdf")
@needs(Action.READ)
@mends("clerk.tasks")
def notice_group_posters(public_id: str, paper: str, ink: str) -> ResponseReturnValue:
    """A poster for each 组, in one file."""
    size = _one_of(get_args(Paper), paper)
    content, how = _printable(public_id, ink)
    pdfs = [
        render.poster_pdf(one, paper=size, **how) for one in group_boards.cut(content)
    ]
    return _sheet(render.merged_pdf(pdfs), content, f"分组 {PAPERS[size].label}", how)


def _one_of(words: tuple[W, ...], given: str) -> W:
    """Raises NoticeFault for a paper or an ink that there is none of."""
    for word in words:
        if word == given:
            return word
    raise NoticeFault("没有这种纸、这种墨。请在页面上选一种。")


def _printable(public_id: str, ink: str) -> tuple[NoticeContent, Printing]:
    """What hangs on the wall, and how it is printed: the village's second code is on it.
    Raises NoticeFault.
    """
    content = wall.printable(_posted(public_id, queries.as_signed))
    session = request_context.session()
    code = kept_posters.poster_code_of(session, content.village_code)
    tint = _one_of(get_args(Ink), ink)
    return content, Printing(ink=tint, poster_code=code, mark=wall.mark())


def _sheet(pdf: bytes, content: NoticeContent, size: str, how: Printing) -> Response:
    return _download(
        pdf, f"{content.title} {size} {INKS[how['ink']]}.pdf", "application/pdf"
    )


@bp.get("/notices/<public_id>/files/package.zip")
@needs(Action.READ)
@mends("clerk.tasks")
def notice_package(public_id: str) -> ResponseReturnValue:
    """转发包: the words, the pictures and the address in one file."""
    content = _forwarded(public_id)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in render.share_package(content, pictures(content)):
            package.writestr(name, data)
    return _download(out.getvalue(), f"{content.title} 转发包.zip", "application/zip")


@bp.get("/notices/<public_id>/files/broadcast.txt")
@needs(Action.READ)
def notice_broadcast(public_id: str) -> ResponseReturnValue:
    """广播稿: what the village's loudspeaker says."""
    content = _forwarded(public_id)
    text = render.broadcast(content) + "\n"
    return _download(
        text.encode(), f"{content.title} 广播稿.txt", "text/plain; charset=utf-8"
    )


@bp.get("/notices/<public_id>/files/broadcast.wav")
@needs(Action.READ)
@mends("clerk.tasks")
def notice_voice(public_id: str) -> ResponseReturnValue:
    """The same as sound, where espeak-ng is installed."""
    content = _forwarded(public_id)
    data = voice.wave(render.broadcast(content))
    return _download(data, f"{content.title} 广播.wav", "audio/wav")


def _download(data: bytes, name: str, media: str) -> Response:
    return private(download(data, name, media))
