"""One notice of the demo on its way to the wall, by the verbs that the pages call."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from villagepub import catalog, clock, outbox, tables
from villagepub.access import Actor
from villagepub.act import Act
from villagepub.forms.entry import Decision
from villagepub.models import Delivery, Draft, Notice, Staff
from villagepub.notices import drafts, open_draft, review, uploads
from villagepub.notices.uploads import SheetFile
from villagepub.settings import Settings
from villagepub.states import DeliveryState, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A sheet as the clerk hands it over, and what it is for."""

    village: str
    item: str
    period: str
    name: str
    data: bytes


def draft_of(
    session: Session, settings: Settings, upload: Upload, *, at: datetime
) -> Draft:
    line = catalog.find_village_item(session, upload.village, upload.item)
    if line is None:
        raise LookupError(upload.item)
    clerk = act_of(session, upload.village, Role.CLERK, at)
    draft = drafts.start(clerk, item_id=line.id, period=upload.period)
    notice = session.get_one(Notice, draft.notice_id)
    read = uploads.read_sheet(
        session,
        SheetFile(tables.read(upload.data, upload.name), upload.name, upload.data),
        village_code=notice.village_code,
        form=notice.form,
        period=notice.period,
        id_key=settings.id_key,
    )
    return drafts.put_sheet(
        clerk, draft_id=draft.id, revision=draft.revision, read=read
    )


def with_defaults(session: Session, draft: Draft, *, at: datetime) -> Draft:
    """Take the first way out of each problem, as the page offers it."""
    notice = session.get_one(Notice, draft.notice_id)
    decisions = [
        Decision(code=p.code, choice=p.choices[0].id, value=p.choices[0].value)
        for p in open_draft.of(
            session, notice, draft, on=clock.day(draft.saved_at)
        ).inspection.blocking
        if p.choices
    ]
    if not decisions:
        return draft
    return drafts.settle(
        act_of(session, notice.village_code, Role.CLERK, at),
        draft_id=draft.id,
        revision=draft.revision,
        decisions=decisions,
    )


def submit(session: Session, draft: Draft, *, at: datetime) -> Draft:
    village = session.get_one(Notice, draft.notice_id).village_code
    act = act_of(session, village, Role.CLERK, at)
    found = open_draft.load(
        session, actor=act.person, draft_id=draft.id, on=clock.day(at)
    )
    ready = review.look_over(session, found, revision=draft.revision)
    return review.submit(act, ready)


def send_back(session: Session, draft: Draft, remark: str, *, at: datetime) -> Draft:
    village = session.get_one(Notice, draft.notice_id).village_code
    return review.send_back(
        act_of(session, village, Role.SUPERVISOR, at),
        draft_id=draft.id,
        revision=draft.revision,
        remark=remark,
    )


def publish(
    session: Session, settings: Settings, draft: Draft, *, at: datetime
) -> Notice:
    village = session.get_one(Notice, draft.notice_id).village_code
    return review.approve(
        act_of(session, village, Role.SUPERVISOR, at),
        draft_id=draft.id,
        revision=draft.revision,
        base_url=settings.base_url,
        announce=outbox.announce,
    )


def post(session: Session, settings: Settings, draft: Draft, *, at: datetime) -> Notice:
    """Handed in two hours before, signed, and forwarded by the clerk."""
    draft = submit(session, draft, at=at - timedelta(hours=2))
    notice = publish(session, settings, draft, at=at)
    forward(session, notice, at=at + timedelta(minutes=9))
    return notice


def forward(session: Session, notice: Notice, *, at: datetime) -> None:
    """Tick every group of the village."""
    waiting = session.exec(
        select(Delivery.id).where(
            Delivery.notice_id == notice.id,
            Delivery.state == DeliveryState.PENDING,
        )
    ).all()
    clerk = act_of(session, notice.village_code, Role.CLERK, at)
    for delivery_id in waiting:
        outbox.tick(clerk, delivery_id=delivery_id or 0)


def act_of(session: Session, place: str, role: Role, at: datetime) -> Act:
    return Act(session, actor_of(session, place, role), at)


def actor_of(session: Session, place: str, role: Role) -> Actor:
    staff = session.exec(
        select(Staff)
        .where(Staff.place_code == place, Staff.role == role)
        .order_by(col(Staff.id))
    ).first()
    if staff is None:
        raise LookupError(f"{place} {role}")
    return Actor.of(staff, address="演示")
