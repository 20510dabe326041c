"""A clerk's pages with 2,000 rows in the draft, in milliseconds of the server.

    python -m benchmarks.pages

Through the application's own test client: sign-in, guards, database, template, no
network; counted is the time of the processor. The peer is one ORM query and a Jinja
table of the same rows. What both write to the log goes nowhere, and nothing that was
loaded before is looked through for garbage, as in a server's process.
"""

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from jinja2 import Template
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.rounds import medians, ms, verdict
from tests import stage
from tests.web.clerk.desk import Desk
from villagepub import db, gc_pause, logs, settings
from villagepub.factory import create_app

ROWS, LIMIT = 2_000, 4
PAGES = ("sheet", "rows", "row?row={row}", "check", "preview/web", "options")
HEAD = "户主姓名,组别,补贴面积（亩）,补贴标准（元/亩）,补贴金额（元）\n"
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "建国秀兰军海峰玉梅占林志明彩霞"


def sheet() -> bytes:
    """Households told apart by two given characters out of fifteen and their group."""
    lines = []
    for n in range(ROWS):
        name = SURNAMES[n % 10] + GIVEN[n // 10 % 15] + GIVEN[n // 150 % 15]
        area = 200 + n * 137 % 1700
        money = area * 60
        lines.append(
            f"{name},{n % 8 + 1}组,{area / 100:.2f},60,{money / 100:.2f}\n",
        )
    return (HEAD + "".join(lines)).encode()


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    engine = db.make_engine(f"sqlite:///{folder / 'villagepub.db'}")
    db.upgrade(engine)
    stage.lay(engine)
    chosen = settings.read(
        {"VILLAGEPUB_INSTANCE": str(folder), "VILLAGEPUB_ID_KEY": stage.ID_KEY.decode()}
    )
    with gc_pause.loading():
        app = create_app(chosen, engine=engine)
    app.config["WTF_CSRF_ENABLED"] = False
    yield Desk(app.test_client(), "laotuo")
    engine.dispose()


class Base(DeclarativeBase):
    pass


class Household(Base):
    __tablename__ = "household"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    area: Mapped[str]
    amount: Mapped[str]


def plain_page() -> Callable[[int], object]:
    engine = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(
            Household(name="王建国", area="5.82", amount="349.20") for _ in range(ROWS)
        )
        session.commit()
    page = Template(
        "<table>{% for r in rows %}<tr><td>{{ r.name }}<td>{{ r.area }}"
        "<td>{{ r.amount }}{% endfor %}</table>",
        autoescape=True,
    )

    def make(_: int) -> object:
        with Session(engine) as session:
            return page.render(rows=session.scalars(sa.select(Household)).all())

    return make


def opened(clerk: Desk, path: str) -> Callable[[int], object]:
    def get(_: int) -> object:
        answer = clerk.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer

    return get


def main() -> int:
    with (
        tempfile.TemporaryDirectory() as name,
        Path(os.devnull).open("w") as log,
        desk(Path(name)) as clerk,
    ):
        logs.configure(log)
        page = clerk.bring(stage.CASES[0], sheet(), "大村.csv")
        draft = str(page.response.request.path).removesuffix("sheet")
        assert f"{ROWS:,} 户" in page.words or f"{ROWS} 户" in page.words, page.words
        paths = [p.format(row=ROWS * 3 // 4) for p in PAGES]
        contenders = {p: opened(clerk, draft + p) for p in paths}
        contenders["tasks"] = opened(clerk, "/clerk/")
        with gc_pause.loading():
            contenders["plain ORM page"] = plain_page()
        result = medians(contenders, rounds=5, clock=time.process_time)
        bring = medians(
            {"upload": lambda n: upload(clerk, n)},
            rounds=3,
            warm=1,
            clock=time.process_time,
        )
    print(f"换一张 {ROWS:,} 行的表：{ms(bring['upload'])}")
    plain = result.pop("plain ORM page")
    good = [
        verdict(
            f"文书的页 {name.partition('?')[0]}，{ROWS:,} 行",
            took / plain,
            LIMIT,
            at_most=True,
            ours=ms(took),
            peer=f"最简单的页 {ms(plain)}",
        )
        for name, took in result.items()
    ]
    return 0 if all(good) else 1


def upload(clerk: Desk, _: int) -> object:
    """The same sheet once more into the draft that is there: the longest single wait."""
    page = clerk.get(clerk.row(stage.CASES[0]))
    link = page.soup.find("a", string="换一张表")
    again = clerk.get(str(link["href"])) if link else page
    return clerk.send(
        again, {"file": (io.BytesIO(sheet()), "大村.csv")}, action="/read"
    )


if __name__ == "__main__":
    os.environ.setdefault("VILLAGEPUB_BASE_URL", "http://127.0.0.1")
    sys.exit(main())
