"""Villages, townships and counties: finding one, and which of them a page lists.

Names are not unique (three villages of Yan'an are called 马家沟), so a village is always
said with its township and county, and a name that fits several is refused with them.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, case, func, or_
from sqlmodel import Session, col, select

from villagepub.errors import UserError
from villagepub.models import Place, at_or_below

MAX_NAME = 40
MAX_TOLD = 6  # places of one name that a message lists
ENDINGS = (
    ("村委会委会", "村"),
    ("村民委员会", "村"),
    ("村委会", "村"),
    ("行政村", "村"),
    ("社区居民委员会", "社区"),
    ("居民委员会", "社区"),
    ("居委会", "社区"),
)
_NOTE = re.compile(r"（.{1,4}）$")  # tells two of one name apart: （热）, （史）
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


class PlaceError(UserError):
    """A place that can't be found or imported; the message says which and what to do."""


def initials(name: str) -> str:
    """马家沟村 → mjgc, for people who type on a keyboard."""
    from pypinyin import Style, lazy_pinyin

    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    return "".join(c for c in letters.lower() if c.isascii() and c.isalnum())[:60]


def short_name(name: str, street: str = "") -> str:
    """马家沟村委会 → 马家沟村, 杨家岭社区居委会 → 杨家岭社区, 七里村街道东征社区 → 东征社区.

    As the published list has them: 羌村行政村, （高家坪村委会）, 南冯家岔村委会（热）.
    """
    plain = re.sub(r"^[（(](.*)[）)]$", r"\1", name.strip())
    plain, note = _NOTE.sub("", plain), "".join(_NOTE.findall(plain))
    rest = plain.removeprefix(street)
    if rest and rest not in dict(ENDINGS):  # 白马滩镇居委会 keeps its 白马滩镇
        plain = rest
    for ending, short in ENDINGS:
        stem = plain.removesuffix(ending)
        if stem != plain:
            return (stem if stem.endswith(short) else stem + short) + note
    return plain + note


def find(session: Session, text: str) -> Place:
    """A place by code or by a name that is unique in the instance.

    马家沟村, 马家沟村委会, 马家沟 and 沿河湾镇马家沟村 are one place. Raises PlaceError; for
    a name that fits several it lists them with township, county and code.
    """
    plain = "".join(text.split()).translate(_DIGITS)
    if re.fullmatch(r"[0-9]+", plain):
        place = session.get(Place, plain)
        if place is None:
            raise PlaceError(f"没有代码是 {plain[:20]} 的地方。")
        return place
    found = places_named(session, plain) if plain else []
    if not found:
        raise PlaceError(f"没有叫“{plain[:30]}”的地方。可以写 12 位代码。")
    if len(found) > 1:
        told = "；".join(f"{p.full_name} {p.code}" for p in found[:MAX_TOLD])
        more = f"等 {len(found)} 个" if len(found) > MAX_TOLD else ""
        raise PlaceError(f"叫“{plain}”的不止一个，请写代码：{told}{more}。")
    return found[0]


def places_named(session: Session, plain: str, below: str = "") -> Sequence[Place]:
    """What a name without spaces may mean, at or below a place, by code."""
    here = at_or_below(Place.code, below)
    names = {plain, short_name(plain), f"{plain}村", f"{plain}社区"}
    exact = session.exec(
        select(Place)
        .where(here, col(Place.name).in_(names) | col(Place.short_name).in_(names))
        .order_by(col(Place.code))
    ).all()
    if exact or len(plain) < 4:
        return exact
    # 沿河湾镇马家沟村, 安塞区沿河湾镇马家沟村委会: a name with what stands above it
    endings = [col(Place.full_name).endswith(n, autoescape=True) for n in sorted(names)]
    return session.exec(
        select(Place).where(here, or_(*endings)).order_by(col(Place.code))
    ).all()


def villages_of(session: Session, parent_code: str) -> list[Place]:
    """The villages of a township, by code."""
    return list(
        session.exec(
            select(Place)
            .where(Place.parent_code == parent_code)
            .order_by(col(Place.code))
        )
    )


def search(session: Session, text: str, *, most: int = 40) -> list[Place]:
    """Villages by the beginning of their name, by pinyin initials, code or township.

    Those whose own name begins so come first.
    """
    plain = "".join(text.split()).translate(_DIGITS)
    if not 0 < len(plain) <= MAX_NAME:
        return []
    own = col(Place.short_name).startswith(plain, autoescape=True)
    if re.fullmatch(r"[0-9]+", plain):
        fits = at_or_below(Place.code, plain)
    elif plain.isascii():
        fits = col(Place.initials).startswith(plain.lower(), autoescape=True)
    else:
        fits = or_(
            col(Place.full_name).contains(short_name(plain), autoescape=True),
            col(Place.name).startswith(plain, autoescape=True),
        )
    order = (case((own, 0), else_=1), col(Place.code))
    question = select(Place).where(fits, _is_long(12))
    return list(session.exec(question.order_by(*order).limit(most)))


def villages_below(session: Session, code: str) -> Sequence[Place]:
    """Those of a county, of a township, the village itself, of everywhere for ''."""
    here = at_or_below(Place.code, code), _is_long(12)
    return session.exec(select(Place).where(*here).order_by(col(Place.code))).all()


def below(
    session: Session, code: str, *, most: int
) -> tuple[list[Place], list[tuple[Place, list[Place]]]]:
    """What a page about a place lists: its townships with their villages, in the order of
    codes; or, where they are more than ``most``, the counties or townships in it.
    """
    here = at_or_below(Place.code, code)
    count = session.exec(
        select(func.count()).select_from(Place).where(here, _is_long(12))
    ).one()
    if count > most:
        length = 9 if len(code) == 6 else 6
        parts = session.exec(
            select(Place).where(here, _is_long(length)).order_by(col(Place.code))
        ).all()
        if len(parts) > 1:
            return list(parts), []
        if length == 6 and parts:
            return below(session, parts[0].code, most=most)
    rows = session.exec(select(Place).where(here).order_by(col(Place.code))).all()
    above = {p.code: p for p in rows}
    villages = (p for p in rows if len(p.code) == 12)
    by_township = groupby(villages, key=lambda village: village.code[:9])
    return [], [(above[code], list(found)) for code, found in by_township]


def count(session: Session) -> int:
    """How many places there are, of all sizes."""
    return session.exec(select(func.count()).select_from(Place)).one()


def _is_long(length: int) -> ColumnElement[bool]:
    return func.length(Place.code) == length
