"""What a power list must keep to; each fault is one sentence that says where."""

import re
from collections import Counter
from collections.abc import Iterator, Set

from villagepub import citations, forms, privacy
from villagepub.errors import UserError
from villagepub.forms.form import MIN_POSTING_DAYS
from villagepub.powers.item import (
    MEETINGS,
    VILLAGE_MEETINGS,
    PowerItem,
    PowerList,
    PowerStep,
    Publicity,
)

MAX_STEPS = 20
MAX_ITEMS = 200
MAX_NAME = 30
MAX_TEXT = 200
PARTY = "党"
PHONES = "去掉它；是单位的电话就写明：监督电话、办公电话、咨询电话。"
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,11}")


def check(powers: PowerList, *, taken: Set[str] = frozenset()) -> None:
    """Raise UserError for the first fault. ``taken``: codes and names of the township's
    list, which a village may add to and not replace.
    """
    found = list(faults(powers, taken=taken))
    if found:
        more = f"（一共 {len(found)} 处）" if len(found) > 1 else ""
        raise UserError(found[0] + more)


def faults(powers: PowerList, *, taken: Set[str] = frozenset()) -> Iterator[str]:
    """Every fault of the list, in the order of its items."""
    yield from _size_faults(powers)
    areas = {area.name for area in powers.areas}
    for item in powers.items:
        if {item.code, item.name} & taken:
            yield f"“{item.name}”镇上的清单里已经有了：村里可以加，不能改镇上的。"
        if item.area not in areas:
            yield f"“{item.name}”的领域“{item.area}”不在领域表里。"
        yield from (f"“{item.name}”{said}" for said in item_faults(item))


def _size_faults(powers: PowerList) -> Iterator[str]:
    if not 1 <= len(powers.items) <= MAX_ITEMS:
        yield f"清单里有 {len(powers.items)} 项，要有 1 到 {MAX_ITEMS} 项。"
    for word, count in _repeated(powers):
        yield f"“{word}”写了 {count} 次，编号和名称都不能重。"


def _repeated(powers: PowerList) -> list[tuple[str, int]]:
    words = Counter(w for item in powers.items for w in (item.code, item.name))
    return [(word, count) for word, count in words.items() if count > 1]


def item_faults(item: PowerItem) -> Iterator[str]:
    """Faults of one item, each to be read after its name."""
    if not _CODE.fullmatch(item.code):
        yield f"的编号“{item.code}”只能用字母、数字和横线，最多 12 个，比如 QL-09。"
    if not 1 <= len(item.name) <= MAX_NAME:
        yield f"的名称要有 1 到 {MAX_NAME} 个字。"
    if not 1 <= len(item.steps) <= MAX_STEPS:
        yield f"有 {len(item.steps)} 步，要有 1 到 {MAX_STEPS} 步。"
    yield from (
        f"的依据“{key}”不在依据登记表里；表里没有的，写进“其他依据”一栏。"
        for key in item.citations
        if key not in citations.keys()  # noqa: SIM118  (a function of the register)
    )
    for number, step in enumerate(item.steps, 1):
        yield from (f"第 {number} 步{said}" for said in step_faults(step, number))
    yield from (
        f"的风险点“{risk.what}”说是第 {risk.step} 步，没有这一步。"
        for risk in item.risks
        if not 1 <= risk.step <= len(item.steps)
    )
    yield from _order_faults(item)
    for _, text in privacy.with_numbers(item):
        yield f"的“{privacy.scrub(text)[:20]}”里有一长串数字，像谁的号码。{PHONES}"


def step_faults(step: PowerStep, number: int) -> Iterator[str]:
    if not step.name or not step.actor:
        yield "要写明办什么、谁办。"
    long = [
        t
        for t in (step.name, step.actor, step.within, step.failed)
        if len(t) > MAX_TEXT
    ]
    if long:
        yield f"的一栏有 {len(long[0])} 个字，最多 {MAX_TEXT} 个。"
    if step.vote and step.vote not in MEETINGS:
        yield f"的表决“{step.vote}”要写{'、'.join(MEETINGS.values())}中的一个。"
    if step.back and not 1 <= step.back < number:
        yield f"没过时回第 {step.back} 步：只能回到前面的一步。"
    if step.publicity:
        yield from _publicity_faults(step.publicity)


def _publicity_faults(publicity: Publicity) -> Iterator[str]:
    if not publicity.what:
        yield "要写明贴什么。"
    if publicity.days < MIN_POSTING_DAYS:
        yield f"只贴 {publicity.days} 天：公布的期限不得少于十五日。要提意见的天数写在“公示期”一栏。"
    if publicity.objection < 0:
        yield "的公示期天数不对。"
    if publicity.form:
        try:
            forms.get(publicity.form)
        except forms.FormError:
            yield f"的表样“{publicity.form}”没有，请看表样的编号。"


def _order_faults(item: PowerItem) -> Iterator[str]:
    """What is voted on is discussed by the party branch first and published afterwards
    (citations: party-branch, publication).
    """
    for number, step in enumerate(item.steps, 1):
        if not step.vote:
            continue
        before, after = item.steps[: number - 1], item.steps[number - 1 :]
        if step.vote in VILLAGE_MEETINGS and not any(PARTY in s.actor for s in before):
            yield f"第 {number} 步要表决，前面没有村党组织研究讨论的一步。"
        if not any(s.publicity for s in after):
            yield f"第 {number} 步表决的结果，后面没有一步公布。"
