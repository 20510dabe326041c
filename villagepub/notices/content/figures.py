"""Headline figures, the values in a form's phrases, votes, and where an element stands."""

from collections.abc import Mapping
from decimal import Decimal
from string import Formatter

from villagepub import forms
from villagepub.content import Fact, Meta, Vote
from villagepub.forms.entry import Entry, Record
from villagepub.forms.form import Form, FormColumn, Role
from villagepub.notices.content.formatting import Sums, show
from villagepub.render.layouts import LAYOUTS

# Where a 公开要素 stands that is no column of the table.
ELSEWHERE = (
    ("电话", "榜底电话"),
    ("公示期", "公示期限"),
    ("依据", "公开依据"),
    ("渠道", "榜底电话"),
    ("结果", "名单"),
    ("名单", "名单"),
)


def facts(form: Form, entry: Entry, values: Sums) -> tuple[Fact, ...]:
    """How many, and the other figures a passer-by asks for (three at most)."""
    found = [
        Fact(
            label=f"{form.row_unit}数",
            value=f"{len(entry.records):,}",
            unit=form.row_unit,
        )
    ]
    for c in form.columns:
        if c.sum and c.key != form.wording.money and c.key in values:
            found.append(
                Fact(label=c.label, value=show(c, str(values[c.key])), unit=c.unit)
            )
        elif c.kind == "rate" and (same := constant(entry, c.key)):
            found.append(Fact(label=c.label, value=show(c, same), unit=c.unit))
    return tuple(found[:3])


def constant(entry: Entry, key: str) -> str:
    """The value that every row has in this column, or ''."""
    values = {r.values.get(key, "") for r in entry.records}
    return values.pop() if len(values) == 1 else ""


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def phrase_values(form: Form, entry: Entry, values: Sums) -> dict[str, str]:
    """What ``{…}`` in a form's wording stands for: count, groups, sums, constants."""
    phrases = _Blank(
        count=f"{len(entry.records):,}",
        groups=str(len(forms.by_group(form, entry))),
    )
    for c in form.columns:
        if c.sum and c.key in values:
            phrases[c.key] = show(c, str(values[c.key]))
        elif same := constant(entry, c.key):
            phrases[c.key] = show(c, same)
    return phrases


def phrase(template: str, phrases: Mapping[str, str]) -> str:
    """The template filled in, without the clauses for which the sheet has no value.

    "{count} 户，{people} 口人" of a list without a column for people: "23 户".
    """
    clauses = [
        clause
        for clause in template.split("，")
        if all(phrases[key] for _, key, _, _ in Formatter().parse(clause) if key)
    ]
    return "，".join(clauses).format_map(phrases)


def where(form: Form, element: str) -> str:
    """Where the notice says this 公开要素: a column, the foot, the head, or ''."""
    for c in form.columns:
        if c.board and (c.label in element or any(w in element for w in c.words)):
            return c.label
    return next((place for word, place in ELSEWHERE if word in element), "")


def votes(form: Form, entry: Entry) -> tuple[Vote, ...]:
    if not LAYOUTS[form.layout].has_votes:
        return ()
    return tuple(_vote(form, i, r) for i, r in enumerate(entry.records))


def _vote(form: Form, index: int, record: Record) -> Vote:
    """One 表决事项: those present, and whether the law's halves are kept.

    组织法 art. 26: two thirds of the representatives make a meeting, more than half
    of those present decide.
    """
    counts: dict[Role, int] = {
        c.role: int(Decimal(record.values.get(c.key) or 0)) for c in _counted(form)
    }
    subject = form.by_role("subject")
    present = counts.get("present", 0) or 1
    yes, no = counts.get("yes", 0), counts.get("no", 0)
    abstained = counts.get("abstained", 0)
    passed = yes * 2 > counts.get("present", 0)
    return Vote(
        no="一二三四五六七八九十"[index] if index < 10 else str(index + 1),
        title=record.values.get(subject.key, "") if subject else "",
        result="通过" if passed else "没有通过",
        counts=tuple(
            Meta(label=c.label, value=show(c, record.values.get(c.key, "") or "0"))
            for c in _counted(form)
        ),
        shares=(yes / present, no / present, abstained / present),
        check=_vote_check(counts, passed=passed),
    )


def _vote_check(counts: Mapping[Role, int], *, passed: bool) -> str:
    due, present = counts.get("due", 0), counts.get("present", 0)
    yes = counts.get("yes", 0)
    quorum = "到会过三分之二" if present * 3 >= due * 2 else "到会不到三分之二"
    half = "同意的过半数" if passed else "同意的没有过半数"
    return f"应到 {due} 人，实到 {present} 人，{quorum}；同意 {yes} 人，{half}。"


def _counted(form: Form) -> list[FormColumn]:
    return [c for c in form.columns if c.kind == "count"]
