"""Staff hear of their work by 企业微信: once, bundled, fewer than five times a day."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.stage import AT, CASES, OTHER, VILLAGE
from tests.wechat.staff import NINE, TEXT, bind, later, staff_id, tell
from tests.wechat_server.server import WeChatServer
from villagepub import clock, db, news, settings, worker
from villagepub.channels import staff_messages
from villagepub.duties import confirmations, declarations, reminders
from villagepub.findings import decisions
from villagepub.models import (
    Binding,
    Channel,
    Delivery,
    Finding,
    NothingDeclared,
    Staff,
    StaffNews,
)
from villagepub.notices import review
from villagepub.settings import Settings
from villagepub.states import ChannelKind, DeliveryState, FindingKind, NewsKind


@pytest.fixture
def chosen(tmp_path: Path, wechat: WeChatServer) -> Settings:
    return settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(tmp_path / "instance"),
            "VILLAGEPUB_WECOM_API": wechat.address,
            "VILLAGEPUB_BASE_URL": "https://gk.example.cn",
        }
    )


@pytest.fixture
def bound(county: Engine, chosen: Settings, wechat: WeChatServer) -> Engine:
    """The township's 企业微信, which 拓小梅 and 折治国 have bound."""
    bind(county, chosen, wechat)
    return county


@pytest.fixture
def at_work(bound: Engine, chosen: Settings) -> Callable[[datetime], None]:
    """The worker's round at a moment."""

    def run(at: datetime) -> None:
        worker.tell_once(bound, chosen, now=lambda: at)
        worker.run_once(bound, chosen, now=lambda: at)

    return run


def test_lines_are_collected_into_one_message(
    bound: Engine, at_work: Callable[..., None], wechat: WeChatServer
) -> None:
    tell(bound, n=7)
    at_work(later(9))
    assert wechat.platform.app_seen == []
    at_work(later(11))
    at_work(later(12))
    (message,) = wechat.platform.app_seen
    text = message["text"]["content"]
    assert message["touser"] == "u-laotuo"
    assert "有 7 件要看一看" in text
    assert "还有 2 件" in text
    assert text.endswith("去办：https://gk.example.cn/login")


def test_nobody_hears_five_times_a_day(
    bound: Engine, at_work: Callable[..., None], wechat: WeChatServer
) -> None:
    for minutes in range(0, 12 * 60, 10):
        tell(bound, at=later(minutes))
        at_work(later(minutes))
    assert len(wechat.platform.app_seen) == staff_messages.PER_DAY
    at_work(NINE + timedelta(days=1))
    assert len(wechat.platform.app_seen) == staff_messages.PER_DAY + 1
    with db.reading(bound) as session:
        left = session.exec(select(StaffNews).where(StaffNews.delivery_id == None))  # noqa: E711
        assert left.all() == []


def test_no_phone_rings_at_night(
    bound: Engine, at_work: Callable[..., None], wechat: WeChatServer
) -> None:
    evening = datetime(2026, 6, 20, 12, 30, tzinfo=UTC)  # 20:30 in China
    tell(bound, at=evening)
    at_work(later(30, evening))
    assert wechat.platform.app_seen == []
    at_work(NINE + timedelta(days=1))
    assert len(wechat.platform.app_seen) == 1


def test_the_userid_is_nowhere_in_clear(
    bound: Engine, at_work: Callable[..., None]
) -> None:
    tell(bound)
    at_work(later(11))
    with db.reading(bound) as session:
        payload = session.exec(
            select(Delivery.payload).where(Delivery.kind == "staff")
        ).one()
        userids = session.exec(select(Binding.userid)).all()
    assert "u-laotuo" not in payload
    assert not any("u-laotuo" in sealed for sealed in userids)


def test_a_lost_answer_is_repeated_with_the_same_bytes_and_heard_once(
    bound: Engine, at_work: Callable[..., None], wechat: WeChatServer
) -> None:
    tell(bound)
    wechat.platform.script["message/send"].append("done-then-nothing")
    at_work(later(11))
    at_work(later(14))
    assert wechat.platform.calls.count("message/send") == 2
    assert len(wechat.platform.app_seen) == 1


def test_who_has_let_go_of_the_account_is_not_written_to_and_stops_nobody(
    bound: Engine, at_work: Callable[..., None], wechat: WeChatServer
) -> None:
    tell(bound)
    tell(bound, "zhe")
    staff_messages.bundle(bound, base_url="", at=later(11))
    with db.transaction(bound) as session:
        session.delete(
            session.exec(select(Binding).where(Binding.openid_key == "laotuo")).one()
        )
    at_work(later(11))
    assert [m["touser"] for m in wechat.platform.app_seen] == ["u-zhe"]
    with db.reading(bound) as session:
        failed = session.exec(
            select(Delivery).where(Delivery.state == DeliveryState.FAILED)
        ).one()
        channel = session.exec(
            select(Channel).where(Channel.kind == ChannelKind.APP)
        ).one()
    assert "解绑" in failed.reason
    assert channel.is_active


def news_told(engine: Engine) -> list[tuple[str, str, str]]:
    with db.reading(engine) as session:
        rows = session.exec(
            select(Staff.login, StaffNews.kind, StaffNews.text)
            .join(Staff, Staff.id == StaffNews.staff_id)
            .order_by(StaffNews.id)
        ).all()
    return [(login, kind.value, text) for login, kind, text in rows]


def sent_back(session: Session, sheets: Path, said: str) -> None:
    """A draft that was handed in and is returned with these words."""
    data = (sheets / "notices" / CASES[0].file).read_bytes()
    draft = stage.upload(session, stage.begin(session), data, CASES[0].file)
    draft = stage.submit(session, stage.settle_all(session, draft))
    act, read = stage.act(session, "zhe", AT), draft.revision
    review.send_back(act, draft_id=draft.id, revision=read, remark=said)


def test_submitting_tells_the_committee_and_returning_the_clerk(
    bound: Engine, sheets_folder: Path
) -> None:
    with db.transaction(bound) as session:
        sent_back(session, sheets_folder, "第三户面积不对")
    assert [n[:2] for n in news_told(bound)] == [
        ("zhe", "submitted"),
        ("laotuo", "returned"),
    ]
    assert "第三户面积不对" in news_told(bound)[1][2]


@pytest.mark.parametrize("name", ["王建国", "李秀英", "康秀兰"])
@pytest.mark.parametrize(
    "words", ["{}那一户没贴", "{}患尿毒症，不要写", "{}家多了一亩"]
)
def test_what_is_sent_names_nobody(
    bound: Engine, sheets_folder: Path, name: str, words: str
) -> None:
    """Whoever is helped is known to this house, and to no other's server."""
    said = words.format(name)
    with db.transaction(bound) as session:
        sent_back(session, sheets_folder, said)
        declarations.declare_nothing(
            stage.act(session, "laotuo", AT),
            item_id=stage.item_id(session, stage.LEDGER),
            period="2026Q1",
        )
        row = session.exec(select(NothingDeclared)).one()
        who = f"{name}那一笔没贴"  # of an illness nothing is said there at all
        confirmations.send_back(
            stage.act(session, "zhe", AT), declaration_id=row.id, remark=who
        )
        finding = Finding(
            village_code=VILLAGE,
            item=stage.AID,
            period="2026Q3",
            key="a key",
            kind=FindingKind.MISSING_IN_VILLAGE,
            name=name,
            found_at=AT,
            seen_at=AT,
        )
        session.add(finding)
        session.flush()
        due = clock.day(AT) + timedelta(days=3)
        decisions.assign(
            stage.act(session, "bai", AT), finding_id=finding.id, due_on=due
        )
    reminders.remind(bound, at=AT + timedelta(days=2))
    told = [text for _, _, text in news_told(bound)]
    assert len(told) > 4
    assert [text for text in told if name in text or "尿毒症" in text] == []


def test_what_fails_tells_nobody(bound: Engine) -> None:
    """The news stand in the verb's own transaction."""
    with pytest.raises(RuntimeError), db.transaction(bound) as session:
        news.tell(
            session,
            [staff_id(session, "zhe")],
            kind=NewsKind.SUBMITTED,
            subject="draft:1:2",
            text=TEXT,
            at=AT,
        )
        raise RuntimeError("the verb failed after all")
    assert news_told(bound) == []


def test_who_has_bound_nothing_is_not_written_down(bound: Engine) -> None:
    tell(bound, "kang")
    assert news_told(bound) == []


@pytest.mark.parametrize(
    ("on", "kinds"),
    [
        (datetime(2026, 10, 2, 1, 0, tzinfo=UTC), {"task"}),
        (datetime(2026, 10, 18, 1, 0, tzinfo=UTC), {"near"}),
        (datetime(2026, 10, 21, 1, 0, tzinfo=UTC), {"overdue"}),
    ],
    ids=["new", "near", "late"],
)
def test_the_round_of_the_day_tells_clerks_what_is_new_near_and_late(
    bound: Engine, on: datetime, kinds: set[str]
) -> None:
    with db.transaction(bound) as session:
        reminders.remind_villages(session, [VILLAGE], at=on)
    told = news_told(bound)
    quarter = {kind for _, kind, text in told if "第三季度" in text}
    assert quarter == kinds
    assert {login for login, _, _ in told} == {"laotuo"}
    again = reminders.remind(bound, at=on)
    assert again == 0


def test_the_round_looks_only_where_a_clerk_can_be_reached(bound: Engine) -> None:
    reminders.remind(bound, at=datetime(2026, 10, 21, 1, 0, tzinfo=UTC))
    with db.transaction(bound) as session:
        assert reminders.remind_villages(session, [OTHER], at=AT) == 0


def test_a_message_fits_and_keeps_its_address() -> None:
    many = [
        StaffNews(staff_id=1, kind=kind, subject=str(n), text="很" * 200, at=AT)
        for n, kind in enumerate(list(NewsKind) * 5)
    ]
    text = staff_messages.words(many, "https://gk.example.cn/login", at=AT)
    assert len(text.encode()) <= staff_messages.TEXT
    assert text.endswith("去办：https://gk.example.cn/login")


@pytest.mark.postgres
def test_on_postgresql_too_a_message_is_made_once_and_sent(
    empty_postgres: Engine, chosen: Settings, wechat: WeChatServer
) -> None:
    db.upgrade(empty_postgres)
    stage.lay(empty_postgres)
    bind(empty_postgres, chosen, wechat)
    tell(empty_postgres, n=3)
    at = later(11)
    made = [staff_messages.bundle(empty_postgres, base_url="", at=at) for _ in range(2)]
    assert made == [1, 0]
    worker.run_once(empty_postgres, chosen, now=lambda: at)
    assert len(wechat.platform.app_seen) == 1
    assert worker.ask_once(empty_postgres, chosen, now=lambda: at) == 0
    assert reminders.remind(empty_postgres, at=datetime(2026, 10, 21, 1, tzinfo=UTC))
