"""A township's quarter as one PDF: 15 villages, ten notices each, a cover a village.

    python -m benchmarks.books

The book as the worker makes it: each poster in the pool's process, a village at a time,
with covers and page numbers, then one file. Twice: from nothing, and from the posters
that were kept. The memory is that of the largest process of the pool and of this one,
with four villages and with all: it must not grow with the book.
"""

import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from sqlalchemy.engine import Engine

from benchmarks.notices import land
from benchmarks.rounds import verdict
from tests import stage
from villagepub import db, pool, store
from villagepub.content import NoticeContent
from villagepub.models import Notice
from villagepub.poster_books import kept_posters
from villagepub.render.joined_pdf import JoinedPdf
from villagepub.render.volume import Cover, CoverLine, volume
from villagepub.states import NoticeStatus

VILLAGES, EACH, FEW = 15, 10, 4
LENGTHS = (12, 20, 31, 44, 52, 60, 74, 74, 80, 96)  # rows of a village's ten notices


def notice(village: int, number: int) -> NoticeContent:
    content = land(LENGTHS[number % len(LENGTHS)])
    number_ = f"安塞·沿河湾·{village}村〔2026〕惠 {number:03d}号"
    return replace(content, number=number_, public_id=f"b{village:02d}{number:02d}")


def posted(engine: Engine) -> None:
    """Each of the notices hangs: of what does not no poster is kept."""
    db.upgrade(engine)
    stage.lay(engine)
    with db.transaction(engine) as session:
        item_id = stage.item_id(session, stage.SUBSIDY)
        for village in range(VILLAGES):
            for number in range(EACH):
                content = notice(village, number)
                session.add(
                    Notice(
                        public_id=content.public_id,
                        village_code=stage.VILLAGE,
                        item_id=item_id,
                        form=content.form,
                        period="2026",
                        title=content.title,
                        version=content.version,
                        status=NoticeStatus.PUBLISHED,
                        created_at=stage.AT,
                    )
                )


def book(engine: Engine, store_url: str, villages: int) -> int:
    """Kept in the store; its pages."""
    pages = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "book")
        with file.open("wb") as opened:
            joined = JoinedPdf(opened)
            for village in range(villages):
                contents = [notice(village, n) for n in range(EACH)]
                sheets = [_poster(engine, store_url, content) for content in contents]
                cover = _cover(village, contents)
                one = volume(cover, sheets, paper="a4", ink="black", first=pages + 1)
                one.join(joined)
                pages += one.pages
            joined.close()
        store.put_at(store_url, "book.pdf", file)
    return pages


def _poster(engine: Engine, store_url: str, content: NoticeContent) -> bytes:
    return kept_posters.poster(
        engine, store_url, content, paper="a4", ink="black", poster_code=None, mark=""
    )


def _cover(village: int, contents: list[NoticeContent]) -> Cover:
    return Cover(
        place="延安市安塞区沿河湾镇",
        village=f"第{village + 1}村",
        quarter="2026年第四季度",
        drawn_on="2026年11月29日",
        basis="有关规定",
        lines=tuple(
            CoverLine(
                title=c.title,
                number=c.number,
                where="村务公开栏",
                until="7月6日",
                now="挂着",
            )
            for c in contents
        ),
        missing=(),
    )


def timed(engine: Engine, store_url: str, villages: int) -> tuple[float, int]:
    """Pages a second, and megabytes of the largest process so far."""
    start = time.perf_counter()
    pages = book(engine, store_url, villages)
    rate = pages / (time.perf_counter() - start)
    return rate, largest()


def largest() -> int:
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in whose) // 1024


def main() -> int:
    pool.use()
    with tempfile.TemporaryDirectory() as folder:
        few, all_ = (Path(folder, name).as_uri() for name in ("few", "all"))
        engine = db.make_engine(f"sqlite:///{folder}/villagepub.db")
        posted(engine)
        timed(engine, few, min(FEW, VILLAGES))
        pool.close()  # their memory is counted when they have ended
        before = largest()
        cold, _ = timed(engine, all_, VILLAGES)
        warm, _ = timed(engine, all_, VILLAGES)
        pool.close()
        engine.dispose()
        after = largest()
    print(f"从头画 {cold:.0f} 页/秒，榜都存着 {warm:.0f} 页/秒，最大的进程 {after} MB")
    good = [
        verdict(
            f"镇上一季合成一本，{VILLAGES} 个村各 {EACH} 件，榜都存着",
            warm,
            40,
            ours=f"{warm:.0f} 页/秒，从头画 {cold:.0f} 页/秒",
        ),
        verdict(
            f"同上，内存比 {FEW} 个村的",
            after / before,
            1.25,
            at_most=True,
            ours=f"{after} MB",
            peer=f"{FEW} 个村 {before} MB",
        ),
    ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
