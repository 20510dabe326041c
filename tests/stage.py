"""The cast and the set: a small county, its people, and the way to a published notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import walked
from villagepub import catalog, clock, db, outbox, passwords, staff_accounts, tables
from villagepub.access import Actor
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.demo.scenario import SCENARIO, read
from villagepub.forms.entry import Decision, Edit
from villagepub.models import (
    Channel,
    Draft,
    Notice,
    NoticeVersion,
    Place,
    Staff,
    VillageItem,
)
from villagepub.models.base import pack, unpack
from villagepub.notices import (
    corrections,
    drafts,
    drawn_files,
    open_draft,
    review,
    uploads,
)
from villagepub.notices.review import Ready
from villagepub.notices.uploads import ReadSheet
from villagepub.place_import import import_csv
from villagepub.signed_fields import signed_facts
from villagepub.states import ChannelKind, Role

VILLAGE, OTHER, TOWNSHIP = "610603102201", "610603102214", "610603102"
AT = datetime(2026, 6, 19, 8, 20, tzinfo=UTC)  # 2026年6月19日 16:20 in China
BASE = "https://gk.example.cn"
ID_KEY = b"an identity key of the tests"
PASSWORD = "qiu-shou-2026"

SUBSIDY, LEDGER, AID = (
    "耕地地力保护补贴",
    "村级财务收支逐笔明细",
    "农村最低生活保障对象",
)


@dataclass(frozen=True)
class Case:
    """One of the three sheets that the main job is about."""

    item: str
    period: str
    file: str


CASES = (
    Case(SUBSIDY, "2026", "马家沟村2026年耕地地力保护补贴登记表.xlsx"),
    Case(LEDGER, "2026Q3", "马家沟村2026年第三季度收支逐笔榜.xlsx"),
    Case(AID, "2026Q3", "马家沟村2026年第三季度低保花名册.xlsx"),
)

CAST = (
    ("laotuo", "拓小梅", Role.CLERK, VILLAGE),
    ("zhe", "折治国", Role.SUPERVISOR, VILLAGE),
    ("kang", "康秀兰", Role.CLERK, OTHER),
    ("heyan", "贺延生", Role.SUPERVISOR, OTHER),
    ("cun", "白世雄", Role.HEAD, VILLAGE),
    ("bai", "白玉兰", Role.TOWNSHIP, TOWNSHIP),
    ("xian", "冯怀珠", Role.COUNTY, "610603"),
)


def lay(engine: Engine) -> None:
    """Places, catalogs, lists, people and one ordinary group."""
    with db.transaction(engine) as session:
        import_csv(Act(session, None, AT), read("安塞区村.csv"), filename="村.csv")
        session.get_one(Place, VILLAGE).phone = "0911-0062011"
        session.get_one(Place, TOWNSHIP).phone = "0911-0062018"
        for name in SCENARIO.catalogs:
            catalog.import_file(Act(session, None, AT), read(name), filename=name)
        for code in (VILLAGE, OTHER):
            catalog.issue(Act(session, None, AT), village_code=code)
        for item in session.exec(select(VillageItem)):
            item.owed_from = None  # as where nobody knows since when it is owed
        for login, name, role, place in CAST:
            staff = staff_accounts.add(
                Act(session, None, AT),
                login=login,
                name=name,
                role=role,
                place_code=place,
                password=passwords.hashed(PASSWORD, login),
            )
            staff.must_change = False
        session.add(
            Channel(
                place_code=VILLAGE,
                kind=ChannelKind.GROUP,
                name="马家沟村民群",
                keeper="拓小梅",
                created_at=AT,
            )
        )


def touch(connection: Any, statement: str) -> None:
    """Change what SQLite keeps beside the program; ``text_of`` and ``packed`` are at hand
    for the texts that lie compressed.
    """
    connection.create_function("text_of", 1, unpack)
    connection.create_function("packed", 1, pack)
    connection.execute(statement)


def actor(session: Session, login: str) -> Actor:
    return Actor.of(
        session.exec(select(Staff).where(Staff.login == login)).one(),
        address="127.0.0.1",
    )


def act(session: Session, login: str, at: datetime) -> Act:
    return Act(session, actor(session, login), at)


def item_id(session: Session, name: str, village: str = VILLAGE) -> int:
    found = session.exec(
        select(VillageItem).where(
            VillageItem.village_code == village, VillageItem.name == name
        )
    ).one()
    return found.id


def begin(session: Session, case: Case = CASES[0], at: datetime = AT) -> Draft:
    return drafts.start(
        act(session, "laotuo", at),
        item_id=item_id(session, case.item),
        period=case.period,
    )


def upload(
    session: Session, draft: Draft, data: bytes, filename: str, at: datetime = AT
) -> Draft:
    return drafts.put_sheet(
        act(session, "laotuo", at),
        draft_id=draft.id,
        revision=draft.revision,
        read=read_for(session, draft, data, filename),
    )


def read_for(session: Session, draft: Draft, data: bytes, filename: str) -> ReadSheet:
    notice = session.get_one(Notice, draft.notice_id)
    return uploads.read_sheet(
        session,
        uploads.SheetFile(tables.read(data, filename), filename, data),
        village_code=notice.village_code,
        form=notice.form,
        period=notice.period,
        id_key=ID_KEY,
    )


def settle_all(
    session: Session, draft: Draft, at: datetime = AT, choose: str = ""
) -> Draft:
    """Take the first way out of everything that is open, or the one called ``choose``."""
    notice = session.get_one(Notice, draft.notice_id)
    decisions = [
        Decision(
            code=p.code, choice=way.id, value=way.value, text=choose and "先照表公开。"
        )
        for p in open_draft.of(
            session, notice, draft, on=clock.day(draft.saved_at)
        ).inspection.blocking
        for way in ([c for c in p.choices if c.id == choose] or p.choices)[:1]
    ]
    return settle(session, draft, decisions, at) if decisions else draft


def settle(
    session: Session, draft: Draft, decisions: Sequence[Decision], at: datetime = AT
) -> Draft:
    return drafts.settle(
        act(session, "laotuo", at),
        draft_id=draft.id,
        revision=draft.revision,
        decisions=decisions,
    )


def submit(session: Session, draft: Draft, at: datetime = AT) -> Draft:
    return review.submit(
        act(session, "laotuo", at), ready(session, actor(session, "laotuo"), draft, at)
    )


def ready(session: Session, who: Actor, draft: Draft, at: datetime) -> Ready:
    found = open_draft.load(session, actor=who, draft_id=draft.id, on=clock.day(at))
    return review.look_over(session, found, revision=draft.revision)


def approve(
    session: Session, draft: Draft, at: datetime = AT + timedelta(hours=18)
) -> Notice:
    return review.approve(
        act(session, "zhe", at),
        draft_id=draft.id,
        revision=draft.revision,
        base_url=BASE,
        announce=outbox.announce,
    )


def correct(
    session: Session,
    public_id: str,
    at: datetime = AT + timedelta(days=3),
    *,
    area: str = "12.35",
    amount: str = "741",
) -> Notice:
    """白志明's area as the township has it, 12.35 亩 and 741.00 元; signed."""
    notice = session.exec(select(Notice).where(Notice.public_id == public_id)).one()
    reason = "镇上核对后改正"
    draft = corrections.correct(
        act(session, "laotuo", at), notice_id=notice.id, reason=reason
    )
    draft = drafts.change(
        act(session, "laotuo", at),
        draft_id=draft.id,
        revision=draft.revision,
        edits=[
            Edit(part="", row=24, column="area", value=area),
            Edit(part="", row=24, column="amount", value=amount),
        ],
    )
    return approve(session, submit(session, draft, at), at)


def withdraw(
    session: Session,
    public_id: str = "",
    at: datetime = AT + timedelta(days=5),
    *,
    reason: str = "贴错了",
) -> Notice:
    """This notice, or the only one that there is."""
    named = select(Notice).where(Notice.public_id == public_id)
    notice = session.exec(named if public_id else select(Notice)).one()
    return corrections.withdraw(
        act(session, "laotuo", at),
        notice_id=notice.id,
        reason=reason,
        announce=outbox.announce,
    )


def sign(session: Session, notice: Notice) -> None:
    """Into the log as if somebody had signed this row; it has no version to open."""
    nothing: dict[str, Any] = {}
    facts = signed_facts(notice, NoticeVersion(**nothing))["signed"]
    log = Act(session, None, notice.published_at or AT)
    log.record(AuditAction.NOTICE_PUBLISH, notice, version=1, signed=facts)


def draw(app: Flask) -> None:
    """The worker's part after a signing: the files of what was published are drawn."""
    settings, engine = app.extensions["villagepub"]
    drawn_files.draw_due(engine, settings.store_url, at=AT)


def publish(engine: Engine, data: Path, case: Case = CASES[0], choose: str = "") -> str:
    """The whole way for one sheet; the notice's public id."""

    def walk() -> str:
        with db.transaction(engine) as session:
            draft = begin(session, case)
            draft = upload(
                session, draft, (data / "notices" / case.file).read_bytes(), case.file
            )
            draft = settle_all(session, draft, choose=choose)
            return approve(session, submit(session, draft)).public_id

    return walked.once(engine, (case, choose), walk)
