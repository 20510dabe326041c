"""Staff who have bound their account, and news for them."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests.stage import AT, TOWNSHIP
from tests.wechat_server.server import WeChatServer
from villagepub import db, news
from villagepub.models import Account, Binding, Channel, Staff
from villagepub.settings import Settings
from villagepub.states import AccountKind, ChannelKind, NewsKind
from villagepub.wechat.encryption import seal

NINE = datetime(2026, 6, 20, 1, 0, tzinfo=UTC)  # 9:00 in China


TEXT = "2026年耕地地力保护补贴发放公示"


def bind(engine: Engine, chosen: Settings, wechat: WeChatServer) -> None:
    with db.transaction(engine) as session:
        account = Account(
            place_code=TOWNSHIP,
            kind=AccountKind.WECOM,
            name="沿河湾镇",
            app_id=wechat.platform.corp_id,
            agent_id="1000002",
            secret=seal(wechat.platform.secret, chosen.secret_key),
            slug="yanhewan",
            created_at=AT,
        )
        session.add(account)
        session.flush()
        for login in ("laotuo", "zhe"):
            session.add(
                Binding(
                    staff_id=staff_id(session, login),
                    account_id=account.id,
                    openid_key=login,
                    userid=seal(f"u-{login}", chosen.secret_key),
                    bound_at=AT,
                )
            )
        session.add(
            Channel(
                place_code=TOWNSHIP,
                kind=ChannelKind.APP,
                name="工作人员",
                account_id=account.id,
                created_at=AT,
            )
        )


def staff_id(session: Session, login: str) -> int:
    return session.exec(select(Staff).where(Staff.login == login)).one().id


def tell(
    engine: Engine, login: str = "laotuo", at: datetime = NINE, n: int = 1
) -> None:
    with db.transaction(engine) as session:
        for number in range(n):
            news.tell(
                session,
                [staff_id(session, login)],
                kind=NewsKind.FINDING,
                subject=f"finding:{at}:{number}",
                text=f"低保名单，第 {number} 户",
                at=at,
            )


def later(minutes: float, since: datetime = NINE) -> datetime:
    return since + timedelta(minutes=minutes)
