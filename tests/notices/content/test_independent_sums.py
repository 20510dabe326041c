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


def ledger(seed: int) -> tuple[str, dict[str, Fraction]]:
    """Three months of income and spending, blanks, red letters, some balances blank."""
    r = random.Random(seed)  # noqa: S311
    left = opening = Fraction(r.randrange(10**6), 100)
    income = spending = Fraction(0)
    lines = [
        "日期\t凭证号\t摘要\t收入\t支出\t结存",
        f"\t\t上期结转\t\t\t{shown(opening)}",
    ]
    for n in range(r.randrange(2, 20)):
        value = Fraction(r.randrange(1, 10**6), 100)
        red = r.randrange(8) == 0
        flow = -value if red else value
        written_ = f"({shown(value)})" if red and n % 2 else shown(flow)
        is_income = r.randrange(2) == 0
        income += flow if is_income else 0
        spending += 0 if is_income else flow
        left += flow if is_income else -flow
        cells_ = [f"7.{n + 1}", f"记{n + 1}", ("租金", "电费", "工费")[n % 3]]
        cells_ += [written_, ""] if is_income else ["", written_]
        lines.append("\t".join([*cells_, "" if r.randrange(3) == 0 else shown(left)]))
    right = {
        "上期结转": opening,
        "本季收入": income,
        "本季支出": spending,
        "本季结余": left,
    }
    return "\n".join(lines) + "\n", right


@pytest.mark.parametrize("seed", range(20))
def test_a_ledger_comes_to_what_was_there_came_in_and_went_out(seed: int) -> None:
    text, right = ledger(seed)
    found = pasted("T1", text)
    assert [p.message for p in found.problems] == []
    content = composed(found)
    assert {f.label: f.value for f in content.facts} == {
        label: shown(value) for label, value in right.items()
    }
    assert sum_of_words(content.facts[0].note) == right["本季结余"]
    charts = {chart.kind: chart for chart in content.charts}
    for kind, label in (("in", "本季收入"), ("out", "本季支出")):
        if kind in charts:
            bars = [Fraction(b.text.removesuffix(" 元").replace(",", "")) for b in charts[kind].bars]  # fmt: skip
            assert sum(bars) == right[label]
            assert shown(right[label]) in charts[kind].total


@pytest.mark.parametrize("seed", range(20))
def test_a_vote_passes_by_the_numbers_of_the_law(seed: int) -> None:
    """村民代表会议: two thirds must come, more than half of those must agree."""
    r = random.Random(seed)  # noqa: S311
    due = r.randrange(6, 60)
    present = r.randrange(due // 2, due + 1)
    yes = r.randrange(present // 3, present + 1)
    no = r.randrange(present - yes + 1)
    text = (
        "事项\t会议\t应到\t实到\t同意\t反对\t弃权\n"
        f"修渠\t村民代表会议\t{due}\t{present}\t{yes}\t{no}\t{present - yes - no}\n"
    )
    (vote,) = composed(pasted("T17", text)).votes
    passes = Fraction(present, due) >= Fraction(2, 3) and Fraction(
        yes, present
    ) > Fraction(1, 2)
    assert vote.result == ("通过" if passes else "没有通过")
    assert [c.value for c in vote.counts] == [
        str(n) for n in (due, present, yes, no, present - yes - no)
    ]
    assert sum(map(Fraction, vote.shares)) == pytest.approx(1)


@pytest.mark.parametrize("seed", SEEDS)
def test_goods_received_are_those_given_and_left(seed: int) -> None:
    r = random.Random(seed)  # noqa: S311
    rows = [(r.randrange(1, 90), r.randrange(9)) for _ in range(5)]
    text = "物资名称\t收到\t发放\t结余\n" + "".join(
        f"{'米油被面水'[n]}\t{given + left}袋\t{given}袋\t{left}袋\n"
        for n, (given, left) in enumerate(rows)
    )
    found = pasted("T13B", text)
    assert found.problems == ()
    board = composed(found).board
    printed = [cells(board, row.cells) for row in board.rows]
    assert [(p["received"], p["given"], p["left"]) for p in printed] == [
        (f"{given + left}袋", f"{given}袋", f"{left}袋") for given, left in rows
    ]


def test_every_form_has_an_independent_calculation() -> None:
    """T0 and T20 have no figures of their own: what people type, what was published."""
    counted = {"T1", "T2", "T13B", "T15", "T17"} | set(OFFICES) | set(WORDS_ONLY)
    assert set(forms.load()) - {"T0", "T20"} == counted


STATED = ("经营收入", "补助收入", "其他收入"), ("经营支出", "管理费用", "公益支出")


@pytest.mark.parametrize("seed", range(20))
def test_a_statement_comes_to_the_sums_of_its_accounts(seed: int) -> None:
    r = random.Random(seed)  # noqa: S311
    opening = Fraction(r.randrange(10**7), 100)
    drawn_ = [[(a, Fraction(r.randrange(10**6), 100)) for a in side] for side in STATED]
    income, spending = (sum((v for _, v in side), Fraction(0)) for side in drawn_)
    left = opening + income - spending
    lines = ["科目\t本月数", f"上期结余\t{shown(opening)}"]
    for side, total, word in zip(
        drawn_, (income, spending), ("收入", "支出"), strict=True
    ):
        lines += [f"{account}\t{shown(value)}" for account, value in side]
        lines += [f"{word}合计\t{shown(total)}"] if r.randrange(2) else []
    lines += [f"期末结余\t{shown(left)}"]
    found = pasted("T2", "\n".join(lines) + "\n")
    assert [p.message for p in found.problems] == []
    content = composed(found)
    assert [(f.label, f.value) for f in content.facts] == [
        ("本期结余", shown(left)), ("上期结余", shown(opening)),
        ("收入", shown(income)), ("支出", shown(spending)),
    ]  # fmt: skip
    assert sum_of_words(content.facts[0].note) == left


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
