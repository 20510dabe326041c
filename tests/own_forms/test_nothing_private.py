"""Whatever a township writes into a form, the web shows no more than a shipped one would."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from villagepub import forms, render, tables
from villagepub.forms.entry import Entry
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.loader import FormError, build, raw_data, shipped_text
from villagepub.forms.township import own_form
from villagepub.models import Place
from villagepub.notices.content.composer import ItemFacts, NoticeContext, compose
from villagepub.notices.numbering import Places
from villagepub.period import Period

LISTS = [f.id for f in forms.load().values() if f.layout == "list" and f.id != "T20"]
PEOPLE = ("赫连拴牢", "慕容彩霞", "完颜生财")
WORDS = (
    "姓名",
    "备注",
    "用途",
    "负责人",
    "领取人",
    "身份证号",
    "联系电话",
    "补贴金额",
    "低保户",
    "村组",
)
COLUMN = {
    "web": ("full", "mask", "none"),
    "print": ("no", "name", "mid", "text", "long", "num"),
    "kind": ("index", "name", "group", "money", "area", "rate", "count", "goods", "text", "date", "ref"),
    "role": ("", "name", "group", "subject", "amount"),
    "label": WORDS,
    "words": [[word] for word in WORDS],
    "match": (True, False),
    "sum": (True, False),
    "unit": ("", "元", "亩", "人"),
}  # fmt: skip
WHOLE = {
    "web_rows": ("masked", "totals", "full"),
    "layout": ("list", "vote", "free"),
    "own_columns": (True, False),
    "goods": (True, False),
    "name": ("困难户名单", "补贴", "路灯"),
    "rules": ([], [{"kind": "total"}]),
}
SAID = (
    "",
    "给了{name}",
    "{name}",
    "{count} 户",
    "{amount} 元",
    "{who}",
    "一共{people}人",
)
WORDING = dict.fromkeys(("who", "why", "money_note", "web_note", "board_note"), SAID)
VALUES = {
    "group": "1组", "money": "300", "area": "5", "rate": "60", "count": "3", "goods": "2",
    "date": "2026-06-18", "ref": "记-12", "index": "1",
}  # fmt: skip


def place(code: str, name: str) -> Place:
    return Place(code=code, name=name, short_name=name, full_name=name)


PLACES = Places(
    village=place("610603102201", "马家沟村"),
    township=place("610603102", "沿河湾镇"),
    county=place("610603", "安塞区"),
)


@st.composite
def written(draw: st.DrawFn) -> dict[str, Any]:
    """A shipped form's data with a few things said otherwise."""
    form_id = draw(st.sampled_from(LISTS))
    data = raw_data(shipped_text(form_id), form_id)
    data.pop("variants", None)
    for _ in range(draw(st.integers(0, 4))):
        column = draw(st.sampled_from(data["columns"]))
        where, choices = draw(
            st.sampled_from(
                [(column, COLUMN), (column, COLUMN), (data, WHOLE), (data["wording"], WORDING)]
            )
        )  # fmt: skip
        field = draw(st.sampled_from(sorted(choices)))
        where[field] = draw(st.sampled_from(choices[field]))
    return data


def cell(column: FormColumn, row: int) -> str:
    if column.kind == "name":
        return PEOPLE[row]
    if column.kind == "text":
        return f"付给{PEOPLE[row]}"
    return VALUES[column.kind]


def sheet_of(form: Form, rows: int) -> tables.Table:
    told = [c for c in form.columns if c.kind != "index"]
    lines = [[c.label for c in told]]
    lines += [[cell(c, n) for c in told] for n in range(rows)]
    (table,) = tables.read_pasted("\n".join("\t".join(line) for line in lines) + "\n")
    return table


def named(form: Form) -> Iterator[FormColumn]:
    return (c for c in form.columns if c.kind == "name")


@settings(max_examples=120, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=written(), rows=st.integers(1, 3))
def test_no_form_shows_a_listed_person_on_the_web(
    data: dict[str, Any], rows: int
) -> None:
    try:
        form = build({**data, "id": "Z1.1"}, "我的表样")
    except FormError:
        assume(False)
    assume(not list(own_form.faults(form)))
    assume(any(named(form)))
    table = sheet_of(form, rows)
    mapping = forms.recognise_columns(form, table, year=2026)
    entry = forms.fill(form, [table], [mapping], year=2026)
    assume(any(r.values.get(c.key) for r in entry.records for c in named(form)))
    forms.use(Kept(form))
    try:
        shown = shown_of(form, entry)
    finally:
        forms.use(Kept(None))
    assert [name for name in PEOPLE if name in shown] == []
    if form.web_rows == "totals":
        assert "赫连" not in shown


def test_a_sum_is_not_called_by_a_listed_persons_name_on_the_web() -> None:
    form = forms.get("T4")
    (table,) = tables.read_pasted(
        "名称\t面积（亩）\t计租方式\t承包金额（元）\t承包人\n村东地\t5\t付给赫连拴牢\t300\t赫连拴牢\n"
    )
    mapping = forms.recognise_columns(form, table, year=2026)
    entry = forms.fill(form, [table], [mapping], year=2026)
    content = compose(frame_of(form), entry)
    assert any("赫连拴牢" in fact.label for fact in content.facts)
    shown = render.open_web(content)
    assert "赫连拴牢" not in shown.to_json()
    assert [fact.value for fact in shown.facts] == [f.value for f in content.facts]


def test_of_each_age_the_web_says_no_listed_persons_name() -> None:
    form = forms.get("T10")
    (table,) = tables.read_pasted(
        "姓名\t组别\t年龄段\t金额（元）\n赫连拴牢\t1组\t赫连拴牢家\t300\n慕容彩霞\t1组\t80-89岁\t50\n"
    )
    mapping = forms.recognise_columns(form, table, year=2026)
    entry = forms.fill(form, [table], [mapping], year=2026)
    shown = render.open_web(compose(frame_of(form), entry))
    assert "赫连拴牢" not in shown.to_json()
    assert "80-89岁" in shown.to_json()


def frame_of(form: Form) -> NoticeContext:
    return NoticeContext(
        form=form,
        places=PLACES,
        item=ItemFacts(name=form.name),
        period=Period.parse("2026"),
        on=date(2026, 6, 19),
    )


def shown_of(form: Form, entry: Entry) -> str:
    return render.open_web(compose(frame_of(form), entry)).to_json()


class Kept:
    """A source of one form."""

    def __init__(self, form: Form | None) -> None:
        self._form = form

    def get(self, form_id: str) -> Form | None:
        return self._form if self._form and self._form.id == form_id else None

    def issued(self) -> tuple[Form, ...]:
        return (self._form,) if self._form else ()
