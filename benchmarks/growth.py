"""How pages and rounds grow: the same work at 1, 10 and 100 townships.

    python -m benchmarks.growth

A township has 13 villages, a village 12 items and a notice of each, one list of them held
against the government's. Prints a table for docs/scale.md. Fails if a page of one village
or township asks more questions, or takes more than thrice as long, where a hundred others
lie beside it, or if a check of everything grows faster than n log n.
"""

import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from benchmarks import matching
from benchmarks.matching import listed
from tests.queries import asked
from villagepub import db, places, settings, worker
from villagepub.act import Act
from villagepub.comparison.comparable_list import digest_of_text
from villagepub.duties import queries as duty_queries
from villagepub.findings import check_runs
from villagepub.findings import queries as finding_queries
from villagepub.models import (
    DisclosedList,
    Disclosure,
    Notice,
    NoticeList,
    NoticeVersion,
    Place,
    Staff,
    VillageItem,
)
from villagepub.states import DisclosureState, NoticeStatus, Role

SIZES = (1, 10, 100)  # townships
VILLAGES, ITEMS, ROWS, TIMES = 13, 12, 70, 5
AT = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
COUNTY, HELD = "610603", "耕地地力保护补贴"
Rows = list[dict[str, Any]]


def lay(engine: Engine, townships: int) -> None:
    """In bulk: a county of a hundred townships would take an hour through the pages."""
    db.upgrade(engine)
    matching.ROWS = ROWS
    ours, theirs, _ = matching.village(1)
    own, given = listed(ours).to_json(), listed(theirs).to_json()
    towns = [f"{COUNTY}{100 + number}" for number in range(townships)]
    with db.transaction(engine) as session:
        _add(session, Place, _places(towns))
        _add(session, Staff, [_staff()])
        _add(session, Disclosure, [_disclosure()])
        for town in towns:
            _lay_township(session, town, own, given)


def _places(towns: Iterable[str]) -> Rows:
    codes = [COUNTY]
    for town in towns:
        codes += [town, *(f"{town}{n:03d}" for n in range(VILLAGES))]
    return [
        {
            "code": code,
            "parent_code": code[: {6: 0, 9: 6, 12: 9}[len(code)]] or None,
            "name": f"第{code[6:]}村",
            "short_name": f"第{code[6:]}村",
            "full_name": f"安塞区第{code[6:]}村",
        }
        for code in codes
    ]


def _staff() -> dict[str, Any]:
    return {
        "id": 1, "login": "x", "name": "拓小梅", "role": Role.COUNTY, "place_code": COUNTY,
        "password_hash": "", "session_key": "", "created_at": AT,
    }  # fmt: skip


def _disclosure() -> dict[str, Any]:
    return {
        "id": 1, "place_code": COUNTY, "item": HELD, "form": "T8", "period": "2026",
        "title": "公示", "published_on": date(2026, 6, 15), "filename": "表.xlsx",
        "digest": "", "state": DisclosureState.STANDING, "imported_at": AT,
    }  # fmt: skip


def _lay_township(session: Session, town: str, own: str, given: str) -> None:
    items: Rows = []
    notices: Rows = []
    versions: Rows = []
    lists: Rows = []
    disclosed: Rows = []
    first = (int(town[6:]) - 100) * VILLAGES * ITEMS
    for number in range(VILLAGES * ITEMS):
        id_, code = first + number + 1, f"{town}{number // ITEMS:03d}"
        is_held = number % ITEMS == 0
        name = HELD if is_held else f"第{number % ITEMS}件事"
        common = {"village_code": code, "form": "T8"}
        items.append({"id": id_, "item_key": name, "name": name, **common})
        notices.append({
            "id": id_, "public_id": f"n{id_}", "item_id": id_, "period": "2026",
            "title": name, "status": NoticeStatus.PUBLISHED, "version": 1,
            "published_at": AT, "created_at": AT, "drawn_at": AT, **common,
        })  # fmt: skip
        versions.append({
            "id": id_, "notice_id": id_, "version": 1, "content": "{}", "records": "{}",
            "digest": "", "check_code": "", "author_id": 1, "reviewer_id": 1,
            "published_at": AT,
        })  # fmt: skip
        text = own if is_held else listed([]).to_json()
        lists.append({"version_id": id_, "lines": text, "digest": digest_of_text(text)})
        if is_held:
            disclosed.append({
                "disclosure_id": 1, "village_code": code, "rows": ROWS, "lines": given,
                "digest": digest_of_text(given),
            })  # fmt: skip
    for model, rows in (
        (VillageItem, items), (Notice, notices), (NoticeVersion, versions),
        (NoticeList, lists), (DisclosedList, disclosed),
    ):  # fmt: skip
        _add(session, model, rows)


def _add(session: Session, model: Any, rows: Rows) -> None:
    """With every default that the model has."""
    whole = [model(**row).model_dump() for row in rows]
    if rows and "id" not in rows[0]:
        whole = [{k: v for k, v in row.items() if k != "id"} for row in whole]
    session.connection().execute(sa.insert(model), whole)


def check(engine: Engine, place_code: str) -> None:
    with db.transaction(engine) as session:
        run = check_runs.ask(Act(session, None, AT), place_code=place_code).id
    check_runs.run(engine, run, now=lambda: AT)


def works(engine: Engine, folder: Path) -> dict[str, Callable[[], object]]:
    """What is measured, by its name in the table."""
    town, village = f"{COUNTY}100", f"{COUNTY}100000"
    codes = [f"{town}{n:03d}" for n in range(VILLAGES)]
    chosen = settings.read({"VILLAGEPUB_INSTANCE": str(folder / "instance")})

    def reading(ask: Callable[[Session], object]) -> Callable[[], object]:
        def run() -> None:
            with db.reading(engine) as session:
                ask(session)

        return run

    on = AT.date()
    return {
        "一个村的清单": reading(lambda s: duty_queries.of_village(s, village, on=on)),
        "一个镇的总表": reading(
            lambda s: (
                duty_queries.of_villages(s, codes, on=on),
                finding_queries.disagreements(s, town),
            )
        ),
        "对不上的一页": reading(lambda s: finding_queries.lines(s, town, limit=50)),
        "找村": reading(lambda s: places.search(s, "第1000")),
        "一个镇夜里再对一遍": lambda: check(engine, town),
        "没有事时的一轮": lambda: worker.go_round(engine, chosen, now=lambda: AT),
        "全县第一次对": lambda: check(engine, COUNTY),
        "全县夜里再对一遍": lambda: check(engine, COUNTY),
    }


ONCE = ("全县第一次对",)
OF_ALL = ("全县第一次对", "全县夜里再对一遍")


def measured(townships: int) -> dict[str, tuple[float, int]]:
    """Milliseconds of the processor, the middle of five, and questions, by name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = db.make_engine(f"sqlite:///{folder / 'villagepub.db'}")
        lay(engine, townships)
        check(engine, f"{COUNTY}100")  # findings that pages show
        found = {}
        for word, run in works(engine, folder).items():
            times = []
            for _ in range(1 if word in ONCE else TIMES):
                with asked(engine) as statements:
                    start = time.process_time()
                    run()
                times.append((time.process_time() - start) * 1000)
            found[word] = statistics.median(times), len(statements)
        engine.dispose()
    return found


def main() -> int:
    table = {size: measured(size) for size in SIZES}
    head = "".join(f" {size} 个镇 |" for size in SIZES)
    print(f"| |{head}\n|---|{'---:|' * len(SIZES)}")
    good = True
    first, last = table[SIZES[0]], table[SIZES[-1]]
    for word in first:
        cells = (table[size][word] for size in SIZES)
        print(
            f"| {word} |" + "".join(f" {ms:,.1f} 毫秒，问 {n} 次 |" for ms, n in cells)
        )
        times, more = SIZES[-1] / SIZES[0], last[word][0] / first[word][0]
        if word in OF_ALL:
            is_kept = more <= 3 * times * max(math.log2(times), 1)
        else:
            is_kept = more <= 3 and last[word][1] <= first[word][1]
        if not is_kept:
            print(
                f"  FAIL: {word} grows {more:.1f} × in time over {times:.0f} × the size"
            )
            good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
