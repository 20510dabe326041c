"""Reads the forms from their files and refuses one that contradicts itself."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from villagepub import citations
from villagepub.canonical_json import typed
from villagepub.errors import UserError
from villagepub.forms.form import Form, FormColumn, Rule, Wording


class FormError(UserError):
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
    return {form.id: form for form in sorted(forms, key=_order)}


def _order(form: Form) -> tuple[int, str]:
    """T2 before T11, T11 before T11B."""
    digits = form.id[1:].rstrip("ABCDEF")
    return int(digits), form.id


def get(form_id: str) -> Form:
    form = load().get(form_id)
    if form is None:
        raise FormError(f"没有“{form_id}”这张表样。")
    return form


def for_item(form_id: str, item: str) -> Form:
    """The form as it speaks of this item: the first variant whose words fit, if any."""
    form = get(form_id)
    fitting = (v for v in form.variants if all(word in item for word in v.item))
    chosen = next(fitting, None)
    if chosen is None:
        return form
    return replace(
        form,
        kind=chosen.kind,
        wording=chosen.wording,
        columns=chosen.columns,
        objection=chosen.objection,
        basis=chosen.basis,
    )


def parse(text: str, name: str) -> Form:
    """A form out of TOML; raises FormError naming the file and the key."""
    data = tomllib.loads(text)
    _known(Form, data, name)
    for column in data.get("columns", ()):
        _known(FormColumn, column, name)
    variants = [_variant(data, one, name) for one in data.get("variants", ())]
    try:
        form = typed(Form, {**data, "variants": variants})
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise FormError(f"{name}：{where} 写的不对") from error
    keys = {c.key for c in form.columns}
    roles = [c.role for c in form.columns if c.role]
    if len(set(roles)) < len(roles):
        raise FormError(f"{name}：两列是同一个角色")
    for rule in form.rules:
        _rule_fits(rule, keys, name)
    cited = {*form.basis, *(key for v in form.variants for key in v.basis)}
    if unknown := cited - citations.keys():
        raise FormError(f"{name}：依据 {'、'.join(sorted(unknown))} 不在引用登记里")
    if form.wording.money and form.wording.money not in keys:
        raise FormError(f"{name}：wording.money 没有“{form.wording.money}”这一列")
    return form


def _variant(
    data: Mapping[str, Any], one: Mapping[str, Any], name: str
) -> dict[str, Any]:
    """A variant in full: what it does not say is taken from the form."""
    labels, wording = one.get("labels", {}), one.get("wording", {})
    strange = set(one) - {"item", "kind", "wording", "labels", "objection", "basis"}
    strange |= set(labels) - {c["key"] for c in data["columns"]}
    if strange:
        raise FormError(f"{name}：不认识 {'、'.join(sorted(strange))}")
    _known(Wording, wording, name)
    columns = [
        {**c, "label": labels.get(c["key"], c["label"])} for c in data["columns"]
    ]
    return {
        "item": one["item"],
        "kind": one.get("kind", data["kind"]),
        "wording": {**data["wording"], **wording},
        "columns": columns,
        "objection": one.get("objection", data.get("objection", {})),
        "basis": one.get("basis", data.get("basis", ())),
    }


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
