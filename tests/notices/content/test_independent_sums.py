"""Every number that a notice prints is that of an independent calculation, for every form."""

import random
import re
from collections.abc import Mapping
from fractions import Fraction

import pytest

from tests.forms.case_sheets import Filled, filled, pasted
from tests.notices.content.office_lists import (
    OFFICES,
    WORDS_ONLY,
    Raw,
    drawn,
    plain,
    shown,
    sum_of_words,
)
from tests.notices.test_store_and_compose import frame
from villagepub import forms, render, tables
from villagepub.content import NoticeContent, Sheet
from villagepub.forms.entry import Decision
from villagepub.forms.form import Form
from villagepub.notices.content.composer import compose

SEEDS = range(6)
DRAWN = [
    pytest.param(key, seed, id=f"{key}-{seed}") for key in OFFICES for seed in SEEDS
]
SAID = re.compile(
    r"([负零一二三四五六七八九十百千万亿两]+元[零一二三四五六七八九两角分]*)"
)


def read(form: str, raw: Raw) -> Filled:
    return filled(form, *tables.read_pasted(raw.text))


def composed(found: Filled) -> NoticeContent:
    return compose(frame(found.form), found.entry)


def summed(form: Form, raw: Raw) -> dict[str, Fraction]:
    """By key, what the columns that add up come to."""
    keys = [c.key for c in form.columns if c.sum and not c.sum_by]
    keys += [c.key for c in form.columns if c.sum_by and len(_kinds(raw)) < 2]
    return {key: raw.sum(key) for key in keys if raw.has(key)}


def _kinds(raw: Raw) -> set[str]:
    return {said["side"] for said in raw.words if "side" in said}


def written(form: Form, key: str, value: Fraction) -> str:
    kind = form.column(key).kind
    if kind in ("money", "area"):
        return shown(value)
    return f"{int(value):,}" if value.denominator == 1 else f"{float(value):g}"


def cells(sheet: Sheet, row: tuple[str, ...]) -> Mapping[str, str]:
    return dict(zip((c.key for c in sheet.columns), row, strict=True))


@pytest.mark.parametrize(("form", "seed"), DRAWN)
def test_every_sum_is_that_of_an_independent_calculation(form: str, seed: int) -> None:
    raw = drawn(OFFICES[form], seed)
    found = read(form, raw)
    assert [p.message for p in found.problems if p.kind != "unit"] == []
    content = composed(found)
    right = summed(found.form, raw)
    _rows_as_drawn(found, content, raw)
    assert len(found.entry.records) == len(raw.rows)
    for key, value in right.items():
        said = written(found.form, key, value)
        assert cells(content.board, content.board.total)[key] == said
        if content.web.total:
            assert cells(content.web, content.web.total)[key] == said
        else:
            assert cells(content.web, content.web.rows[0].cells)[key] == said
    big = [fact for fact in content.facts if fact.big]
    key = found.form.wording.money
    if key in right:
        assert [fact.value for fact in big] == [shown(right[key])]
        _said_everywhere(content, right[key])
    else:
        assert big == []
    counted = next(fact for fact in content.facts if not fact.big)
    assert counted.value == str(len(raw.rows))


def _said_everywhere(content: NoticeContent, right: Fraction) -> None:
    """In figures, in capitals, in a group, in an article and over the loudspeaker."""
    fact = content.facts[0]
    if (right * 100).denominator == 1:
        assert sum_of_words(fact.note) == right
    else:
        assert fact.note == ""
    assert shown(right) in render.share_text(content)
    assert shown(right) in render.robot_markdown(content)
    assert shown(right) in render.article(content, "")
    assert content.answers[0].figure == shown(right)
    if (right * 100).denominator == 1:
        spoken = SAID.search(render.broadcast(content).partition("。")[2])
        assert spoken is not None
        assert sum_of_words(spoken[1]) == right


def _rows_as_drawn(found: Filled, content: NoticeContent, raw: Raw) -> None:
    board = content.board
    columns = {c.key: c for c in found.form.columns}
    for place, column in enumerate(board.columns):
        own = columns.get(column.key)
        if own is not None and own.kind in ("money", "area", "count"):
            printed = sorted(row.cells[place] for row in board.rows)
            right = (written(found.form, own.key, row[own.key]) for row in raw.rows)
            assert printed == sorted(right)


@pytest.mark.parametrize("seed", SEEDS)
def test_debts_are_summed_by_kind(seed: int) -> None:
    raw = drawn(OFFICES["T3"], seed)
    content = composed(read("T3", raw))
    for kind in ("债权", "债务"):
        right = sum(
            (row["amount"] for row, said in zip(raw.rows, raw.words, strict=True) if said["side"] == kind),
            Fraction(0),
        )  # fmt: skip
        assert shown(right) in [f.value for f in content.facts if f.label == kind]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_aged_are_summed_by_age(seed: int) -> None:
    raw = drawn(OFFICES["T10"], seed)
    content = composed(read("T10", raw))
    for band in {said["band"] for said in raw.words}:
        own = [r["amount"] for r, s in zip(raw.rows, raw.words, strict=True) if s["band"] == band]  # fmt: skip
        assert [
            f.value for f in content.facts if f.label == f"{band} {len(own)} 人"
        ] == [shown(sum(own, Fraction(0)))]


@pytest.mark.parametrize("form", [*WORDS_ONLY])
def test_a_list_of_words_counts_its_rows_and_adds_nothing(form: str) -> None:
    raw = drawn(WORDS_ONLY[form], 1)
    content = composed(read(form, raw))
    assert content.facts[0].value == str(len(raw.rows))
    assert not any(fact.big for fact in content.facts)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_wrong_total_never_passes_unasked(seed: int) -> None:
    for form, office in OFFICES.items():
        raw = drawn(office, seed)
        *lines, last = raw.text.rstrip("\n").split("\n")
        if not last.startswith("合计"):
            continue
        at = [n for n, cell in enumerate(last.split("\t")) if n and cell]
        changed = last.split("\t")
        changed[at[-1]] = plain(Fraction(changed[at[-1]]) + 100)
        text = "\n".join([*lines, "\t".join(changed)]) + "\n"
        found = filled(form, *tables.read_pasted(text))
        assert "total" in {p.kind for p in found.problems}, (form, seed)


def test_every_form_has_an_independent_calculation() -> None:
    """T0 and T20 have no figures of their own: what people type, what was published."""
    counted = {"T1", "T2", "T13B", "T15", "T17"} | set(OFFICES) | set(WORDS_ONLY)
    assert set(forms.load()) - {"T0", "T20"} == counted


@pytest.mark.parametrize("seed", SEEDS)
def test_homesteads_are_added_in_square_metres(seed: int) -> None:
    r = random.Random(seed)  # noqa: S311
    areas = [Fraction(r.randrange(900, 2000), 10) for _ in range(5)]
    text = "申请人\t批准面积（㎡）\n" + "".join(
        f"{'王李张刘陈'[n]}建国\t{shown(a)}\n" for n, a in enumerate(areas)
    )
    content = composed(pasted("T15", text))
    assert content.board.total[-1] == shown(sum(areas, Fraction(0)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_unit_that_the_clerk_says_is_the_unit_that_is_added(seed: int) -> None:
    raw = drawn(OFFICES["T4"], seed)
    found = read("T4", raw)
    made = [
        Decision(code=p.code, choice=p.choices[0].id, value=p.choices[0].value)
        for p in found.problems
        if p.kind == "unit"
    ]
    assert made == []  # every head of the drawn sheets names its unit
    bare = raw.text.replace("（元）", "").replace("（万元）", "")
    asked = [
        p for p in filled("T4", *tables.read_pasted(bare)).problems if p.kind == "unit"
    ]
    assert [p.column for p in asked] == ["amount"]
