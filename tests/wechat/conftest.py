"""A notice on its way to a channel of each kind, and a worker whose clock tests turn."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage, walked
from tests.stage import AT, VILLAGE
from tests.wechat.line import ROBOT_KEY, Clock, Line, Of
from tests.wechat.robot_group import Group
from tests.wechat_server.platform import Platform
from tests.wechat_server.server import WeChatServer
from villagepub import db, settings
from villagepub.channels.registry import CHANNELS
from villagepub.models import Account, Channel, Delivery
from villagepub.settings import Settings
from villagepub.states import AccountKind, ChannelKind, DeliveryState, RobotForm
from villagepub.wechat import wire
from villagepub.wechat.encryption import seal

OFFICIAL = (ChannelKind.ARTICLE, ChannelKind.MASS)
TARGETS = {
    ChannelKind.CUSTOMER_GROUP: "wr-majiagou",
}
SECRETS = {ChannelKind.ROBOT: ROBOT_KEY, ChannelKind.CUSTOMER_GROUP: "tuoxiaomei"}
SECRET_KEY = b"a secret key of the channels' tests"


@pytest.fixture
def clock(wechat: WeChatServer) -> Clock:
    """The worker's and the server's."""
    ours = Clock()
    wechat.platform.clock = lambda: ours().timestamp()
    return ours


@pytest.fixture
def chosen(tmp_path: Path, wechat: WeChatServer) -> Settings:
    wechat.robots.keys.add(ROBOT_KEY)
    return settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(tmp_path / "instance"),
            "VILLAGEPUB_OA_API": wechat.address,
            "VILLAGEPUB_WECOM_API": wechat.address,
            "VILLAGEPUB_SECRET_KEY": SECRET_KEY.decode(),
        }
    )


@pytest.fixture(scope="session")
def announced(
    laid: Path, sheets_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A database with one notice that waits for a channel of each kind."""
    path = tmp_path_factory.mktemp("db") / "announced.db"
    shutil.copy(laid, path)
    engine = db.make_engine(f"sqlite:///{path}")
    with db.transaction(engine) as session:
        add_channels(session)
    stage.publish(engine, sheets_folder)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


def add_channels(session: Session) -> None:
    """One of each kind that a machine sends to, of one 公众号 and one 企业微信."""
    played = Platform()
    accounts = {
        AccountKind.OFFICIAL: played.app_id,
        AccountKind.WECOM: played.corp_id,
    }
    ids: dict[AccountKind, int | None] = {}
    for kind, app_id in accounts.items():
        account = Account(
            place_code=VILLAGE[:9],
            kind=kind,
            name="沿河湾镇",
            app_id=app_id,
            agent_id="1000002",
            secret=seal(played.secret, SECRET_KEY),
            slug=kind.value,
            created_at=AT,
        )
        session.add(account)
        session.flush()
        ids[kind] = account.id
    for kind in (k for k, one in CHANNELS.items() if not one.is_by_hand):
        of = AccountKind.OFFICIAL if kind in OFFICIAL else AccountKind.WECOM
        is_robot = kind is ChannelKind.ROBOT
        session.add(
            Channel(
                place_code=VILLAGE,
                kind=kind,
                name=f"村里的 {kind}",
                secret=seal(SECRETS[kind], SECRET_KEY) if kind in SECRETS else "",
                account_id=None if is_robot else ids[of],
                target=TARGETS.get(kind, ""),
                created_at=AT,
            )
        )


@pytest.fixture
def house(announced: Path, tmp_path: Path) -> Iterator[Engine]:
    path = tmp_path / "house.db"
    shutil.copy(announced, path)
    engine = db.make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def use_only(engine: Engine, kind: ChannelKind) -> None:
    """Only the channel of this kind is in use, and the notice waits for it; for staff,
    a message of their own.
    """
    with db.transaction(engine) as session:
        if kind is ChannelKind.APP:
            session.add(to_staff(session))
        for channel in session.exec(select(Channel)):
            channel.is_active = channel.kind is kind
        for delivery, of in session.exec(select(Delivery, Channel).join(Channel)):
            if of.kind is not kind:
                delivery.state = DeliveryState.CANCELLED


def to_staff(session: Session) -> Delivery:
    """A message to two of the staff: notices do not go that way."""
    message = {
        "touser": "tuo|zhe",
        "agentid": 1000002,
        "msgtype": "text",
        "text": {"content": "有 1 件要看一看。"},
        "safe": 0,
        "enable_duplicate_check": 1,
        "duplicate_check_interval": 1800,
    }
    channel = session.exec(select(Channel).where(Channel.kind == ChannelKind.APP)).one()
    return Delivery(
        version=0,
        channel_id=channel.id,
        kind="staff",
        payload=json.dumps(message, ensure_ascii=False),
        next_at=AT,
        created_at=AT,
    )


@pytest.fixture
def line(
    house: Engine,
    chosen: Settings,
    wechat: WeChatServer,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> Of:
    monkeypatch.setattr(wire, "READ", 0.4)

    def of(kind: ChannelKind) -> Line:
        use_only(house, kind)
        return Line(kind, wechat, house, chosen, clock)

    return of


@pytest.fixture
def group(
    county: Engine,
    wechat: WeChatServer,
    chosen: Settings,
    clock: Clock,
    sheets_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Group]:
    monkeypatch.setattr(wire, "READ", 2)

    def walk(form: RobotForm, stopped: str | None) -> str:
        with db.transaction(county) as session:
            session.delete(session.exec(select(Channel)).one())
            session.add(
                Channel(
                    place_code=VILLAGE,
                    kind=ChannelKind.ROBOT,
                    name="镇村工作群",
                    secret=seal(ROBOT_KEY, SECRET_KEY),
                    sends=form,
                    is_active=stopped is None,
                    fault=stopped or "",
                    created_at=AT,
                )
            )
        return stage.publish(county, sheets_folder)

    def publish(form: RobotForm, stopped: str | None = None) -> Group:
        one = Group(county, wechat, chosen, clock)
        way = ("robot", form, stopped)
        one.public_id = walked.once(county, way, lambda: walk(form, stopped))
        return one

    return publish
