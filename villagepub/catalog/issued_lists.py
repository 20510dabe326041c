"""A village's 公开事项清单, made from the imported village list and tied to the standard."""

from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub import clock, news
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.catalog.form_links import link_of, standard_key
from villagepub.catalog.queries import current
from villagepub.errors import UserError
from villagepub.models import CatalogItem, VillageItem
from villagepub.states import ItemScope, NewsKind, Role

TOWNSHIP = 9  # digits of its code


def issue(act: Act, *, village_code: str, owed_from: date | None = None) -> int:
    """Give a village the items of the village list that it does not have yet.

    Nothing that was due before ``owed_from`` (today) is owed. What the village has stays as it is (村可增不可减). Returns how many were added.
    Raises UserError while no village list was imported.
    """
    return issue_many(act, village_codes=[village_code], owed_from=owed_from)


def issue_many(
    act: Act, *, village_codes: Sequence[str], owed_from: date | None = None
) -> int:
    """The same for a township's villages in one go, with as many queries as for one."""
    for code in village_codes:
        act.allow(Action.CATALOG, code)
    rows = current(act.session, scope=ItemScope.VILLAGE)
    if not rows:
        raise UserError("还没有村级清单。先导入《村务公开事项目录清单》，再发到村。")
    standard = current(act.session, scope=ItemScope.STANDARD)
    own = _own_forms(act.session, village_codes)
    has = _had(act.session, village_codes)
    new = [
        _item(code, row, standard, owed_from or clock.day(act.at), own)
        for code in village_codes
        for row in rows
        if (code, row.key) not in has
    ]
    act.session.add_all(new)
    act.session.flush()  # the lists are used in the same transaction
    for code in village_codes:
        added = sum(i.village_code == code for i in new)
        act.record(AuditAction.CATALOG_ISSUE, "", code, added=added)
        if added:
            _tell(act, code, added)
    return len(new)


def relink(session: Session) -> None:
    """Tie items to a standard catalog that was imported after the list was issued."""
    loose = session.exec(
        select(VillageItem).where(VillageItem.standard_key == "")
    ).all()
    standard = current(session, scope=ItemScope.STANDARD) if loose else []
    keys = {
        name: standard_key(link_of(name), standard) for name in {i.name for i in loose}
    }
    for item in loose:
        item.standard_key = keys[item.name]
    session.flush()


def _had(session: Session, village_codes: Sequence[str]) -> set[tuple[str, str]]:
    rows = session.exec(
        select(VillageItem.village_code, VillageItem.item_key).where(
            col(VillageItem.village_code).in_(village_codes)
        )
    )
    return set(rows)


def _own_forms(
    session: Session, village_codes: Sequence[str]
) -> dict[tuple[str, str], str]:
    """(township, item) → the form of the township's own that its villages fill it in."""
    township = sa.func.substr(VillageItem.village_code, 1, TOWNSHIP)
    rows = session.exec(
        select(township, VillageItem.item_key, VillageItem.form).where(
            township.in_({code[:TOWNSHIP] for code in village_codes}),
            col(VillageItem.form).startswith("Z"),
        )
    )
    return {(place, key): form for place, key, form in rows}


def _item(
    village_code: str,
    row: CatalogItem,
    standard: Sequence[CatalogItem],
    owed_from: date,
    own: Mapping[tuple[str, str], str],
) -> VillageItem:
    name = row.level3 or row.level2 or row.level1
    link = link_of(name)
    return VillageItem(
        village_code=village_code,
        item_key=row.key,
        standard_key=standard_key(link, standard),
        name=name,
        form=own.get((village_code[:TOWNSHIP], row.key), link.form),
        position=row.position,
        owed_from=owed_from,
    )


def _tell(act: Act, code: str, added: int) -> None:
    """The village's clerks hear of it in 企业微信, if they have bound it."""
    news.tell_role(
        act,
        code,
        Role.CLERK,
        kind=NewsKind.TASK,
        subject=f"list:{code}:{act.at.isoformat()}",
        text=f"镇上把公开清单发下来了，多了 {added} 项",
    )
