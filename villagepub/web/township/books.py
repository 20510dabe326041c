"""一季的榜合成一本: asked for here, drawn by the worker, fetched when it is there."""

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import poster_books
from villagepub.access import Action
from villagepub.web.http import download, mends, needs, request_context, to
from villagepub.web.parts import wall
from villagepub.web.township import bp, township

PDF = "application/pdf"


@bp.get("/books/")
@needs(Action.CHECK)
def books() -> ResponseReturnValue:
    town = township()
    return render_template(
        "township/books.html",
        place=town,
        book=_newest(town.code),
        quarters=poster_books.quarters(request_context.today()),
        papers=poster_books.PAPERS,
        inks=poster_books.INKS,
    )


def _newest(place_code: str) -> poster_books.Progress | None:
    at = request_context.now()
    return poster_books.progress(request_context.session(), place_code, at=at)


@bp.post("/books/")
@needs(Action.CHECK)
@mends("township.books")
def ask_book() -> ResponseReturnValue:
    """It goes on whether or not the page stays open."""
    wall.require_address()
    given = {k: request.form.get(k, "") for k in ("quarter", "paper", "ink")}
    town = township()
    with request_context.act() as act:
        poster_books.ask(act, place_code=town.code, **given)
    request_context.poke_worker()
    flash("开始印了。关掉这一页也会接着印。")
    return to("township.books")


@bp.get("/books/progress")
@needs(Action.CHECK)
def book_progress() -> ResponseReturnValue:
    """The job's line alone, for the page to put in place while it waits."""
    book = _newest(township().code)
    return render_template("township/books/progress.html", book=book)


@bp.get("/books/<int:book_id>.pdf")
@needs(Action.CHECK)
@mends("township.books")
def book_file(book_id: int) -> ResponseReturnValue:
    town = township()
    book = _newest(town.code)
    if book is None or book.book_id != book_id or not book.is_there:
        abort(404)
    data = poster_books.file_of(
        request_context.settings().store_url, town.code, book_id
    )
    name = f"{town.short_name}{book.label.replace('，', ' ')} 各村的榜.pdf"
    response = download(data, name, PDF)
    response.headers["Cache-Control"] = "private, no-store"  # full names
    return response
