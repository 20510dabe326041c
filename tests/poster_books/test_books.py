"""A township's quarter as one PDF: drawn by the worker, once, with a cover a village."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.render.reading import page_texts, squeezed
from tests.stage import AT, TOWNSHIP
from tests.web.clerk.desk import Desk
from tests.web.conftest import app, chosen, client
from tests.web.township.conftest import officer
from villagepub import clock, db, places, poster_books, render
from villagepub.access import Forbidden
from villagepub.content import NoticeContent
from villagepub.errors import UserError
from villagepub.models import Notice
from villagepub.notices import drawn_files, expiry, queries
from villagepub.poster_books import jobs, kept_posters
from villagepub.settings import Settings
from villagepub.states import CheckState
from villagepub.web.http import request_context

__all__ = ["app", "chosen", "client", "officer"]


def ask(
    engine: Engine, login: str = "bai", quarter: str = "2026Q2", at: datetime = AT
) -> int:
    with db.transaction(engine) as session:
        act = stage.act(session, login, at)
        asked = {"quarter": quarter, "paper": "a4", "ink": "black"}
        return poster_books.ask(act, place_code=TOWNSHIP, **asked).id


def never() -> bool:
    return False


def draw(
    engine: Engine,
    chosen: Settings,
    is_ending: Callable[[], bool] = never,
    at: datetime = AT,
) -> poster_books.Progress:
    poster_books.work(
        engine, chosen, now=lambda: at, between=never, is_ending=is_ending
    )
    with db.reading(engine) as session:
        found = poster_books.progress(session, TOWNSHIP, at=at)
    assert found
    return found


def pages(chosen: Settings, book_id: int) -> list[str]:
    found = poster_books.file_of(chosen.store_url, TOWNSHIP, book_id)
    return page_texts(found.read_bytes() if isinstance(found, Path) else found)


@pytest.fixture
def public_id(county: Engine, sheets_folder: Path) -> str:
    return stage.publish(county, sheets_folder)


def test_each_village_has_a_cover_then_its_posters_and_every_page_its_number(
    county: Engine, chosen: Settings, public_id: str
) -> None:
    book_id = ask(county)
    done = draw(county, chosen)
    texts = pages(chosen, book_id)
    with db.reading(county) as session:
        villages = places.villages_of(session, TOWNSHIP)
    assert (done.state, done.total, done.skipped) == (CheckState.DONE, 1, 0)
    assert done.pages == len(texts)
    assert all(f"合印第{n}页" in text for n, text in enumerate(texts, 1))
    covers = [text for text in texts if "贴出的榜" in text]
    assert len(covers) == len(villages)
    own = next(
        text for text in covers if text.startswith("延安市安塞区沿河湾镇马家沟村")
    )
    at = texts.index(own)
    assert "2026年第二季度贴出的榜" in own
    assert "村务公开栏" in own
    assert squeezed(f"没上墙 {at + 2}") in own
    assert "耕地地力保护补贴" in texts[at + 1]


def test_what_is_owed_and_not_posted_stands_on_the_cover(
    county: Engine, chosen: Settings, public_id: str
) -> None:
    book_id = ask(county)
    draw(county, chosen)
    own = next(t for t in pages(chosen, book_id) if "还差的" in t)
    assert "该哪天" in own


def test_a_poster_that_is_there_is_not_drawn_again(
    county: Engine,
    chosen: Settings,
    public_id: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask(county)
    draw(county, chosen)
    drawn: list[str] = []
    whole = render.poster_pdf

    def counted(content: NoticeContent, **given: Any) -> bytes:
        drawn.append(content.title)
        return whole(content, **given)

    monkeypatch.setattr(render, "poster_pdf", counted)
    ask(county)
    draw(county, chosen)
    assert drawn == []
    with db.transaction(county) as session:
        stage.withdraw(session, at=AT, reason="发错了")
    drawn_files.draw_due(county, chosen.store_url, at=AT)
    kept = Path(chosen.store_url.removeprefix("file://")) / drawn_files.FOLDER
    assert not list((kept / public_id).rglob("*.pdf"))


def end_posting(engine: Engine) -> None:
    assert expiry.take_names_down(engine, at=AT + timedelta(days=40))


def withdraw(engine: Engine) -> None:
    with db.transaction(engine) as session:
        stage.withdraw(session, session.exec(select(Notice.public_id)).one())


@pytest.mark.parametrize("happen", [end_posting, withdraw])
@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_of_what_hangs_no_longer_no_poster_is_kept(
    county: Engine,
    chosen: Settings,
    public_id: str,
    monkeypatch: pytest.MonkeyPatch,
    happen: Callable[[Engine], None],
    when: str,
) -> None:
    """Nor of what was taken down while it was drawn, after the worker cleared up."""
    whole, left = render.poster_pdf, [happen]

    def clear() -> None:
        left.pop()(county)
        drawn_files.draw_due(county, chosen.store_url, at=AT)

    def slow(content: NoticeContent, **given: Any) -> bytes:
        pdf = whole(content, **given)
        if left:
            clear()
        return pdf

    if when == "before":
        clear()
    monkeypatch.setattr(render, "poster_pdf", slow)
    with db.reading(county) as session:
        signed = queries.as_signed(session, public_id)
    assert signed
    pdf = kept_posters.poster(
        county, chosen.store_url, signed.content, paper="a4", ink="black", poster_code=None, mark=""
    )  # fmt: skip
    assert pdf.startswith(b"%PDF")
    assert left == []
    kept = Path(chosen.store_url.removeprefix("file://")) / drawn_files.FOLDER
    assert not list((kept / public_id).glob("board-*/*"))


def correct_now(engine: Engine) -> None:
    with db.transaction(engine) as session:
        stage.correct(
            session, session.exec(select(Notice.public_id)).one(), clock.now()
        )


def withdraw_now(engine: Engine) -> None:
    with db.transaction(engine) as session:
        stage.withdraw(session, at=clock.now())


@pytest.mark.parametrize("happen", [correct_now, withdraw_now])
def test_a_book_with_a_sheet_that_was_corrected_or_withdrawn_is_not_handed_out(
    officer: Desk,
    county: Engine,
    public_id: str,
    happen: Callable[[Engine], None],
) -> None:
    settings, _ = officer.client.application.extensions[request_context.KEY]
    book_id = ask(county, at=clock.now())
    assert draw(county, settings, at=clock.now()).is_there
    happen(county)
    page = officer.get("/township/books/").words
    assert "印好以后有 1 件更正或者撤回了。请再印一本" in page
    assert officer.client.get(f"/township/books/{book_id}.pdf").status_code == 404
    ask(county, at=clock.now())
    assert draw(county, settings, at=clock.now()).is_there


def test_what_can_not_be_printed_is_named_with_its_reason(
    county: Engine, chosen: Settings, public_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> bytes:
        raise render.MissingGlyph("𱍐", "第2行“姓名”")

    monkeypatch.setattr(render, "poster_pdf", fails)
    book_id = ask(county)
    assert draw(county, chosen).skipped == 1
    assert any("字库里没有" in text for text in pages(chosen, book_id))


def test_who_is_ending_leaves_the_rest_and_another_goes_on(
    county: Engine, chosen: Settings, public_id: str
) -> None:
    ask(county)
    answers = iter((False, True, True))
    assert draw(county, chosen, lambda: next(answers)).state is CheckState.WAITING
    assert draw(county, chosen).is_there


def test_asked_for_twice_it_is_one_and_the_older_book_goes(
    county: Engine, chosen: Settings, public_id: str
) -> None:
    first = ask(county)
    assert ask(county) == first
    draw(county, chosen)
    second = ask(county)
    draw(county, chosen)
    with pytest.raises(FileNotFoundError):
        poster_books.file_of(chosen.store_url, TOWNSHIP, first)
    jobs.let_go(county, chosen.store_url, at=AT + jobs.KEPT * 2)
    with pytest.raises(FileNotFoundError):
        poster_books.file_of(chosen.store_url, TOWNSHIP, second)


@pytest.mark.parametrize(
    "given", [("bai", "2020Q1", UserError), ("laotuo", "2026Q2", Forbidden)]
)
def test_a_quarter_that_is_not_offered_and_a_clerk_are_refused(
    county: Engine, given: tuple[str, str, type[UserError]]
) -> None:
    login, quarter, error = given
    with pytest.raises(error):
        ask(county, login, quarter)


def test_the_page_shows_how_far_it_is_and_hands_the_book_out(
    officer: Desk, county: Engine
) -> None:
    page = officer.get("/township/books/")
    sent = officer.send(
        page,
        {"quarter": "2026Q2", "paper": "a3", "ink": "black"},
        action="/township/books/",
    )
    assert "排着队" in sent.words
    assert "0 / 0 件" in officer.get("/township/books/progress").words
    settings, _ = officer.client.application.extensions[request_context.KEY]
    book = draw(county, settings, at=clock.now())
    assert "印好了" in officer.get("/township/books/").words
    answer = officer.client.get(f"/township/books/{book.book_id}.pdf")
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert officer.client.get("/township/books/99.pdf").status_code == 404
