"""From imported disclosure to closed finding, against a real database."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage, walked
from tests.notices.test_privacy_of_notices import secrets_of
from tests.stage import AT, CASES, ID_KEY, TOWNSHIP, VILLAGE
from villagepub import db, disclosures, privacy, worker
from villagepub.act import Act
from villagepub.disclosures import Facts
from villagepub.duties import confirmations, declarations
from villagepub.errors import UserError
from villagepub.findings import check_runs
from villagepub.models import CheckRun, DisclosedList, Disclosure, Finding
from villagepub.states import CheckState, FindingKind, FindingState

PAID = "沿河湾镇2026年耕地地力保护补贴发放公示.xlsx"
LATER = AT + timedelta(days=11)
FACTS = Facts(
    item=CASES[0].item,
    period="2026",
    title="沿河湾镇2026年耕地地力保护补贴发放情况公示",
    document="沿政发〔2026〕8号",
    published_on=date(2026, 6, 15),
)


def bring(
    engine: Engine,
    instance: Path,
    data: bytes,
    facts: Facts = FACTS,
    filename: str = PAID,
) -> disclosures.DisclosureImport:
    with db.transaction(engine) as session:
        return disclosures.import_list(
            stage.act(session, "bai", LATER),
            disclosures.read_list(
                session,
                place_code=TOWNSHIP,
                facts=facts,
                data=data,
                filename=filename,
                store_url=instance.as_uri(),
                key=ID_KEY,
            ),
        )


def check(engine: Engine, at: datetime = LATER, place: str = TOWNSHIP) -> CheckRun:
    with db.transaction(engine) as session:
        actor = stage.actor(session, "bai")
        asked = check_runs.ask(
            Act(session, actor, at), place_code=place, item=FACTS.item, period="2026"
        )
    check_runs.work(engine, now=lambda: at)
    with db.reading(engine) as session:
        return session.get_one(CheckRun, asked.id)


def brought_and_checked(
    engine: Engine, instance: Path, data: bytes, at: datetime = LATER
) -> None:
    """The township's list of what was paid, and the first check after it."""

    def walk() -> str:
        bring(engine, instance, data)
        return str(check(engine, at).id)

    walked.once(engine, ("brought and checked", data, at), walk)


def findings(engine: Engine, village: str = VILLAGE) -> list[Finding]:
    with db.reading(engine) as session:
        rows = session.exec(
            select(Finding).where(Finding.village_code == village)
        ).all()
        return sorted(rows, key=lambda f: (f.kind, f.name, f.field))


@pytest.fixture
def paid(sheets_folder: Path) -> bytes:
    return (sheets_folder / "disclosures" / PAID).read_bytes()


@pytest.fixture
def checked(county: Engine, sheets_folder: Path, tmp_path: Path, paid: bytes) -> Engine:
    stage.publish(county, sheets_folder)
    bring(county, tmp_path, paid)
    check(county)
    return county


def test_a_disclosure_is_split_by_village_and_keeps_its_source(
    county: Engine, tmp_path: Path, paid: bytes
) -> None:
    imported = bring(county, tmp_path, paid)
    assert imported.villages == 15
    assert imported.unplaced == ()
    with db.reading(county) as session:
        one = session.exec(select(Disclosure)).one()
        assert (one.document, one.form, one.rows) == ("沿政发〔2026〕8号", "T8", 954)
        own = session.exec(
            select(DisclosedList).where(DisclosedList.village_code == VILLAGE)
        ).one()
        assert own.rows == 73
        (table,) = disclosures.kept_tables(session, one.id, tmp_path.as_uri())
    assert len(table.rows) == 954


def test_the_same_file_again_changes_nothing(
    county: Engine, tmp_path: Path, paid: bytes
) -> None:
    bring(county, tmp_path, paid)
    assert bring(county, tmp_path, paid).is_known
    with db.reading(county) as session:
        assert len(session.exec(select(Disclosure)).all()) == 1


def test_a_file_with_whole_identity_numbers_is_kept_without_them(
    county: Engine, tmp_path: Path, sheets_folder: Path
) -> None:
    data = (sheets_folder / "notices" / CASES[0].file).read_bytes()
    imported = bring(county, tmp_path, data, filename=CASES[0].file)
    with db.reading(county) as session:
        (table,) = disclosures.kept_tables(
            session, imported.disclosure.id, tmp_path.as_uri()
        )
        lists = session.exec(select(DisclosedList)).all()
    numbers = [c for r in table.rows for c in r.cells if len(c) > 7]
    assert numbers  # the masks
    assert not [c for c in numbers if privacy.find(c)]
    secrets = secrets_of(sheets_folder / "notices" / CASES[0].file)
    assert not [s for s in secrets for one in lists if s in one.lines]


def test_a_list_of_other_places_is_refused_with_a_sentence(
    county: Engine, tmp_path: Path
) -> None:
    data = "行政村,户主,组别,补贴面积（亩）,补贴金额（元）\n天边村,王建国,1组,5,300\n".encode()
    with pytest.raises(UserError, match="没有沿河湾镇的村"):
        bring(county, tmp_path, data, filename="别处.csv")


def test_what_differs_after_the_clerk_mended_the_sheet(checked: Engine) -> None:
    told = [(f.kind.value, f.name, f.field) for f in findings(checked)]
    assert told == [
        ("area_above_contract", "白志明", "补贴面积"),
        ("field_differs", "白志明", "补贴金额"),
        ("field_differs", "白志明", "补贴面积"),
        ("missing_in_government", "苗占彪", ""),
        ("missing_in_village", "陈红霞", ""),
        ("name_variant", "温良峰", ""),
    ]


def test_all_differences_of_the_sample_are_on_the_desk(
    county: Engine, sheets_folder: Path, tmp_path: Path, paid: bytes
) -> None:
    """Where the village explained what its sheet has wrong instead of mending it."""
    truth = json.loads(
        (sheets_folder / "disclosures" / "truth.json").read_text("utf-8")
    )
    stage.publish(county, sheets_folder, choose="explain")
    bring(county, tmp_path, paid)
    check(county)
    found = findings(county)
    for wanted in truth["findings"]:
        same = [f for f in found if all(getattr(f, k) == v for k, v in wanted.items())]
        assert len(same) == 1, wanted
    others = [f.kind for f in found if f.kind is not FindingKind.AREA_ABOVE_CONTRACT]
    assert len(others) == len(truth["findings"])


def test_villages_that_posted_nothing_are_said_once(checked: Engine) -> None:
    with db.reading(checked) as session:
        rows = session.exec(
            select(Finding).where(Finding.kind == FindingKind.NOT_PUBLISHED)
        ).all()
    assert {f.village_code for f in rows} == {stage.OTHER}


def test_checking_twice_makes_no_new_line_and_skips_what_did_not_change(
    checked: Engine,
) -> None:
    before = [(f.id, f.key) for f in findings(checked)]
    run = check(checked, LATER + timedelta(hours=1))
    assert run.state is CheckState.DONE
    assert run.skipped == run.total
    assert [(f.id, f.key) for f in findings(checked)] == before


def test_a_disclosure_that_agrees_closes_what_it_mended(
    checked: Engine, tmp_path: Path, paid: bytes, rewritten: Callable[..., bytes]
) -> None:
    bring(checked, tmp_path, rewritten(paid, "溫良锋", "温良峰"))
    check(checked, LATER + timedelta(days=1))
    states = {f.name: f.state for f in findings(checked)}
    assert states["温良峰"] is FindingState.CLOSED
    assert states["陈红霞"] is FindingState.OPEN


@pytest.fixture
def rewritten() -> Callable[..., bytes]:
    import io

    import openpyxl

    def change(data: bytes, old: str, new: str) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(data))
        for row in book.active.iter_rows():
            for cell in row:
                if cell.value == old:
                    cell.value = new
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return change


def test_a_run_that_a_dead_worker_left_is_done_by_the_next(checked: Engine) -> None:
    with db.transaction(checked) as session:
        run = check_runs.ask(Act(session, None, LATER), place_code=TOWNSHIP)
        run.state, run.lease_until = CheckState.RUNNING, LATER - timedelta(minutes=1)
    assert check_runs.work(checked, now=lambda: LATER) == 1
    assert check_runs.work(checked, now=lambda: LATER) == 0


def test_what_was_not_posted_is_settled_once_the_village_says_there_is_none(
    county: Engine,
) -> None:
    aid, after = CASES[2].item, datetime(2026, 11, 3, 9, tzinfo=UTC)

    def state() -> list[FindingState]:
        worker.check_once(county, now=lambda: after)
        found = findings(county)
        return [f.state for f in found if (f.item, f.period) == (aid, "2026Q3")]

    with db.transaction(county) as session:
        officer = stage.act(session, "bai", after)
        check_runs.ask(officer, place_code=VILLAGE)
    assert state() == [FindingState.OPEN]
    with db.transaction(county) as session:
        declarations.declare_nothing(
            stage.act(session, "laotuo", after + timedelta(minutes=1)),
            item_id=stage.item_id(session, aid),
            period="2026Q3",
        )
    assert state() == [FindingState.OPEN]
    with db.transaction(county) as session:
        (said,) = confirmations.waiting(session, VILLAGE)
        confirmations.confirm(
            stage.act(session, "zhe", after + timedelta(minutes=2)),
            declaration_id=said.declaration_id,
        )
    assert state() == [FindingState.CLOSED]
    assert worker.check_once(county, now=lambda: after) == 0
