"""The forms as data: what each file must hold, and how one is refused."""

import pytest

from villagepub import citations, forms
from villagepub.forms.form import Form
from villagepub.forms.loader import FormError, parse

ALL = list(forms.load().values())


def test_the_forms_are_in_the_order_of_their_numbers() -> None:
    ids = list(forms.load())
    assert ids[:3] == ["T0", "T1", "T2"]
    assert ids.index("T9C") < ids.index("T10") < ids.index("T11") < ids.index("T11B")


@pytest.mark.parametrize("form", ALL, ids=lambda f: f.id)
def test_a_form_requires_something_and_says_what_the_web_may_see(form: Form) -> None:
    assert any(c.required for c in form.columns) is not form.own_columns
    names = [c for c in form.columns if c.kind == "name"]
    assert all(c.web in ("mask", "none") for c in names)


@pytest.mark.parametrize("form", ALL, ids=lambda f: f.id)
def test_a_title_is_the_period_and_its_phrases(form: Form) -> None:
    assert form.wording.title == "{period}" + "".join(form.wording.parts)


@pytest.mark.parametrize("form", ALL, ids=lambda f: f.id)
def test_a_period_names_its_source(form: Form) -> None:
    assert form.posting.source in citations.keys()  # noqa: SIM118
    assert form.objection.source or not form.objection.days


@pytest.mark.parametrize("form", ALL, ids=lambda f: f.id)
def test_no_two_columns_share_a_key_or_a_head(form: Form) -> None:
    keys = [c.key for c in form.columns]
    # 项目 is the heading where 细目 is the account, and the account where it is not
    heading = {r.columns[0] for r in form.rules if r.kind == "statement"}
    told = [c for c in form.columns if c.key not in heading]
    heads = [word for c in told for word in {c.label, *c.words}]
    assert len(set(keys)) == len(keys)
    assert len(set(heads)) == len(heads)


@pytest.mark.parametrize(
    ("form", "roles"),
    [
        ("T1", "date voucher subject income spending balance"),
        ("T4", "subject area amount name"),
        ("T5", "subject amount"),
        ("T7", "name group people amount"),
        ("T8", "name group contracted area rate amount"),
        ("T10", "name group months rate amount"),
        ("T13", "name group amount"),
        ("T17", "subject meeting branch due present yes no abstained result"),
    ],
)
def test_a_form_says_which_column_plays_which_part(form: str, roles: str) -> None:
    columns = forms.get(form).columns
    assert [c.role for c in columns if c.role] == roles.split()
    assert all(forms.get(form).by_role(c.role) is c for c in columns if c.role)


def test_marks_tell_the_kinds_of_notices_apart() -> None:
    assert len({f.mark for f in ALL}) == len(ALL)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("id = ", 'colour = "red"\nid = '), "colour"),
        (('key = "name"', 'key = "name"\ncolour = "red"'), "colour"),
        (
            ('columns = ["area", "rate", "amount"]', 'columns = ["area", "price"]'),
            "price",
        ),
        (('money = "amount"', 'money = "sum"'), "sum"),
        (('role = "rate"', 'role = "price"'), "columns.4.role"),
        (('role = "rate"', 'role = "area"'), "同一个角色"),
    ],
)
def test_a_form_that_contradicts_itself_is_refused_by_name(
    change: tuple[str, str], says: str
) -> None:
    from importlib.resources import files

    text = files("villagepub.forms").joinpath("data", "T8.toml").read_text("utf-8")
    with pytest.raises(FormError, match=says):
        parse(text.replace(*change, 1), "T8.toml")


def test_a_form_that_does_not_exist_is_said_to_be_none() -> None:
    with pytest.raises(FormError, match="T99"):
        forms.get("T99")
