"""The paper board: fifteen whole days, from the day that a person says it hangs."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import AT, VILLAGE
from villagepub import clock
from villagepub.access import Forbidden
from villagepub.act import acting
from villagepub.duties import hangings, hung_sheets
from villagepub.duties.hung_sheets import HangingState, HungSheet
from villagepub.errors import UserError
from villagepub.models import AuditEntry, Hanging, Notice

POSTED = date(2026, 11, 30)
SHEET = HungSheet(
    public_id="q7k3vm",
    title="耕地地力保护补贴发放公示",
    version=1,
    published_on=POSTED,
    posting_until=POSTED + timedelta(days=15),
)


def up(on: date, **more: object) -> HungSheet:
    from dataclasses import replace

    return replace(SHEET, hung_on=on, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sheet", "on", "state"),
    [
        (SHEET, POSTED, HangingState.NOT_HUNG),
        (up(POSTED), date(2026, 11, 30), HangingState.HANGING),
        (up(POSTED), date(2026, 12, 15), HangingState.HANGING),
        (up(POSTED), date(2026, 12, 16), HangingState.MAY_COME_DOWN),
        # what is hung later hangs until later, whatever the web says
        (up(date(2026, 12, 3)), date(2026, 12, 18), HangingState.HANGING),
        (up(date(2026, 12, 3)), date(2026, 12, 19), HangingState.MAY_COME_DOWN),
        (up(POSTED, down_on=date(2026, 12, 15)), POSTED, HangingState.DOWN_EARLY),
        (up(POSTED, down_on=date(2026, 12, 16)), POSTED, HangingState.DOWN),
        (up(POSTED, is_withdrawn=True), POSTED, HangingState.WITHDRAWN),
        (
            up(POSTED, is_withdrawn=True, down_on=POSTED),
            date(2026, 12, 1),
            HangingState.DOWN,
        ),
    ],
)
def test_the_day_of_hanging_is_not_counted(
    sheet: HungSheet, on: date, state: HangingState
) -> None:
    assert sheet.state(on) is state


def test_the_strip_says_three_days_with_a_word() -> None:
    days = hung_sheets.strip(POSTED, 15)
    assert len(days) == 17
    assert [(d.on.isoformat(), d.word) for d in days if d.word] == [
        ("2026-11-30", "贴"),
        ("2026-12-15", "满"),
        ("2026-12-16", "揭"),
    ]


@pytest.fixture
def public_id(county: Engine, sheets_folder: Path) -> str:
    return stage.publish(county, sheets_folder)


PUBLISHED = AT + timedelta(days=1)  # signed on 2026年6月20日


def hang(engine: Engine, public_id: str, on: date, *, login: str = "laotuo") -> None:
    with acting(engine, at=AT + timedelta(days=90)) as act:
        who = stage.act(act.session, login, AT + timedelta(days=90))
        hangings.hang(who, public_id=public_id, on=on, photo=None)


def take_down(engine: Engine, public_id: str, on: date, reason: str = "") -> None:
    with acting(engine, at=AT + timedelta(days=90)) as act:
        who = stage.act(act.session, "laotuo", AT + timedelta(days=90))
        hangings.take_down(who, public_id=public_id, on=on, reason=reason)


def sheets(engine: Engine, on: date) -> list[HungSheet]:
    with acting(engine, at=AT) as act:
        return hung_sheets.of_village(act.session, VILLAGE, on=on)


def test_a_sheet_is_asked_for_until_somebody_says_that_it_hangs(
    county: Engine, public_id: str
) -> None:
    day = clock.day(PUBLISHED)
    assert [s.state(day) for s in sheets(county, day)] == [HangingState.NOT_HUNG]
    hang(county, public_id, day)
    assert [s.state(day) for s in sheets(county, day)] == [HangingState.HANGING]
    with acting(county, at=AT) as act:
        entry = act.session.exec(
            select(AuditEntry).where(AuditEntry.action == "hanging.up")
        ).one()
        assert entry.data == {"number": entry.data["number"], "version": 1} | {
            "on": day.isoformat()
        }


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("张三患尿毒症，家里不愿意", "说到一个人的隐私，不能这样写"),
        ("腾地方贴，加微信买化肥便宜", "像广告，不能这样写"),
    ],
)
def test_why_it_came_down_is_held_against_the_rules_of_content(
    county: Engine, public_id: str, reason: str, said: str
) -> None:
    day = clock.day(PUBLISHED)
    hang(county, public_id, day)
    with pytest.raises(UserError, match=said):
        take_down(county, public_id, day + timedelta(days=6), reason)
    (sheet,) = sheets(county, day)
    assert (sheet.state(day), sheet.early_reason) == (HangingState.HANGING, "")


def test_before_its_days_are_full_it_comes_down_with_a_reason_only(
    county: Engine, public_id: str
) -> None:
    day = clock.day(PUBLISHED)
    hang(county, public_id, day)
    early = day + timedelta(days=6)
    with pytest.raises(UserError, match="还没挂满 15 天"):
        take_down(county, public_id, early)
    take_down(county, public_id, early, "大雨淋坏了，换了新的")
    (sheet,) = sheets(county, early)
    assert (sheet.state(early), sheet.early_reason) == (
        HangingState.DOWN_EARLY,
        "大雨淋坏了，换了新的",
    )
    hang(county, public_id, early)  # the new one counts anew
    (sheet,) = sheets(county, early)
    assert sheet.full_on == early + timedelta(days=15)


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "才审过"), (200, "还没到")], ids=["before", "after"]
)
def test_a_day_that_cannot_be_is_refused(
    county: Engine, public_id: str, days: int, said: str
) -> None:
    on = clock.day(PUBLISHED) + timedelta(days=days)
    with pytest.raises(UserError, match=said):
        hang(county, public_id, on)


def test_it_is_recorded_once_and_by_its_own_village(
    county: Engine, public_id: str
) -> None:
    day = clock.day(PUBLISHED)
    with pytest.raises(Forbidden):
        hang(county, public_id, day, login="kang")
    with pytest.raises(Forbidden):
        hang(county, public_id, day, login="zhe")
    hang(county, public_id, day)
    with pytest.raises(UserError, match="记过上墙了"):
        hang(county, public_id, day)


def test_a_correction_hangs_for_a_new_time_and_takes_the_old_sheet_away(
    county: Engine, public_id: str
) -> None:
    day = clock.day(PUBLISHED)
    hang(county, public_id, day)
    with acting(county, at=AT) as act:
        stage.correct(act.session, public_id, AT + timedelta(days=5))
    later = day + timedelta(days=5)
    (sheet,) = sheets(county, later)
    assert (sheet.state(later), sheet.version) == (HangingState.NOT_HUNG, 2)
    hang(county, public_id, later)
    (sheet,) = sheets(county, later)
    assert sheet.full_on == later + timedelta(days=15)
    with acting(county, at=AT) as act:
        rows = act.session.exec(select(Hanging).order_by(Hanging.version)).all()  # type: ignore[arg-type]
        assert [(r.version, r.down_on) for r in rows] == [(1, later), (2, None)]


def test_what_was_withdrawn_has_to_come_down_whatever_the_days(
    county: Engine, public_id: str
) -> None:
    day = clock.day(PUBLISHED)
    hang(county, public_id, day)
    with acting(county, at=AT) as act:
        stage.withdraw(act.session, at=PUBLISHED, reason="贴错了村")
    assert [s.state(day) for s in sheets(county, day)] == [HangingState.WITHDRAWN]
    take_down(county, public_id, day)
    assert [s.state(day) for s in sheets(county, day)] == [HangingState.DOWN]


def test_what_was_recorded_by_mistake_is_taken_back(
    county: Engine, public_id: str
) -> None:
    day = clock.day(PUBLISHED)
    hang(county, public_id, day)
    take_down(county, public_id, day + timedelta(days=16))

    def undo() -> HangingState:
        with acting(county, at=AT) as act:
            hangings.undo(stage.act(act.session, "laotuo", AT), public_id=public_id)
        return sheets(county, day)[0].state(day)

    assert undo() is HangingState.HANGING
    assert undo() is HangingState.NOT_HUNG


def test_who_takes_back_that_a_correction_hangs_has_the_old_sheet_on_the_wall(
    county: Engine, sheets_folder: Path
) -> None:
    """It had come down in the books alone, on a day before which nothing hung again."""
    public_id = stage.publish(county, sheets_folder)
    posted = AT + timedelta(days=1)
    with acting(county, at=posted) as doing:
        clerk = stage.act(doing.session, "laotuo", posted)
        hangings.hang(clerk, public_id=public_id, on=clock.day(posted), photo=None)
    at = AT + timedelta(days=6)
    with acting(county, at=at) as doing:
        stage.correct(doing.session, public_id)
        clerk = stage.act(doing.session, "laotuo", at)
        hangings.hang(clerk, public_id=public_id, on=clock.day(at), photo=None)
        hangings.undo(clerk, public_id=public_id)
        first = doing.session.exec(select(Hanging)).one()
        assert first.down_on is None
        yesterday = clock.day(at) - timedelta(days=1)
        hangings.hang(clerk, public_id=public_id, on=yesterday, photo=None)
        assert first.down_on == yesterday


def test_old_sheets_that_nobody_recorded_are_not_asked_for_for_ever(
    county: Engine, public_id: str
) -> None:
    assert sheets(county, clock.day(PUBLISHED) + timedelta(days=46)) == []


def test_a_photo_is_let_go_of_when_its_sheet_is_long_down(
    county: Engine, public_id: str
) -> None:
    day = clock.day(PUBLISHED)
    with acting(county, at=AT) as act:
        who = stage.act(act.session, "laotuo", AT + timedelta(days=2))
        hangings.hang(who, public_id=public_id, on=day, photo=b"\xff\xd8\xff")
    take_down(county, public_id, day + timedelta(days=20))

    def is_kept(days: int) -> bool:
        hangings.let_photos_go(county, at=AT + timedelta(days=days))
        with acting(county, at=AT) as act:
            notice = act.session.exec(select(Notice)).one()
            return hangings.photo_of(act.session, notice) is not None

    assert is_kept(100)
    assert not is_kept(115)
