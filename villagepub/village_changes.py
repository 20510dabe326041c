"""Villages that were renamed, founded or dropped since the list of places was made."""

import re

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from villagepub import privacy
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.models import Place, Staff, VillageItem
from villagepub.place_facts import VILLAGE
from villagepub.places import MAX_NAME, PlaceError, initials, short_name


def rename(act: Act, *, code: str, name: str) -> Place:
    """What it is called from now on; what was posted keeps the name of its day."""
    village = _held(act, code)
    before, town = village.name, act.session.get_one(Place, code[:9])
    _call(act.session, village, town, _name(name))
    if village.name != before:
        act.record(
            AuditAction.PLACE_RENAME, village, code, changed=[before, village.name]
        )
    return village


def add(act: Act, *, township: str, code: str, name: str) -> Place:
    """A village that the list does not have. Raises PlaceError."""
    act.allow(Action.PLACES, township)
    plain = "".join(code.split())
    if not re.fullmatch(r"[0-9]{12}", plain) or not plain.startswith(township):
        raise PlaceError(f"代码是 12 位数字，前 9 位是 {township}。问管统计的人要。")
    if act.session.get(Place, plain) is not None:
        raise PlaceError(f"代码 {plain} 已经有村了。")
    town = act.session.get_one(Place, township)
    village = Place(
        code=plain, parent_code=town.code, name="", short_name="", full_name=""
    )
    _call(act.session, village, town, _name(name))
    act.session.add(village)
    act.session.flush()  # the log names the new row
    act.record(AuditAction.PLACE_ADD, village, plain, name=village.name)
    return village


def drop(act: Act, *, code: str) -> Place:
    """One that is none of ours, while nothing hangs on it. Raises PlaceError."""
    village = _held(act, code)
    has_people = act.session.exec(
        select(Staff.id).where(Staff.place_code == code).limit(1)
    ).first()
    if has_people is not None:
        raise PlaceError(
            f"{village.short_name}有人的账号，去不掉。并村了的，停用账号就行。"
        )
    act.record(AuditAction.PLACE_DROP, village, code, name=village.name)
    try:
        with act.session.begin_nested():
            act.session.connection().execute(
                sa.delete(VillageItem).where(VillageItem.village_code == code)  # type: ignore[arg-type]
            )
            act.session.delete(village)
    except IntegrityError:
        raise PlaceError(
            f"{village.short_name}贴过公示，或者还有群，去不掉。"
        ) from None
    return village


def _held(act: Act, code: str) -> Place:
    act.allow(Action.PLACES, code)
    village = act.session.get_one(Place, code, with_for_update=True)
    if len(village.code) != VILLAGE:
        raise PlaceError("镇和县照上面的名单叫，这里只改村。")
    return village


def _name(text: str) -> str:
    plain = "".join(text.split())
    if not 2 <= len(plain) <= MAX_NAME or not plain.isprintable():
        raise PlaceError(
            f"村名写 2 到 {MAX_NAME} 个字，照公章上的写，像 马家沟村委会。"
        )
    if privacy.find(plain):
        raise PlaceError("村名里有一长串数字，只写村名，不写号码。")
    return plain


def _call(session: Session, village: Place, town: Place, name: str) -> None:
    """Two of one township are told apart, wherever they are named. Raises PlaceError."""
    short = short_name(name, town.name)
    its = (Place.parent_code == town.code, Place.short_name == short)
    other = session.exec(select(Place).where(*its, Place.code != village.code)).first()
    if other is not None:
        raise PlaceError(
            f"{town.short_name}已经有一个{short}（{other.code}）。"
            f"并村沿用老名字的，先把原来那个改成 {other.name}（原）；"
            f"两个村同名的，后面加括号分开，像 {name}（东）。"
        )
    village.name, village.short_name = name, short
    village.full_name = town.full_name + village.short_name
    village.initials = initials(village.short_name)
