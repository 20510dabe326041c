"""Which form a sheet is: only the likely ones are looked into, the answer is that of all."""

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from tests.comparison.offices.pairs import make
from tests.forms.sample_sheets import SAMPLES, workbook
from villagepub import forms, tables
from villagepub.forms.form import Form
from villagepub.forms.heads.private_columns import private_columns
from villagepub.forms.loader import load
from villagepub.forms.recognition.form_choice import MIN_SCORE, most_of, score_of
from villagepub.tables.table import Table, TableError

FORMS = tuple(load().values())
WORDS = sorted({word for form in FORMS for word in form.words})
HEADS = sorted({w for f in FORMS for c in f.columns for w in (c.label, *c.words)})
CELLS = ("张广财", "一组", "12.5", "2026年8月3日", "修水渠")


def of_all(table: Table) -> Form | None:
    """The first of those that score the most, every form scored."""
    private = private_columns(table)
    scores = {form.id: score_of(form, table, private) for form in FORMS}
    assert all(scores[form.id] <= most_of(form, table) for form in FORMS)
    best = max(FORMS, key=lambda form: scores[form.id])
    return best if scores[best.id] >= MIN_SCORE else None


def test_a_forms_own_sheet_is_guessed_as_if_every_form_were_scored() -> None:
    for sample in SAMPLES.values():
        for table in tables.read(workbook(sample), f"{sample.title}.xlsx"):
            assert forms.guess_form(table) == of_all(table)


def test_an_offices_list_is_guessed_as_if_every_form_were_scored() -> None:
    for seed in range(3):
        for file in (make(seed).village, make(seed).government):
            for table in tables.read(*file):
                assert forms.guess_form(table) == of_all(table)


@st.composite
def drawn(draw: st.DrawFn) -> Table:
    """A sheet under the words of up to two forms, with the heads of one and of any."""
    title = "".join(draw(st.lists(st.sampled_from(WORDS), max_size=2)))
    form = draw(st.sampled_from([form for form in FORMS if form.columns]))
    own = [draw(st.sampled_from((c.label, *c.words))) for c in form.columns]
    other = draw(st.lists(st.sampled_from(HEADS), max_size=5))
    heads = draw(st.lists(st.sampled_from([*own, *other]), min_size=2, unique=True))
    rows = [[draw(st.sampled_from(CELLS)) for _ in heads] for _ in range(2)]
    lines = [[f"马家沟村{title}公布"], heads, *rows]
    try:
        return tables.read_pasted("\n".join("\t".join(line) for line in lines))[0]
    except TableError:  # 一组 as a head is no head
        reject()


@settings(max_examples=25)
@given(drawn())
def test_a_sheet_of_any_heads_is_guessed_as_if_every_form_were_scored(
    table: Table,
) -> None:
    assert forms.guess_form(table) == of_all(table)
