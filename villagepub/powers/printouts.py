"""A power as paper says it: its flow chart, its 办事指南, its page of the booklet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from villagepub.content import Fact, Meta, Phone, Signature
from villagepub.powers.item import (
    AREA_KINDS,
    MEETINGS,
    Guide,
    PowerItem,
    PowerList,
    PowerStep,
    Publicity,
)
from villagepub.powers.words import (
    basis_lines,
    publicity_words,
    total_words,
    vote_words,
)
from villagepub.render.power import (
    Application,
    BookItem,
    ChartStep,
    Code,
    GuideSheet,
    Mark,
    PosterFrame,
    PowerBook,
    PowerChart,
)

MAX_LANES = 5  # more columns than these are too narrow for a sentence
SAMPLE = "示例"
OBJECTION = "不照着办的，让你多交材料、多交钱的，请打电话。"


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintoutPlace:
    """Where the paper hangs, and whom to call. ``day``: since when the list holds."""

    place: str  # 延安市安塞区沿河湾镇马家沟村
    village: str
    publisher: str
    township: str
    phones: tuple[Phone, ...]
    day: date
    is_sample: bool


def chart_of(
    item: PowerItem, ground: PrintoutPlace, *, number: int, url: str
) -> PowerChart:
    """``number``: its place in the list; ``url``: the page with what this power produced."""
    actors = list(dict.fromkeys(step.actor for step in item.steps))
    lanes = actors if len(actors) <= MAX_LANES else ["谁来办"]
    risks = [(r.step, str(n), r.what) for n, r in enumerate(item.risks, 1)]
    steps = tuple(
        _chart_step(step, lanes, tuple(r[1:] for r in risks if r[0] == number))
        for number, step in enumerate(item.steps, 1)
    )
    parts = (item.name, "流程图")
    return PowerChart(
        frame=_frame(ground, parts, f"第{number}项", url=url, call="扫码看办过的件"),
        meta=_meta(item, ground),
        lanes=tuple(lanes),
        steps=steps,
        risks=tuple((r.what, r.guard, r.watch) for r in item.risks),
        total=total_words(item),
    )


def _meta(item: PowerItem, ground: PrintoutPlace) -> tuple[Meta, ...]:
    pairs = (
        Meta(label="谁说了算", value=item.decides),
        Meta(label="谁监督", value=item.supervision),
        Meta(
            label="凭什么",
            value="；".join(basis_lines(item.citations, ground.day)),
            wide=True,
        ),
        Meta(label="没有出处的", value=item.uncited, wide=True),
    )
    return tuple(pair for pair in pairs if pair.value)


def _chart_step(
    step: PowerStep, lanes: list[str], risks: tuple[tuple[str, str], ...]
) -> ChartStep:
    alone = step.actor not in lanes
    marks: list[Mark] = [("vote", vote_words(step))] if step.vote else []
    if step.publicity:
        marks.append(("pub", publicity_words(step.publicity)))
    what = step.publicity.what if step.publicity else ""
    return ChartStep(
        lane=0 if alone else lanes.index(step.actor),
        what=step.name,
        more=step.actor if alone else "",
        marks=tuple(marks),
        days=step.within,
        papers="、".join(step.papers) or (f"贴：{what}" if what else ""),
        failed=_failed(step),
        back=step.back,
        risks=risks,
    )


def _failed(step: PowerStep) -> str:
    if not step.back:
        return step.failed
    return f"回第{step.back}步" + (f"，{step.failed}" if step.failed else "")


def guide_of(
    item: PowerItem,
    guide: Guide,
    ground: PrintoutPlace,
    *,
    number: int,
    urls: Mapping[str, str],
) -> GuideSheet:
    """``urls``: page, blank, notes, sample."""
    facts = (
        Fact(label="总共多久", value=guide.limit),
        Fact(label="收费", value=guide.fee, big=True),
        Fact(label="在哪里办", value=guide.window),
    )
    results = (
        ("办理结果", guide.result),
        ("收费", guide.fee),
        ("不服怎么办", guide.remedy),
    )
    parts, place = (item.name, "办事指南"), f"办事指南第{number}项"
    basis = basis_lines(item.citations, ground.day)
    return GuideSheet(
        frame=_frame(ground, parts, place, url=urls["page"], call="扫码看网页版"),
        facts=tuple(f for f in facts if f.value),
        basis=(*basis, item.uncited) if item.uncited else tuple(basis),
        bodies=guide.bodies,
        conditions=guide.conditions,
        flow=tuple((s.name, s.actor, s.within) for s in item.steps),
        papers=tuple((p.name, p.copies, p.source) for p in guide.papers),
        codes=_codes(urls) if guide.blanks else (),
        results=tuple((label, words) for label, words in results if words),
    )


def _codes(urls: Mapping[str, str]) -> tuple[Code, ...]:
    return (
        Code(name="空表", note="可打印", url=urls["blank"]),
        Code(name="填写说明", note="一项一项讲", url=urls["notes"]),
        Code(name="样表", note="填好的样子", url=urls["sample"]),
    )


def application_of(
    guide: Guide, look: Literal["blank", "notes", "sample"], ground: PrintoutPlace
) -> Application:
    to = guide.bodies[0][1] if guide.bodies else ground.township
    return Application(
        title=guide.form,
        to=to,
        look=look,
        blanks=tuple((b.label, b.how, b.sample) for b in guide.blanks),
        day=ground.day,
    )


def book_of(powers: PowerList, ground: PrintoutPlace, *, url: str) -> PowerBook:
    """The whole list: contents, then a page an item."""
    title = "小微权力清单" + (f"（{SAMPLE}）" if ground.is_sample else "")
    said = "村里拿着的权，按什么步子用，都写在册里。没有写在册里的，不能拿来要求群众。"
    own = f"这本册子是{SAMPLE}，以镇上印发的为准。" if ground.is_sample else ""
    return PowerBook(
        place=ground.place,
        publisher=ground.publisher,
        title=title,
        foreword=f"本册列出村里经手的权力，共 {len(powers.items)} 项。{said}{own}",
        day=ground.day,
        url=url,
        phones="　".join(p.number for p in ground.phones[:3]),
        areas=tuple(
            (f"{area.name}（{AREA_KINDS[area.kind]}）", tuple(_book_item(i, ground.day) for i in items))
            for area, items in powers.by_area()
        ),
    )  # fmt: skip


def _book_item(item: PowerItem, day: date) -> BookItem:
    voted = any(step.vote for step in item.steps)
    marks = (
        ("决",) * voted
        + ("公",) * bool(item.published_steps)
        + ("险",) * bool(item.risks)
    )
    rows = (
        ("谁说了算", item.decides),
        ("凭什么", "；".join(basis_lines(item.citations, day))),
        ("没有出处的", item.uncited),
        ("谁监督", item.supervision),
        ("多少步", total_words(item)),
    )
    return BookItem(
        no=item.code,
        name=item.name,
        marks=marks,
        rows=tuple(row for row in rows if row[1]),
        steps=tuple((s.actor, s.name, s.within, _demand(s)) for s in item.steps),
        risks=tuple((r.what, r.guard, f"第{r.step}步，{r.watch}") for r in item.risks),
    )


def _demand(step: PowerStep) -> str:
    said = [MEETINGS[step.vote] + "表决"] if step.vote else []
    said += [_short(step.publicity)] if step.publicity else []
    said += [_failed(step)] if step.back else []
    return "；".join(said)


def _short(publicity: Publicity) -> str:
    return f"公布{publicity.days}天" + (
        f"，公示期{publicity.objection}天" if publicity.objection else ""
    )


def _frame(
    ground: PrintoutPlace, parts: tuple[str, ...], number: str, *, url: str, call: str
) -> PosterFrame:
    signatures = ("编制", "审核", "启用日期")
    return PosterFrame(
        place=ground.place,
        publisher=ground.publisher,
        title="".join(parts),
        title_parts=parts,
        kind=SAMPLE if ground.is_sample else "权力",
        area="小微权力",
        number=f"{ground.village}小微权力清单{number}",
        day=ground.day,
        url=url,
        call=call,
        objection=OBJECTION,
        phones=ground.phones,
        signatures=tuple(Signature(role=role) for role in signatures),
    )
