"""A week of a township in ten minutes: nothing lost, nothing twice, memory flat.

    python -m benchmarks.soak

``villagepub serve`` runs as in a township, against a server that plays WeChat. On each of
seven days every village hands in a sheet on the page, its committee signs on the page,
a third is corrected and a third withdrawn while its messages are on their way; the
township's office brings the government's list, has everything checked, and backs up.
Each minute something is killed with -9: the worker, a process that draws, the web, the
whole. At the end what WeChat saw is held against the database, every notice against what
was signed, and the last backup is restored elsewhere.
"""

import csv
import io
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from typing import TypeVar

import requests
import sqlalchemy as sa
import xlsxwriter
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from benchmarks import memory
from benchmarks.house import House, Watch, inhabited
from benchmarks.memory import Person
from benchmarks.rounds import verdict
from benchmarks.sheets import NAMES
from tests import stage
from tests.kill import villages
from tests.kill.fleet import Postman
from tests.kill.outcomes import OPEN, deliveries, require_truth, turn_the_clock
from tests.kill.villages import KINDS, Village
from tests.processes import wait_for
from tests.wechat_server.server import WeChatServer
from villagepub import clock, db, settings
from villagepub.models import Disclosure, Draft, Finding, Notice, Place
from villagepub.states import DraftStatus, FindingKind, FindingState

SECONDS, DAYS, VILLAGES, ROWS = 600, 7, 8, 70
PATIENCE = 240  # seconds after the week for what waits
FIRST = clock.now().year - DAYS  # the year that the first day's lists are of
AGAIN = 1  # seconds before somebody tries again who got no answer
GROWTH = 1.15  # of what web and worker hold, from the first days to the last
T = TypeVar("T")


def sheet() -> bytes:
    """The first two rows are those of which a correction changes one."""
    more = (
        f"{name},{n % 5 + 1}组,{n},60,{n * 60}\n"
        for n, name in enumerate(NAMES[: ROWS - 2], 3)
    )
    return villages.SHEET + "".join(more).encode()


def public(villages: Sequence[str], year: int) -> bytes:
    """The government's list of a year: what the villages hand in, but with the figures
    of a correction, and without the last household of each.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("公示")
        page.write_row(0, 0, [f"沿河湾镇{year}年耕地地力保护补贴发放情况公示"])
        heads, *rows = list(csv.reader(sheet().decode().splitlines()))[:-1]
        rows[0][2:] = ["11", "60", "660"]
        page.write_row(1, 0, ["行政村", *heads])
        for n, (name, row) in enumerate(product(villages, rows), 2):
            page.write_row(n, 0, [name, *row[:2], *map(int, row[2:])])
    return out.getvalue()


def patiently(act: Callable[[], T]) -> T:
    """As people do: once more where there was no answer or none that was of use."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except (requests.RequestException, AssertionError):
            if time.monotonic() > end:
                raise
            time.sleep(AGAIN)


class Week:
    """What people do. ``signed``: the public ids of what the committees signed;
    ``backups``: the files, each with what had been signed before it was begun.
    """

    def __init__(self, house: House, laid: Sequence[Village]) -> None:
        self._house, self._villages = house, laid
        self.signed: set[str] = set()
        self.backups: list[tuple[Path, set[str]]] = []
        self.missed: list[str] = []
        with db.reading(house.engine) as session:
            self.codes = [village.code for village in laid]
            named = select(Place.short_name).where(col(Place.code).in_(self.codes))
            self._names = list(session.exec(named))

    def live(self) -> None:
        office = self._person("bai")
        people = [
            (village, self._person(village.clerk), self._person(village.supervisor))
            for village in self._villages
        ]
        begun, each = time.monotonic(), SECONDS / (DAYS * len(people))
        for day in range(DAYS):
            for number, (village, clerk, member) in enumerate(people, 1):
                self._post(village, day, clerk, member)
                until = begun + each * (day * len(people) + number)
                time.sleep(max(until - time.monotonic(), 0))
            self._evening(day, office)

    def _person(self, login: str) -> Person:
        return patiently(lambda: Person(self._house.address, login))

    def _post(self, village: Village, day: int, clerk: Person, member: Person) -> None:
        engine, period = self._house.engine, f"{FIRST + day}"
        found = patiently(lambda: self._hand_in(village, clerk, period))
        with db.transaction(engine) as session:
            act = stage.act(session, village.clerk, clock.now())
            draft = session.get_one(Draft, found)
            village.drafts.append(villages.submit(act, draft))
            public_id = session.get_one(Notice, draft.notice_id).public_id
        draft_id, revision = village.drafts[day]
        patiently(lambda: self._sign(member, draft_id, revision))
        self.signed.add(public_id)
        if not villages.is_right(day):
            wait_for(lambda: villages.is_under_way(engine, draft_id), 5)
            villages.mend(engine, village, day)

    def _hand_in(self, village: Village, clerk: Person, period: str) -> int:
        """The draft; once more where the page said that it was not taken."""
        there = (
            select(Draft.id)
            .join(Notice, col(Draft.notice_id) == Notice.id)
            .where(Notice.village_code == village.code, Notice.period == period)
        )
        with db.reading(self._house.engine) as session:
            item = stage.item_id(session, stage.SUBSIDY, village.code)
            found = session.exec(there).first()
        if found is None:
            clerk.hand_in(item, period, sheet(), "名单.csv")
            with db.reading(self._house.engine) as session:
                found = session.exec(there).first()
        assert found is not None
        return found

    def _sign(self, member: Person, draft_id: int, revision: int) -> None:
        """Once more where nobody answered, unless it was signed after all."""
        page = f"/review/drafts/{draft_id}"
        if not self._is_signed(draft_id):
            member.post(page, f"{page}/approval", {"revision": f"{revision}"})
            assert self._is_signed(draft_id)

    def _is_signed(self, draft_id: int) -> bool:
        with db.reading(self._house.engine) as session:
            return session.get_one(Draft, draft_id).status is DraftStatus.PUBLISHED

    def _evening(self, day: int, office: Person) -> None:
        house, signed, year = self._house, set(self.signed), FIRST + day
        list_ = public(self._names, year)
        patiently(lambda: office.upload(f"{year}", list_))
        house.call("check", "--township", stage.TOWNSHIP)
        file = house.folder / f"backup-{day}.zip"
        house.call("backup", str(file))
        self.backups.append((file, signed))
        for one in sorted(signed):
            for end in ("", ".pdf"):
                self._look(f"/n/{one}{end}")

    def _look(self, path: str) -> None:
        """What is signed is there; a file that is not drawn yet is said to come."""
        found = patiently(lambda: requests.get(self._house.address + path, timeout=60))
        may_wait = path.endswith(".pdf")
        if not (found.ok or may_wait and found.status_code in (404, 410, 503)):
            self.missed.append(f"{path} {found.status_code}")


def lived(house: House, laid: Sequence[Village]) -> tuple[Week, Watch]:
    week, watch, postman = Week(house, laid), Watch(house), Postman(house.address, laid)
    watch.start()
    with postman.walking():
        try:
            week.live()
            wait_for(lambda: not waiting(house.engine), PATIENCE)
        finally:
            watch.end()
    return week, watch


def waiting(engine: Engine) -> int:
    return sum(delivery.state in OPEN for delivery, _ in deliveries(engine))


def found(engine: Engine) -> Counter[tuple[str, str, str]]:
    """What the checks say now of the lists, by village and year."""
    with db.reading(engine) as session:
        rows = session.exec(
            select(Finding.village_code, Finding.period, Finding.kind).where(
                Finding.item == stage.SUBSIDY,
                Finding.state == FindingState.OPEN,
                Finding.kind != FindingKind.LATE,
                col(Finding.period).in_([f"{FIRST + day}" for day in range(DAYS)]),
            )
        )
        return Counter(rows.all())


def expected(codes: Sequence[str]) -> Counter[tuple[str, str, str]]:
    """Area and amount until they are corrected, and the household that only the village
    has; of what was withdrawn, that nothing hangs.
    """
    alone = FindingKind.MISSING_IN_GOVERNMENT
    kinds = (
        (FindingKind.FIELD_DIFFERS, FindingKind.FIELD_DIFFERS, alone),
        (alone,),
        (FindingKind.NOT_PUBLISHED,),
    )
    return Counter(
        (code, f"{FIRST + day}", kind)
        for code, day in product(codes, range(DAYS))
        for kind in kinds[day % 3]
    )


def require_all(house: House, week: Week) -> None:
    """What was signed is there in each of its versions, and in the last backup; what was
    checked and brought twice is there once; nobody met a traceback.
    """
    house.call("audit", "verify", is_right=True)
    with db.reading(house.engine) as session:
        notices = {n.public_id: n.version for n in session.exec(select(Notice))}
        lists = session.exec(select(sa.func.count()).select_from(Disclosure)).one()
    assert notices.keys() == week.signed
    corrected = sum(day % 3 == 1 for day in range(DAYS)) * VILLAGES
    assert sum(notices.values()) == len(notices) + corrected
    assert lists == DAYS  # brought once more, it is there once
    before = found(house.engine)
    house.call("check", "--township", stage.TOWNSHIP)
    assert found(house.engine) == before
    assert before == expected(week.codes)
    said = (house.folder / "log").read_text("utf-8")
    assert "Traceback" not in said, said[said.index("Traceback") - 800 :][:4000]
    file, signed = week.backups[-1]
    with tempfile.TemporaryDirectory() as other:
        house.call("restore", str(file), is_right=True, VILLAGEPUB_INSTANCE=other)
        engine = db.make_engine(f"sqlite:///{Path(other) / 'villagepub.db'}")
        with db.reading(engine) as session:
            assert signed <= set(session.exec(select(Notice.public_id)))
        engine.dispose()


def main() -> int:
    wechat = WeChatServer()
    wechat.takes = (0.05, 0.15)  # as far away as the real one, or no kill meets a call
    threading.Thread(target=wechat.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        engine = db.make_engine(f"sqlite:///{folder / 'villagepub.db'}")
        laid = villages.lay(engine, wechat, count=VILLAGES, each=0)
        for village in laid:
            village.platform.mass_left = 3 * DAYS
        with inhabited(engine, folder, wechat) as house:
            week, watch = lived(house, laid)
        turn_the_clock(house.engine, settings.read(house.environ), laid)
        rows = deliveries(house.engine)
        require_truth(rows, laid, wechat, house.in_flight)
        assert sum(d.kind == "notice" for d, _ in rows) == VILLAGES * DAYS * len(KINDS)
        require_all(house, week)
    killed = "、".join(f"{name} {n} 次" for name, n in Counter(house.killed).items())
    states = Counter(delivery.state.value for delivery, _ in rows)
    first, last = watch.of(0.2, 0.4), watch.of(0.8, 1)
    good = [
        verdict(
            f"一个星期（{len(rows)} 条消息，杀掉 {killed}）：看不到的公示",
            len(week.missed), 0, at_most=True,
            ours="，".join(f"{name} {n}" for name, n in sorted(states.items())),
        ),
        verdict(
            "一个星期，占的内存涨了多少倍", last / first, GROWTH, at_most=True,
            ours=f"前面 {first:.0f} MB，后面 {last:.0f} MB",
        ),
        memory.told(
            "一个星期里最多的时候", max(watch.held, key=memory.total), memory.WORKED_MB
        ),
    ]  # fmt: skip
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
