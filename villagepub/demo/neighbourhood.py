"""Tells what the neighbours did: the year's subsidy and the last quarter's lists.

The quarter is the one that ended before the demo is made, so that the township's desk is
alive on any day of the year; what would lie in the future has not happened yet.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session, select

from villagepub import catalog, clock, staff_accounts, tables
from villagepub.act import Act
from villagepub.demo import lists
from villagepub.demo.lists import ListLine
from villagepub.demo.publisher import (
    Upload,
    act_of,
    draft_of,
    publish,
    send_back,
    submit,
    with_defaults,
)
from villagepub.demo.scenario import (
    BIANQIANG,
    ELDERS,
    FINANCE,
    GAOJIAMAO,
    LOW_INCOME,
    MISSING,
    NOTHING,
    PAY,
    RETURNED,
    SCENARIO,
    SUBSIDY,
    TOWNSHIP,
    WAITING,
    Neighbour,
    Step,
)
from villagepub.duties import confirmations, declarations
from villagepub.duties.workdays import PUBLISHED
from villagepub.findings import decisions, queries
from villagepub.models import Place, Staff
from villagepub.period import Period
from villagepub.settings import Settings
from villagepub.states import FindingKind, Role

MORNING = time(2, 30, tzinfo=UTC)
REMARK = "有一笔支出没附发票，补上再交。"
ANSWER = "派出所登记的就是这个字，镇上的名单打错了。"
IN_HAND = timedelta(days=2)  # how long a draft has been with the committee


def play(
    session: Session, settings: Settings, disclosed: bytes, *, at: datetime
) -> None:
    """All that the neighbours have done by ``at``, in the caller's transaction."""
    households = _households(disclosed)
    quarter = Period.holding("quarter", clock.day(at)).previous
    for one in SCENARIO.neighbours:
        _staff(session, one)
        place = session.get_one(Place, one.code)
        place.phone = place.phone or one.phone
        village = place.short_name
        upload = _subsidy(one, village, households[village])
        _follow(
            session, settings, upload, one.steps[0], SCENARIO.disclosed.published_on, at
        )
        for item, step in one.quarter:
            upload = _quarterly(one, village, item, quarter)
            _follow(session, settings, upload, step, quarter.last, at)
        for month in _months(quarter, clock.day(at)):
            upload = _monthly(one, village, month)
            _follow(session, settings, upload, one.steps[4], month.last, at)


def _months(quarter: Period, today: date) -> Iterator[Period]:
    """Those that ended after the quarter: books are shown every month."""
    month = Period.holding("month", quarter.last + timedelta(days=1))
    while month.last < today:
        yield month
        month = Period.holding("month", month.last + timedelta(days=1))


def _households(disclosed: bytes) -> Mapping[str, Sequence[ListLine]]:
    """From the government's list: by village, group, head of household and area."""
    found: dict[str, list[ListLine]] = defaultdict(list)
    for row in tables.read(disclosed, SCENARIO.disclosed_file)[0].rows:
        _, village, group, name, _, area, *_ = row.cells
        found[village].append((group, name, area))
    return found


def _staff(session: Session, one: Neighbour) -> None:
    """Clerk and committee; their accounts have no password, nobody plays them."""
    known = session.exec(select(Staff.id).where(Staff.place_code == one.code)).first()
    if known is not None:
        return
    place = session.get_one(Place, one.code).short_name.removesuffix("村")
    both = ((one.clerk, Role.CLERK), (one.supervisor, Role.SUPERVISOR))
    for name, role in both:
        staff_accounts.add(
            Act(session, None, datetime(2025, 5, 6, 1, 0, tzinfo=UTC)),
            login=place + name,
            name=name,
            role=role,
            place_code=one.code,
            password=None,
        )


def _subsidy(one: Neighbour, village: str, households: Sequence[ListLine]) -> Upload:
    return Upload(
        village=one.code,
        item=SUBSIDY,
        period=SCENARIO.disclosed.period,
        name=f"{village}{SCENARIO.disclosed.period}年耕地地力保护补贴登记表.csv",
        data=lists.subsidy(households, rate=one.rate, mistakes=one.mistakes),
    )


def _quarterly(one: Neighbour, village: str, item: str, quarter: Period) -> Upload:
    seed = f"{one.code} {item} {quarter.code}"
    if item == FINANCE:
        first = quarter.first.month
        data = lists.finance(seed, range(first, first + 3))
    else:
        make = {LOW_INCOME: lists.low_income, ELDERS: lists.elders, PAY: lists.pay}
        data = make.get(item, lists.relief)(seed)
    suffix = "xlsx" if item == FINANCE else "csv"
    name = f"{village}{quarter.label}{item}.{suffix}"
    return Upload(
        village=one.code, item=item, period=quarter.code, name=name, data=data
    )


def _monthly(one: Neighbour, village: str, month: Period) -> Upload:
    return Upload(
        village=one.code,
        item=FINANCE,
        period=month.code,
        name=f"{village}{month.label}{FINANCE}.xlsx",
        data=lists.finance(f"{one.code} {month.code}", [month.first.month]),
    )


def _follow(
    session: Session,
    settings: Settings,
    upload: Upload,
    step: Step,
    start: date,
    at: datetime,
) -> None:
    """One list as far as it got by ``at``."""
    if step == MISSING:
        return
    if step == NOTHING:
        _declare_nothing(session, upload, _moment(start, 4), at)
        return
    posted = _moment(start, step) if isinstance(step, int) else at - IN_HAND
    if posted > at:
        return
    draft = draft_of(session, settings, upload, at=posted - timedelta(hours=20))
    draft = with_defaults(session, draft, at=posted - timedelta(hours=5))
    draft = submit(session, draft, at=posted - timedelta(hours=4))
    if step == RETURNED:
        send_back(session, draft, REMARK, at=posted)
    elif step != WAITING:
        publish(session, settings, draft, at=posted)


def _moment(start: date, days: int) -> datetime:
    return datetime.combine(start + timedelta(days=days), MORNING)


def _declare_nothing(
    session: Session, upload: Upload, on: datetime, at: datetime
) -> None:
    item = catalog.find_village_item(session, upload.village, upload.item)
    if item is None or on > at:
        return
    declarations.declare_nothing(
        act_of(session, upload.village, Role.CLERK, on),
        item_id=item.id,
        period=upload.period,
    )
    if upload.village == GAOJIAMAO:
        return  # its committee has not looked yet
    committee = act_of(session, upload.village, Role.SUPERVISOR, on)
    for one in confirmations.waiting(session, upload.village):
        confirmations.confirm(committee, declaration_id=one.declaration_id)


def hand_out(session: Session, *, at: datetime) -> None:
    """The officer has given two villages what does not agree; one has explained it."""
    officer = act_of(session, TOWNSHIP, Role.TOWNSHIP, at)
    due = PUBLISHED.add_workdays(clock.day(at), decisions.DAYS)
    for village in (GAOJIAMAO, BIANQIANG):
        for line in queries.lines(session, village, item=SUBSIDY):
            decisions.assign(officer, finding_id=line.id, due_on=due)
    clerk = act_of(session, BIANQIANG, Role.CLERK, at)
    for line in queries.lines(session, BIANQIANG, item=SUBSIDY):
        if line.kind is FindingKind.NAME_VARIANT:
            decisions.answer(clerk, finding_id=line.id, reason=ANSWER)
