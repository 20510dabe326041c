"""Whatever a sheet says in any form, no outlet says a number, an illness or a listed name.

Invented heads, cells, titles, sentences and reasons go through reading, the draft and the
composed notice; then everything that is told in words is looked at, in milliseconds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.notices.test_store_and_compose import KEY, NAMED, frame
from tests.web.test_nothing_leaves import HEADS, HEALTH, NAMES, joined, numbers
from villagepub import privacy, render, tables
from villagepub.content import NoticeContent
from villagepub.forms.entry import Entry
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.township.open_phrases import CORRECTIONS
from villagepub.notices import uploads
from villagepub.notices.content.changes import correction
from villagepub.notices.content.composer import NoticeContext, compose
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.validation import inspect

VALUES = {
    "group": "1组", "money": "300", "area": "5", "rate": "60", "count": "3", "goods": "2",
    "date": "2026-07-18", "ref": "记-12", "index": "1",
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What is planted, and the texts in which it was written."""

    digits: str
    name: str
    health: str
    head: str
    texts: tuple[str, ...]


@st.composite
def planted(draw: st.DrawFn) -> Said:
    digits, written = draw(numbers())
    name, health = draw(NAMES), draw(st.sampled_from(HEALTH))
    spaced = draw(st.sampled_from(["", " ", "　", "·", "\u200b"])).join(name)
    texts = (
        f"{spaced}家{health}", f"打{written}", f"{health}一人", f"给{spaced}", f"修渠{written}",
        f"{spaced}{written}", f"{name}等3人误工",
    )  # fmt: skip
    told = draw(st.lists(st.sampled_from(texts), min_size=4, max_size=4))
    return Said(digits, name, health, draw(HEADS), tuple(told))


def sheet_of(form: Form, said: Said) -> DraftSheet:
    """Two rows of every column, one more that nobody knows, a title above."""
    told = [c for c in form.columns if c.kind != "index"]
    words = [*said.texts * len(told)]
    lines = [[f"马家沟村2026年第三季度{form.name}{said.texts[0]}"]]
    lines += [[*(c.label for c in told), said.head]]
    lines += [[*(cell(c, words[n + i], said) for n, c in enumerate(told)), words[i]] for i in (0, 1)]  # fmt: skip
    found = tables.read_pasted("\n".join("\t".join(line) for line in lines))
    return uploads.cut_for_draft(form, found, id_key=KEY, year=2026)


def cell(column: FormColumn, words: str, said: Said) -> str:
    if column.kind == "name":
        return f"{said.name}*"
    return words if column.kind == "text" else VALUES[column.kind]


def context(form: Form, said: Said, before: Entry, after: Entry) -> NoticeContext:
    plain = frame(form)
    reason = privacy.scrub(f"{CORRECTIONS[0]}。{said.texts[3]}")
    fix, marks = correction(form, before, after, previous=1, reason=reason)
    return NoticeContext(
        form=form, places=plain.places, item=plain.item, period=plain.period, on=plain.on,
        title=privacy.scrub(f"{form.name}{said.texts[1]}"), correction=fix, marks=marks,
        paragraphs=tuple(map(privacy.scrub, said.texts)),
        explanations=tuple(map(privacy.scrub, said.texts)),
    )  # fmt: skip


def outlets(content: NoticeContent) -> Iterator[str]:
    """Everything that is told in words beside the page."""
    shown = render.open_web(content)
    yield shown.to_json()
    yield render.csv_table(shown.web).decode()
    yield render.share_text(content)
    yield render.robot_markdown(content)
    yield render.broadcast(content)
    yield render.article(content, render.share_text(content))
    yield render.open_web(render.without_names(content)).to_json()
    yield render.open_web(render.without_before(content)).to_json()


def counted_out(form: Form, text: str) -> str:
    """Without how many rows each class of reason has: 停发2人，去世2人 is of the village."""
    classes = "|".join(
        name for c in form.columns if c.reason_of for name, *_ in c.classes
    )
    return re.sub(rf"(?:{classes})\d+{form.row_unit}", "", text) if classes else text


@pytest.mark.parametrize("form", NAMED, ids=lambda f: f.id)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(said=planted())
def test_no_outlet_of_any_form_says_what_is_nobodys_business(
    form: Form, said: Said
) -> None:
    sheet = sheet_of(form, said)
    assert said.digits not in joined(sheet.to_json())
    entry = inspect(form, sheet, village="马家沟村", period="2026Q3").entry
    content = compose(context(form, said, Entry(), entry), entry)
    assert said.digits not in joined(content.to_json())
    for text in outlets(content):
        assert said.digits not in joined(text)
        assert said.health not in counted_out(form, joined(text))
        if any(c.kind == "name" and c.web != "full" for c in form.columns):
            assert said.name not in joined(text)
