"""Fills an empty instance with the demonstration county, through the product's own verbs.

The moments are handed in, so the past is written as it would have been; the demo shows
nothing that the product can't do.
"""

from datetime import UTC, datetime, timedelta
from importlib.resources import files

from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import catalog, db, disclosures, outbox, people, places, tables
from villagepub.access import Actor
from villagepub.consistency import running
from villagepub.demo.story import (
    ACCOUNTS,
    CATALOGS,
    DISCLOSED,
    DISCLOSED_FILE,
    GROUPS,
    PHONES,
    STORIES,
    TOWNSHIP,
    Story,
)
from villagepub.forms.entry import Decision, Edit
from villagepub.models import Channel, Delivery, Draft, Notice, Place, Staff
from villagepub.notices import amending, drafting, workflow
from villagepub.settings import Settings
from villagepub.words import ChannelKind, DeliveryState, Role


class DemoError(ValueError):
    """The demo can't be built here; the message says why."""


def read(name: str) -> bytes:
    """A file that the demo carries."""
    return files("villagepub.demo").joinpath("data", name).read_bytes()


def build(engine: Engine, settings: Settings, *, at: datetime) -> None:
    """Everything in one transaction: a demo is whole or not there at all."""
    with db.transaction(engine) as session:
        if session.exec(select(Place).limit(1)).first() is not None:
            raise DemoError("这里已经有数据了，演示只放进空的 instance。")
        _lay_ground(session, at=at)
        for story in STORIES:
            _tell(session, settings, story)
        _disclose(session, settings)
        running.ask(session, actor=None, place_code=TOWNSHIP, at=at)
    running.work(engine, at=at)


def _disclose(session: Session, settings: Settings) -> None:
    """The township has imported what the government published of the subsidy."""
    disclosures.import_list(
        session,
        actor=_actor(session, TOWNSHIP, Role.TOWNSHIP),
        place_code=TOWNSHIP,
        facts=DISCLOSED,
        data=read(DISCLOSED_FILE),
        filename=DISCLOSED_FILE,
        instance=settings.instance,
        key=settings.id_key,
        at=datetime.fromisoformat(f"{DISCLOSED.published_on}T03:00:00+00:00"),
    )


def _lay_ground(session: Session, *, at: datetime) -> None:
    start = datetime(2025, 5, 6, 1, 0, tzinfo=UTC)
    places.import_csv(session, read("安塞区村.csv"), filename="安塞区村.csv", at=start)
    for code, phone in PHONES.items():
        session.get_one(Place, code).phone = phone
    for name in CATALOGS:
        catalog.import_file(session, read(name), filename=name, actor=None, at=start)
    for village in places.villages_of(session, TOWNSHIP):
        catalog.issue(session, village_code=village.code, actor=None, at=start)
    for account in ACCOUNTS:
        people.add(
            session,
            login=account.login,
            name=account.name,
            role=account.role,
            place_code=account.place,
            password=account.password,
            actor=None,
            at=start,
        )
    for code, name, keeper in GROUPS:
        group = Channel(
            place_code=code,
            kind=ChannelKind.GROUP,
            name=name,
            keeper=keeper,
            created_at=at,
        )
        session.add(group)
    session.flush()  # the stories look for places, people and groups


def _tell(session: Session, settings: Settings, story: Story) -> None:
    posted = datetime.fromisoformat(f"{story.posted}T02:42:00+00:00")
    clerk = _actor(session, story.village, Role.CLERK)
    signer = _actor(session, story.village, Role.SUPERVISOR)
    draft = _drafted(session, settings, story, clerk, posted - timedelta(days=1))
    notice = _signed(session, settings, draft, clerk, signer, posted)
    _forwarded(session, notice, clerk, posted + timedelta(minutes=9))
    if story.reason:
        _corrected(session, settings, story, notice, clerk, signer, posted)


def _drafted(
    session: Session, settings: Settings, story: Story, clerk: Actor, at: datetime
) -> Draft:
    line = catalog.find_village_item(session, story.village, story.item)
    if line is None or line.id is None:
        raise DemoError(f"演示的清单上没有“{story.item}”。")
    draft = drafting.start(
        session, actor=clerk, item_id=line.id, period=story.period, at=at
    )
    data = read(story.file)
    return drafting.take_sheet(
        session,
        actor=clerk,
        draft_id=draft.id or 0,
        revision=draft.revision,
        tables=tables.read(data, story.file),
        filename=story.file,
        data=data,
        id_key=settings.id_key,
        at=at,
    )


def _signed(
    session: Session,
    settings: Settings,
    draft: Draft,
    clerk: Actor,
    signer: Actor,
    at: datetime,
) -> Notice:
    submitted = workflow.submit(
        session,
        actor=clerk,
        draft_id=draft.id or 0,
        revision=draft.revision,
        at=at - timedelta(hours=2),
    )
    return workflow.approve(
        session,
        actor=signer,
        draft_id=submitted.id or 0,
        revision=submitted.revision,
        base_url=settings.base_url,
        at=at,
    )


def _forwarded(session: Session, notice: Notice, clerk: Actor, at: datetime) -> None:
    waiting = session.exec(
        select(Delivery).where(
            Delivery.notice_id == notice.id,
            Delivery.state == DeliveryState.PENDING,
        )
    ).all()
    for delivery in waiting:
        outbox.tick(session, actor=clerk, delivery_id=delivery.id or 0, at=at)


def _corrected(
    session: Session,
    settings: Settings,
    story: Story,
    notice: Notice,
    clerk: Actor,
    signer: Actor,
    posted: datetime,
) -> None:
    at = posted + timedelta(days=5)
    draft = amending.correct(
        session, actor=clerk, notice_id=notice.id or 0, reason=story.reason, at=at
    )
    inspection = workflow.inspection_of(session, notice, draft)
    name, column, value = story.correction
    part, row = next(
        (part.name, record.row)
        for part in inspection.entry.parts
        for record in part.records
        if name in record.values.values()
    )
    draft = drafting.change(
        session,
        actor=clerk,
        draft_id=draft.id or 0,
        revision=draft.revision,
        edits=[Edit(part=part, row=row, column=column, value=value)],
        at=at,
    )
    draft = _with_defaults(session, notice, draft, clerk, at)
    _signed(session, settings, draft, clerk, signer, at + timedelta(hours=3))
    _forwarded(session, notice, clerk, at + timedelta(hours=4))


def _with_defaults(
    session: Session, notice: Notice, draft: Draft, clerk: Actor, at: datetime
) -> Draft:
    """Take the first way out of each problem, as the page offers it."""
    problems = workflow.inspection_of(session, notice, draft).blocking
    decisions = [
        Decision(code=p.code, choice=p.choices[0].id, value=p.choices[0].value)
        for p in problems
        if p.choices
    ]
    if not decisions:
        return draft
    return drafting.settle(
        session,
        actor=clerk,
        draft_id=draft.id or 0,
        revision=draft.revision,
        decisions=decisions,
        at=at,
    )


def _actor(session: Session, village: str, role: Role) -> Actor:
    staff = session.exec(
        select(Staff)
        .where(Staff.place_code == village, Staff.role == role)
        .order_by(col(Staff.id))
    ).first()
    if staff is None:
        raise DemoError(f"演示里 {village} 没有 {role.value}。")
    return Actor.of(staff, address="演示")
