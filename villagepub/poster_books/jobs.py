"""A book as a job: asked for on a page, drawn by the worker, goes on after a crash."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from sqlalchemy.engine import Engine
from sqlmodel import Session, col, delete, select

from villagepub import clock, db, job_leases, render, site, store
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.errors import UserError
from villagepub.job_leases import IsEnding, Lease, Now
from villagepub.models import PosterBook, copied
from villagepub.notices import drawn_files
from villagepub.period import Period
from villagepub.poster_books import contents
from villagepub.poster_books.book import BookOrder, volumes
from villagepub.render import Ink, Paper
from villagepub.render.joined_pdf import JoinedPdf
from villagepub.render.volume import Volume
from villagepub.settings import Settings
from villagepub.states import CheckState

PAPERS: Mapping[str, str] = {p: render.PAPERS[p].label for p in ("a4", "a3", "a3big")}
INKS: Mapping[str, str] = {ink: render.INKS[ink] for ink in render.INKS}
QUARTERS = 4  # that a page offers
KEPT = timedelta(days=14)  # a book has names: it is printed, then gone
FOLDER = f"{drawn_files.FOLDER}/books"


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """The newest book of a township. ``is_there``: it can be fetched.

    ``outdated``: sheets in it that do not hold any more; nobody is to hang them.
    """

    book_id: int
    label: str  # 2026年第四季度，A4，黑白
    state: CheckState
    total: int
    done: int
    skipped: int
    pages: int
    fault: str
    ended_at: datetime | None
    outdated: int

    @property
    def is_there(self) -> bool:
        return self.state is CheckState.DONE and not self.fault and not self.outdated


def quarters(on: date) -> list[Period]:
    """This quarter and those before it."""
    found = [Period.holding("quarter", on)]
    while len(found) < QUARTERS:
        found.append(found[-1].previous)
    return found


def ask(act: Act, *, place_code: str, quarter: str, paper: str, ink: str) -> PosterBook:
    """Ask for a book.

    Raises UserError for a quarter, a paper or an ink that there is none of.
    """
    act.allow(Action.CHECK, place_code)
    known = {p.code for p in quarters(clock.day(act.at))}
    if quarter not in known or paper not in PAPERS or ink not in INKS:
        raise UserError("没有这一季、这种纸、这种墨。请在页面上选。")
    return job_leases.ask(
        act,
        PosterBook,
        AuditAction.BOOK_ASK,
        place_code=place_code,
        quarter=quarter,
        paper=paper,
        ink=ink,
    )


def progress(session: Session, place_code: str, *, at: datetime) -> Progress | None:
    row = session.exec(
        select(PosterBook)
        .where(PosterBook.place_code == place_code)
        .order_by(col(PosterBook.id).desc())
    ).first()
    if row is None or (row.ended_at and row.ended_at < at - KEPT):
        return None
    words, quarter = {**PAPERS, **INKS}, Period.parse(row.quarter)
    return copied(
        Progress,
        row,
        book_id=row.id,
        outdated=contents.count_outdated(
            session, place_code, quarter, since=row.asked_at
        ),
        label=f"{quarter.label}，{words[row.paper]}，{words[row.ink]}",
    )


def file_of(store_url: str, place_code: str, book_id: int) -> bytes | Path:
    """Raises FileNotFoundError, StoreError."""
    return store.get_at(store_url, _path(place_code, book_id))


def _path(place_code: str, book_id: int) -> str:
    return f"{FOLDER}/{place_code}/{book_id}/book.pdf"


def work(
    engine: Engine,
    settings: Settings,
    *,
    now: Now,
    between: Callable[[], object],
    is_ending: IsEnding,
) -> int:
    """Draw every book that waits, or that a dead worker left; how many.

    ``between``: what is done after each village. Who is ending leaves the rest to others.
    """
    let_go(engine, settings.store_url, at=now())

    def do(lease: Lease) -> bool:
        return _draw(lease, settings, between, is_ending)

    return job_leases.work(
        engine, now, PosterBook, do, is_ending=is_ending, failed=_say_fault
    )


def _say_fault(lease: Lease, error: Exception) -> None:
    said = str(error) if isinstance(error, UserError) else "没画成，请再做一次。"
    lease.note(state=CheckState.DONE, fault=said[:300], ended_at=lease.now())


def _draw(
    lease: Lease,
    settings: Settings,
    between: Callable[[], object],
    is_ending: IsEnding,
) -> bool:
    """False if it was left to others: what is drawn by then is not drawn again."""
    with db.reading(lease.engine) as session:
        asked = session.get_one(PosterBook, lease.run_id)
        wanted = _wanted(asked, site.with_address(session, settings))
        on = clock.day(lease.now())
        villages = contents.of_township(
            session, asked.place_code, wanted.quarter, on=on
        )
    if not villages:
        raise UserError("这个镇还没有村，先把村导进来。")
    lease.note(total=sum(len(v.posted) for v in villages), pages=0)
    with TemporaryDirectory(prefix="villagepub-") as folder:
        file = Path(folder, "book")
        if not _is_written(volumes(lease, wanted, villages), file, between, is_ending):
            lease.note(state=CheckState.WAITING, lease_until=None)
            return False
        path = _path(asked.place_code, lease.run_id)
        store.put_at(settings.store_url, path, file)
    lease.note(state=CheckState.DONE, ended_at=lease.now(), fault="")
    whole = f"{FOLDER}/{asked.place_code}"
    store.clear(settings.store_url, whole, keep=f"{whole}/{lease.run_id}")
    return True


def _is_written(
    drawn: Iterable[Volume],
    file: Path,
    between: Callable[[], object],
    is_ending: IsEnding,
) -> bool:
    """The volumes joined to one file; False if the worker ends before the last."""
    with file.open("wb") as opened:
        book = JoinedPdf(opened)
        for volume in drawn:
            volume.join(book)
            between()
            if is_ending():
                return False
        book.close()
    return True


def _wanted(asked: PosterBook, settings: Settings) -> BookOrder:
    return BookOrder(
        settings=settings,
        quarter=Period.parse(asked.quarter),
        paper=next(p for p in get_args(Paper) if p == asked.paper),
        ink=next(i for i in get_args(Ink) if i == asked.ink),
    )


def let_go(engine: Engine, store_url: str, *, at: datetime) -> None:
    """Books that are old enough to have been printed, with their files."""
    old = col(PosterBook.ended_at) < at - KEPT
    with db.reading(engine) as session:
        gone = session.exec(
            select(PosterBook.place_code, PosterBook.id).where(old)
        ).all()
    for place_code, book_id in gone:
        store.clear(store_url, f"{FOLDER}/{place_code}/{book_id}")
    if gone:
        with db.transaction(engine) as session:
            session.exec(delete(PosterBook).where(old))
