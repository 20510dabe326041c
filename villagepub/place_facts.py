"""What a township says of a place and what stands on paper: phones, names of bodies.

A notice takes them when it is signed; what hangs already keeps what it was signed with.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from villagepub import audit, privacy
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.models import AuditEntry, Place
from villagepub.places import PlaceError

_PHONE = re.compile(r"[0-9]{3,12}|0[0-9]{2,3}-[0-9]{7,8}|400-?[0-9]{3}-?[0-9]{4}")
_MOBILE = re.compile(r"(?:86|0)?1[3-9][0-9]{9}")  # 0 before it: from another town
TOWNSHIP, VILLAGE = 9, 12  # digits of a code


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceFact:
    """``printed``: where people read it. ``levels``: the codes' lengths that have it."""

    name: str  # of the field of Place
    label: str
    hint: str
    printed: str
    max_length: int = 30
    levels: tuple[int, ...] = (TOWNSHIP, VILLAGE)


FACTS = (
    PlaceFact(
        name="phone",
        label="电话",
        hint="村里写监委会的，镇上写镇政府的，像 0911-6212345。这个号码谁都看得到。",
        printed="每张榜和网页的“找谁问”、榜底的电话",
    ),
    PlaceFact(
        name="office_phone",
        label="村委会的电话",
        hint="村委会办公室的座机，空着就不印。",
        printed="每张榜和网页底下的电话，排在监委会后面",
        levels=(VILLAGE,),
    ),
    PlaceFact(
        name="supervisors",
        label="监督机构叫什么",
        hint="空着就跟镇上的一样，镇上也空着就叫村务监督委员会。",
        printed="榜上的落款、“经谁审核”、“找谁问”",
    ),
    PlaceFact(
        name="collective",
        label="村集体经济组织叫什么",
        hint="照登记证上的写，像“马家沟村股份经济合作社”。",
        printed="集体财务和资产资源公示的公开主体",
        max_length=60,
        levels=(VILLAGE,),
    ),
    PlaceFact(
        name="bookkeeper",
        label="账由谁记",
        hint="像“镇会计服务中心”。空着就不印这半句。",
        printed="集体财务公示的“凭什么”",
        max_length=60,
    ),
    PlaceFact(
        name="joint_meeting",
        label="贴出以前由什么会定",
        hint="像“村两委联席会议”。写了，每一件都要先开会定，写上哪天定的、谁主持；空着就不用。",
        printed="榜上和网页上写哪天由这个会确定",
        levels=(VILLAGE,),
    ),
)


def facts_of(place: Place) -> tuple[PlaceFact, ...]:
    return tuple(fact for fact in FACTS if len(place.code) in fact.levels)


def change(act: Act, *, place_code: str, values: Mapping[str, str]) -> Place:
    """Keep what is said of a place, with what was said before in the log.

    Raises PlaceError naming the first value that can't stand; then nothing is kept.
    """
    place = act.locked(Place, place_code, PlaceError("没有这个地方。"))
    act.allow(Action.PLACES, place_code)
    said = {
        f.name: _read(f, values[f.name]) for f in facts_of(place) if f.name in values
    }
    changed = {name: [getattr(place, name), new] for name, new in said.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    for name, (_, new) in changed.items():
        setattr(place, name, new)
    if changed:
        act.record(AuditAction.PLACE_CHANGE, place, place.code, changed=changed)
    return place


def faults(
    places: Sequence[Place], said: Mapping[str, Mapping[str, str]]
) -> dict[tuple[str, str], str]:
    """What can't stand of what is said of several places, by code and field."""
    found = {}
    for place in places:
        for fact in facts_of(place):
            try:
                _read(fact, said.get(place.code, {}).get(fact.name, ""))
            except PlaceError as fault:
                found[place.code, fact.name] = str(fault)
    return found


def _read(fact: PlaceFact, text: str) -> str:
    value = " ".join(text.split())
    if len(value) > fact.max_length:
        raise PlaceError(f"“{fact.label}”太长，最多 {fact.max_length} 个字。")
    if fact.name in ("phone", "office_phone"):
        if _MOBILE.fullmatch(value.replace("-", "")):
            raise PlaceError("这是手机号，榜上人人看得到，不印谁的手机。写座机。")
        if value and not _PHONE.fullmatch(value):
            raise PlaceError(
                f"“{fact.label}”写的“{value}”不像电话，像 0911-6212345 这样写。"
            )
    elif privacy.find(value):
        raise PlaceError(f"“{fact.label}”里有一长串数字，只写名称，不写号码。")
    return value


def history(session: Session, place: Place) -> Sequence[AuditEntry]:
    """Who changed what, the newest first; ``data["changed"]``: field → [before, after]."""
    return session.exec(
        select(AuditEntry)
        .where(
            AuditEntry.subject == audit.name_of(place),
            AuditEntry.action == AuditAction.PLACE_CHANGE.value,
        )
        .order_by(col(AuditEntry.id).desc())
    ).all()


def office_name(township: str) -> str:
    """沿河湾镇人民政府; a 街道 has no government but the office of one (地方各级人民政府组织法
    第八十五条): 保安街道办事处. Another place, as 开发区, is called as it is.
    """
    if township.endswith(("镇", "乡")):
        return f"{township}人民政府"
    return f"{township}办事处" if township.endswith("街道") else township
