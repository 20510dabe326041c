"""A power as a form: what township and clerk type, read into the same value.

A step, a risk whose first field is empty is left out: that is how one is taken away.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from villagepub import citations, forms
from villagepub.errors import UserError
from villagepub.powers import PowerItem, PowerStep, Publicity, Risk, When
from villagepub.powers.rules import MAX_STEPS

EMPTY_STEPS, EMPTY_RISKS = 2, 1  # lines to write a new one on
SEPARATOR = "；"


@dataclass(frozen=True, kw_only=True, slots=True)
class PowerForm:
    """What the form shows: the item, room for more, and what can be chosen."""

    item: PowerItem
    steps: tuple[PowerStep, ...]
    risks: tuple[Risk, ...]
    areas: tuple[tuple[str, str], ...]
    bases: tuple[tuple[str, str], ...]  # key and what it is named for
    papers: tuple[tuple[str, str], ...]  # 表样: mark and name


def power_form(item: PowerItem, areas: tuple[str, ...]) -> PowerForm:
    step, risk = PowerStep(name="", actor=""), Risk(step=0, what="", guard="", watch="")
    keys = sorted(citations.keys())
    return PowerForm(
        item=item,
        steps=(*item.steps, *(step,) * EMPTY_STEPS),
        risks=(*item.risks, *(risk,) * EMPTY_RISKS),
        areas=tuple((name, name) for name in areas),
        bases=tuple((key, citations.meaning(key)) for key in keys),
        papers=_papers(step.publicity.form for step in item.steps if step.publicity),
    )


def _papers(chosen: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The shipped 表样, and a township's own where a step is published on it."""
    own = {mark: forms.get(mark) for mark in chosen if mark}
    return tuple((mark, form.name) for mark, form in (dict(forms.load()) | own).items())


def empty_item(code: str, areas: tuple[str, ...]) -> PowerItem:
    return PowerItem(
        code=code, name="", area=areas[0] if areas else "", decides="", steps=()
    )


def read_form(given: Mapping[str, str], bases: list[str], old: PowerItem) -> PowerItem:
    """The item that was typed; what the form does not show stays as in ``old``."""
    return PowerItem(
        code=given.get("code", old.code).strip().upper() or old.code,
        name=given.get("name", "").strip(),
        area=given.get("area", "").strip(),
        decides=given.get("decides", "").strip(),
        basis=tuple(bases),
        uncited=given.get("uncited", "").strip(),
        supervision=given.get("supervision", "").strip(),
        steps=tuple(_step(line, old) for line in _lines(given, "step", "name")),
        risks=tuple(_risk(line) for line in _lines(given, "risk", "what")),
        guide=old.guide,
    )


def _lines(given: Mapping[str, str], word: str, first: str) -> Iterator[dict[str, str]]:
    """step-1-name, step-1-actor … as a dict a line."""
    for number in range(1, MAX_STEPS + EMPTY_STEPS + 1):
        head = f"{word}-{number}-"
        if given.get(head + first, "").strip():
            yield {
                "number": str(number),
                **{k.removeprefix(head): v.strip() for k, v in given.items() if k.startswith(head)},
            }  # fmt: skip


def _step(line: Mapping[str, str], old: PowerItem) -> PowerStep:
    at = int(line["number"]) - 1
    papers = line.get("papers", "").replace(";", SEPARATOR).split(SEPARATOR)
    return PowerStep(
        name=line["name"],
        actor=line.get("actor", ""),
        within=line.get("within", ""),
        papers=tuple(p.strip() for p in papers if p.strip()),
        vote=line.get("vote", ""),
        publicity=_publicity(line),
        back=_number(line.get("back", ""), "没过回第几步"),
        failed=line.get("failed", ""),
        basis=old.steps[at].basis if at < len(old.steps) else (),
    )


def _publicity(line: Mapping[str, str]) -> Publicity | None:
    if line.get("when", "") not in {w.value for w in When}:
        return None
    return Publicity(
        when=When(line["when"]),
        what=line.get("told", ""),
        where=line.get("where", ""),
        days=_number(line.get("days", ""), "公布几天"),
        objection=_number(line.get("objection", ""), "公示期几天"),
        item=line.get("item", ""),
        form=line.get("form", "").upper(),
    )


def _risk(line: Mapping[str, str]) -> Risk:
    return Risk(
        step=_number(line.get("step", ""), "第几步"),
        what=line["what"],
        guard=line.get("guard", ""),
        watch=line.get("watch", ""),
    )


def _number(text: str, label: str) -> int:
    if text and not (text.isascii() and text.isdecimal() and len(text) <= 3):
        raise UserError(f"“{label}”写的是“{text[:10]}”，要写数字。")
    return int(text or 0)
