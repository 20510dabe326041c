"""A township whose fifteen villages post notices: each has five channels of its own.

A robot takes twenty messages a minute, an account a hundred articles a day: so each
village has its robot, its 公众号 and its 企业微信, and signs up to twenty notices.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from tests import stage
from tests.stage import AT, OTHER, TOWNSHIP, VILLAGE
from tests.wechat_server.callbacks import Caller
from tests.wechat_server.platform import Platform
from tests.wechat_server.server import WeChatServer
from villagepub import catalog, clock, db, outbox, passwords, staff_accounts
from villagepub.act import Act
from villagepub.channels import village_groups
from villagepub.channels.robot_access import RobotAccess
from villagepub.forms.entry import Decision, Edit
from villagepub.models import Account, Channel, Delivery, Draft, Notice, Place
from villagepub.notices import corrections, open_draft, review
from villagepub.notices import drafts as notice_drafts
from villagepub.states import AccountKind, ChannelKind, Role
from villagepub.wechat.encryption import seal

KEY = b"a secret key of the kill test"
AES = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
SHEET = (
    "户主姓名,组别,补贴面积（亩）,补贴标准（元/亩）,补贴金额（元）\n"
    "王建国,1组,10,60,600\n拓德福,2组,5,60,300\n"
).encode()
# Of the two groups, whose messages read the same, one person is the owner.
KINDS = (
    ChannelKind.ROBOT,
    ChannelKind.CUSTOMER_GROUP,
    ChannelKind.CUSTOMER_GROUP,
    ChannelKind.ARTICLE,
    ChannelKind.MASS,
)


@dataclass(frozen=True)
class Village:
    """``drafts``: (id, revision) of what waits for the committee."""

    code: str
    clerk: str
    supervisor: str
    platform: Platform
    robot: str
    callback: Caller
    slug: str
    drafts: list[tuple[int, int]]


def lay(
    engine: Engine, server: WeChatServer, *, count: int, each: int
) -> list[Village]:
    """``count`` villages with ``each`` drafts that wait for a signature."""
    db.upgrade(engine)
    stage.lay(engine)
    with db.transaction(engine) as session:
        for group in session.exec(select(Channel)):
            group.is_active = False  # nobody is there to forward by hand
        codes = session.exec(
            select(Place.code)
            .where(col(Place.code).startswith(TOWNSHIP), Place.code != TOWNSHIP)
            .order_by(Place.code)
        ).all()
    # The server plays every account; the one that it was made with is not used.
    return [
        _village(engine, server, code, number, each)
        for number, code in enumerate(codes[:count])
    ]


def _village(
    engine: Engine, server: WeChatServer, code: str, number: int, each: int
) -> Village:
    with db.transaction(engine) as session:
        if code not in (VILLAGE, OTHER):
            catalog.issue(Act(session, None, AT), village_code=code)
        place = session.get_one(Place, code)
        place.phone = place.phone or "0911-0062019"
        logins = {
            role: f"{role.value}{number}" for role in (Role.CLERK, Role.SUPERVISOR)
        }
        for role, login in logins.items():
            _person(session, login, role, code)
        village = Village(
            code=code,
            clerk=logins[Role.CLERK],
            supervisor=logins[Role.SUPERVISOR],
            platform=_platform(number, each),
            robot=f"robot-{number:04d}-of-a-village",
            callback=_caller(number),
            slug=f"oa{number}",
            drafts=[],
        )
        _channels(session, village)
    server.platforms.append(village.platform)
    server.robots.keys.add(village.robot)
    for year in range(2005, 2005 + each):
        with db.transaction(engine) as session:
            village.drafts.append(_submitted(session, code, logins[Role.CLERK], year))
    return village


def _platform(number: int, each: int) -> Platform:
    """``mass_left``: far more than a real account has, or the test would take years."""
    return Platform(
        app_id=f"wx{number:016d}",
        corp_id=f"ww{number:016d}",
        groups={f"wr-{number}-{name}": "owner" for name in "ab"},
        mass_left=3 * each,
    )


def _caller(number: int) -> Caller:
    return Caller(token="spamtest", app_id=f"wx{number:016d}", aes_key=AES, mode="safe")


def _person(session: Session, login: str, role: Role, code: str) -> None:
    staff = staff_accounts.add(Act(session, None, AT), login=login, name=login, role=role, place_code=code, password=passwords.hashed(stage.PASSWORD, login))  # fmt: skip
    staff.must_change = False


def _channels(session: Session, village: Village) -> None:
    accounts = {
        kind: _account(session, village, kind)
        for kind in (AccountKind.OFFICIAL, AccountKind.WECOM)
    }
    chats = iter(village.platform.groups)
    for kind in KINDS:
        is_official = kind in (ChannelKind.ARTICLE, ChannelKind.MASS)
        of = AccountKind.OFFICIAL if is_official else AccountKind.WECOM
        is_group = kind is ChannelKind.CUSTOMER_GROUP
        act = Act(session, None, AT)
        own: dict[str, Any] = {"place_code": village.code, "name": f"{kind}"}
        if kind is ChannelKind.ROBOT:
            robots = RobotAccess("", KEY)
            village_groups.add_robot(act, robots, address=village.robot, **own)
        else:
            target = f"{next(chats)}|owner" if is_group else ""
            village_groups.connect(act, accounts[of], kind=kind, target=target, **own)


def _account(session: Session, village: Village, kind: AccountKind) -> Account:
    is_official = kind is AccountKind.OFFICIAL
    account = Account(
        place_code=village.code,
        kind=kind,
        name="村里的",
        app_id=village.platform.app_id if is_official else village.platform.corp_id,
        agent_id="1000002",
        secret=seal(village.platform.secret, KEY),
        callback_token=seal(village.callback.token, KEY),
        aes_key=seal(AES, KEY),
        slug=village.slug if is_official else f"wecom-{village.slug}",
        created_at=AT,
    )
    session.add(account)
    session.flush()
    return account


def _submitted(session: Session, code: str, login: str, year: int) -> tuple[int, int]:
    clerk = stage.act(session, login, AT)
    # Each in its own year: what is ten years old is begun no more.
    then = stage.act(session, login, AT.replace(year=year))
    draft = notice_drafts.start(then, item_id=stage.item_id(session, stage.SUBSIDY, code), period=str(year))  # fmt: skip
    draft = notice_drafts.put_sheet(clerk, draft_id=draft.id, revision=draft.revision, read=stage.read_for(session, draft, SHEET, "x.csv"))  # fmt: skip
    return submit(clerk, draft)


def submit(clerk: Act, draft: Draft) -> tuple[int, int]:
    """The first way out of whatever is asked, then the committee has it."""
    session = clerk.session
    notice = session.get_one(Notice, draft.notice_id)
    ways = [
        Decision(code=p.code, choice=p.choices[0].id, value=p.choices[0].value)
        for p in open_draft.of(
            session, notice, draft, on=clock.day(draft.saved_at)
        ).inspection.blocking
    ]
    if ways:
        draft = notice_drafts.settle(clerk, draft_id=draft.id, revision=draft.revision, decisions=ways)  # fmt: skip
    draft = review.submit(clerk, stage.ready(session, clerk.person, draft, clerk.at))
    return draft.id, draft.revision


def is_right(number: int) -> bool:
    """A third of the notices is; a third is corrected, a third is withdrawn."""
    return number % 3 == 0


def is_under_way(engine: Engine, draft_id: int) -> bool:
    """Has a call been begun of what this draft became?"""
    with db.reading(engine) as session:
        begun = select(Delivery.id).where(
            Delivery.notice_id == session.get_one(Draft, draft_id).notice_id,
            Delivery.attempts > 0,
        )
        return session.exec(begun).first() is not None


def mend(engine: Engine, village: Village, number: int) -> None:
    """What follows the signature of what was not right."""
    draft_id, _ = village.drafts[number]
    with db.transaction(engine) as session:
        notice_id = session.get_one(Draft, draft_id).notice_id
        if number % 3 == 1:
            _correct(session, village, notice_id)
        elif number % 3 == 2:
            clerk = stage.act(session, village.clerk, clock.now())
            corrections.withdraw(
                clerk, notice_id=notice_id, reason="贴错了", announce=outbox.announce
            )


def _correct(session: Session, village: Village, notice_id: int) -> None:
    at = clock.now()
    clerk = stage.act(session, village.clerk, at)
    draft = corrections.correct(clerk, notice_id=notice_id, reason="写错了")
    edits = [
        Edit(part="", row=2, column="area", value="11"),
        Edit(part="", row=2, column="amount", value="660"),
    ]
    draft = notice_drafts.change(
        clerk, draft_id=draft.id, revision=draft.revision, edits=edits
    )
    draft = review.submit(clerk, stage.ready(session, clerk.person, draft, clerk.at))
    review.approve(
        stage.act(session, village.supervisor, at),
        draft_id=draft.id,
        revision=draft.revision,
        base_url=stage.BASE,
        announce=outbox.announce,
    )


@dataclass(frozen=True)
class Said:
    """One message, as the server has it: of what, and how late it is in its story.

    ``stage``: 0 the notice, 1 its correction or its withdrawal.
    """

    channel: str  # kind, and the group or robot that it is for
    notice: str
    stage: int


def said_in(payload: str, kind: ChannelKind, robot: str = "") -> Said:
    given = json.loads(payload)
    if kind in (ChannelKind.ARTICLE, ChannelKind.MASS):
        words, where = given["title"], ""
        link = given.get("source") or given["content_source_url"]
    else:
        words = given["text"]["content"]
        where = robot or "".join(given.get("chat_id_list", []))
        link = words
    found = re.search(r"/n/(\w+)", link)
    assert found is not None, link
    later = "更正" in words or "撤回" in words
    return Said(f"{kind} {where}", found[1], int(later))
