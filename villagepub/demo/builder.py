"""Fills an empty instance with the demonstration county, through the product's own verbs.

The moments are handed in, so the past is written as it would have been; the demo shows
nothing that the product can't do.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from villagepub import (
    catalog,
    clock,
    db,
    disclosures,
    own_forms,
    passwords,
    place_import,
    places,
    staff_accounts,
)
from villagepub.act import Act
from villagepub.channels.group import GROUP
from villagepub.demo import desk, neighbourhood, own_notices
from villagepub.demo.publisher import (
    Upload,
    act_of,
    actor_of,
    draft_of,
    forward,
    post,
    publish,
    submit,
    with_defaults,
)
from villagepub.demo.scenario import (
    BIANQIANG,
    MAJIAGOU,
    SCENARIO,
    TOWNSHIP,
    Story,
    read,
)
from villagepub.errors import UserError
from villagepub.findings import check_runs
from villagepub.forms.entry import Edit
from villagepub.models import Channel, Notice, Place
from villagepub.notices import corrections, drafts, open_draft
from villagepub.notices.validation import Inspection
from villagepub.period import Period
from villagepub.powers import versions
from villagepub.settings import Settings
from villagepub.states import Role

LAMPS_POSTED = datetime(2026, 9, 4, 2, 42, tzinfo=UTC)


def build(engine: Engine, settings: Settings, *, at: datetime) -> None:
    """What stands on its own is one transaction: a demo is whole or not there at all."""
    own_forms.use(engine)
    with db.transaction(engine) as session:
        if session.exec(select(Place).limit(1)).first() is not None:
            raise UserError("这里已经有数据了，演示只放进空的 instance。")
        _lay_ground(session, at=at)
        for story in SCENARIO.stories:
            _post_story(session, settings, story)
        own_notices.post_lamps(session, settings, MAJIAGOU, at=LAMPS_POSTED)
        neighbourhood.play(session, settings, read(SCENARIO.disclosed_file), at=at)
        _disclose(session, settings)
        own_notices.make_form(session, at=at)
        desk.enter_events(session, at=at)
        check_runs.ask(Act(session, None, at), place_code=TOWNSHIP)
    check_runs.work(engine, now=lambda: at)
    with db.transaction(engine) as session:
        own_notices.post_charges(session, settings, at=at)
        neighbourhood.hand_out(session, at=at)
        desk.hang_posters(session, at=at, still_up=MAJIAGOU, rained_on=BIANQIANG)
        desk.write_letters(session, at=at)


def _disclose(session: Session, settings: Settings) -> None:
    """The township has imported what the government published of the subsidy."""
    act = Act(
        session,
        actor_of(session, TOWNSHIP, Role.TOWNSHIP),
        datetime.fromisoformat(f"{SCENARIO.disclosed.published_on}T03:00:00+00:00"),
    )
    found = disclosures.read_list(
        session,
        place_code=TOWNSHIP,
        facts=SCENARIO.disclosed,
        data=read(SCENARIO.disclosed_file),
        filename=SCENARIO.disclosed_file,
        store_url=settings.store_url,
        key=settings.id_key,
    )
    disclosures.import_list(act, found)


def _lay_ground(session: Session, *, at: datetime) -> None:
    act = Act(session, None, datetime(2025, 5, 6, 1, 0, tzinfo=UTC))
    place_import.import_csv(act, read("安塞区村.csv"), filename="安塞区村.csv")
    _say_facts(session)
    _issue_lists(act, at)
    for account in SCENARIO.accounts:
        staff_accounts.add(
            act,
            login=account.login,
            name=account.name,
            role=account.role,
            place_code=account.place,
            password=passwords.hashed(account.password, account.login),
        )
    for code, name, keeper in SCENARIO.groups:
        group = Channel(
            place_code=code, kind=GROUP.kind, name=name, keeper=keeper, created_at=at
        )
        session.add(group)
    versions.add(act, village=MAJIAGOU, item=SCENARIO.own_power)
    session.flush()  # the stories look for places, people and groups


def _say_facts(session: Session) -> None:
    for code, phone in SCENARIO.phones.items():
        session.get_one(Place, code).phone = phone
    for code, phone in SCENARIO.office_phones.items():
        session.get_one(Place, code).office_phone = phone
    session.get_one(Place, TOWNSHIP).bookkeeper = SCENARIO.bookkeeper
    for village in places.villages_of(session, TOWNSHIP):
        village.collective = f"{village.short_name}股份经济合作社"


def _issue_lists(act: Act, at: datetime) -> None:
    # The villages have had their lists since the last days of the quarter before.
    before = Period.holding("quarter", clock.day(at)).previous
    first_day = before.last - timedelta(days=9)
    for name in SCENARIO.catalogs:
        catalog.import_file(act, read(name), filename=name)
    for village in places.villages_of(act.session, TOWNSHIP):
        catalog.issue(act, village_code=village.code, owed_from=first_day)


def _post_story(session: Session, settings: Settings, story: Story) -> None:
    posted = datetime.fromisoformat(f"{story.posted}T02:42:00+00:00")
    upload = Upload(
        village=story.village,
        item=story.item,
        period=story.period,
        name=story.file,
        data=read(story.file),
    )
    draft = draft_of(session, settings, upload, at=posted - timedelta(days=1))
    notice = post(session, settings, draft, at=posted)
    if story.reason:
        _correct(session, settings, story, notice, at=posted + timedelta(days=5))


def _correct(
    session: Session, settings: Settings, story: Story, notice: Notice, *, at: datetime
) -> None:
    clerk = act_of(session, story.village, Role.CLERK, at)
    draft = corrections.correct(clerk, notice_id=notice.id, reason=story.reason)
    edit = _edit(
        open_draft.of(session, notice, draft, on=clock.day(draft.saved_at)).inspection,
        story,
    )
    draft = drafts.change(
        clerk,
        draft_id=draft.id,
        revision=draft.revision,
        edits=[edit],
    )
    draft = with_defaults(session, draft, at=at)
    draft = submit(session, draft, at=at + timedelta(hours=1))
    notice = publish(session, settings, draft, at=at + timedelta(hours=3))
    forward(session, notice, at=at + timedelta(hours=4))


def _edit(inspection: Inspection, story: Story) -> Edit:
    """What the story mends, found in the sheet by the name in it."""
    name, column, value = story.correction
    part, row = next(
        (part.name, record.row)
        for part, record in inspection.entry.placed
        if name in record.values.values()
    )
    return Edit(part=part, row=row, column=column, value=value)
