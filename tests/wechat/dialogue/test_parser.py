"""Messages as plain values; whatever is no message is refused with its kind only."""

import pytest

from tests.wechat_server.callbacks import event, message, published
from villagepub.states import AccountKind
from villagepub.wechat.dialogue import CallRefused, Incoming, parse
from villagepub.wechat.dialogue.parser import message_key

OA = AccountKind.OFFICIAL
NOW = 1780000000


@pytest.mark.parametrize("kind", list(AccountKind))
def test_a_text_is_read(kind: AccountKind) -> None:
    incoming = parse(message(" 低保 ", number=77, at=NOW), kind)
    assert (incoming.kind, incoming.text, incoming.message_id) == ("text", "低保", "77")
    assert (incoming.sender, incoming.recipient) == ("oV5follower", "gh_4d")
    assert incoming.created == NOW


@pytest.mark.parametrize(
    ("name", "key", "wanted", "scene"),
    [
        ("subscribe", "", "subscribe", ""),
        ("subscribe", "qrscene_610603102201", "subscribe_scan", "610603102201"),
        ("SCAN", "4zdbdf", "scan", "4zdbdf"),
        ("CLICK", "低保", "click", "低保"),
        ("unsubscribe", "", "unsubscribe", ""),
        ("PUBLISHJOBFINISH", "", "publishjobfinish", ""),
    ],
)
def test_events_have_one_name_and_a_bare_scene(
    name: str, key: str, wanted: str, scene: str
) -> None:
    incoming = parse(event(name, key=key, at=NOW), OA)
    assert (incoming.event, incoming.key) == (wanted, scene)


def test_what_wechat_heard_in_a_voice_is_its_text() -> None:
    xml = message("", at=NOW, kind="voice").replace(
        "<Content><![CDATA[]]></Content>", "<Recognition>低保。</Recognition>"
    )
    assert parse(xml, OA).text == "低保。"


def without(tag: str) -> str:
    import re

    return re.sub(f"<{tag}>.*?</{tag}>", "", message("低保", at=NOW))


GOOD = message("低保", at=NOW)
WRONG = {
    "empty": "",
    "no-xml": "你好",
    "root": "<a/>",
    "nothing": "<xml></xml>",
    "no-type": without("MsgType"),
    "no-sender": without("FromUserName"),
    "no-time": without("CreateTime"),
    "time": GOOD.replace(str(NOW), "soon"),
    "far-time": GOOD.replace(str(NOW), "9" * 60),
    "twice": GOOD.replace("</xml>", "<Content>财务</Content></xml>"),
    "nested": GOOD.replace("<![CDATA[低保]]>", "<a>低保</a>"),
    "attribute": GOOD.replace("<MsgType>", '<MsgType a="1">'),
    "long-id": GOOD.replace("oV5follower", "o" * 200),
    "entity": '<!DOCTYPE x [<!ENTITY a "b">]>' + GOOD.replace("低保", "&a;"),
    "deep": GOOD.replace("</xml>", "<b>" * 300 + "</b>" * 300 + "</xml>"),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("kind", list(AccountKind))
def test_what_is_no_message_is_refused(kind: AccountKind, name: str) -> None:
    with pytest.raises(CallRefused) as caught:
        parse(WRONG[name], kind)
    assert caught.value.code == 400
    assert "低保" not in str(caught.value)


def key(incoming: Incoming, account_id: int = 1) -> str:
    return message_key(incoming, account_id=account_id, id_key=b"k")


def test_deliveries_of_one_message_have_one_key_and_others_have_others() -> None:
    xml = [
        message("低保", number=1, at=NOW),
        message("低保", number=2, at=NOW),
        event("SCAN", key="a", at=NOW),
        event("SCAN", key="b", at=NOW),
        event("SCAN", key="a", at=NOW + 1),
        event("SCAN", key="a", sender="oV6", at=NOW),
        published("1", at=NOW),
        published("2", at=NOW),
    ]
    keys = [key(parse(one, OA)) for one in xml]
    assert len(set(keys)) == len(xml)
    assert keys == [key(parse(one, OA)) for one in xml]


def test_the_key_of_a_message_names_nobody_and_differs_by_account() -> None:
    incoming = parse(event("SCAN", key="a", at=NOW), OA)
    assert "oV5" not in key(incoming)
    assert key(incoming) != key(incoming, account_id=2)
