"""Reads the forms from their files and refuses one that contradicts itself."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any

from villagepub.forms.form import Form, FormColumn, Rule
from villagepub.frozen import thaw


class FormError(ValueError):
    """A form's file that makes no sense, or a form that does not exist."""


@cache
def load() -> Mapping[str, Form]:
    """All forms by their id, T1 first."""
    folder = files("villagepub.forms").joinpath("data")
    texts = {
        f.name: f.read_text("utf-8")
        for f in folder.iterdir()
        if f.name.endswith(".toml")
    }
    forms = [parse(text, name) for name, text in texts.items()]
    return {form.id: form for form in sorted(forms, key=lambda f: int(f.id[1:]))}


def get(form_id: str) -> Form:
    form = load().get(form_id)
    if form is None:
        raise FormError(f"没有“{form_id}”这张表样。")
    return form


def parse(text: str, name: str) -> Form:
    """A form out of TOML; raises FormError naming the file and the key."""
    data = tomllib.loads(text)
    _known(Form, data, name)
    for column in data.get("columns", ()):
        _known(FormColumn, column, name)
    form = thaw(Form, data)
    keys = {c.key for c in form.columns}
    for rule in form.rules:
        _rule_fits(rule, keys, name)
    if form.wording.money and form.wording.money not in keys:
        raise FormError(f"{name}：wording.money 没有“{form.wording.money}”这一列")
    return form


def _known(kind: type, data: Mapping[str, Any], name: str) -> None:
    strange = set(data) - {f.name for f in fields(kind)}
    if strange:
        raise FormError(f"{name}：不认识 {'、'.join(sorted(strange))}")


def _rule_fits(rule: Rule, keys: set[str], name: str) -> None:
    missing = set(rule.columns) - keys
    if missing:
        raise FormError(
            f"{name}：规则 {rule.kind} 说到没有的列 {'、'.join(sorted(missing))}"
        )
