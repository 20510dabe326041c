"""One book drawn: village by village, each poster as it was kept or drawn now."""

from collections.abc import Iterator
from dataclasses import dataclass

from villagepub import citations, clock, db, pool, store
from villagepub.content import NoticeContent
from villagepub.errors import UserError
from villagepub.job_leases import Lease
from villagepub.models import PosterBook
from villagepub.notices import queries, wall_lacks
from villagepub.period import Period
from villagepub.poster_books import kept_posters
from villagepub.poster_books.contents import VillageQuarter
from villagepub.render import Ink, Paper, PrintedCode
from villagepub.render.volume import Cover, Missing, Volume, volume
from villagepub.settings import Settings
from villagepub.states import NoticeStatus

DEMO = "演示"


@dataclass(frozen=True, kw_only=True, slots=True)
class BookOrder:
    """``settings`` with the address that holds."""

    settings: Settings
    quarter: Period
    paper: Paper
    ink: Ink

    @property
    def mark(self) -> str:
        """What is printed across every sheet."""
        return DEMO if self.settings.is_demo else ""


def volumes(
    lease: Lease, wanted: BookOrder, villages: tuple[VillageQuarter, ...]
) -> Iterator[Volume]:
    """One after another: no more than one village's sheets are in memory. Raises Lost."""
    pages = 0
    for village in villages:
        one, skipped = _volume(lease, wanted, village, first=pages + 1)
        pages += one.pages
        lease.note(
            done=PosterBook.done + len(village.posted),
            skipped=PosterBook.skipped + skipped,
            pages=pages,
        )
        yield one


def _volume(
    lease: Lease, wanted: BookOrder, village: VillageQuarter, *, first: int
) -> tuple[Volume, int]:
    """Its sheets, and how many posters could not be printed."""
    drawn = _posters(lease, wanted, village)
    today = clock.day(lease.now())
    sheets = {k: pdf for k, pdf in drawn.items() if isinstance(pdf, bytes)}
    cover = Cover(
        place=village.township,
        village=village.name,
        quarter=wanted.quarter.label,
        drawn_on=clock.say_day(today),
        basis=citations.cite("posting", today).said,
        lines=tuple(village.lines[k] for k in sheets),
        missing=village.missing,
        unprintable=tuple(
            Missing(what=village.lines[k].title, due="", now=why)
            for k, why in drawn.items()
            if isinstance(why, str)
        ),
        mark=wanted.mark,
    )
    whole = volume(
        cover, [*sheets.values()], paper=wanted.paper, ink=wanted.ink, first=first
    )
    return whole, len(cover.unprintable)


def _posters(
    lease: Lease, wanted: BookOrder, village: VillageQuarter
) -> dict[str, bytes | str]:
    """By public id: the sheet, or why there is none."""
    with db.reading(lease.engine) as session:
        poster_code = kept_posters.poster_code_of(session, village.code)
    return {one: _poster(lease, wanted, poster_code, one) for one in village.posted}


def _poster(
    lease: Lease, wanted: BookOrder, poster_code: PrintedCode | None, public_id: str
) -> bytes | str:
    try:
        return kept_posters.poster(
            lease.engine,
            wanted.settings.store_url,
            _printable(lease, wanted.settings, public_id),
            paper=wanted.paper,
            ink=wanted.ink,
            poster_code=poster_code,
            mark=wanted.mark,
        )
    except (store.StoreError, pool.Busy):  # tried again
        raise
    except UserError as error:  # its cover says why; the others are printed
        return str(error)


def _printable(lease: Lease, settings: Settings, public_id: str) -> NoticeContent:
    """Raises NoticeFault, NotAsSigned."""
    with db.reading(lease.engine) as session:
        found = queries.as_signed(session, public_id)
    if found is None or found.status is not NoticeStatus.PUBLISHED:
        raise UserError("这一件刚刚撤回了。")
    if not settings.is_demo:
        wall_lacks.require_none(wall_lacks.lacks(found.content, settings.base_url))
    return wall_lacks.addressed(found.content, settings.base_url)
