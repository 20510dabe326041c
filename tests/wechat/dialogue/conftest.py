"""A county with a published subsidy list and an account of the township that speaks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.wechat_server.callbacks import message
from villagepub import db, render
from villagepub.models import Account, Place
from villagepub.states import AccountKind
from villagepub.wechat import dialogue
from villagepub.wechat.dialogue import AskedAccount
from villagepub.wechat.dialogue.replies import Reply
from villagepub.wechat.encryption import seal

SECRET = b"a secret key of the tests"
NOW = int(stage.AT.timestamp()) + 86_400 * 2
TWINS = (("610603104299", "610603104"), ("610603106299", "610603106"))


def account(
    engine: Engine,
    *,
    place_code: str = stage.TOWNSHIP,
    slug: str = "yhwz",
    kind: AccountKind = AccountKind.OFFICIAL,
    app_id: str = "wx2c2769f8efd9abc2",
    token: str = "spamtest",  # noqa: S107
    aes_key: str = "",
    key: bytes = SECRET,
    **more: object,
) -> int:
    """An account as the settings page stores it; its id."""
    with db.transaction(engine) as session:
        row = Account(
            place_code=place_code,
            kind=kind,
            name="沿河湾镇人民政府",
            app_id=app_id,
            secret=seal("an app's secret", key),
            callback_token=seal(token, key) if token else "",
            aes_key=seal(aes_key, key) if aes_key else "",
            slug=slug,
            created_at=stage.AT,
            **more,
        )
        session.add(row)
        session.flush()
        return row.id


@pytest.fixture
def public_id(county: Engine, sheets_folder: Path) -> str:
    return stage.publish(county, sheets_folder)


@pytest.fixture
def desk(county: Engine) -> AskedAccount:
    return desk_of(county, account(county))


def desk_of(engine: Engine, account_id: int) -> AskedAccount:
    with db.reading(engine) as session:
        row = session.get_one(Account, account_id)
        return AskedAccount.of(
            row, base_url=stage.BASE, id_key=stage.ID_KEY, shown=render.for_open_web
        )


@pytest.fixture
def twins(county: Engine) -> None:
    """Two more villages called 马家沟 in other townships of the county."""
    with db.transaction(county) as session:
        for code, township in TWINS:
            above = session.get_one(Place, township)
            session.add(
                Place(
                    code=code,
                    parent_code=township,
                    name="马家沟村委会",
                    short_name="马家沟村",
                    full_name=f"{above.full_name}马家沟村",
                    initials="mjgc",
                )
            )


Say = Callable[..., Reply | None]


@pytest.fixture
def tell(county: Engine, desk: AskedAccount) -> Say:
    """Bring a message's XML to the account; its reply."""

    def bring(xml: str, at_desk: AskedAccount | None = None) -> Reply | None:
        to = at_desk or desk
        with db.transaction(county) as session:
            incoming = dialogue.parse(xml, to.kind)
            return dialogue.answer(session, to, incoming, at=stage.AT)

    return bring


@pytest.fixture
def say(tell: Say) -> Say:
    """Write a text to the account; each is a message of its own."""
    numbers = iter(range(1, 1000))

    def write(
        text: str, at_desk: AskedAccount | None = None, sender: str = "oV5"
    ) -> Reply | None:
        xml = message(text, number=next(numbers), at=NOW, sender=sender)
        return tell(xml, at_desk)

    return write
