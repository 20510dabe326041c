"""Jobs that WeChat says are done: once, late, twice and in any order, one end."""

import itertools
import json
from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import AT
from tests.wechat.dialogue.conftest import NOW, account, desk_of
from tests.wechat_server.callbacks import event, mass_sent, published
from villagepub import db, outbox
from villagepub.channels import mass
from villagepub.channels.article import after_publishing
from villagepub.delivery_attempts import PollResult
from villagepub.models import Channel, Delivery
from villagepub.outbox import callbacks
from villagepub.states import ChannelKind, DeliveryState
from villagepub.wechat import dialogue
from villagepub.wechat.dialogue import AskedAccount

NUMBER = "2247503051"
Bring = Callable[..., None]


def delivery(
    engine: Engine,
    account_id: int,
    kind: ChannelKind = ChannelKind.ARTICLE,
    state: DeliveryState = DeliveryState.ACCEPTED,
    number: str = NUMBER,
) -> int:
    """A delivery that WeChat has taken under a number; its id."""
    with db.transaction(engine) as session:
        notice_id = stage.begin(session).notice_id
        channel = Channel(
            place_code=stage.TOWNSHIP,
            kind=kind,
            name="沿河湾镇公众号",
            account_id=account_id,
            created_at=AT,
        )
        session.add(channel)
        session.flush()
        row = Delivery(
            notice_id=notice_id,
            version=1,
            channel_id=channel.id,
            state=state,
            remote_id=number,
            remote='{"media_id": "M1"}',
            next_at=AT,
            created_at=AT,
        )
        session.add(row)
        session.flush()
        return row.id


@pytest.fixture
def bring(county: Engine, desk: AskedAccount) -> Bring:
    def tell(xml: str, to: AskedAccount | None = None) -> None:
        incoming, by = dialogue.parse(xml, desk.kind), to or desk
        with db.transaction(county) as session:
            outbox.record_callback(
                session,
                account_id=by.account_id,
                event=incoming.event,
                data=incoming.data,
                at=AT,
            )
            assert dialogue.answer(session, by, incoming, at=AT) is None

    return tell


def state(engine: Engine, delivery_id: int) -> Delivery:
    with db.reading(engine) as session:
        return session.get_one(Delivery, delivery_id)


def test_a_published_article_is_confirmed_with_its_address(
    county: Engine, desk: AskedAccount, bring: Bring
) -> None:
    number = delivery(county, desk.account_id)
    bring(published(NUMBER, at=NOW))
    row = state(county, number)
    assert row.state is DeliveryState.CONFIRMED
    assert row.done_at == AT
    assert json.loads(row.remote) == {
        "media_id": "M1",
        "article_id": "AID",
        "urls": ["https://mp.weixin.qq.com/s/AID"],
    }


@pytest.mark.parametrize("status", ["2", "3", "4", "5", "6", "99"])
def test_an_article_that_failed_says_why_in_words(
    county: Engine, desk: AskedAccount, bring: Bring, status: str
) -> None:
    number = delivery(county, desk.account_id)
    bring(published(NUMBER, status, at=NOW))
    row = state(county, number)
    assert row.state is DeliveryState.FAILED
    assert row.code == status
    assert row.reason.endswith("。")
    assert not any(c.isascii() and c.isalpha() for c in row.reason)


def test_an_article_that_is_still_worked_on_stays_as_it_is(
    county: Engine, desk: AskedAccount, bring: Bring
) -> None:
    number = delivery(county, desk.account_id)
    bring(published(NUMBER, "1", at=NOW))
    assert state(county, number).state is DeliveryState.ACCEPTED


@pytest.mark.parametrize(
    ("sent", "error", "wanted", "said"),
    [
        (98, 0, DeliveryState.CONFIRMED, ""),
        (98, 2, DeliveryState.PARTIAL, "98 个人收到了，2 个人没收到。"),
        (0, 2, DeliveryState.FAILED, "一个人也没收到"),
        (0, 0, DeliveryState.CONFIRMED, ""),
    ],
)
def test_a_mass_sending_counts_who_got_it(
    county: Engine,
    desk: AskedAccount,
    bring: Bring,
    sent: int,
    error: int,
    wanted: DeliveryState,
    said: str,
) -> None:
    number = delivery(county, desk.account_id, ChannelKind.MASS)
    bring(mass_sent(NUMBER, sent=sent, error=error, at=NOW))
    row = state(county, number)
    assert row.state is wanted
    assert said in row.reason


@pytest.mark.parametrize(
    "status", [*(f"err({n})" for n in mass.ENDS), "send fail", "err(77777)", ""]
)
def test_a_mass_sending_that_failed_says_why_in_words(
    county: Engine, desk: AskedAccount, bring: Bring, status: str
) -> None:
    number = delivery(county, desk.account_id, ChannelKind.MASS)
    bring(mass_sent(NUMBER, status, sent=0, at=NOW))
    row = state(county, number)
    assert row.state is DeliveryState.FAILED
    assert row.reason
    assert not any(c.isascii() and c.isalpha() for c in row.reason)


def test_a_publication_that_is_told_by_the_other_event_is_found(
    county: Engine, desk: AskedAccount, bring: Bring
) -> None:
    number = delivery(county, desk.account_id)
    bring(mass_sent(NUMBER, at=NOW))
    assert state(county, number).state is DeliveryState.CONFIRMED


def test_of_one_number_in_two_channels_the_events_own_is_meant(
    county: Engine, desk: AskedAccount, bring: Bring
) -> None:
    article = delivery(county, desk.account_id)
    mass = delivery(county, desk.account_id, ChannelKind.MASS)
    bring(mass_sent(NUMBER, at=NOW))
    assert state(county, mass).state is DeliveryState.CONFIRMED
    assert state(county, article).state is DeliveryState.ACCEPTED


def test_another_accounts_delivery_is_not_touched(
    county: Engine, desk: AskedAccount, bring: Bring
) -> None:
    other = account(county, slug="other")
    number = delivery(county, other)
    bring(published(NUMBER, at=NOW))
    assert state(county, number).state is DeliveryState.ACCEPTED
    bring(published(NUMBER, at=NOW), desk_of(county, other))
    assert state(county, number).state is DeliveryState.CONFIRMED


@pytest.mark.parametrize(
    "xml",
    [
        published("999", at=NOW),
        published("", at=NOW),
        mass_sent("999", at=NOW),
        event("PUBLISHJOBFINISH", at=NOW),
        event(
            "PUBLISHJOBFINISH", at=NOW, more="<PublishEventInfo>x</PublishEventInfo>"
        ),
        event(
            "MASSSENDJOBFINISH", at=NOW, more="<MsgID>1</MsgID><SentCount>x</SentCount>"
        ),
    ],
)
def test_a_job_of_nobody_changes_nothing(
    county: Engine, desk: AskedAccount, bring: Bring, xml: str
) -> None:
    number = delivery(county, desk.account_id)
    bring(xml)
    assert state(county, number).state is DeliveryState.ACCEPTED


GOOD = published(NUMBER, "0", at=NOW)
BANNED = published(NUMBER, "6", at=NOW + 9)


@pytest.mark.parametrize("order", list(itertools.permutations([GOOD, GOOD, BANNED])))
def test_being_taken_down_is_the_end_in_any_order(
    county: Engine, desk: AskedAccount, bring: Bring, order: tuple[str, ...]
) -> None:
    number = delivery(county, desk.account_id)
    for xml in order:
        bring(xml)
    row = state(county, number)
    assert row.state is DeliveryState.FAILED
    assert "封了" in row.reason


def poll(engine: Engine, delivery_id: int, told: PollResult) -> bool:
    with db.transaction(engine) as session:
        row = session.get_one(Delivery, delivery_id)
        return outbox.record_result(session, row, told, at=AT)


POLLED = {"publish_status": 0, "article_id": "AID", "article_detail": {"item": []}}


@pytest.mark.parametrize("polled_first", [True, False])
def test_a_poll_and_a_callback_end_alike_in_either_order(
    county: Engine, desk: AskedAccount, bring: Bring, polled_first: bool
) -> None:
    number = delivery(county, desk.account_id)
    told = after_publishing(POLLED)
    assert told is not None
    if polled_first:
        assert poll(county, number, told)
    bring(GOOD)
    assert not poll(county, number, told)
    assert state(county, number).state is DeliveryState.CONFIRMED


@pytest.mark.parametrize(
    "before",
    [s for s in DeliveryState if s not in callbacks.MAY_END],
)
def test_what_is_settled_is_not_told_again(
    county: Engine, desk: AskedAccount, bring: Bring, before: DeliveryState
) -> None:
    number = delivery(county, desk.account_id, state=before)
    bring(GOOD)
    assert state(county, number).state is before


def test_a_doubt_is_ended_by_what_wechat_tells(
    county: Engine, desk: AskedAccount, bring: Bring
) -> None:
    number = delivery(county, desk.account_id, state=DeliveryState.UNKNOWN)
    bring(GOOD)
    assert state(county, number).state is DeliveryState.CONFIRMED


def test_several_articles_are_all_kept() -> None:
    rows = [{"idx": n, "article_url": f"u{n}"} for n in (1, 2)]
    told = after_publishing({"publish_status": "0", "article_detail": {"item": rows}})
    assert told is not None
    assert told.remote["urls"] == ["u1", "u2"]


def test_a_duplicate_callback_is_written_once(
    county: Engine, desk: AskedAccount, bring: Bring
) -> None:
    delivery(county, desk.account_id)
    for _ in range(3):
        bring(GOOD)
    with db.reading(county) as session:
        rows = session.exec(select(Delivery)).all()
    assert [r.state for r in rows] == [DeliveryState.CONFIRMED]
