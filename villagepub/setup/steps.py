"""What the first day needs, in its order, and what of it is there already."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from villagepub import site
from villagepub.models import CatalogItem, Channel, Place, Staff, VillageItem
from villagepub.models.base import at_or_below
from villagepub.settings import Settings, is_this_machine
from villagepub.states import ItemScope, Role

MAX_NAMED = 3  # villages that a line names


@dataclass(frozen=True, kw_only=True, slots=True)
class SetupStep:
    """``page``: the endpoint where it is done. ``said``: what is there, or missing."""

    page: str
    title: str
    is_done: bool
    said: str


def steps_of(
    session: Session, settings: Settings, *, code: str
) -> tuple[SetupStep, ...]:
    """``code``: of the county or township whose first day it is. A fixed number of
    questions, however many villages there are.
    """
    places = _below(session, code)
    villages = [p for p in places if len(p.code) == 12]
    steps = [
        _place(villages),
        _phones([p for p in places if len(p.code) >= 9]),
        _address(session, settings),
        _catalogs(session),
        _lists(session, villages),
        _accounts(session, villages),
    ]
    if len(code) > 6:
        steps.append(_groups(session, code))
    return tuple(steps)


def _below(session: Session, code: str) -> Sequence[Place]:
    return session.exec(
        select(Place)
        .where(at_or_below(col(Place.code), code))
        .order_by(col(Place.code))
    ).all()


def _place(villages: Sequence[Place]) -> SetupStep:
    return SetupStep(
        page="township.places",
        title="地方",
        is_done=bool(villages),
        said=f"{len(villages)} 个村",
    )


def _phones(places: Sequence[Place]) -> SetupStep:
    missing = [p.short_name for p in places if not p.phone]
    said = f"{len(places)} 个都写了" if not missing else f"差 {_named(missing)}"
    return SetupStep(
        page="township.phones", title="电话和名称", is_done=not missing, said=said
    )


def _address(session: Session, settings: Settings) -> SetupStep:
    address = site.with_address(session, settings).base_url
    row = site.row(session)
    if is_this_machine(address):
        said, is_done = "还没有写，现在只有这台电脑打得开", False
    elif settings.is_address_set:
        said, is_done = f"{address}，写在设置里", True
    else:
        is_done = bool(row and row.tried_url == address and row.reached_at)
        said = f"{address}，{'手机打开过' if is_done else '还没有用手机试过'}"
    return SetupStep(page="township.address", title="网址", is_done=is_done, said=said)


def _catalogs(session: Session) -> SetupStep:
    count = session.exec(
        select(func.count())
        .select_from(CatalogItem)
        .where(CatalogItem.scope == ItemScope.VILLAGE, col(CatalogItem.is_current))
    ).one()
    said = f"村级目录 {count} 项" if count else "还没有村级目录"
    return SetupStep(
        page="township.catalogs", title="公开目录", is_done=count > 0, said=said
    )


def _lists(session: Session, villages: Sequence[Place]) -> SetupStep:
    has = set(session.exec(select(VillageItem.village_code).distinct()))
    missing = [v.short_name for v in villages if v.code not in has]
    said = f"{len(villages)} 个村都发了" if not missing else f"差 {_named(missing)}"
    return SetupStep(
        page="township.lists",
        title="各村清单",
        is_done=bool(villages) and not missing,
        said=said,
    )


def _accounts(session: Session, villages: Sequence[Place]) -> SetupStep:
    """A village can begin when one writes and another signs."""
    has = set(
        session.exec(
            select(Staff.place_code, Staff.role).where(col(Staff.is_active))
        ).all()
    )
    pair = (Role.CLERK, Role.SUPERVISOR)
    missing = [
        v.short_name for v in villages if any((v.code, r) not in has for r in pair)
    ]
    said = f"{len(villages)} 个村都有人写、有人审"
    if missing:
        said = f"没有人写或没有人审的：{_named(missing)}"
    return SetupStep(
        page="township.slips",
        title="账号",
        is_done=bool(villages) and not missing,
        said=said,
    )


def _groups(session: Session, code: str) -> SetupStep:
    count = session.exec(
        select(func.count())
        .select_from(Channel)
        .where(at_or_below(col(Channel.place_code), code), col(Channel.is_active))
    ).one()
    said = f"{count} 个群" if count else "还没有群，公示要转到群里才有人看"
    return SetupStep(
        page="township.groups", title="头一个群", is_done=count > 0, said=said
    )


def _named(names: Sequence[str]) -> str:
    told = "、".join(names[:MAX_NAMED])
    return told if len(names) <= MAX_NAMED else f"{told}等 {len(names)} 个"
