"""Pages of a notice as pictures, set once and kept by the browser that asked."""

from functools import lru_cache

from flask import Response, abort, request

from villagepub import render
from villagepub.content import NoticeContent
from villagepub.render import Paper


# A phone asks for the pages one after the other: they are set once.
@lru_cache(maxsize=8)
def pictures(content: NoticeContent) -> tuple[bytes, ...]:
    return render.picture(content)


@lru_cache(maxsize=8)
def poster_pages(content: NoticeContent, paper: Paper, ppi: int) -> tuple[bytes, ...]:
    return render.poster_pages(content, paper=paper, ppi=ppi)


def png(pages: tuple[bytes, ...], number: int) -> Response:
    if not 1 <= number <= len(pages):
        abort(404)
    return private(Response(pages[number - 1], mimetype="image/png"))


def private(response: Response) -> Response:
    """Kept by this browser only, and asked for again by its tag."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
