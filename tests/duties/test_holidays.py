"""A year's announced holidays: checked, kept, and what hangs on them counted again."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.render.reading import pdf_text
from tests.stage import Case
from villagepub import clock, db, settings
from villagepub.act import acting
from villagepub.duties import holidays
from villagepub.duties.workdays import statutory_days
from villagepub.errors import UserError
from villagepub.factory import create_app
from villagepub.models import AuditEntry, Notice
from villagepub.notices import drawn_files
from villagepub.states import NoticeStatus

AT = datetime(2026, 12, 29, 1, 0, tzinfo=UTC)
STATUTORY = sorted(statutory_days(2027))


def arrangement(*more: str, without: date | None = None) -> bytes:
    days = [f"{day.isoformat()},休" for day in STATUTORY if day != without]
    return "\n".join(("date,kind", *days, *more)).encode()


def test_the_law_has_thirteen_days_a_year() -> None:
    assert len(STATUTORY) == 13
    assert len(statutory_days(2026)) == 13


def test_an_arrangement_makes_its_year_known(county: Engine) -> None:
    with acting(county, at=AT) as act:
        done = holidays.import_csv(
            act, arrangement("2027-01-02,休", "2027-01-03,班"), filename="2027.csv"
        )
        assert (done.year, done.rest, done.work) == (2027, 14, 1)
    with acting(county, at=AT) as act:
        known = holidays.calendar(act.session)
        assert known.is_known(date(2027, 5, 1))
        assert known.is_workday(date(2027, 1, 3))  # a Sunday
        newest = act.session.exec(
            select(AuditEntry).order_by(AuditEntry.id.desc())  # type: ignore[union-attr]
        ).first()
        assert newest is not None
        assert newest.action == "holidays.import"


def test_an_arrangement_may_begin_in_the_december_before(county: Engine) -> None:
    """As that of 2019 did: Monday 31 December free, Saturday 29 worked."""
    days = [f"{day.isoformat()},休" for day in sorted(statutory_days(2030))]
    early = ["2029-12-31,休", "2029-12-29,班"]
    data = "\n".join([*early, *days]).encode()
    with acting(county, at=AT) as act:
        assert holidays.import_csv(act, data, filename="2030.csv").year == 2030
        known = holidays.calendar(act.session)
        assert not known.is_workday(date(2029, 12, 31))
        assert known.is_workday(date(2029, 12, 29))
        assert known.is_known(date(2030, 6, 1))
        assert not known.is_known(date(2029, 6, 1))  # two days are no year
        again = "\n".join(days).encode()
        holidays.import_csv(act, again, filename="2030.csv")
        assert holidays.calendar(act.session).is_workday(date(2029, 12, 31))


def test_the_year_before_brought_in_later_keeps_its_last_days(county: Engine) -> None:
    days = {
        y: [f"{d.isoformat()},休" for d in sorted(statutory_days(y))]
        for y in (2029, 2030)
    }
    with acting(county, at=AT) as act:
        for lines in (["2029-12-31,休", *days[2030]], days[2029]):
            holidays.import_csv(act, "\n".join(lines).encode(), filename="a.csv")
        assert not holidays.calendar(act.session).is_workday(date(2029, 12, 31))


def test_bringing_a_year_in_again_replaces_it(county: Engine) -> None:
    with acting(county, at=AT) as act:
        holidays.import_csv(act, arrangement("2027-01-02,休"), filename="a.csv")
        holidays.import_csv(act, arrangement(), filename="b.csv")
        assert len(holidays.added(act.session)) == len(STATUTORY)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (arrangement(without=date(2027, 10, 1)), "少了法定的假日：10月1日"),
        (arrangement("2027-13-01,休"), "“2027-13-01”不是日期"),
        (arrangement("2027-01-04,班"), "本来就上班"),
        (arrangement("2027-01-01,休"), "写了两遍"),
        (arrangement("2028-01-01,休"), "一份一年"),
        (arrangement("2026-12-19,休"), "一份一年"),
        (arrangement("2027-01-02,放假"), "要写“休”或者“班”"),
        (arrangement("2027-01-02"), "要写日期和“休”或者“班”"),
        (b"\xff\xfe\xff", "读不出字来"),
    ],
)
def test_an_arrangement_that_can_not_be_right_is_refused(
    county: Engine, data: bytes, says: str
) -> None:
    with pytest.raises(UserError, match=says), acting(county, at=AT) as act:
        holidays.import_csv(act, data, filename="2027.csv")
    with acting(county, at=AT) as act:
        assert list(holidays.added(act.session)) == []


def test_a_period_that_reaches_into_the_year_is_counted_again(county: Engine) -> None:
    with acting(county, at=AT) as act:
        notice = Notice(
            public_id="abcdef",
            village_code=stage.VILLAGE,
            item_id=stage.item_id(act.session, "农村最低生活保障初审对象"),
            form="T6",
            period="2026-12-28",
            title="2026年12月28日农村低保初审对象公示",
            status=NoticeStatus.PUBLISHED,
            version=1,
            published_at=datetime(2026, 12, 28, 1, 0, tzinfo=UTC),
            objection_until=date(2027, 1, 6),
            created_at=AT,
        )
        act.session.add(notice)
        act.session.flush()
        done = holidays.import_csv(
            act, arrangement("2027-01-02,休", "2027-01-04,休"), filename="2027.csv"
        )
        assert done.changed == 1
        assert notice.objection_until == date(2027, 1, 7)  # Monday 1月4日 is free
        # Sunday 1月3日 is worked: it would end on 1月5日, and 1月7日 was promised.
        done = holidays.import_csv(
            act, arrangement("2027-01-02,休", "2027-01-03,班"), filename="2027.csv"
        )
        assert done.changed == 0
        assert notice.objection_until == date(2027, 1, 7)


def test_what_hangs_on_a_posted_notice_follows_the_arrangement(
    county: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page, files and new paper; what the paper on the wall says stands beside it."""
    posted_at = datetime(2026, 12, 28, 1, 0, tzinfo=UTC)
    ticks = (posted_at + timedelta(seconds=n) for n in count())
    monkeypatch.setattr(clock, "now", lambda: next(ticks))
    own = settings.read({"VILLAGEPUB_INSTANCE": str(tmp_path / "instance")})
    app = create_app(own, engine=county)
    case = Case("农村最低生活保障初审对象", "2026-12-28", "")
    sheet = "户主姓名,组别,保障人口,拟月保障金额\n王建国,1组,2,600\n白世雄,2组,1,300\n"
    with db.transaction(county) as session:
        draft = stage.begin(session, case, posted_at)
        draft = stage.upload(session, draft, sheet.encode(), "初审.csv", posted_at)
        draft = stage.submit(
            session, stage.settle_all(session, draft, posted_at), posted_at
        )
        public_id = stage.approve(session, draft, posted_at).public_id

    def said() -> dict[str, str]:
        drawn_files.draw_due(county, own.store_url, at=clock.now())
        client = app.test_client()
        page = client.get(f"/n/{public_id}").get_data(as_text=True)
        page = re.sub(r"<[^>]+>|\s", "", page)  # its words, however they are broken
        data = client.get(f"/n/{public_id}.json").get_json()
        paper = pdf_text(client.get(f"/n/{public_id}.pdf").get_data())
        period = data["objection_period"]
        assert period in paper
        assert period.partition("（")[2] in page
        return {"period": period, "page": page}

    def announce(*more: str) -> None:
        with acting(county, at=AT) as act:
            holidays.import_csv(act, arrangement(*more), filename="2027.csv")

    assert "7个工作日，暂估" in said()["period"]
    announce("2027-01-02,休", "2027-01-03,班")
    promised = said()
    assert promised["period"].endswith(
        "2027年1月6日（7个工作日，按新公布的放假安排只到2027年1月5日，说过的日子不缩短）"
    )
    assert "原印" not in promised["page"]
    announce()
    as_printed = said()
    assert as_printed["period"].endswith("2027年1月6日（7个工作日）")
    assert not {"暂估", "原印"} & set(re.findall("暂估|原印", as_printed["page"]))
    announce("2027-01-02,休", "2027-01-04,休")
    later = said()
    assert later["period"].endswith("2027年1月7日（7个工作日，原印到2027年1月6日）")
    assert "改为到2027年1月7日（原印到2027年1月6日）" in later["page"]
