"""A published page as strangers get it, against a page made by ORM and template.

    python -m benchmarks.served

Both are called at their WSGI door in this process, so server and network are not in it,
and what is counted is the time of the processor.
The peer is what one writes first: Flask, one SQLModel query for the notice, one for its
rows, a Jinja table. The product's page is the demonstration's subsidy notice.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.engine import Engine
from sqlmodel import Field, Session, SQLModel, col, create_engine, select
from werkzeug.test import create_environ

from benchmarks.rounds import medians, verdict
from tests import stage
from villagepub import db, gc_pause, logs, settings
from villagepub.demo.scenario import read
from villagepub.factory import create_app
from villagepub.notices import drawn_files
from villagepub.web.http.page_cache import ServedPages

TIMES = 200  # requests a measurement: one alone is shorter than the clock is sure
TABLE = """<!doctype html><title>{{ notice.title }}</title><h1>{{ notice.title }}</h1>
<table>{% for r in rows %}<tr><td>{{ r.name }}<td>{{ r.area }}<td>{{ r.rate }}
<td>{{ r.amount }}{% endfor %}</table><p>{{ notice.phone }}"""


class BenchNotice(SQLModel, table=True):
    id: int = Field(primary_key=True)
    title: str
    phone: str


class BenchRow(SQLModel, table=True):
    id: int = Field(primary_key=True)
    notice_id: int = Field(index=True)
    name: str
    area: str
    rate: str
    amount: str


def peer(folder: Path) -> Flask:
    engine = create_engine(f"sqlite:///{folder / 'peer.db'}")
    tables = [SQLModel.metadata.tables[name] for name in ("benchnotice", "benchrow")]
    SQLModel.metadata.create_all(engine, tables=tables)
    with Session(engine) as session:
        session.add(BenchNotice(id=1, title="耕地地力保护补贴发放公示", phone="12345"))
        session.add_all(
            BenchRow(
                id=n,
                notice_id=1,
                name="王**",
                area="5.82",
                rate="60",
                amount=f"{n}.20",
            )
            for n in range(1, 74)
        )
        session.commit()
    app = Flask(__name__)
    template = app.jinja_env.from_string(TABLE)

    @app.get("/n/<int:notice_id>")
    def page(notice_id: int) -> str:
        with Session(engine) as session:
            notice = session.get_one(BenchNotice, notice_id)
            rows = session.exec(
                select(BenchRow)
                .where(BenchRow.notice_id == notice_id)
                .order_by(col(BenchRow.id))
            ).all()
            return template.render(notice=notice, rows=rows)

    return app


def visited(
    app: Any, path: str, before: Callable[[], object] = lambda: None
) -> Callable[[int], object]:
    environ = create_environ(path, headers={"Accept-Encoding": "gzip"})

    def start(status: str, _headers: Any, _error: Any = None) -> Any:
        assert status.startswith("200"), status
        return lambda data: None

    def visit(_: int) -> float:
        seconds = 0.0
        for _ in range(TIMES):
            before()
            began = time.process_time()
            parts: Iterable[bytes] = app(dict(environ), start)
            assert b"".join(parts)
            getattr(parts, "close", lambda: None)()
            seconds += time.process_time() - began
        return seconds

    return visit


def forgotten(app: Flask) -> Callable[[], object]:
    """As after a restart, or a minute later: no page is in memory."""
    assert isinstance(app.wsgi_app, ServedPages)
    return app.wsgi_app._pages.clear


def never_made(app: Flask, folder: Path) -> Callable[[], object]:
    """As right after a signing: nobody has opened the page."""
    forget = forgotten(app)

    def clear() -> None:
        forget()
        for file in folder.glob(f"{drawn_files.FOLDER}/*/pages/*"):
            file.unlink()

    return clear


@contextmanager
def published() -> Iterator[tuple[Path, Engine, str]]:
    """An instance with the demonstration's subsidy notice; its folder and the address."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        engine = db.make_engine(f"sqlite:///{folder / 'villagepub.db'}")
        db.upgrade(engine)
        stage.lay(engine)
        sheets = folder / "notices"
        sheets.mkdir()
        name = stage.CASES[0].file
        (sheets / name).write_bytes(read(name))
        yield folder, engine, f"/n/{stage.publish(engine, folder)}"
        engine.dispose()


def main() -> int:
    with published() as (folder, engine, path), Path(os.devnull).open("w") as log:
        logs.configure(log)  # as a server's process does
        with gc_pause.loading():  # the same, and the peer's page with it
            app = create_app(
                settings.read({"VILLAGEPUB_INSTANCE": str(folder)}), engine=engine
            )
            theirs = peer(folder)
        result = medians(
            {
                "product": visited(app, path),
                "out of its file": visited(app, path, before=forgotten(app)),
                "rendered": visited(app, path, before=never_made(app, folder)),
                "plain ORM page": visited(theirs, "/n/1"),
            },
            rounds=7,
        )
    product, filed, rendered, plain = (ms / TIMES for ms in result.values())
    beside = f"最简单的 ORM 页 {plain:.2f} 毫秒"
    good = [
        verdict(
            "贴出的页，记着的",
            plain / product,
            50,
            ours=f"{product:.3f} 毫秒",
            peer=beside,
        ),
        verdict(
            "贴出的页，没记着的，重开以后",
            filed / plain,
            1.5,
            at_most=True,
            ours=f"{filed:.2f} 毫秒",
            peer=beside,
        ),
        verdict(
            "贴出的页，头一个人打开，现做的",
            rendered / plain,
            4,
            at_most=True,
            ours=f"{rendered:.2f} 毫秒",
            peer=beside,
        ),
    ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
