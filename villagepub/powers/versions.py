"""The lists that are kept: a township changes and issues its own, a village adds."""

import hashlib
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Literal

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from villagepub import privacy
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.canonical_json import canonical_json, thaw
from villagepub.errors import UserError
from villagepub.models import PowerVersion
from villagepub.powers.item import PowerItem, PowerList
from villagepub.powers.rules import check
from villagepub.powers.sample import sample

TOWNSHIP = 9  # digits of its code
OWN_PREFIX = "ZJ"  # 自加: codes of what a village added


def _last_of(place: str) -> SelectOfScalar[int]:
    """The id of the last version of the place of this parameter."""
    return (
        select(PowerVersion.id)
        .where(col(PowerVersion.place_code) == bindparam(place))
        .order_by(col(PowerVersion.version).desc())
        .limit(1)
    )


# Built once: building them again costs as much as asking.
_IS_ISSUED = col(PowerVersion.issued_at).is_not(None)
_IS_OWN = col(PowerVersion.id) == _last_of("village").scalar_subquery()
_IS_BASE = (
    col(PowerVersion.id) == _last_of("township").where(_IS_ISSUED).scalar_subquery()
)
_NEWEST = select(PowerVersion).where(_IS_OWN)
_ISSUED = select(PowerVersion).where(_IS_BASE)
IS_SHOWN = _IS_BASE | _IS_OWN  # of a ``township`` and a ``village``
_SHOWN = select(PowerVersion.place_code, PowerVersion.content).where(IS_SHOWN)


def newest(session: Session, place_code: str) -> PowerVersion | None:
    """The last version of a place, issued or not."""
    return session.exec(_NEWEST, params={"village": place_code}).first()


def issued(session: Session, township: str) -> PowerVersion | None:
    """The township's version that its villages show."""
    return session.exec(_ISSUED, params={"township": township}).first()


def draft_of(session: Session, township: str) -> PowerList:
    """What the township works on: its last version, or the sample to begin with."""
    row = newest(session, township)
    return thaw(PowerList, row.content) if row else sample()


def list_of(session: Session, village: str) -> PowerList:
    """What a village shows: the issued list of its township, then its own items.

    Without an issued list it is the sample, which says so itself. One question: every
    page of a notice asks it.
    """
    township = village[:TOWNSHIP]
    given = {"township": township, "village": village}
    rows = session.connection().execute(_SHOWN, given)  # no objects of its rows
    found = {place: _read(content) for place, content in rows}
    base = found.get(township) or sample()
    own = found.get(village)
    return replace(base, items=base.items + own.items) if own else base


@lru_cache(maxsize=8)
def _read(content: str) -> PowerList:
    """Of a whole township one list is read, for every page of every village."""
    return thaw(PowerList, content)


def own_items(session: Session, village: str) -> tuple[PowerItem, ...]:
    row = newest(session, village)
    return thaw(PowerList, row.content).items if row else ()


def change(act: Act, *, township: str, powers: PowerList, source: str) -> PowerVersion:
    """Keep the township's next version. Raises UserError for a list that breaks a rule.

    The same list again makes no version.
    """
    act.allow(Action.CATALOG, township)
    check(powers)
    return _keep(act, township, powers, source, AuditAction.POWERS_CHANGE)


def change_item(act: Act, *, township: str, item: PowerItem, old: str) -> PowerVersion:
    """Put one item into the township's list, in the place of ``old`` where it is given."""
    powers = draft_of(act.session, township)
    items = _with(powers.items, item, old)
    powers = replace(powers, items=items, is_sample=False)
    return change(act, township=township, powers=powers, source=f"改了{item.name}")


def drop_item(act: Act, *, township: str, code: str) -> PowerVersion:
    """Take an item off the township's list."""
    powers = draft_of(act.session, township)
    items = tuple(item for item in powers.items if item.code != code)
    powers = replace(powers, items=items, is_sample=False)
    return change(act, township=township, powers=powers, source=f"删了{code}")


def add(act: Act, *, village: str, item: PowerItem, old: str = "") -> PowerVersion:
    """A village adds to the list, or changes what it added itself (可增不可减).

    What the township issued is not the village's to change: its codes and names are taken.
    """
    act.allow(Action.DRAFT, village)
    base = list_of(act.session, village)
    own = own_items(act.session, village)
    items = _with(own, item, old)
    mine = {i.code for i in own}
    taken = {w for i in base.items if i.code not in mine for w in (i.code, i.name)}
    powers = PowerList(areas=base.areas, items=items)
    check(powers, taken=taken)
    return _keep(act, village, powers, f"加了{item.name}", AuditAction.POWERS_ADD)


def next_own_code(session: Session, village: str) -> str:
    """ZJ-01 for the first item of a village's own."""
    taken = {item.code for item in own_items(session, village)}
    numbers = (f"{OWN_PREFIX}-{n:02d}" for n in range(1, 1000))
    return next(code for code in numbers if code not in taken)


def issue(act: Act, *, township: str) -> PowerVersion:
    """From now on the township's villages show its last version; what they added stays."""
    act.allow(Action.CATALOG, township)
    row = newest(act.session, township)
    if row is None:
        raise UserError("还没有改过清单。先照本地规定改好示例，再印发到村。")
    if row.issued_at is None:
        row.issued_at = act.at
        act.session.flush()
        act.record(
            AuditAction.POWERS_ISSUE,
            f"powers:{township}",
            township,
            version=row.version,
        )
    return row


def _with(
    items: tuple[PowerItem, ...], item: PowerItem, old: str
) -> tuple[PowerItem, ...]:
    if not any(one.code == old for one in items):
        return (*items, item)
    return tuple(item if one.code == old else one for one in items)


def _keep(
    act: Act,
    place: str,
    powers: PowerList,
    source: str,
    action: Literal[AuditAction.POWERS_CHANGE, AuditAction.POWERS_ADD],
) -> PowerVersion:
    content = canonical_json(asdict(powers))
    digest = hashlib.sha256(content.encode()).hexdigest()
    last = newest(act.session, place)
    if last is not None and last.digest == digest:
        return last
    row = PowerVersion(
        place_code=place,
        version=last.version + 1 if last else 1,
        content=content,
        digest=digest,
        source=privacy.file_name(source),
        staff_id=act.staff_id,
        created_at=act.at,
    )
    act.session.add(row)
    act.session.flush()
    act.record(action, f"powers:{place}", place, version=row.version, digest=digest)
    return row
