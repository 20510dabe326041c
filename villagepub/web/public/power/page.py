"""A power as its page says it: step by step, with the notices that came of it."""

from dataclasses import dataclass
from datetime import date

from villagepub import clock, powers
from villagepub.powers import PowerItem, PowerList, PowerStep
from villagepub.powers.queries import Produced, step_of
from villagepub.powers.words import basis_lines, vote_words
from villagepub.states import NOTICES, NoticeStatus, Word


@dataclass(frozen=True, kw_only=True, slots=True)
class StepLine:
    """``look``: pub, vote or ''. ``lines``: label and words."""

    number: int
    name: str
    look: str
    lines: tuple[tuple[str, str], ...]
    failed: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeLine:
    public_id: str
    title: str
    note: str
    word: Word


@dataclass(frozen=True, kw_only=True, slots=True)
class PowerPage:
    item: PowerItem
    steps: tuple[StepLine, ...]
    total: str
    basis: tuple[str, ...]
    notices: tuple[NoticeLine, ...]
    risks: tuple[tuple[str, str], ...]
    is_sample: bool


def power_page(
    item: PowerItem, came: tuple[Produced, ...], *, today: date, is_sample: bool
) -> PowerPage:
    return PowerPage(
        item=item,
        steps=tuple(_step(step, n) for n, step in enumerate(item.steps, 1)),
        total=powers.total_words(item),
        basis=basis_lines(item.citations, today),
        notices=tuple(_notice(item, one) for one in came),
        risks=tuple((r.what, f"第 {r.step} 步。{r.guard}。{r.watch}盯着。") for r in item.risks),
        is_sample=is_sample,
    )  # fmt: skip


def _step(step: PowerStep, number: int) -> StepLine:
    told = step.publicity
    lines = [("谁办", step.actor), ("几天", step.within)]
    if step.vote:
        lines.append(("怎么算过", vote_words(step)))
    if told:
        objection = f"{told.objection} 天里有话就说，" if told.objection else ""
        lines += [
            ("贴什么", told.what),
            ("贴在哪", told.where),
            ("贴几天", f"{objection}榜上挂满 {told.days} 天"),
        ]
    lines.append(("要什么", "、".join(step.papers)))
    failed = f"回第 {step.back} 步" if step.back else ""
    return StepLine(
        number=number,
        name=step.name,
        look="pub" if told else "vote" if step.vote else "",
        lines=tuple(line for line in lines if line[1]),
        failed="，".join(filter(None, (failed, step.failed))),
    )


def _notice(item: PowerItem, one: Produced) -> NoticeLine:
    step = step_of(item, one.item)
    is_corrected = one.version > 1 and one.status is NoticeStatus.PUBLISHED
    return NoticeLine(
        public_id=one.public_id,
        title=one.title,
        note=(f"第 {step} 步　" if step else "")
        + f"{clock.say_day(clock.day(one.published_at))}贴出",
        word=Word("已更正", "info") if is_corrected else NOTICES[one.status],
    )


def found(powers: PowerList, wanted: str) -> PowerList:
    """The items that a word is said of: 修路, 低保, 盖章."""
    word = wanted.strip()
    kept = tuple(i for i in powers.items if not word or word in _said(i))
    return PowerList(areas=powers.areas, items=kept, is_sample=powers.is_sample)


def _said(item: PowerItem) -> str:
    steps = (s.name + s.actor + "".join(s.papers) for s in item.steps)
    return item.code + item.name + item.area + item.decides + "".join(steps)
