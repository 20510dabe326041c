"""Who calls: signatures, freshness, modes, and a vector that openssl made."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import pytest

from tests.wechat_server.callbacks import Caller, message, seal, unseal
from villagepub.states import AccountKind
from villagepub.wechat.dialogue import (
    CallbackKeys,
    CallRefused,
    Query,
    echo,
    parse,
    unwrap,
    wrap,
)

STAMP = 1409659813
AT = datetime.fromtimestamp(STAMP, tz=UTC)
AES = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OTHER_AES = "GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba"
CALLER = Caller(token="spamtest", app_id="wx2c2769f8efd9abc2", aes_key=AES, mode="safe")
PLAIN = CALLER.but(aes_key="", mode="plain")
WECOM = CALLER.but(style="wecom", app_id="ww1234567890abcdef")

# Made by `openssl enc -aes-256-cbc -nopad` and `sha1sum`, not by a library of ours.
GOLDEN = (
    "jn1L23DB+6ELqJ+6bruv2yqyMESpfmNQT4bKxwGAbQ4Ilx/0nI3nIxHtQI+2Wt76GAOy7mAmqU1e3pHYW0ZKpgaeSyZYKYfZDw4uaIZ0HnkN"
    "kPt6cYf1O/YNYu37bFVbVTHCeDJZPhlZqhgKfPs3g24S6ShVPclHZw8sGrnxQyGpGa2FsSaIFxOTmk4NBwC7d5XzNn0sgy0IttR9B9Z2rSKY"
    "vDdbrkfTt0CpqTCyYQyYMb+DD0UcOEPTznBrzdP0LFG1M0R/dpqE3GRUkV9HCb3L7pgh5LrvhWiyWaS2j0Gp3YpfhGIBq6xyZ2EMtqHlaZLc"
    "5ePqwXcYUhgtHn+XYqQtTT2y+lySaHcXg6+Lv7WMUWQYfDpo3nksv2Ip2UBX"
)
GOLDEN_SIGNATURE = "44f935891dd94a4ed887d9a9a77cfbe7c315f847"
GOLDEN_ECHO = "jn1L23DB+6ELqJ+6bruv2+7KjGihiG7Zo6UsuD44oJf14/oQZb/mSeAOeCesXqGbGxXU8dnvJKRcVqEbt7AZQg=="
GOLDEN_ECHO_SIGNATURE = "468e8df8ddfc343dd6e6dd9637f1a33e8e0aca7a"
NONCE = "1372623149"


def keys(caller: Caller) -> CallbackKeys:
    kind = AccountKind.WECOM if caller.style == "wecom" else AccountKind.OFFICIAL
    return CallbackKeys(
        kind=kind, app_id=caller.app_id, token=caller.token, aes_key=caller.aes_key
    )


def query(text: str) -> Query:
    known = Query.__dataclass_fields__
    return Query(**{k: v for k, v in parse_qsl(text) if k in known})


def opened(caller: Caller, *, keeper: Caller | None = None, at: datetime = AT) -> str:
    """What a keeper of keys reads of a message of the caller."""
    text, body = caller.post(message("低保", at=STAMP), STAMP)
    return unwrap(keys(keeper or caller), query(text), body, at=at)


def test_the_golden_vector_is_opened() -> None:
    body = f"<xml><ToUserName>gh_4d</ToUserName><Encrypt>{GOLDEN}</Encrypt></xml>"
    asked = Query(msg_signature=GOLDEN_SIGNATURE, timestamp=str(STAMP), nonce=NONCE)
    incoming = parse(
        unwrap(keys(CALLER), asked, body.encode(), at=AT), AccountKind.OFFICIAL
    )
    assert (incoming.text, incoming.message_id) == ("低保", "4561255354251345929")


def test_the_golden_echo_of_wecom_is_said_in_clear() -> None:
    asked = Query(
        msg_signature=GOLDEN_ECHO_SIGNATURE,
        timestamp=str(STAMP),
        nonce=NONCE,
        echostr=GOLDEN_ECHO,
    )
    assert echo(keys(WECOM), asked, at=AT) == "8165728746518457012"


def test_the_tests_own_cipher_agrees_with_the_golden_vector() -> None:
    xml, app_id = unseal(GOLDEN, AES)
    assert app_id == CALLER.app_id
    assert unseal(seal(xml, AES, app_id), AES) == (xml, app_id)


@pytest.mark.parametrize(
    ("caller", "wanted"),
    [(PLAIN, "5927782489442352469"), (CALLER, "5927782489442352469"), (WECOM, "516")],
)
def test_the_check_of_the_address_hears_its_own_words(
    caller: Caller, wanted: str
) -> None:
    assert echo(keys(caller), query(caller.check(STAMP, wanted)), at=AT) == wanted


@pytest.mark.parametrize(
    "caller", [PLAIN, CALLER, CALLER.but(mode="compatible"), WECOM]
)
def test_every_mode_is_read(caller: Caller) -> None:
    kind = keys(caller).kind
    assert parse(opened(caller), kind).text == "低保"


def test_compatible_mode_without_a_key_is_read_as_plain() -> None:
    caller = CALLER.but(mode="compatible")
    assert parse(opened(caller, keeper=PLAIN), AccountKind.OFFICIAL).text == "低保"


def test_of_compatible_mode_only_the_sealed_half_is_believed() -> None:
    text, body = CALLER.but(mode="compatible").post(message("低保", at=STAMP), STAMP)
    forged = body.replace("低保".encode(), "财务".encode())
    assert "低保" in unwrap(keys(CALLER), query(text), forged, at=AT)


@pytest.mark.parametrize("seconds", [-599, 0, 599])
def test_a_call_of_the_last_ten_minutes_is_fresh(seconds: int) -> None:
    assert opened(CALLER, at=AT + timedelta(seconds=seconds))


def refused(caller: Caller, keeper: Caller, at: datetime = AT) -> int:
    with pytest.raises(CallRefused) as caught:
        opened(caller, keeper=keeper, at=at)
    return caught.value.code


@pytest.mark.parametrize("seconds", [-601, 601, 86_400])
@pytest.mark.parametrize("caller", [PLAIN, CALLER, WECOM])
def test_a_call_kept_for_later_is_refused(caller: Caller, seconds: int) -> None:
    assert refused(caller, caller, AT + timedelta(seconds=seconds)) == 403


@pytest.mark.parametrize(
    ("caller", "keeper"),
    [
        (PLAIN.but(token="guessed"), PLAIN),
        (CALLER.but(token="guessed"), CALLER),
        (CALLER.but(aes_key=OTHER_AES), CALLER),
        (CALLER.but(app_id="wx0000000000000000"), CALLER),
        (WECOM.but(app_id="ww0000000000000000"), WECOM),
        (PLAIN, CALLER),  # a key is set, so nothing unsealed is taken
        (CALLER, PLAIN),  # sealed, and there is no key
        (PLAIN, WECOM.but(aes_key="")),  # 企业微信 always seals
    ],
    ids=[
        "token", "safe-token", "key", "app", "corp", "unsealed", "no-key", "wecom-plain",
    ],
)  # fmt: skip
def test_what_is_not_surely_wechats_is_refused(caller: Caller, keeper: Caller) -> None:
    assert refused(caller, keeper) == 403


@pytest.mark.parametrize(
    "stamp", ["", "x", "-1", "１４０９６５９８１３", "1" * 40, "1409659813.0"]
)
def test_a_strange_timestamp_is_refused(stamp: str) -> None:
    with pytest.raises(CallRefused):
        echo(keys(PLAIN), Query(timestamp=stamp, signature="x"), at=AT)


@pytest.mark.parametrize("signature", ["", "x", "签名", "0" * 40])
def test_a_strange_signature_is_refused(signature: str) -> None:
    asked = Query(timestamp=str(STAMP), nonce=NONCE, signature=signature)
    with pytest.raises(CallRefused, match="BadSignature"):
        echo(keys(PLAIN), asked, at=AT)


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><xml><MsgType>&c;</MsgType></xml>'
)
FOREIGN = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><MsgType>&a;</MsgType></xml>'
WRONG = [
    b"",
    b"not xml",
    b"\xff\xfe\x00",
    b"<a/>",
    b"<xml/>",
    b"<xml><Encrypt/></xml>",
    BOMB.encode(),
    FOREIGN.encode(),
    b"<xml>" + b"<a>" * 8000 + b"</a>" * 8000 + b"</xml>",
    b"<xml><MsgType>text</MsgType>" + b"x" * 70_000 + b"</xml>",
]


@pytest.mark.parametrize("body", WRONG, ids=range(len(WRONG)))
@pytest.mark.parametrize("caller", [PLAIN, CALLER, WECOM])
def test_a_body_that_is_no_message_is_refused(caller: Caller, body: bytes) -> None:
    text, _ = caller.post("<xml/>", STAMP)
    with pytest.raises(CallRefused):
        unwrap(keys(caller), query(text), body, at=AT)


@pytest.mark.parametrize(
    "sealed", ["%%%", "AAAA", "a" * 43, seal("", AES, "wx2c2769f8efd9abc2")[:24]]
)
def test_signed_garbage_in_the_seal_is_refused_without_an_error(sealed: str) -> None:
    from tests.wechat_server.callbacks import sign

    asked = Query(
        timestamp=str(STAMP),
        nonce=NONCE,
        msg_signature=sign("spamtest", str(STAMP), NONCE, sealed),
    )
    body = f"<xml><Encrypt>{sealed}</Encrypt></xml>".encode()
    with pytest.raises(CallRefused) as caught:
        unwrap(keys(CALLER), asked, body, at=AT)
    assert str(caught.value).isidentifier()  # a kind, never what was in it


def test_a_reply_is_sealed_where_there_is_a_key() -> None:
    sealed = wrap(keys(CALLER), "<xml>好</xml>", at=AT)
    assert "好" not in sealed
    assert CALLER.read(sealed) == "<xml>好</xml>"
    assert wrap(keys(PLAIN), "<xml>好</xml>", at=AT) == "<xml>好</xml>"


def test_two_seals_of_one_reply_differ() -> None:
    assert wrap(keys(CALLER), "<xml/>", at=AT) != wrap(keys(CALLER), "<xml/>", at=AT)
