"""The callback as WeChat meets it: in every mode, again, late, broken and hostile."""

import pytest
import requests
import structlog
import xmltodict
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.web.wechat_hook.conftest import PLAIN, SAFE, SLUGS, WECOM
from tests.wechat.dialogue.test_events import delivery, state
from tests.wechat_server.callbacks import Caller, event, message, published
from villagepub import clock, db
from villagepub.models import Account, Follower, InboundMessage
from villagepub.states import DeliveryState


def now() -> int:
    return int(clock.now().timestamp())


def path(slug: str, query: str) -> str:
    return f"/wechat/{slug}/callback?{query}"


def send(client: FlaskClient, slug: str, xml: str, *, at: int | None = None):  # type: ignore[no-untyped-def]
    query, body = SLUGS[slug].post(xml, at or now())
    return client.post(path(slug, query), data=body, content_type="text/xml")


def fields(slug: str, answer) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """What a reply says, opened as WeChat opens it."""
    xml = SLUGS[slug].read(answer.get_data(as_text=True))
    return dict(xmltodict.parse(xml)["xml"])


@pytest.mark.parametrize("slug", SLUGS)
def test_the_check_of_the_address_hears_its_words(
    client: FlaskClient, accounts: dict[str, int], slug: str
) -> None:
    answer = client.get(path(slug, SLUGS[slug].check(now(), "8165728")))
    assert (answer.status_code, answer.get_data()) == (200, b"8165728")
    assert answer.mimetype == "text/plain"


@pytest.mark.parametrize("slug", SLUGS)
def test_a_keyword_gets_one_article_in_the_accounts_mode(
    client: FlaskClient, accounts: dict[str, int], public_id: str, slug: str
) -> None:
    answer = send(client, slug, message("耕地补贴", at=now()))
    assert answer.status_code == 200
    said = fields(slug, answer)
    assert (said["MsgType"], said["ArticleCount"]) == ("news", "1")
    assert said["ToUserName"] == "oV5follower"
    article = said["Articles"]["item"]  # type: ignore[index]
    assert article["Url"] == f"http://gk.example.cn/n/{public_id}"
    stage.draw(client.application)
    assert client.get(f"/n/{public_id}/card.png").status_code == 200


@pytest.mark.parametrize("slug", SLUGS)
def test_a_sealed_account_says_nothing_in_clear(
    client: FlaskClient, accounts: dict[str, int], slug: str
) -> None:
    text = send(client, slug, message("低保", at=now())).get_data(as_text=True)
    assert ("CreateTime" in text) == (slug == "plain")


@pytest.mark.parametrize(("slug", "wanted"), [("safe", b"success"), ("wecom", b"")])
def test_what_needs_no_answer_ends_the_repeats(
    client: FlaskClient, accounts: dict[str, int], slug: str, wanted: bytes
) -> None:
    answer = send(client, slug, event("VIEW", at=now()))
    assert (answer.status_code, answer.get_data()) == (200, wanted)


def test_three_deliveries_get_the_same_bytes(
    client: FlaskClient, accounts: dict[str, int], public_id: str, county: Engine
) -> None:
    xml = message("耕地补贴", number=9, at=now())
    answers = {send(client, "plain", xml, at=now() + n).get_data() for n in range(3)}
    assert len(answers) == 1
    with db.reading(county) as session:
        assert len(session.exec(select(InboundMessage)).all()) == 1


@pytest.mark.parametrize(
    ("slug", "caller"),
    [
        ("plain", PLAIN.but(token="guessed")),
        ("safe", SAFE.but(token="guessed")),
        ("safe", SAFE.but(app_id="wx0000000000000000")),
        ("safe", PLAIN),
        ("plain", SAFE),
        ("wecom", PLAIN),
        ("wecom", WECOM.but(token="guessed")),
    ],
)
def test_a_call_that_is_not_wechats_is_refused_and_leaves_nothing(
    client: FlaskClient,
    accounts: dict[str, int],
    county: Engine,
    slug: str,
    caller: Caller,
) -> None:
    query, body = caller.post(event("SCAN", key=stage.VILLAGE, at=now()), now())
    answer = client.post(path(slug, query), data=body)
    assert (answer.status_code, answer.get_data()) == (403, b"")
    with db.reading(county) as session:
        assert session.exec(select(Follower)).all() == []
        assert session.exec(select(InboundMessage)).all() == []


def test_a_call_that_was_kept_is_refused(
    client: FlaskClient, accounts: dict[str, int]
) -> None:
    xml = message("低保", at=now())
    assert send(client, "safe", xml, at=now() - 700).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("slug", ["nobody", "off", "silent", "x" * 200, "%00"])
def test_an_account_that_does_not_listen_is_not_there(
    client: FlaskClient,
    accounts: dict[str, int],
    county: Engine,
    slug: str,
    method: str,
) -> None:
    with db.transaction(county) as session:
        rows = session.exec(select(Account).order_by(Account.id)).all()  # type: ignore[arg-type]
        rows[0].slug, rows[0].is_active = "off", False
        rows[1].slug, rows[1].callback_token = "silent", ""
    answer = getattr(client, method)(path(slug, PLAIN.check(now())))
    assert answer.status_code == 404


def test_another_instances_seal_is_refused_without_an_error(
    client: FlaskClient, accounts: dict[str, int], county: Engine
) -> None:
    with db.transaction(county) as session:
        for row in session.exec(select(Account)):
            row.callback_token = "not a seal"
    assert client.get(path("plain", PLAIN.check(now()))).status_code == 403


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
    "<xml><MsgType>&b;</MsgType></xml>"
)
BAD = [b"", b"hello", b"\x00\xff", b"<a/>", b"<xml/>", BOMB.encode(), b"<xml>" * 12_000]


@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("slug", SLUGS)
def test_a_broken_body_meets_a_bare_status(
    client: FlaskClient, accounts: dict[str, int], slug: str, body: bytes
) -> None:
    query, _ = SLUGS[slug].post(message("低保", at=now()), now())
    answer = client.post(path(slug, query), data=body)
    assert answer.status_code in (400, 403)
    assert answer.get_data() == b""


@pytest.mark.parametrize("xml", ["", "hello", "<xml/>", BOMB, "<a><b/></a>"])
def test_sealed_nonsense_meets_a_bare_status(
    client: FlaskClient, accounts: dict[str, int], xml: str
) -> None:
    assert send(client, "safe", xml).status_code == 400


def test_more_than_a_message_can_be_is_not_read(
    client: FlaskClient, accounts: dict[str, int]
) -> None:
    query, _ = PLAIN.post("", now())
    answer = client.post(path("plain", query), data=b"x" * 70_000)
    assert (answer.status_code, answer.get_data()) == (413, b"")


def test_of_a_refusal_only_its_kind_is_written_down(
    client: FlaskClient, accounts: dict[str, int]
) -> None:
    secret = "秘密的话"
    with structlog.testing.capture_logs() as logs:
        query, body = PLAIN.post(message(secret, at=now()) + "<", now())
        client.post(path("plain", query), data=body)
    (line,) = [entry for entry in logs if entry["event"] == "callback_refused"]
    assert line["kind"] == "XMLSyntaxError"
    assert secret not in str(logs)
    assert "oV5follower" not in str(logs)


def test_a_finished_job_is_written_down_and_answered(
    client: FlaskClient, accounts: dict[str, int], county: Engine
) -> None:
    number = delivery(county, accounts["safe"])
    answer = send(client, "safe", published("2247503051", at=now()))
    assert answer.get_data() == b"success"
    assert state(county, number).state is DeliveryState.CONFIRMED


@pytest.mark.parametrize("slug", SLUGS)
def test_over_real_http_a_follower_is_bound_and_answered_within_a_second(
    live: str, accounts: dict[str, int], public_id: str, county: Engine, slug: str
) -> None:
    caller, replies = SLUGS[slug], []
    for xml in (
        event("SCAN", key=public_id, at=now()),
        message("耕地补贴", number=3, at=now()),
    ):
        query, body = caller.post(xml, now())
        answer = requests.post(f"{live}{path(slug, query)}", data=body, timeout=5)
        assert answer.elapsed.total_seconds() < 1
        replies.append(xmltodict.parse(caller.read(answer.text))["xml"])
    assert [r["ArticleCount"] for r in replies] == ["1", "1"]
    with db.reading(county) as session:
        assert session.exec(select(Follower)).one().village_code == stage.VILLAGE
